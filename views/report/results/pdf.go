package results

import (
	"fmt"
	"io"
	"strconv"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"samling/views/figures"
	"samling/views/pdf"
	"samling/views/text"
)

// Cover is what stands on top of a report besides the results: what it is about, and the hosts.
type Cover struct {
	Event   string
	When    string // date and place
	Color   string // of the event, #rrggbb
	Hosts   []HostMark
	Created time.Time // the same results and date give the same bytes
	Stamp   string    // when it was made, in words
	Case    string    // diarienummer, "" = none
}

// HostMark is a host with its picture; a host without one stands with its name.
type HostMark struct {
	Name string
	Logo []byte // PNG or JPEG
}

// Lengths of the report in millimetres.
const (
	edge   = 16.0
	wide   = pdf.A4Width - 2*edge
	bottom = pdf.A4Height - 17
	gap    = 8.0 // between two columns
)

// longHeadline is from where a headline is set smaller, in bytes.
const longHeadline = 90

// paper is a report on its way.
type paper struct {
	doc   *fpdf.Fpdf
	faces pdf.Faces
	t     *text.Translator
	inks  inks
	y     float64
	left  float64 // of the column that is being set
	wide  float64 // how wide it is
	page  int
	foot  string
}

// PDF writes the report: what came out, how it was asked, who is missing and what is hidden. The same stands on the web page
// in a form that a screen reader can read.
func PDF(w io.Writer, t *text.Translator, cover Cover, told figures.Told) error {
	faces, err := pdf.ParseFaces()
	if err != nil {
		return err
	}
	title := t.T("results.report_title", "Event", cover.Event)
	p := &paper{faces: faces, t: t, inks: inksOf(cover.Color), left: edge, wide: wide, foot: title + " · " + cover.Stamp,
		doc: pdf.Open(pdf.Paper{Title: title, Lang: t.Lang(), Created: cover.Created, Width: pdf.A4Width, Height: pdf.A4Height})}
	p.turn()
	if err := p.cover(cover, title, told); err != nil {
		return err
	}
	p.body(told)
	if err := p.doc.Output(w); err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	return nil
}

// turn begins a page.
func (p *paper) turn() {
	p.page++
	p.doc.AddPage()
	p.fill(p.inks.deep)
	p.doc.Rect(0, 0, pdf.A4Width, 5, "F")
	p.line(edge, pdf.A4Height-9, p.foot, style{size: 7.5, ink: pdf.Quiet})
	p.right(edge+wide, pdf.A4Height-9, strconv.Itoa(p.page), style{size: 7.5, ink: pdf.Quiet})
	p.y = edge
}

// need begins a page when there is not so much room left.
func (p *paper) need(height float64) {
	if p.y+height > bottom {
		p.turn()
	}
}

func (p *paper) cover(c Cover, title string, told figures.Told) error {
	if err := p.hosts(c.Hosts); err != nil {
		return err
	}
	p.block(title, style{size: 11, bold: true, ink: pdf.Quiet}, wide)
	when := c.When
	if c.Case != "" {
		when += " · " + p.t.T("results.case", "Number", c.Case)
	}
	p.block(when, style{size: 9, ink: pdf.Quiet}, wide)
	p.y += 5
	size := 22.0
	if len(told.Headline) > longHeadline {
		size = 16
	}
	p.block(told.Headline, style{size: size, bold: true, ink: pdf.Black}, wide)
	p.y += 2
	lead := ""
	for _, sentence := range told.Lead {
		lead += sentence + " "
	}
	p.block(lead, style{size: 11.5, ink: pdf.Black}, wide*0.86)
	p.y += 4
	p.stats(told.Stats)
	return nil
}

// hosts sets each host's picture, or its name, in a row: none before another.
func (p *paper) hosts(hosts []HostMark) error {
	if len(hosts) == 0 {
		return nil
	}
	var pictures [][]byte
	for _, h := range hosts {
		if h.Logo != nil {
			pictures = append(pictures, h.Logo)
		}
	}
	drawn, err := pdf.Pictures(p.doc, pictures)
	if err != nil {
		return err
	}
	const high, most = 15.0, 4 // in a row
	for from := 0; from < len(hosts); from += most {
		row := hosts[from:min(from+most, len(hosts))]
		room := (wide - gap*float64(min(most, len(hosts))-1)) / float64(min(most, len(hosts)))
		for i, h := range row {
			x := edge + float64(i)*(room+gap)
			if h.Logo != nil {
				drawn[0].Within(p.doc, x, p.y, room, high)
				drawn = drawn[1:]
				continue
			}
			lines := p.wrap(h.Name, style{size: 9, bold: true, ink: pdf.Black}, room)
			p.lines(x, p.y+(high-float64(len(lines))*style{size: 9}.step())/2, lines, style{size: 9, bold: true, ink: pdf.Black})
		}
		p.y += high + 3
	}
	p.y += 4
	return nil
}

func (p *paper) stats(all []figures.Stat) {
	if len(all) == 0 {
		return
	}
	const high = 19.0
	p.need(high)
	p.rule(p.y)
	room := wide / float64(len(all))
	for i, s := range all {
		x := edge + float64(i)*room
		p.line(x, p.y+5, s.Term, style{size: 8.5, ink: pdf.Quiet})
		p.line(x, p.y+12.5, s.Value, style{size: 18, ink: pdf.Black})
		p.line(x, p.y+17, s.Note, style{size: 8.5, ink: pdf.Quiet})
	}
	p.y += high
	p.rule(p.y)
	p.y += 3
}
