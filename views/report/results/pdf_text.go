package results

import (
	"samling/views/pdf"
)

// style is how a text is set.
type style struct {
	size float64 // points
	bold bool
	ink  pdf.Ink
}

// step is the distance between two lines.
func (s style) step() float64 { return s.size * pdf.Point * 1.35 }

// Styles of running text.
var (
	smallStyle = style{size: 9.5, bold: true, ink: pdf.Black}
	noteStyle  = style{size: 8.5, ink: pdf.Quiet}
)

func (p *paper) use(s style) {
	weight := ""
	if s.bold {
		weight = "B"
	}
	p.doc.SetFont(pdf.Family, weight, s.size)
	p.doc.SetTextColor(s.ink.R, s.ink.G, s.ink.B)
}

// line sets one line at its baseline.
func (p *paper) line(x, baseline float64, text string, s style) {
	if text = p.faces.Of(s.bold).Tidy(text); text != "" {
		p.use(s)
		p.doc.Text(x, baseline, text)
	}
}

// right sets one line that ends at x.
func (p *paper) right(x, baseline float64, text string, s style) {
	p.line(x-p.width(text, s), baseline, text, s)
}

func (p *paper) width(text string, s style) float64 {
	face := p.faces.Of(s.bold)
	return face.Width(face.Tidy(text), s.size)
}

// wrap breaks a text into lines.
func (p *paper) wrap(text string, s style, width float64) []string {
	face := p.faces.Of(s.bold)
	if text = face.Tidy(text); text == "" {
		return nil
	}
	lines, _ := face.Wrap(text, s.size, width, true)
	return lines
}

// lines sets some lines from a height downwards.
func (p *paper) lines(x, y float64, lines []string, s style) {
	for i, one := range lines {
		p.line(x, y+s.step()*(float64(i)+0.76), one, s)
	}
}

// block sets a text at the current height and moves below it; a page may end between its lines.
func (p *paper) block(text string, s style, width float64) {
	for _, one := range p.wrap(text, s, width) {
		p.need(s.step())
		p.lines(p.left, p.y, []string{one}, s)
		p.y += s.step()
	}
}

// heading sets a heading, with room for something under it.
func (p *paper) heading(text string, under float64) {
	p.need(14 + under)
	p.y += 6
	p.block(text, style{size: 14, bold: true, ink: pdf.Black}, wide)
	p.y += 1.5
}

// small sets a heading within a section.
func (p *paper) small(text string, under float64) {
	p.need(8 + under)
	p.y += 3
	p.block(text, smallStyle, p.wide)
	p.y += 0.8
}

func (p *paper) note(text string) {
	p.block(text, noteStyle, p.wide)
}

// halves sets things beside each other in two columns, two at a time. height says how high a thing is; a thing that is higher
// than a page would not fit.
func halves[T any](p *paper, list []T, height func(T) float64, set func(T)) {
	for len(list) > 0 {
		pair := list[:min(2, len(list))]
		list = list[len(pair):]
		p.wide = (wide - gap) / 2
		most := 0.0
		for _, one := range pair {
			most = max(most, height(one))
		}
		p.need(most)
		top, end := p.y, p.y
		for i, one := range pair {
			p.left, p.y = edge+float64(i)*(p.wide+gap), top
			set(one)
			end = max(end, p.y)
		}
		p.left, p.wide, p.y = edge, wide, end
	}
}
