package report

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// Column is the heading of a column and its width in characters; a width of 0 follows from the heading.
type Column struct {
	Heading string
	Width   float64
}

// Limits of Excel (specification and limits, Microsoft).
const (
	longestCell      = 32767 // UTF-16 units
	longestSheetName = 31    // UTF-16 units
	widestColumn     = 255
)

const paperA4 = 9 // Excel's number for the paper size

// Sheet is one table of a workbook.
type Sheet struct {
	book   *XLSX
	stream *excelize.StreamWriter
	row    int
}

// Sheet adds a table with bold headings that stay in view. The name is made to follow Excel's rules and to differ from
// the others; see sheetName. Rows of several sheets may be written in any order.
func (x *XLSX) Sheet(name string, columns ...Column) (*Sheet, error) {
	name = x.sheetName(name)
	if len(x.sheets) == 0 { // a new workbook comes with one sheet
		_ = x.keep("sheet", x.file.SetSheetName(x.file.GetSheetName(0), name))
	} else {
		_, err := x.file.NewSheet(name)
		_ = x.keep("sheet", err)
	}
	landscape, size := "landscape", paperA4
	_ = x.keep("page", x.file.SetPageLayout(name, &excelize.PageLayoutOptions{Orientation: &landscape, Size: &size}))
	if x.err != nil {
		return nil, x.err
	}
	stream, err := x.file.NewStreamWriter(name)
	if err != nil {
		return nil, x.keep("sheet", err)
	}
	s := &Sheet{book: x, stream: stream}
	x.sheets = append(x.sheets, s)
	return s, s.head(columns)
}

func (s *Sheet) head(columns []Column) error {
	if len(columns) == 0 {
		return s.book.err
	}
	style := s.book.headingStyle()
	row := make([]any, len(columns))
	for i, column := range columns {
		width := column.Width
		if width <= 0 {
			width = max(float64(utf8.RuneCountInString(column.Heading))+3, 9)
		}
		_ = s.book.keep("width", s.stream.SetColWidth(i+1, i+1, min(width, widestColumn)))
		row[i] = excelize.Cell{StyleID: style, Value: plainText(column.Heading)}
	}
	_ = s.book.keep("panes", s.stream.SetPanes(&excelize.Panes{
		Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft",
		Selection: []excelize.Selection{{SQRef: "A2", ActiveCell: "A2", Pane: "bottomLeft"}},
	}))
	return s.write(row)
}

// Row writes one row. Cells are strings, Int, Number, Percent, int, int64 or nil, as for CSV. Text is always a text
// cell, never a formula, and is cut at what Excel can hold.
func (s *Sheet) Row(cells ...any) error {
	row := make([]any, len(cells))
	for i, value := range cells {
		c, err := parse(value)
		if s.book.keep("row", err) != nil {
			return s.book.err
		}
		if c.kind != empty {
			row[i] = excelize.Cell{StyleID: s.book.style(c), Value: c.excel()}
		}
	}
	return s.write(row)
}

func (s *Sheet) write(row []any) error {
	if s.book.err != nil {
		return s.book.err
	}
	s.row++
	at, err := excelize.CoordinatesToCellName(1, s.row)
	if s.book.keep("row", err) != nil {
		return s.book.err
	}
	return s.book.keep("row", s.stream.SetRow(at, row))
}

// excel is the value as the workbook stores it: numbers unrounded, text cleaned.
func (c cell) excel() any {
	switch c.kind {
	case whole:
		return c.whole
	case number, percent:
		return c.value
	default:
		return plainText(c.text)
	}
}

// escape is how the file format writes a character by its number (ECMA-376 part 1, ST_Xstring).
var escape = regexp.MustCompile(`_(x[0-9A-Fa-f]{4}_)`)

// plainText cleans text, cuts it, and takes the meaning from anything in it that looks like the format's own escape: the
// library below gets two in a row wrong, and a zero byte in a cell makes Excel repair the file. An invisible joiner does
// it; twice, since escapes can share an underscore.
func plainText(s string) string {
	s = clean(s)
	for range 2 {
		s = escape.ReplaceAllString(s, "_\u2060$1")
	}
	return cut(s)
}

// format is the number format in Excel's own notation; Swedish Excel shows it with a comma.
func (c cell) format() string {
	digits := "0"
	if c.decimals > 0 {
		digits += "." + strings.Repeat("0", c.decimals)
	}
	switch c.kind {
	case whole:
		return "0"
	case number:
		return digits
	case percent:
		return digits + `\ %`
	}
	return ""
}

// cut shortens text to what a cell holds, with an ellipsis.
func cut(s string) string { return cutTo(s, longestCell) }

// cutTo shortens text to a number of UTF-16 units, in which Excel counts, with an ellipsis and without halving a
// character.
func cutTo(s string, most int) string {
	if len(s) <= most {
		return s
	}
	units, end := 0, 0 // end is where the text would be cut to leave room for the ellipsis
	for i, r := range s {
		if units <= most-1 {
			end = i
		}
		if units += utf16.RuneLen(r); units > most {
			return s[:end] + "…"
		}
	}
	return s
}

// sheetName makes name one that Excel opens without complaint: 31 units at most, none of []:*?/\, no apostrophe at an
// end, not "History", which it keeps for itself, not empty, and not the same as another in other letters.
func (x *XLSX) sheetName(name string) string {
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\`+"\n", r) {
			return ' '
		}
		return r
	}, clean(name))
	name = trimName(strings.Join(strings.Fields(name), " "), longestSheetName)
	if name == "" {
		name = "1"
	}
	base := name
	for n := 2; x.taken(name); n++ {
		suffix := " (" + strconv.Itoa(n) + ")"
		name = trimName(base, longestSheetName-len(suffix)) + suffix
	}
	return name
}

func trimName(name string, most int) string { return strings.Trim(cutTo(name, most), "' ") }

func (x *XLSX) taken(name string) bool {
	if strings.EqualFold(name, "History") {
		return true
	}
	for _, s := range x.sheets {
		if strings.EqualFold(s.stream.Sheet, name) {
			return true
		}
	}
	return false
}
