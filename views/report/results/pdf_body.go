package results

import (
	"slices"

	"samling/views/figures"
	"samling/views/pdf"
)

// body is what follows the first lines, in the order in which it is asked about in a steering group.
func (p *paper) body(d figures.Told) {
	if !d.Shown() {
		p.method(d.Method)
		return
	}
	p.effect(d.Effect)
	p.heading(p.t.T("results.how_they_answered"), 40)
	p.likert(d.Opinions)
	p.choices(d.Choices)
	if d.Recommend != nil {
		p.recommend(*d.Recommend)
	}
	for _, t := range d.Practical {
		p.small(t.Title, 30)
		p.likert(t)
	}
	p.seminars(d)
	p.people(d)
	p.own(d.Own)
	p.years(d)
	p.texts(d.Written())
	p.pool(d.Pool)
	p.method(d.Method)
	p.counts(d)
}

func (p *paper) effect(e *figures.Told) {
	if e == nil {
		return
	}
	p.heading(p.t.T("results.effect"), 30)
	if e.Headline != "" {
		p.block(e.Headline+".", style{size: 13, ink: pdf.Black}, wide)
	}
	lead := ""
	for _, sentence := range e.Lead {
		lead += sentence + " "
	}
	p.block(lead, cellStyle, wide)
	p.likert(e.Opinions)
	p.choices(e.Choices)
}

// recommend sets the 0–10 question as its score and one bar: eleven rows say no more on paper.
func (p *paper) recommend(c figures.Choice) {
	p.small(c.Title, 12)
	if c.Hidden != "" {
		p.note(c.Hidden)
		return
	}
	score := ""
	if c.Score != "" {
		score = p.t.T("results.nps") + " " + c.Score + ". "
	}
	p.note(score + c.Note + " " + c.N)
	p.need(20)
	room := wide / float64(max(len(c.Rows), 1))
	for i, r := range c.Rows {
		x := edge + float64(i)*room
		high := 8 * r.Part / most(c.Rows)
		p.fill(p.inks.fill)
		p.doc.Rect(x+1, p.y+9-high, room-2, high, "F")
		p.line(x+room/2-p.width(r.Label, boldCell)/2, p.y+12.6, r.Label, boldCell)
		share := r.Share
		if r.Hidden != "" {
			share = r.N
		}
		p.line(x+room/2-p.width(share, headStyle)/2, p.y+16, share, headStyle)
	}
	p.y += 18
}

func most(rows []figures.ChoiceRow) float64 {
	largest := 0.0001
	for _, r := range rows {
		largest = max(largest, r.Part)
	}
	return largest
}

func (p *paper) seminars(d figures.Told) {
	if len(d.Compared) == 0 && len(d.Rooms) == 0 {
		return
	}
	p.heading(p.t.T("results.seminars"), 30)
	for _, t := range d.Compared {
		p.small(t.Title, 24)
		p.likert(t)
	}
	if len(d.Rooms) == 0 {
		return
	}
	p.small(p.t.T("results.rooms"), 24)
	x := edge
	for _, look := range d.Looks {
		x = p.swatch(x, []figures.Bit{{Class: look.Class, Pattern: look.Pattern, Width: 1}}, look.Text)
	}
	p.y += 5.5
	for _, r := range d.Rooms {
		p.room(r)
	}
}

func (p *paper) room(r figures.Room) {
	const title, people = 58.0, 22.0
	words := p.wrap(r.Words, headStyle, wide-title-3)
	high := barHigh + 2 + float64(len(words))*headStyle.step() + 1
	p.need(high)
	p.lines(edge, p.y+1, p.wrap(r.Title, cellStyle, title), cellStyle)
	if r.Hidden != "" {
		p.line(edge+title+3, p.y+barHigh, r.Hidden, headStyle)
	} else {
		p.bar(r.Bits, edge+title+3, p.y+1, wide-title-3-people, barHigh)
		p.labels(r.Bits, edge+title+3, p.y+1, wide-title-3-people, barHigh)
		p.right(edge+wide, p.y+1+barHigh/2+1, r.People, cellStyle)
		p.lines(edge+title+3, p.y+barHigh+1.6, words, headStyle)
	}
	p.y += high
	p.rule(p.y)
}

func (p *paper) people(d figures.Told) {
	if len(d.Kinds.Rows) == 0 && len(d.Who) == 0 {
		return
	}
	p.heading(p.t.T("results.who"), 30)
	t := plain{columns: []column{{head: p.t.T("results.rate"), width: 26}, {head: p.t.T("results.answered"), width: 18}, {head: p.t.T("results.asked"), width: 22}}}
	if d.Kinds.Later {
		p.note(p.t.T("results.kinds_later"))
	}
	for _, r := range d.Kinds.Rows {
		t.rows = append(t.rows, plainRow{label: r.Name, hidden: r.Hidden, part: r.Part, cells: []string{or(r.Rate), or(r.Answered), r.Asked}})
	}
	if len(t.rows) > 0 {
		p.plain(t)
	}
	p.choices(d.Who)
}

func (p *paper) own(o *figures.OwnTable) {
	if o == nil || o.Hidden != "" {
		return
	}
	p.heading(p.t.T("results.own_head", "Name", o.Name), 30)
	p.note(o.Note)
	t := plain{columns: []column{{head: p.t.T("results.own_short"), width: 16}, {head: p.t.T("results.all_short"), width: 16}, {head: p.t.T("results.difference"), width: 16}, {head: p.t.T("results.n"), width: 12}}}
	hidden := ""
	for _, r := range o.Rows {
		if r.Hidden != "" {
			hidden = r.Hidden
			continue
		}
		t.rows = append(t.rows, plainRow{label: r.Title, part: r.OwnPart, cells: []string{r.Own, r.All, r.Diff, r.N}})
	}
	if len(t.rows) > 0 {
		p.plain(t)
	}
	if hidden != "" {
		p.note(p.t.T("results.own_rest", "Why", hidden))
	}
}

// years is the trend as a table: a column for each year.
func (p *paper) years(d figures.Told) {
	if !d.Long() {
		return
	}
	p.heading(p.t.T("results.trends"), 30)
	p.note(p.t.T("results.trends_lead"))
	const room = 20.0
	var list []column
	for _, year := range d.Years {
		list = append(list, column{head: year, width: room})
	}
	p.columns(list)
	for _, t := range d.Trends {
		title := p.wrap(t.Title, cellStyle, wide-room*float64(len(list))-4)
		var changed []string
		cells := make([]string, len(d.Years))
		for i, year := range d.Years {
			point := t.At(year)
			cells[i] = or(point.Value)
			if point.Reworded != "" {
				changed = append(changed, p.wrap(p.t.T("results.reworded", "Year", year, "Wording", point.Reworded), headStyle, wide)...)
			}
		}
		high := float64(len(title))*cellStyle.step() + float64(len(changed))*headStyle.step() + 1.6
		p.need(high)
		p.lines(edge, p.y+0.8, title, cellStyle)
		for i, cell := range cells {
			p.right(edge+wide-room*float64(len(cells)-1-i), p.y+0.8+cellStyle.step()*0.76, cell, cellStyle)
		}
		p.lines(edge, p.y+0.8+float64(len(title))*cellStyle.step(), changed, headStyle)
		p.y += high
		p.rule(p.y)
	}
}

func (p *paper) texts(all []figures.Texts) {
	if len(all) == 0 {
		return
	}
	p.heading(p.t.T("results.texts"), 24)
	p.note(p.t.T("results.texts_some", "n", figures.Quoted))
	for _, q := range all {
		q = q.Excerpt(figures.Quoted)
		p.small(q.Title, 12)
		if q.Hidden != "" {
			p.note(q.Hidden)
			continue
		}
		p.note(q.Count)
		if len(q.Themes) == 0 {
			q.Themes = []figures.Theme{{Texts: q.Texts}}
		}
		halves(p, q.Themes, p.themeHeight, p.theme)
	}
}

func (p *paper) theme(t figures.Theme) {
	if t.Name != "" {
		p.y += 1
		p.block(t.Name+" ("+p.t.Int(t.Count)+")", boldCell, p.wide)
	}
	for _, text := range t.Texts {
		p.quote(text)
	}
}

func (p *paper) themeHeight(t figures.Theme) float64 {
	high := 2 + boldCell.step()
	for _, text := range t.Texts {
		high += float64(len(p.wrap(text, quoteStyle, p.wide-8)))*quoteStyle.step() + 1.6
	}
	return min(high, bottom-edge) // longer texts go on over the page
}

var quoteStyle = style{size: 9, ink: pdf.Black}

// quote sets what somebody wrote, with a line at its side.
func (p *paper) quote(text string) {
	s := quoteStyle
	for _, one := range p.wrap(text, s, p.wide-8) {
		p.need(s.step())
		p.fill(p.inks.fill2)
		p.doc.Rect(p.left, p.y, 0.8, s.step(), "F")
		p.lines(p.left+4, p.y, []string{one}, s)
		p.y += s.step()
	}
	p.y += 1.6
}

func (p *paper) pool(o *figures.Pool) {
	if o == nil {
		return
	}
	p.heading(p.t.T("results.pool"), 24)
	p.note(p.t.T("results.pool_lead"))
	if o.Counted != "" {
		p.note(o.Counted)
	}
	p.likert(told(o.Day.Opinions))
	p.choices(o.Day.Choices)
	for _, t := range o.Compared {
		if t = told(t); len(t.Rows) > 0 {
			p.small(t.Title, 24)
			p.likert(t)
		}
	}
}

// told leaves out the rows that have nothing to tell; on paper there is no room to say so of each.
func told(t figures.Table) figures.Table {
	t.Rows = slices.DeleteFunc(slices.Clone(t.Rows), func(r figures.Row) bool { return r.Share == "" })
	return t
}

func (p *paper) method(all []figures.Paragraph) {
	if len(all) == 0 {
		return
	}
	p.heading(p.t.T("results.method"), 24)
	for _, one := range all {
		p.need(14)
		p.block(one.Head, boldCell, wide)
		p.block(one.Text, cellStyle, wide*0.94)
		p.y += 1.6
	}
}
