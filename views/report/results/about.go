package results

import (
	"strconv"

	"samling/models/survey"
	"samling/views/report"
)

// texts lists what was written about the day, question by question, in an order that says nothing.
func (b book) texts() error {
	s, err := b.sheet("texts", report.Column{Heading: "code"}, report.Column{Heading: "question", Width: 40}, report.Column{Heading: "text", Width: 100})
	if err != nil {
		return err
	}
	for _, f := range b.r.Day {
		if f.Question.Kind != survey.Text {
			continue
		}
		if f.Hidden != survey.Shown {
			if err := s.Row(f.Code, f.Wording(b.t.Lang()), few); err != nil {
				return err
			}
		}
		for _, text := range f.Texts {
			if err := s.Row(f.Code, f.Wording(b.t.Lang()), text); err != nil {
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
	state, counted := "host.about_open", few
	if b.r.Closed {
		state = "host.about_closed"
	}
	if b.r.Counted >= survey.Least {
		counted = strconv.Itoa(b.r.Counted)
	}
	rows := [][]any{
		{b.t.T("host.about_event"), e.Title},
		{b.t.T("host.about_date"), e.Day()},
		{b.t.T("host.about_state"), b.t.T(state, "Counted", counted)},
		{b.t.T("host.about_hidden"), b.t.T("host.about_hidden_text")},
		{b.t.T("host.about_share"), b.t.T("host.about_share_text")},
		{b.t.T("host.about_median"), b.t.T("host.about_median_text")},
		{b.t.T("host.nps"), b.t.T("host.about_nps_text")},
		{b.t.T("host.about_last"), b.t.T("host.about_last_text")},
		{b.t.T("host.about_texts"), b.t.T("host.about_texts_text")},
	}
	if e.CaseNumber != "" {
		rows = append(rows, []any{b.t.T("host.about_case"), e.CaseNumber})
	}
	return write(s, rows)
}
