package results

import (
	"slices"

	"samling/models/survey"
	"samling/views/report"
)

// measured are the columns of the numbers of a question as a whole, and of the year before.
func measured(first ...report.Column) []report.Column {
	for _, key := range []string{"answers", "none", "top", "median", "nps", "last_answers", "last_top", "last_median", "last_nps"} {
		first = append(first, report.Column{Heading: key})
	}
	return first
}

// numbers are the cells for measured. A hidden question has "<5" in the first and nothing more.
func (b book) numbers(f survey.Figure) []any {
	if f.Hidden != survey.Shown {
		return []any{few(b.r)}
	}
	m := measures(f)
	var none any
	switch {
	case f.NoneHidden != survey.Shown:
		none = few(b.r)
	case f.Question.None != nil:
		none = report.Int(f.None)
	}
	return append([]any{m[0], none, m[1], m[2], m[3]}, lastYear(f)...)
}

// questions is a row for each question about the day and about what came of it, with the own part beside it when there is one.
func (b book) questions() error {
	columns := measured(report.Column{Heading: "code"}, report.Column{Heading: "version"}, report.Column{Heading: "question", Width: 60},
		report.Column{Heading: "type", Width: 16})
	own := b.in.Own != nil && b.in.Own.Result.Hidden == survey.Shown
	if own {
		columns = append(columns, report.Column{Heading: "own_answers"}, report.Column{Heading: "own_top"}, report.Column{Heading: "own_median"}, report.Column{Heading: "own_nps"})
	}
	s, err := b.sheet("questions", columns...)
	if err != nil {
		return err
	}
	for _, f := range slices.Concat(b.r.Day, b.r.Effect.Figures) {
		row := append([]any{f.Code, report.Int(f.Question.Version), f.Wording(b.t.Lang()), b.t.T("results.type_" + string(f.Question.Kind))}, b.numbers(f)...)
		if own && f.Hidden == survey.Shown {
			row = append(row, b.own(f.Code)...)
		}
		if err := s.Row(row...); err != nil {
			return err
		}
	}
	return nil
}

// own are the own people's numbers of a question, "<5" when they are guarded, nothing when the question is not counted so.
func (b book) own(code string) []any {
	for _, f := range b.in.Own.Result.Figures {
		if f.Code == code && f.Hidden == survey.Shown {
			return measures(f)
		}
		if f.Code == code {
			return []any{few(b.r)}
		}
	}
	return nil
}

// distributions is a row for each question and answer value, of every part and every way in.
func (b book) distributions() error {
	s, err := b.sheet("distributions", report.Column{Heading: "part", Width: 12}, report.Column{Heading: "seminar", Width: 28}, report.Column{Heading: "pool", Width: 12},
		report.Column{Heading: "code"}, report.Column{Heading: "question", Width: 60}, report.Column{Heading: "value"}, report.Column{Heading: "answer", Width: 28},
		report.Column{Heading: "n"}, report.Column{Heading: "share"})
	if err != nil {
		return err
	}
	for _, l := range lines(b.r) {
		err := s.Row(b.t.T("results.part_"+string(l.part)), l.seminar, b.t.T("results.pool_"+string(l.pool)), l.figure.Code,
			l.figure.Wording(b.t.Lang()), l.value, l.label(b.t), l.count(b.r), l.share())
		if err != nil {
			return err
		}
	}
	return nil
}

// seminars is a row for each seminar and question.
func (b book) seminars() error {
	s, err := b.sheet("seminars", measured(report.Column{Heading: "seminar", Width: 28}, report.Column{Heading: "asked"}, report.Column{Heading: "code"},
		report.Column{Heading: "question", Width: 60})...)
	if err != nil {
		return err
	}
	for _, one := range b.r.Seminars {
		for _, f := range one.Figures {
			asked := any(report.Int(one.Asked))
			if f.Hidden != survey.Shown {
				asked = nil // a hidden row carries no other figure
			}
			if err := s.Row(append([]any{one.Seminar.Title, asked, f.Code, f.Wording(b.t.Lang())}, b.numbers(f)...)...); err != nil {
				return err
			}
		}
	}
	return nil
}
