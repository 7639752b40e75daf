package results

import (
	"io"

	"samling/models/survey"
	"samling/views/report"
	"samling/views/text"
)

// book is a workbook on its way, in one language.
type book struct {
	*report.XLSX
	t *text.Translator
	r survey.Results
}

// XLSX writes the workbook: summary, questions with their distributions, seminars, free texts, and what the file is.
func XLSX(w io.Writer, t *text.Translator, r survey.Results) error {
	b := book{report.NewXLSX(w), t, r}
	err := b.Describe(report.Properties{Title: r.Edition.Title + " – " + t.T("host.results"), Creator: t.T("site.name")})
	for _, write := range []func() error{b.summary, b.questions, b.seminars, b.texts, b.about} {
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
		columns[i].Heading = b.t.T("host.col_" + columns[i].Heading)
	}
	return b.Sheet(b.t.T("host.sheet_"+key), columns...)
}

func (b book) summary() error {
	s, err := b.sheet("summary", report.Column{Heading: "what", Width: 50}, report.Column{Heading: "figure"}, report.Column{Heading: "last"})
	if err != nil {
		return err
	}
	last := func(value any) any {
		if b.r.Last == nil || b.r.Last.Answered == 0 {
			return nil
		}
		return value
	}
	before := survey.Turnout{}
	if b.r.Last != nil {
		before = b.r.Last.Turnout
	}
	rows := [][]any{
		{b.t.T("host.asked"), report.Int(b.r.HandedOut), last(report.Int(before.HandedOut))},
		{b.t.T("host.answered"), atLeast(b.r.Answered), last(atLeast(before.Answered))},
		{b.t.T("host.rate_percent"), rate(b.r.Turnout), last(rate(before))},
		{b.t.T("host.counted"), atLeast(b.r.Counted), nil},
	}
	for _, f := range b.r.Day {
		if f.Question.Graded() {
			rows = append(rows, []any{f.Code + " " + f.Wording(b.t.Lang()) + " – " + b.t.T("host.col_top"), orFew(f, measures(f)[1]), lastYear(f)[1]})
		}
		if f.Question.Recommends() {
			rows = append(rows, []any{f.Code + " " + b.t.T("host.nps"), orFew(f, measures(f)[3]), lastYear(f)[3]})
		}
	}
	return write(s, rows)
}

func atLeast(n int) any {
	if n < survey.Least {
		return few
	}
	return report.Int(n)
}

func rate(t survey.Turnout) any {
	if t.Answered < survey.Least {
		return few
	}
	return report.Number{Value: t.Rate(), Decimals: 1}
}

func orFew(f survey.Figure, value any) any {
	if f.Hidden != survey.Shown {
		return few
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

// distribution is the columns of a sheet with a row for each question and answer value.
func distribution(first ...report.Column) []report.Column {
	return append(first, report.Column{Heading: "code"}, report.Column{Heading: "question", Width: 60}, report.Column{Heading: "value"},
		report.Column{Heading: "answer", Width: 28}, report.Column{Heading: "n"}, report.Column{Heading: "share"}, report.Column{Heading: "answers"},
		report.Column{Heading: "top"}, report.Column{Heading: "median"}, report.Column{Heading: "nps"},
		report.Column{Heading: "last_answers"}, report.Column{Heading: "last_top"}, report.Column{Heading: "last_median"}, report.Column{Heading: "last_nps"})
}

func (l line) cells(t *text.Translator, first ...any) []any {
	row := append(first, l.figure.Code, l.figure.Wording(t.Lang()), l.value, l.label(t), l.count(), l.share())
	if l.hidden {
		return row
	}
	return append(append(row, measures(l.figure)...), lastYear(l.figure)...)
}

func (b book) questions() error {
	s, err := b.sheet("questions", distribution()...)
	if err != nil {
		return err
	}
	for _, l := range lines(b.r) {
		if l.part != survey.Day {
			continue
		}
		if err := s.Row(l.cells(b.t)...); err != nil {
			return err
		}
	}
	return nil
}

func (b book) seminars() error {
	s, err := b.sheet("seminars", distribution(report.Column{Heading: "seminar", Width: 28})...)
	if err != nil {
		return err
	}
	for _, l := range lines(b.r) {
		if l.part != survey.Seminar {
			continue
		}
		if err := s.Row(l.cells(b.t, l.seminar)...); err != nil {
			return err
		}
	}
	return nil
}
