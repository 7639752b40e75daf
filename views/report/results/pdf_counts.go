package results

import "samling/views/figures"

// counts is the appendix: how many chose each step, for whoever wants to count themselves and for a chart that is not seen.
func (p *paper) counts(d figures.Told) {
	p.heading(p.t.T("results.counts"), 40)
	list := []column{{head: "1", width: 10, plain: true}, {head: "2", width: 10}, {head: "3", width: 10}, {head: "4", width: 10}, {head: "5", width: 10}, {head: p.t.T("results.n"), width: 12}, {head: p.t.T("results.none"), width: 15}}
	p.columns(list)
	tables := append([]figures.Table{d.Opinions}, d.Practical...)
	for _, t := range append(tables, d.Compared...) {
		for _, r := range t.Rows {
			title := r.Title
			if t.ID != d.Opinions.ID {
				title = t.Title + " " + r.Title
			}
			p.countRow(list, title, r)
		}
	}
}

func (p *paper) countRow(list []column, title string, r figures.Row) {
	lines := p.wrap(title, headStyle, wide-80)
	high := float64(len(lines))*headStyle.step() + 1.2
	p.need(high)
	p.lines(edge, p.y+0.6, lines, headStyle)
	middle := p.y + high/2
	if r.Hidden != "" {
		p.right(edge+wide, middle+1.05, r.Hidden, headStyle)
	} else {
		p.figuresOf(list, middle, append(append([]string{}, r.Cells...), r.N, r.None)...)
	}
	p.y += high
	p.rule(p.y)
}
