package report

import (
	"fmt"
	"io"
	"time"

	"github.com/xuri/excelize/v2"
)

// XLSX writes a workbook of several tables. Rows go through a stream, so that a large table does not stand in memory as
// cells; the file itself is written by Close, because its format needs all sheets before the first byte.
type XLSX struct {
	out    io.Writer
	file   *excelize.File
	sheets []*Sheet
	styles map[cell]int
	err    error
}

// Properties are what a file says about itself under "Info" in Excel. They hold nothing about who downloads.
type Properties struct {
	Title   string
	Creator string    // the program or the event, not a person
	Created time.Time // zero leaves it out
}

// NewXLSX begins a workbook that Close will write to w.
func NewXLSX(w io.Writer) *XLSX {
	return &XLSX{out: w, file: excelize.NewFile(), styles: map[cell]int{}}
}

// Describe sets the document properties.
func (x *XLSX) Describe(p Properties) error {
	properties := &excelize.DocProperties{Title: clean(p.Title), Creator: clean(p.Creator), LastModifiedBy: clean(p.Creator)}
	if !p.Created.IsZero() {
		properties.Created = p.Created.UTC().Format(time.RFC3339)
		properties.Modified = properties.Created
	}
	return x.keep("properties", x.file.SetDocProps(properties))
}

// Close finishes the sheets, writes the workbook and removes what was kept for it. It must be called even after an error;
// then it writes nothing and gives that error again.
func (x *XLSX) Close() error {
	for _, s := range x.sheets {
		_ = x.keep("sheet", s.stream.Flush())
	}
	if x.err == nil {
		_ = x.keep("write", x.file.Write(x.out))
	}
	_ = x.keep("clean up", x.file.Close())
	return x.err
}

// keep remembers the first error and gives it.
func (x *XLSX) keep(what string, err error) error {
	if err != nil && x.err == nil {
		x.err = fmt.Errorf("xlsx: %s: %w", what, err)
	}
	return x.err
}

// style gives the number of the cell style for a kind of cell; equal cells share one.
func (x *XLSX) style(c cell) int {
	key := cell{kind: c.kind, decimals: c.decimals}
	if id, ok := x.styles[key]; ok {
		return id
	}
	look := &excelize.Style{Alignment: &excelize.Alignment{Vertical: "top", WrapText: c.kind == text}}
	if format := c.format(); format != "" {
		look.CustomNumFmt = &format
	}
	id, err := x.file.NewStyle(look)
	_ = x.keep("style", err)
	x.styles[key] = id
	return id
}

// headingStyle is bold on a quiet ground with a line under it.
func (x *XLSX) headingStyle() int {
	key := cell{kind: text, text: "heading"}
	if id, ok := x.styles[key]; ok {
		return id
	}
	id, err := x.file.NewStyle(&excelize.Style{
		Font:      &excelize.Font{Bold: true, Family: "Calibri", Size: 11},
		Fill:      excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E6EFF0"}},
		Border:    []excelize.Border{{Type: "bottom", Style: 1, Color: "0C5763"}},
		Alignment: &excelize.Alignment{Vertical: "top", WrapText: true},
	})
	_ = x.keep("style", err)
	x.styles[key] = id
	return id
}
