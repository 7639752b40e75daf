package table

import (
	"encoding/csv"
	"errors"
	"io"
	"strings"
)

// readCSV reads separated text. The separator is guessed, and quotes are taken as they come: people edit such files by
// hand.
func readCSV(text string) ([]Row, error) {
	// Excel can write the separator on a line of its own.
	skipped := 0
	if first, rest, ok := strings.Cut(text, "\n"); ok && strings.HasPrefix(strings.ToLower(first), "sep=") {
		text, skipped = rest, 1
	}
	reader := csv.NewReader(strings.NewReader(strings.ReplaceAll(text, "\r\n", "\n")))
	reader.Comma, reader.FieldsPerRecord, reader.LazyQuotes = separator(text), -1, true
	var rows []Row
	for {
		cells, err := reader.Read()
		switch {
		case errors.Is(err, io.EOF):
			return rows, nil
		case err != nil:
			return nil, ErrBroken.Because(err)
		case len(rows) > MaxRows:
			return nil, ErrManyRows
		}
		line, _ := reader.FieldPos(0)
		rows = append(rows, Row{Line: line + skipped, Cells: cells})
	}
}

// separator is the sign that parts most lines of the beginning, and each of them the same way: a semicolon as Swedish
// Excel has it, a tab as a copied table has it, or a comma.
func separator(text string) rune {
	best, most := ';', 0
	for _, sign := range ";\t," {
		score := 0
		for _, line := range head(text, 10) {
			if n := outsideQuotes(line, sign); n > 0 {
				score += 100 + n
			}
		}
		if score > most {
			best, most = sign, score
		}
	}
	return best
}

func head(text string, n int) []string {
	var lines []string
	for line := range strings.Lines(text) {
		if strings.TrimSpace(line) != "" {
			lines = append(lines, line)
		}
		if len(lines) == n {
			break
		}
	}
	return lines
}

func outsideQuotes(line string, sign rune) int {
	n, quoted := 0, false
	for _, r := range line {
		switch {
		case r == '"':
			quoted = !quoted
		case r == sign && !quoted:
			n++
		}
	}
	return n
}
