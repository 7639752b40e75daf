package table

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// rows reads the cells of a sheet in order; cells and rows that are not in the file are empty.
func (w *workbook) rows(sheet string, texts []string) ([]Row, error) {
	var rows []Row
	err := w.each(sheet, func(d *decoder, e xml.StartElement) error {
		switch e.Name.Local {
		case "row":
			if len(rows) > MaxRows {
				return ErrManyRows
			}
			line, err := strconv.Atoi(attribute(e, "r"))
			if err != nil {
				line = len(rows) + 1
			}
			rows = append(rows, Row{Line: line})
		case "c":
			if len(rows) == 0 {
				return nil
			}
			value, err := cell(d, attribute(e, "t"), texts)
			if err != nil {
				return err
			}
			rows[len(rows)-1].put(column(attribute(e, "r")), value)
		}
		return nil
	})
	return rows, err
}

// put sets a cell; one whose place is not told comes after the last. Columns beyond the limit are not read.
func (r *Row) put(at int, value string) {
	if at < 0 {
		at = len(r.Cells)
	}
	if at >= MaxColumns {
		return
	}
	for len(r.Cells) <= at {
		r.Cells = append(r.Cells, "")
	}
	r.Cells[at] = value
}

// column reads the letters of a reference: "B7" is 1. It is -1 for what is none, and beyond the limit for what is too far.
func column(reference string) int {
	n := 0
	for _, r := range reference {
		if r < 'A' || r > 'Z' {
			break
		}
		if n = n*26 + int(r-'A') + 1; n > MaxColumns {
			return MaxColumns
		}
	}
	return n - 1
}

// cell reads the value of a cell by its type.
func cell(d *decoder, kind string, texts []string) (string, error) {
	if kind == "inlineStr" {
		return textOf(d)
	}
	value, err := valueOf(d)
	if err != nil {
		return "", err
	}
	switch kind {
	case "s":
		n, err := strconv.Atoi(value)
		if err != nil || n < 0 || n >= len(texts) {
			return "", nil
		}
		return texts[n], nil
	case "", "n":
		return number(value), nil
	case "e":
		return "", nil // #N/A and its like are no text of anybody's
	}
	return value, nil
}

// valueOf reads the <v> of the current cell up to the cell's end.
func valueOf(d *decoder) (string, error) {
	var b strings.Builder
	depth, inValue := 1, false
	for depth > 0 {
		token, err := d.Token()
		if err != nil {
			return "", err
		}
		switch t := token.(type) {
		case xml.StartElement:
			depth++
			inValue = t.Name.Local == "v"
		case xml.EndElement:
			depth--
			inValue = false
		case xml.CharData:
			if inValue && b.Len() < 4*maxCell {
				b.Write(t)
			}
		}
	}
	return b.String(), nil
}

// number writes a number as people read it: 7.0123456E8 is 701234560.
func number(value string) string {
	f, err := strconv.ParseFloat(value, 64)
	if err != nil || !strings.ContainsAny(value, "eE") || f > 1e15 || f < -1e15 {
		return value
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}
