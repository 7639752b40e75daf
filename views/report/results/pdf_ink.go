package results

import (
	"strings"

	"samling/views/figures"
	"samling/views/pdf"
)

// inks are the colours of a report, from the event's one.
type inks struct {
	deep, fill, fill2, fill3, line pdf.Ink
}

func inksOf(event string) inks {
	fill := pdf.Fill(event)
	return inks{deep: pdf.Deep(event), fill: fill, fill2: fill.Mix(pdf.White, 0.52), fill3: fill.Mix(pdf.White, 0.76), line: pdf.Ink{R: 0xdc, G: 0xdf, B: 0xde}}
}

// Colours of disagreement (design: --neg and --neg-2).
var (
	against  = pdf.Ink{R: 0xa8, G: 0x48, B: 0x2a}
	against2 = pdf.Ink{R: 0xe6, G: 0xb0, B: 0x9a}
)

// of is the colour of a class of the charts.
func (i inks) of(class string) pdf.Ink {
	switch class {
	case "s1":
		return against
	case "s2":
		return against2
	case "s5", "kind-0":
		return i.fill
	case "s4", "kind-1":
		return i.fill2
	case "kind-2", "kind-4":
		return i.fill3
	case "kind-5":
		return pdf.Saffron
	case "kind-x", "sx":
		return pdf.White
	}
	return i.line
}

func (p *paper) fill(c pdf.Ink) { p.doc.SetFillColor(c.R, c.G, c.B) }

// bar draws the pieces of a bar with their patterns.
func (p *paper) bar(bits []figures.Bit, x, y, width, height float64) {
	for _, b := range bits {
		left, room := x+b.Start*width, b.Width*width
		p.fill(p.inks.of(b.Class))
		p.doc.SetDrawColor(0xff, 0xff, 0xff)
		p.doc.SetLineWidth(0.25)
		p.doc.Rect(left, y, room, height, "FD")
		p.pattern(b.Pattern, left, y, room, height)
	}
}

// labels writes the numbers of a bar over it.
func (p *paper) labels(bits []figures.Bit, x, y, width, height float64) {
	for _, b := range bits {
		if b.Label == "" {
			continue
		}
		s := style{size: 8, bold: true, ink: pdf.Black}
		if b.Light {
			s.ink = pdf.White
		}
		half := p.width(b.Label, s) / 2
		middle := x + (b.Start+b.Width/2)*width
		if !b.Light { // a number is not to be read through lines
			p.fill(pdf.White)
			p.doc.Rect(middle-half-0.6, y+height/2-1.7, 2*half+1.2, 3.4, "F")
		}
		p.line(middle-half, y+height/2+1.05, b.Label, s)
	}
}

// pattern lays lines or dots over a piece, clipped to it.
func (p *paper) pattern(name string, x, y, width, height float64) {
	if name == "" || width <= 0 {
		return
	}
	p.doc.ClipRect(x, y, width, height, false)
	p.doc.SetDrawColor(0x22, 0x22, 0x22)
	p.doc.SetLineWidth(0.18)
	switch {
	case strings.HasPrefix(name, "p"): // dots
		p.fill(pdf.Black)
		for dy := 0.9; dy < height; dy += 1.5 {
			for dx := 0.9; dx < width; dx += 1.5 {
				p.doc.Circle(x+dx, y+dy, 0.2, "F")
			}
		}
	case name == "streck":
		for dy := 0.8; dy < height; dy += 1.4 {
			p.doc.Line(x, y+dy, x+width, y+dy)
		}
	default:
		step := map[string]float64{"tatt": 1, "snedstreck": 1.6}[name]
		if step == 0 {
			step = 2.2
		}
		for dx := -height; dx < width; dx += step {
			p.doc.Line(x+dx, y+height, x+dx+height, y)
		}
	}
	p.doc.ClipEnd()
}

func (p *paper) rule(y float64) {
	p.doc.SetDrawColor(p.inks.line.R, p.inks.line.G, p.inks.line.B)
	p.doc.SetLineWidth(0.2)
	p.doc.Line(p.left, y, p.left+p.wide, y)
}
