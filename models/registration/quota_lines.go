package registration

import (
	"strings"

	"samling/models/event"
	"samling/models/store"
)

// quotaLinesMax bounds a pasted list; no event has so many organisations.
const quotaLinesMax = 2000

// QuotaLine is one line of a pasted list of quotas, judged.
type QuotaLine struct {
	Number       int // in the text, 1 = first
	Text         string
	Organisation event.Organisation
	Was, Seats   int
	Taken        int
	Problem      string // text key; '' when the line can be saved
}

// Changes says whether saving the line would change anything.
func (l QuotaLine) Changes() bool { return l.Problem == "" && l.Seats != l.Was }

// ReadQuotaLines judges lines of "name;seats": with semicolon, tab or comma, in any letter case, with or without a
// heading. Empty lines are left out. ok is false when there are more lines than anybody has organisations.
func ReadQuotaLines(text string, quotas []Quota) (lines []QuotaLine, ok bool) {
	byName := make(map[string]Quota, len(quotas))
	for _, q := range quotas {
		byName[event.Fold(q.Organisation.Name)] = q
	}
	raw := strings.Split(strings.ReplaceAll(strings.TrimPrefix(text, "\ufeff"), "\r", "\n"), "\n")
	seen := map[store.ID]bool{}
	for i, line := range raw {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		if len(lines) == quotaLinesMax {
			return lines, false
		}
		l := readQuotaLine(line, byName, seen)
		l.Number = i + 1
		if len(lines) == 0 && l.Problem == quotaNumber && !strings.ContainsAny(line, "0123456789") {
			continue // the heading of a table
		}
		lines = append(lines, l)
	}
	return lines, true
}

// Why a line cannot be saved, as text keys.
const (
	quotaNumber  = "seats.line_number"
	quotaUnknown = "seats.line_unknown"
	quotaTwice   = "seats.line_twice"
	quotaBelow   = "seats.line_below"
)

func readQuotaLine(line string, byName map[string]Quota, seen map[store.ID]bool) QuotaLine {
	l := QuotaLine{Text: line}
	cut := strings.LastIndexAny(line, ";\t")
	if cut < 0 {
		cut = strings.LastIndex(line, ",")
	}
	name, number := line, ""
	if cut >= 0 {
		name, number = line[:cut], line[cut+1:]
	}
	q, known := byName[event.Fold(strings.Trim(strings.TrimSpace(name), `"`))]
	l.Organisation, l.Was, l.Taken = q.Organisation, q.Quota, q.Taken
	seats, isNumber := event.ReadSeats(strings.Trim(strings.TrimSpace(number), `"`))
	l.Seats = seats
	switch {
	case !isNumber:
		l.Problem = quotaNumber
	case !known:
		l.Problem = quotaUnknown
	case seen[q.Organisation.ID]:
		l.Problem = quotaTwice
	case seats < q.Taken:
		l.Problem = quotaBelow
	}
	if known {
		seen[q.Organisation.ID] = true
	}
	return l
}

// QuotasIn is what the lines that can be saved would set.
func QuotasIn(lines []QuotaLine) map[store.ID]int {
	quotas := map[store.ID]int{}
	for _, l := range lines {
		if l.Problem == "" {
			quotas[l.Organisation.ID] = l.Seats
		}
	}
	return quotas
}
