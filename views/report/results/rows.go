package results

import (
	"samling/models/survey"
	"samling/views/report"
	"samling/views/text"
)

// few stands in a hidden cell. Nothing else that was counted stands in its row.
const few = "<5"

// line is one answer value of one question, or a question without values of its own (free text).
type line struct {
	part    survey.Part
	seminar string // title, "" for the day
	figure  survey.Figure
	value   string // "" = do not know
	n       int
	hidden  bool
	counts  bool // is one of the values that a share is made from
}

// lines are all rows of the table: the day and then each seminar, question by question, value by value.
func lines(r survey.Results) []line {
	var out []line
	for _, f := range r.Day {
		out = append(out, linesOf(survey.Day, "", f)...)
	}
	for _, s := range r.Seminars {
		for _, f := range s.Figures {
			out = append(out, linesOf(survey.Seminar, s.Seminar.Title, f)...)
		}
	}
	return out
}

func linesOf(part survey.Part, seminar string, f survey.Figure) []line {
	base := line{part: part, seminar: seminar, figure: f, hidden: f.Hidden != survey.Shown}
	if f.Question.Kind == survey.Text {
		base.n = f.N
		return []line{base}
	}
	var out []line
	for i, option := range f.Question.Options {
		one := base
		one.value, one.counts = option.Value, true
		if !base.hidden {
			one.n, one.hidden = f.Cells[i].N, f.Cells[i].Hidden != survey.Shown
		}
		out = append(out, one)
	}
	if f.Question.None != nil {
		none := base
		none.n = f.None
		out = append(out, none)
	}
	return out
}

// label is the answer in words.
func (l line) label(t *text.Translator) string {
	if l.figure.Question.Kind == survey.Text {
		return t.T("host.row_texts")
	}
	return l.figure.Question.Label(l.value, t.Lang())
}

// count is the cell of the column n.
func (l line) count() any {
	if l.hidden {
		return few
	}
	return report.Int(l.n)
}

// share is the answer's share of those who gave an opinion, or nothing.
func (l line) share() any {
	if l.hidden || !l.counts || l.figure.N == 0 {
		return nil
	}
	return report.Number{Value: 100 * float64(l.n) / float64(l.figure.N), Decimals: 1}
}

// measures are the numbers of the question as a whole: answers, share of 4-5, median, net promoter score.
func measures(f survey.Figure) []any {
	out := []any{nil, nil, nil, nil}
	if f.Hidden != survey.Shown {
		return out
	}
	out[0] = report.Int(f.N)
	if f.Question.Graded() {
		out[1] = report.Number{Value: f.Share, Decimals: 1}
	}
	if f.Question.Graded() || f.Question.Recommends() {
		out[2] = report.Number{Value: f.Median, Decimals: 1}
	}
	if f.Question.Recommends() {
		out[3] = report.Int(f.NPS)
	}
	return out
}

// lastYear are the same numbers of the year before.
func lastYear(f survey.Figure) []any {
	if f.Hidden != survey.Shown || f.Last == nil {
		return []any{nil, nil, nil, nil}
	}
	return measures(*f.Last)
}
