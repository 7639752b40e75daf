package page

import (
	"fmt"

	"samling/models/survey"
)

// figureRow makes a five-step question a row: its bar, its numbers, and last year's beside.
func (p *Results) figureRow(f survey.Figure, title string) FigureRow {
	row := FigureRow{Title: title, Hidden: p.hidden(f.Hidden)}
	if row.Hidden != "" {
		return row
	}
	row.Segments = p.segments(f)
	for _, c := range f.Cells {
		row.Cells = append(row.Cells, p.Int(c.N))
	}
	row.None, row.N = p.Int(f.None), p.Int(f.N)
	row.Share, row.Median = p.share(f.Share), p.median(f.Median)
	if f.Last != nil {
		row.Last, row.LastN = p.share(f.Last.Share), p.Int(f.Last.N)
		row.Diff = p.signed(f.Share-f.Last.Share, 1)
	}
	return row
}

// median shows the half only when there is one.
func (p *Results) median(m float64) string {
	if m == float64(int(m)) {
		return p.Int(int(m))
	}
	return p.Decimal(m, 1)
}

// labelFrom is the share from which a piece of a bar is wide enough for its number.
const labelFrom = 7

// segments draws the distribution as a stacked bar. The two lowest steps are hatched, so that the bar can be read
// in black and white too.
func (p *Results) segments(f survey.Figure) []Segment {
	var out []Segment
	done := 0
	for i, c := range f.Cells {
		share := f.Percent(c)
		s := Segment{Class: fmt.Sprintf("s%d", i+1), X: percentWidth(done, f.N), Width: percentWidth(c.N, f.N),
			Middle: percentWidth(2*done+c.N, 2*f.N), Hatched: i < 2, On: i == len(f.Cells)-1}
		if share >= labelFrom {
			s.Label = p.whole(share)
		}
		done += c.N
		if c.N > 0 {
			out = append(out, s)
		}
	}
	return out
}

// choice makes any other question a list of answers with bars.
func (p *Results) choice(f survey.Figure) ChoiceView {
	view := ChoiceView{Title: f.Question.Ask.In(p.Lang()), Hidden: p.hidden(f.Hidden)}
	if view.Hidden != "" {
		return view
	}
	view.N = p.Int(f.N)
	if f.Last != nil {
		view.Before = p.Before
	}
	if f.Question.Recommends() {
		view.Score = p.signed(float64(f.NPS), 0)
		view.Note = p.T("host.nps_note", "Median", p.median(f.Median))
	}
	for i, c := range f.Cells {
		view.Rows = append(view.Rows, p.choiceRow(f, i, c))
	}
	return view
}

func (p *Results) choiceRow(f survey.Figure, i int, c survey.Cell) ChoiceRow {
	row := ChoiceRow{Label: f.Question.Label(c.Value, p.Lang()), Hidden: p.hidden(c.Hidden)}
	if f.Last != nil && i < len(f.Last.Cells) && f.Last.Cells[i].Value == c.Value {
		if last := f.Last.Cells[i]; last.Hidden == survey.Shown {
			row.Last = p.share(f.Last.Percent(last))
		}
	}
	if row.Hidden != "" {
		row.Last = ""
		return row
	}
	row.N, row.Share, row.Width = p.Int(c.N), p.share(f.Percent(c)), percentWidth(c.N, f.N)
	return row
}
