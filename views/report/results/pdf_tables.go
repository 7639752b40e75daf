package results

import (
	"samling/views/figures"
	"samling/views/pdf"
)

// Styles of tables.
var (
	cellStyle = style{size: 8.5, ink: pdf.Black}
	boldCell  = style{size: 8.5, bold: true, ink: pdf.Black}
	headStyle = style{size: 7.5, ink: pdf.Quiet}
)

// column is one column of figures at the right of a table.
type column struct {
	head, under string // two lines
	width       float64
	plain       bool // the first column of figures is bold unless it is no more than the others
}

// columns ends a table's head: right-aligned headings over figures. It gives where the figures begin.
func (p *paper) columns(list []column) float64 {
	at := p.left + p.wide
	high := headStyle.step()
	for _, c := range list {
		if c.under != "" {
			high = 2 * headStyle.step()
		}
	}
	p.need(high + 14)
	for i := len(list) - 1; i >= 0; i-- {
		c := list[i]
		if c.under == "" {
			p.right(at, p.y+high-1.2, c.head, headStyle)
		} else {
			p.right(at, p.y+high-1.2-headStyle.step(), c.head, headStyle)
			p.right(at, p.y+high-1.2, c.under, headStyle)
		}
		at -= c.width
	}
	p.y += high
	p.rule(p.y)
	return at
}

// figuresOf sets the figures of a row, right-aligned under their headings.
func (p *paper) figuresOf(list []column, middle float64, cells ...string) {
	at := p.left + p.wide
	for i := len(list) - 1; i >= 0; i-- {
		s := cellStyle
		if i == 0 && !list[i].plain {
			s = boldCell
		}
		p.right(at, middle+1.05, cells[i], s)
		at -= list[i].width
	}
}

const barHigh = 5.2

// likert sets a table of five-step questions: title, diverging bar, figures.
func (p *paper) likert(t figures.Table) {
	if len(t.Rows) == 0 {
		return
	}
	list := []column{{head: "4–5", under: t.This, width: 15}, {head: p.t.T("results.median"), width: 13}, {head: p.t.T("results.n"), width: 11}}
	if t.Before != "" {
		list = []column{{head: "4–5", under: t.This, width: 15}, {head: "4–5", under: t.Before, width: 15}, {head: p.t.T("results.difference"), width: 15}, {head: p.t.T("results.median"), width: 13}, {head: p.t.T("results.n"), width: 11}}
	}
	p.need(24)
	p.legend(t)
	end := p.columns(list) - 4
	const titleWide = 58.0
	bar := edge + titleWide + 3
	for _, r := range t.Rows {
		lines := p.wrap(r.Title, cellStyle, titleWide)
		high := max(barHigh+2, float64(len(lines))*cellStyle.step()+1.6)
		p.need(high)
		middle := p.y + high/2
		p.lines(edge, middle-float64(len(lines))*cellStyle.step()/2, lines, cellStyle)
		if r.Hidden != "" {
			p.line(bar, middle+1.05, r.Hidden, headStyle)
		} else {
			p.diverging(t, r, bar, middle, end-bar, high)
			cells := []string{or(r.Share), r.Median, r.N}
			if t.Before != "" {
				cells = []string{or(r.Share), or(r.Last), or(r.Diff), r.Median, r.N}
			}
			p.figuresOf(list, middle, cells...)
		}
		p.y += high
		p.rule(p.y)
	}
	p.y += 2
}

// diverging draws the bar of a row and the line that it diverges from, or says why there is none.
func (p *paper) diverging(t figures.Table, r figures.Row, x, middle, width, high float64) {
	if r.NoShare != "" {
		p.line(x, middle+1.05, r.NoShare, headStyle)
		return
	}
	p.bar(r.Bits, x, middle-barHigh/2, width, barHigh)
	p.doc.SetDrawColor(0x11, 0x11, 0x11)
	p.doc.SetLineWidth(0.25)
	at := x + t.Middle*width
	p.doc.Line(at, p.y, at, p.y+high)
	p.labels(r.Bits, x, middle-barHigh/2, width, barHigh)
}

func or(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

// legend shows how the five steps are drawn, with their names when the table has one scale.
func (p *paper) legend(t figures.Table) {
	x, names := edge, t.Steps
	for i := range 5 {
		name := string(rune('1' + i))
		switch {
		case i < len(names) && names[i] != name:
			name += " " + names[i]
		case i == 0:
			name = p.t.T("results.legend_1")
		case i == 4:
			name = p.t.T("results.legend_5")
		}
		x = p.swatch(x, figures.Step(i), name)
	}
	if t.Partly {
		p.swatch(x, figures.Unseen(), p.t.T("results.partly"))
	}
	p.y += 5
}

// swatch shows how something is drawn, on the next line when it does not fit, and gives where the next one begins.
func (p *paper) swatch(x float64, bits []figures.Bit, name string) float64 {
	room := 9 + p.width(name, headStyle)
	if x+room > edge+wide+4 {
		x = edge
		p.y += 4.5
	}
	p.bar(bits, x, p.y+0.6, 4, 3.2)
	p.line(x+5, p.y+3.2, name, headStyle)
	return x + room
}

// plain is a table with a label, a bar and figures.
type plain struct {
	title, note, hidden string
	columns             []column
	rows                []plainRow
}

type plainRow struct {
	label, hidden string
	part          float64
	cells         []string
}

// label is how wide the labels of a plain table are.
func (p *paper) label() float64 { return min(58, p.wide*0.37) }

// plain sets a table of labelled bars over the width of the column.
func (p *paper) plain(t plain) {
	if t.title != "" {
		p.small(t.title, 16)
	}
	if t.note != "" {
		p.note(t.note)
	}
	if t.hidden != "" {
		p.note(t.hidden)
		return
	}
	end := p.columns(t.columns) - 4
	for _, r := range t.rows {
		p.plainRow(t, r, end)
	}
	p.y += 1.5
}

func (p *paper) plainRow(t plain, r plainRow, end float64) {
	lines := p.wrap(r.label, cellStyle, p.label())
	high := float64(max(1, len(lines)))*cellStyle.step() + 1.8
	p.need(high)
	middle, x := p.y+high/2, p.left+p.label()+3
	p.lines(p.left, middle-float64(len(lines))*cellStyle.step()/2, lines, cellStyle)
	if r.hidden != "" {
		p.line(x, middle+1.05, r.hidden, headStyle)
	} else {
		p.fill(p.inks.fill3)
		p.doc.Rect(x, middle-1.2, end-x, 2.4, "F")
		p.fill(p.inks.fill)
		p.doc.Rect(x, middle-1.2, (end-x)*r.part, 2.4, "F")
		p.figuresOf(t.columns, middle, r.cells...)
	}
	p.y += high
	p.rule(p.y)
}

// height is how high a plain table becomes in the column.
func (p *paper) height(t plain) float64 {
	high := 4 + float64(len(p.wrap(t.title, smallStyle, p.wide)))*smallStyle.step() + float64(len(p.wrap(t.note+t.hidden, noteStyle, p.wide)))*noteStyle.step()
	for _, r := range t.rows {
		high += float64(max(1, len(p.wrap(r.label, cellStyle, p.label()))))*cellStyle.step() + 1.8
	}
	return max(high+headStyle.step()+1.5, 34) // as much as small and columns ask for at the foot of a page
}

// choices sets questions beside each other.
func (p *paper) choices(list []figures.Choice) {
	tables := make([]plain, len(list))
	for i, c := range list {
		tables[i] = p.choice(c)
	}
	halves(p, tables, p.height, p.plain)
}

func (p *paper) choice(c figures.Choice) plain {
	t := plain{title: c.Title, note: c.N, hidden: c.Hidden,
		columns: []column{{head: p.t.T("results.share"), width: 13}, {head: p.t.T("results.n"), width: 11}}}
	if c.Score != "" {
		t.note = p.t.T("results.nps") + " " + c.Score + ". " + c.Note + " " + c.N
	} else if c.Note != "" {
		t.note += ". " + c.Note
	}
	if c.Before != "" {
		t.columns = append(t.columns, column{head: c.Before, width: 12})
	}
	for _, r := range c.Rows {
		cells := []string{r.Share, r.N}
		if c.Before != "" {
			cells = append(cells, or(r.Last))
		}
		t.rows = append(t.rows, plainRow{label: r.Label, hidden: r.N, part: r.Part, cells: cells})
		if r.Hidden == "" {
			t.rows[len(t.rows)-1].hidden = ""
		}
	}
	return t
}
