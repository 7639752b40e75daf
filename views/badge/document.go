package badge

import (
	"fmt"
	"io"
)

// Document is a page or two of A4 to hand to somebody: a heading, facts, perhaps a code to show, a table of counts. It is
// what people get on paper who get no mail, and what the kitchen gets.
type Document struct {
	Heading   string
	Lead      string
	Facts     [][2]string // label and value
	Code      string      // content of the QR code, "" for none
	Reference string      // the code one can say aloud, under the QR code
	Groups    []Group
	Notes     []string // paragraphs at the end
}

// Group is a heading with rows of a text and a number.
type Group struct {
	Heading string
	Rows    []Row
}

// Row is a line of a table.
type Row struct{ Text, Number string }

// Lengths on the page in millimetres, sizes in points.
const (
	edge     = 25.0
	textWide = 210 - 2*edge
	codeSide = 60.0
)

// WriteDocument prints a document as PDF to w. Sheet gives title, language, hosts, colour and date; its layout is not
// looked at.
func WriteDocument(w io.Writer, sheet Sheet, d Document) error {
	c, err := newCanvas(sheet, paper{width: 210, height: 297})
	if err != nil {
		return err
	}
	c.pdf.SetMargins(edge, edge, edge)
	c.pdf.SetCellMargin(0)
	c.pdf.SetAutoPageBreak(true, edge)
	c.pdf.AddPage()
	c.fill(c.head)
	c.pdf.Rect(0, 0, 210, 8, "F")
	c.paragraph(d.Heading, 26, true, black)
	c.paragraph(d.Lead, 13, false, black)
	for _, fact := range d.Facts {
		c.space(2)
		c.paragraph(fact[0], 10, false, quiet)
		c.paragraph(fact[1], 13, true, black)
	}
	if d.Code != "" {
		if err := c.codeBlock(d); err != nil {
			return err
		}
	}
	for _, g := range d.Groups {
		c.space(5)
		c.paragraph(g.Heading, 15, true, black)
		for _, r := range g.Rows {
			c.row(r)
		}
	}
	c.space(5)
	for _, note := range d.Notes {
		c.paragraph(note, 11, false, black)
		c.space(2)
	}
	c.paragraph(sheet.Hosts, 9, false, quiet)
	if err := c.pdf.Output(w); err != nil {
		return fmt.Errorf("write a document: %w", err)
	}
	return nil
}

func (c *canvas) space(mm float64) { c.pdf.Ln(mm) }

// paragraph sets text across the page; an empty one takes no room.
func (c *canvas) paragraph(text string, size float64, bold bool, i ink) {
	if text = c.ready(text, size, bold, i); text != "" {
		c.pdf.MultiCell(textWide, size*point*1.4, text, "", "L", false)
	}
}

func (c *canvas) ready(text string, size float64, bold bool, i ink) string {
	style, f := "", c.faces.regular
	if bold {
		style, f = "B", c.faces.bold
	}
	c.pdf.SetFont(family, style, size)
	c.pdf.SetTextColor(i.r, i.g, i.b)
	return f.tidy(text)
}

// row is a line with its number at the right edge.
func (c *canvas) row(r Row) {
	const size, height, numberWide = 13.0, 8.5, 30.0
	c.hairline()
	c.pdf.CellFormat(textWide-numberWide, height, c.ready(r.Text, size, false, black), "B", 0, "L", false, 0, "")
	c.pdf.CellFormat(numberWide, height, c.ready(r.Number, size, true, black), "B", 1, "R", false, 0, "")
}

func (c *canvas) codeBlock(d Document) error {
	code, err := NewQR(d.Code)
	if err != nil {
		return err
	}
	c.space(8)
	c.code(code, edge, c.pdf.GetY(), codeSide)
	c.pdf.SetY(c.pdf.GetY() + codeSide + 3)
	c.paragraph(d.Reference, 22, true, black)
	return nil
}
