package page

import (
	"samling/models/survey"
	"samling/views/text"
)

// Feedback is what was answered about one seminar, for the one who held it.
type Feedback struct {
	Why   string // why nothing of it is shown, "" = shown
	Note  string // how many answered
	Rows  []FeedbackRow
	Words []FeedbackWords
}

// FeedbackRow is a question on a scale of five steps.
type FeedbackRow struct {
	Title, Why             string
	Cells                  []string // how many chose each step
	None, N, Share, Median string
}

// FeedbackWords is what people wrote under one question.
type FeedbackWords struct {
	Title, Why string
	Themes     []survey.Theme // one without a name when nobody has sorted them
}

// NewFeedback writes what may be shown about a seminar; what may not is for models to decide.
func NewFeedback(t *text.Translator, s survey.SeminarResult) *Feedback {
	f := &Feedback{Why: whyHidden(t, s.Hidden)}
	if f.Why != "" {
		return f
	}
	f.Note = t.T("leader.feedback_note", "Answered", t.Int(s.Sheets), "Asked", t.Int(s.Asked))
	for _, one := range s.Figures {
		title := one.Wording(t.Lang())
		switch {
		case one.Question.Kind == survey.Text:
			w := FeedbackWords{Title: title, Why: whyHidden(t, one.Hidden), Themes: one.Themes}
			if w.Why == "" && len(w.Themes) == 0 {
				w.Themes = []survey.Theme{{Texts: one.Texts}}
			}
			f.Words = append(f.Words, w)
		case one.Question.Graded():
			f.Rows = append(f.Rows, feedbackRow(t, title, one))
		}
	}
	return f
}

func feedbackRow(t *text.Translator, title string, f survey.Figure) FeedbackRow {
	r := FeedbackRow{Title: title, Why: whyHidden(t, f.Hidden)}
	if r.Why != "" {
		return r
	}
	few := t.T("leader.few", "Least", t.Int(survey.Least))
	told := func(n int, why survey.Hidden) string {
		if why != survey.Shown {
			return few
		}
		return t.Int(n)
	}
	for _, c := range f.Cells {
		r.Cells = append(r.Cells, told(c.N, c.Hidden))
	}
	r.None, r.N, r.Share, r.Median = told(f.None, f.NoneHidden), t.Int(f.N), "–", t.Decimal(f.Median, 1)
	if f.Shares() {
		r.Share = t.Percent(f.Share / 100)
	}
	return r
}

func whyHidden(t *text.Translator, why survey.Hidden) string {
	if why == survey.Shown {
		return ""
	}
	return t.T("leader.hidden_" + string(why))
}
