package badge

import (
	"fmt"
	"strings"

	"codeberg.org/go-pdf/fpdf"

	"samling/views/pdf"
)

const family = pdf.Family

// canvas draws on the PDF; lengths in millimetres from the upper left corner of the page.
type canvas struct {
	pdf   *fpdf.Fpdf
	faces faces
	head  ink
	logos []pdf.Picture
}

func (c *canvas) addPage(p paper) {
	c.pdf.AddPage()
	if p.mark != nil {
		p.mark(c, p)
	}
}

// draw puts a composed badge with the code of url at x, y.
func (c *canvas) draw(b composition, url string, x, y float64) error {
	code, err := NewQR(url)
	if err != nil {
		return err
	}
	c.header(b.design, x, y)
	c.pictures(b, x, y)
	for _, text := range b.texts {
		c.text(text, x, y)
	}
	c.code(code, x+b.codeX, y+b.codeY, b.code)
	return c.pdf.Error()
}

// header is the coloured band, or the line that stands for it where only black is printed.
func (c *canvas) header(d design, x, y float64) {
	if d.plain {
		c.pdf.SetDrawColor(0, 0, 0)
		c.pdf.SetLineWidth(0.4)
		c.pdf.Line(x+d.pad, y+d.head, x+d.width-d.pad, y+d.head)
		return
	}
	c.fill(c.head)
	c.pdf.Rect(x, y, d.width, d.head, "F")
	c.motif(x+d.width-d.pad-d.head*0.6, y+d.head*0.2, d.head*0.6)
}

func (c *canvas) text(t placed, x, y float64) {
	style := ""
	if t.bold {
		style = "B"
	}
	c.pdf.SetFont(family, style, t.size)
	c.pdf.SetTextColor(t.ink.r, t.ink.g, t.ink.b)
	step := t.size * t.leading * point
	// The letters of this face stand on a line that leaves a quarter of the size for descenders.
	baseline := y + t.y + step/2 + t.size*point*0.36
	for i, line := range t.lines {
		c.pdf.Text(x+t.x, baseline+float64(i)*step, line)
	}
}

// code draws the dark modules as one path in units of a module: sharp at any resolution, without seams.
func (c *canvas) code(q QR, x, y, side float64) {
	k := c.pdf.GetConversionRatio()
	_, height := c.pdf.GetPageSize()
	module := side * k / float64(q.Size())
	var path strings.Builder
	fmt.Fprintf(&path, "q 0 g %.4f 0 0 %.4f %.4f %.4f cm\n", module, -module, x*k, (height-y)*k)
	for _, r := range rectangles(q.modules) {
		fmt.Fprintf(&path, "%d %d %d %d re\n", r.x, r.y, r.w, r.h)
	}
	path.WriteString("f Q\n")
	c.pdf.RawWriteStr(path.String())
}

// motif is the mark of the house: a table with eight seats, one of them yours. The numbers are those of the drawn mark,
// on a grid of 32.
func (c *canvas) motif(x, y, side float64) {
	seats := [8][2]float64{{16, 4.5}, {27.5, 16}, {24.1, 24.1}, {16, 27.5}, {7.9, 24.1}, {4.5, 16}, {7.9, 7.9}, {24.1, 7.9}}
	for i, seat := range seats {
		c.fill(white)
		if i == len(seats)-1 {
			c.fill(saffron)
		}
		c.pdf.Circle(x+seat[0]*side/32, y+seat[1]*side/32, 3.6*side/32, "F")
	}
}

func (c *canvas) fill(i ink) { c.pdf.SetFillColor(i.r, i.g, i.b) }

func (c *canvas) hairline() {
	c.pdf.SetDrawColor(0xaa, 0xaa, 0xaa)
	c.pdf.SetLineWidth(0.1)
}

// cutMarks shows the cuts by short lines in the margin only, so that none is left on a badge.
func cutMarks(c *canvas, p paper) {
	const gap, length = 2.0, 5.0
	c.hairline()
	right, bottom := p.left+float64(p.columns)*p.cell.width, p.top+float64(p.rows)*p.cell.height
	for i := range p.columns + 1 {
		x := p.left + float64(i)*p.cell.width
		c.pdf.Line(x, p.top-gap, x, p.top-gap-length)
		c.pdf.Line(x, bottom+gap, x, bottom+gap+length)
	}
	for i := range p.rows + 1 {
		y := p.top + float64(i)*p.cell.height
		c.pdf.Line(p.left-gap, y, p.left-gap-length, y)
		c.pdf.Line(right+gap, y, right+gap+length, y)
	}
}

// cutLines shows the cuts of a page without margins by dashed lines between the badges.
func cutLines(c *canvas, p paper) {
	c.hairline()
	c.pdf.SetDashPattern([]float64{1.5, 1.5}, 0)
	c.pdf.Line(0, p.cell.height, p.width, p.cell.height)
	c.pdf.Line(p.cell.width, 0, p.cell.width, p.height)
	c.pdf.SetDashPattern([]float64{}, 0)
}
