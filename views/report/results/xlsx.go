package results

import (
	"io"

	"samling/models/survey"
	"samling/views/figures"
	"samling/views/report"
	"samling/views/text"
)

// book is a workbook on its way, in one language.
type book struct {
	*report.XLSX
	t  *text.Translator
	in figures.Input
	r  survey.Results
}

// XLSX writes the workbook: summary, questions, distributions, seminars, free texts, and what the file is.
func XLSX(w io.Writer, t *text.Translator, in figures.Input) error {
	b := book{report.NewXLSX(w), t, in, in.Results}
	err := b.Describe(report.Properties{Title: b.r.Edition.Title + " – " + t.T("results.title"), Creator: t.T("site.name")})
	for _, write := range []func() error{b.summary, b.questions, b.distributions, b.seminars, b.texts, b.about} {
		if err == nil {
			err = write()
		}
	}
	if closed := b.Close(); err == nil {
		err = closed
	}
	return err
}

func (b book) sheet(key string, columns ...report.Column) (*report.Sheet, error) {
	for i := range columns {
		columns[i].Heading = b.t.T("results.col_" + columns[i].Heading)
	}
	return b.Sheet(b.t.T("results.sheet_"+key), columns...)
}

func (b book) summary() error {
	s, err := b.sheet("summary", report.Column{Heading: "what", Width: 60}, report.Column{Heading: "figure", Width: 14}, report.Column{Heading: "last", Width: 14})
	if err != nil {
		return err
	}
	last, before := func(value any) any { return value }, survey.Turnout{}
	if b.r.Last == nil || b.r.Last.Answered == 0 {
		last = func(any) any { return nil }
	} else {
		before = b.r.Last.Turnout
	}
	rows := [][]any{
		{figures.New(b.t, b.in).Headline, nil, nil},
		{b.t.T("results.asked"), report.Int(b.r.HandedOut), last(report.Int(before.HandedOut))},
		{b.t.T("results.answered"), b.orFew(b.r.Answered), last(b.orFew(before.Answered))},
		{b.t.T("results.rate_percent"), b.rate(b.r.Turnout), last(b.rate(before))},
		{b.t.T("results.counted"), b.orFew(b.r.Counted), nil},
	}
	for _, f := range b.r.Day {
		if f.Question.Graded() {
			rows = append(rows, []any{f.Code + " " + f.Wording(b.t.Lang()) + " – " + b.t.T("results.col_top"), b.unless(f, measures(f)[1]), lastYear(f)[1]})
		}
		if f.Question.Recommends() {
			rows = append(rows, []any{f.Code + " " + b.t.T("results.nps"), b.unless(f, measures(f)[3]), lastYear(f)[3]})
		}
	}
	for _, p := range b.in.Kinds {
		value := any(few(b.r))
		switch p.Hidden {
		case survey.Shown:
			value = b.rate(p.Turnout)
		case survey.Later:
			value = nil
		}
		rows = append(rows, []any{b.t.T("results.rate_percent") + " – " + kindName(b.t, p.Kind), value, nil})
	}
	return write(s, rows)
}

// orFew writes a number of people; 0 stands for fewer than the threshold.
func (b book) orFew(n int) any {
	if n == 0 {
		return few(b.r)
	}
	return report.Int(n)
}

func (b book) rate(t survey.Turnout) any {
	if t.Answered == 0 {
		return few(b.r)
	}
	return report.Number{Value: t.Rate(), Decimals: 1}
}

func (b book) unless(f survey.Figure, value any) any {
	if !f.Shares() {
		return few(b.r)
	}
	return value
}

func write(s *report.Sheet, rows [][]any) error {
	for _, row := range rows {
		if err := s.Row(row...); err != nil {
			return err
		}
	}
	return nil
}
