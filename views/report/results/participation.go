package results

import (
	"io"

	"samling/models/survey"
	"samling/views/figures"
	"samling/views/report"
	"samling/views/text"
)

// Participation writes who was asked and answered by kind of organisation, and who sat in each seminar.
func Participation(w io.Writer, t *text.Translator, in figures.Input) error {
	table := report.NewCSV(w)
	if err := table.Row(headings(t, []string{"edition", "part", "seminar", "kind", "n", "answered", "rate"})...); err != nil {
		return err
	}
	r := in.Results
	slug, day, seminar := r.Edition.Slug, t.T("results.part_day"), t.T("results.part_seminar")
	rows := [][]any{append([]any{slug, day, nil, t.T("results.everybody")}, turnout(r, r.Turnout)...)}
	for _, p := range in.Kinds {
		row := []any{slug, day, nil, kindName(t, p.Kind)}
		switch p.Hidden {
		case survey.Shown:
			row = append(row, turnout(r, p.Turnout)...)
		case survey.Later: // how many answered is told when the evaluation has closed
			row = append(row, report.Int(p.HandedOut), nil, nil)
		default:
			row = append(row, few(r), nil, nil)
		}
		rows = append(rows, row)
	}
	for _, mix := range in.Rooms {
		for _, g := range mix.Groups {
			n := any(report.Int(g.N))
			if g.Hidden != survey.Shown || mix.People == 0 {
				n = few(r)
			}
			rows = append(rows, []any{slug, seminar, mix.Seminar.Title, kindName(t, g.Name), n, nil, nil})
		}
	}
	for _, row := range rows {
		if err := table.Row(row...); err != nil {
			return err
		}
	}
	return table.Flush()
}

// turnout is how many were asked, how many answered and the share; a few who answered are hidden.
func turnout(r survey.Results, t survey.Turnout) []any {
	if t.Answered == 0 {
		return []any{report.Int(t.HandedOut), few(r), nil}
	}
	return []any{report.Int(t.HandedOut), report.Int(t.Answered), report.Number{Value: t.Rate(), Decimals: 1}}
}

func kindName(t *text.Translator, kind string) string {
	if kind == "" {
		return t.T("results.kind_unknown")
	}
	return t.T("kind." + kind)
}
