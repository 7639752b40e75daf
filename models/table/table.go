// Package table reads the rows out of a file that somebody uploads: CSV as any spreadsheet saves it, or XLSX. It trusts
// nothing about the file: not its name, its declared sizes, its encoding or its shape.
package table

import (
	"bytes"
	"strings"

	"samling/models/store"
)

// Limits on what is read. They are far above a list of attendees, and far below what troubles a server.
const (
	MaxBytes   = 900 << 10 // of the file itself; the form around it counts towards the site's largest request, 1 MB
	MaxRows    = 20_000
	MaxColumns = 60
	maxCell    = 2000 // characters; the rest is cut, and the rules for the field refuse what is left
)

// Why a file is refused.
var (
	ErrEmpty    = store.Fault(store.Invalid, "error.table_empty").On("file")
	ErrTooLarge = store.Fault(store.Invalid, "error.table_large").On("file")
	ErrManyRows = store.Fault(store.Invalid, "error.table_rows").On("file")
	ErrFormat   = store.Fault(store.Invalid, "error.table_format").On("file")
	ErrOldExcel = store.Fault(store.Invalid, "error.table_old_excel").On("file")
	ErrBomb     = store.Fault(store.Invalid, "error.table_bomb").On("file")
	ErrBroken   = store.Fault(store.Invalid, "error.table_broken").On("file")
)

// Table is what a file holds: its heading row and the rows below, each with the number of its line in the file. Rows
// without any text are left out. Every row has as many cells as the heading.
type Table struct {
	Head []string
	Rows []Row
}

// Row is one line of the file.
type Row struct {
	Line  int // as a person counts it, the heading being 1
	Cells []string
}

// Read reads a file of at most MaxBytes. What it is, is told by its content. Errors: those above.
func Read(data []byte) (Table, error) {
	switch {
	case len(data) > MaxBytes:
		return Table{}, ErrTooLarge
	case len(bytes.TrimSpace(data)) == 0:
		return Table{}, ErrEmpty
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		rows, err := readXLSX(data)
		return build(rows, err)
	case bytes.HasPrefix(data, []byte("\xD0\xCF\x11\xE0")): // the container of .xls, and of an XLSX with a password
		return Table{}, ErrOldExcel
	case noText(data):
		return Table{}, ErrFormat
	}
	rows, err := readCSV(decode(data))
	return build(rows, err)
}

// noText says whether the content is no text at all: a picture, a PDF, a program. UTF-16 has zero bytes and is text.
func noText(data []byte) bool {
	if bytes.HasPrefix(data, []byte("%PDF")) || bytes.HasPrefix(data, []byte("{\\rtf")) {
		return true
	}
	if utf16Order(data) != nil {
		return false
	}
	head := data[:min(len(data), 4096)]
	return bytes.IndexByte(head, 0) >= 0
}

func build(rows []Row, err error) (Table, error) {
	if err != nil {
		return Table{}, err
	}
	var t Table
	for _, row := range rows {
		if !row.tidy() {
			continue
		}
		if t.Head == nil {
			t.Head = trimEnd(row.Cells)
			continue
		}
		for len(row.Cells) < len(t.Head) {
			row.Cells = append(row.Cells, "")
		}
		row.Cells = row.Cells[:len(t.Head)]
		t.Rows = append(t.Rows, row)
	}
	if len(t.Rows) == 0 {
		return Table{}, ErrEmpty
	}
	return t, nil
}

// tidy cleans the cells and says whether there is any text in them.
func (r *Row) tidy() bool {
	any := false
	r.Cells = r.Cells[:min(len(r.Cells), MaxColumns)]
	for i, cell := range r.Cells {
		cell = strings.TrimSpace(strings.ToValidUTF8(cell, "\ufffd"))
		if len(cell) > maxCell {
			cell = string([]rune(cell)[:min(maxCell, len([]rune(cell)))])
		}
		r.Cells[i] = cell
		any = any || cell != ""
	}
	return any
}

func trimEnd(cells []string) []string {
	for len(cells) > 0 && cells[len(cells)-1] == "" {
		cells = cells[:len(cells)-1]
	}
	return cells
}
