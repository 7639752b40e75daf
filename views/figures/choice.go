package figures

import (
	"samling/models/survey"
)

// Choice is a question with other answers than five steps: one of several, any of several, 0–10 or a number.
type Choice struct {
	Code, Title, Hidden, N string
	Score, Note            string
	Before                 string // heading of last year's column, "" = none
	Rows                   []ChoiceRow
}

// ChoiceRow is one answer.
type ChoiceRow struct {
	Label, Hidden, N, Share, Last string
	Part                          float64 // of those who answered, 0–1
}

// Wide is the bar's width as SVG wants it.
func (r ChoiceRow) Wide() string { return part(r.Part) }

func (d *Told) choice(f survey.Figure) Choice {
	c := Choice{Code: f.Code, Title: d.ask(f), Hidden: d.hidden(f.Hidden)}
	if f.Row > 0 {
		c.Title = f.Wording(d.t.Lang())
	}
	if c.Hidden != "" {
		return c
	}
	c.N = d.t.T("results.n_answers", "n", f.N, "N", d.t.Int(f.N))
	if f.Last != nil {
		c.Before = d.Before
	}
	switch {
	case f.Question.Recommends() && !f.Shares():
		c.Note = d.t.T("results.no_score", "Median", d.median(f.Median))
	case f.Question.Recommends():
		c.Score = d.signed(float64(f.NPS), 0)
		c.Note = d.t.T("results.nps_note", "Median", d.median(f.Median))
	case f.Question.Kind == survey.Number:
		c.Note = d.t.T("results.median_note", "Median", d.median(f.Median))
	case f.Question.Kind == survey.Choices:
		c.Note = d.t.T("results.several")
	}
	for i, cell := range f.Cells {
		c.Rows = append(c.Rows, d.choiceRow(f, i, cell))
	}
	return c
}

func (d *Told) choiceRow(f survey.Figure, i int, c survey.Cell) ChoiceRow {
	row := ChoiceRow{Label: f.Question.Label(c.Value, d.t.Lang()), Hidden: d.hidden(c.Hidden)}
	if row.Hidden != "" {
		row.N = "<" + d.Least
		return row
	}
	if f.Last != nil && i < len(f.Last.Cells) && f.Last.Cells[i].Value == c.Value {
		if last := f.Last.Cells[i]; last.Hidden == survey.Shown {
			row.Last = d.share(f.Last.Percent(last))
		}
	}
	row.N, row.Share, row.Part = d.t.Int(c.N), d.share(f.Percent(c)), float64(c.N)/float64(max(f.N, 1))
	return row
}
