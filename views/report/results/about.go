package results

import (
	"slices"
	"strconv"

	"samling/models/survey"
	"samling/views/report"
)

// texts lists what was written about the day and afterwards, question by question and theme by theme, in an order
// that says nothing.
func (b book) texts() error {
	s, err := b.sheet("texts", report.Column{Heading: "code"}, report.Column{Heading: "question", Width: 40}, report.Column{Heading: "theme", Width: 24},
		report.Column{Heading: "text", Width: 100}, report.Column{Heading: "pool", Width: 12})
	if err != nil {
		return err
	}
	own := append(slices.Concat(b.r.Day, b.r.Effect.Figures), b.r.Effect.Released)
	for _, f := range own {
		if err := b.textsOf(s, f, survey.ByBallot); err != nil {
			return err
		}
	}
	for _, f := range answered(b.r.Open.Day) {
		if err := b.textsOf(s, f, survey.ByCode); err != nil {
			return err
		}
	}
	return nil
}

func (b book) textsOf(s *report.Sheet, f survey.Figure, from survey.Pool) error {
	if f.Question.Kind != survey.Text {
		return nil
	}
	pool := b.t.T("results.pool_" + string(from))
	if f.Hidden != survey.Shown {
		return s.Row(f.Code, f.Wording(b.t.Lang()), nil, few(b.r), pool)
	}
	themes := f.Themes
	if len(themes) == 0 {
		themes = []survey.Theme{{Texts: f.Texts}}
	}
	for _, theme := range themes {
		for _, text := range theme.Texts {
			if err := s.Row(f.Code, f.Wording(b.t.Lang()), theme.Name, text, pool); err != nil {
				return err
			}
		}
	}
	return nil
}

// about says what the file is and how to read it, for whoever gets it without the page.
func (b book) about() error {
	s, err := b.sheet("about", report.Column{Heading: "what", Width: 30}, report.Column{Heading: "text", Width: 100})
	if err != nil {
		return err
	}
	e := b.r.Edition
	state, counted := "results.about_open", few(b.r)
	if b.r.Closed {
		state = "results.about_closed"
	}
	if b.r.Counted > 0 {
		counted = strconv.Itoa(b.r.Counted)
	}
	rows := [][]any{
		{b.t.T("results.about_event"), e.Title},
		{b.t.T("results.about_date"), e.Day()},
		{b.t.T("results.about_state"), b.t.T(state, "Counted", counted)},
		{b.t.T("results.about_hidden", "Few", few(b.r)), b.t.T("results.about_hidden_text", "Least", b.r.Least)},
		{b.t.T("results.about_share"), b.t.T("results.about_share_text")},
		{b.t.T("results.about_median"), b.t.T("results.about_median_text")},
		{b.t.T("results.nps"), b.t.T("results.about_nps_text")},
		{b.t.T("results.about_last"), b.t.T("results.about_last_text")},
		{b.t.T("results.about_pool"), b.t.T("results.about_pool_text")},
		{b.t.T("results.about_texts"), b.t.T("results.about_texts_text")},
	}
	if b.in.Own != nil {
		rows = append(rows, []any{b.t.T("results.about_own"), b.t.T("results.about_own_text", "Name", b.in.Own.Name)})
	}
	if e.CaseNumber != "" {
		rows = append(rows, []any{b.t.T("results.about_case"), e.CaseNumber})
	}
	return write(s, rows)
}
