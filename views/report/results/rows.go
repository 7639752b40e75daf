package results

import (
	"strconv"

	"samling/models/survey"
	"samling/views/report"
	"samling/views/text"
)

// few stands in a hidden cell, with the threshold in force. Nothing else that was counted stands in its row.
func few(r survey.Results) string { return "<" + strconv.Itoa(r.Least) }

// line is one answer value of one question, or a question without values of its own (free text).
type line struct {
	part    survey.Part
	pool    survey.Pool
	seminar string // title, "" for the day
	figure  survey.Figure
	value   string // "" = do not know
	n       int
	hidden  bool
	counts  bool // is one of the values that a share is made from
}

// lines are all rows of the table: the day and then each seminar, question by question, value by value; after them what was
// answered three months later, and what came in through codes.
func lines(r survey.Results) []line {
	out := linesOfPool(survey.ByBallot, r.Day, r.Seminars)
	for _, f := range r.Effect.Figures {
		out = append(out, linesOf(line{part: survey.FollowUp, pool: survey.ByBallot, figure: f})...)
	}
	return append(out, linesOfPool(survey.ByCode, answered(r.Open.Day), r.Open.Seminars)...)
}

func linesOfPool(pool survey.Pool, day []survey.Figure, seminars []survey.SeminarResult) []line {
	var out []line
	for _, f := range day {
		out = append(out, linesOf(line{part: survey.Day, pool: pool, figure: f})...)
	}
	for _, s := range seminars {
		for _, f := range s.Figures {
			out = append(out, linesOf(line{part: survey.Seminar, pool: pool, seminar: s.Seminar.Title, figure: f})...)
		}
	}
	return out
}

// answered leaves out what has no figures to show: the short form asks only some of the questions.
func answered(all []survey.Figure) []survey.Figure {
	var out []survey.Figure
	for _, f := range all {
		if f.Hidden == survey.Shown {
			out = append(out, f)
		}
	}
	return out
}

func linesOf(base line) []line {
	f := base.figure
	base.hidden = f.Hidden != survey.Shown
	switch {
	case f.Question.Kind == survey.Heading:
		return nil
	case f.Question.Kind == survey.Text, base.hidden && len(f.Question.Options) == 0:
		base.n = f.N
		return []line{base}
	}
	var out []line
	for _, c := range cells(f) {
		one := base
		one.value, one.counts, one.n = c.Value, true, c.N
		one.hidden = base.hidden || c.Hidden != survey.Shown
		out = append(out, one)
	}
	if f.Question.None != nil {
		none := base
		none.n, none.hidden = f.None, base.hidden || f.NoneHidden != survey.Shown
		out = append(out, none)
	}
	return out
}

// cells are the values of a question; of a hidden figure without their counts.
func cells(f survey.Figure) []survey.Cell {
	if f.Hidden == survey.Shown {
		return f.Cells
	}
	var out []survey.Cell
	for _, o := range f.Question.Options {
		out = append(out, survey.Cell{Value: o.Value})
	}
	return out
}

// label is the answer in words.
func (l line) label(t *text.Translator) string {
	if l.figure.Question.Kind == survey.Text {
		return t.T("results.row_texts")
	}
	return l.figure.Question.Label(l.value, t.Lang())
}

// count is the cell of the column n.
func (l line) count(r survey.Results) any {
	if l.hidden {
		return few(r)
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
	if f.Question.Graded() && f.Shares() {
		out[1] = report.Number{Value: f.Share, Decimals: 1}
	}
	if f.Question.Graded() || f.Question.Recommends() || f.Question.Kind == survey.Number {
		out[2] = report.Number{Value: f.Median, Decimals: 1}
	}
	if f.Question.Recommends() && f.Shares() {
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
