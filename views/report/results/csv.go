package results

import (
	"io"

	"samling/models/survey"
	"samling/views/figures"
	"samling/views/report"
	"samling/views/text"
)

// csvColumns are the text keys of the headings. A row of a hidden cell has "<5" in the column n and nothing in any
// column that counts something.
var csvColumns = [...]string{"edition", "part", "seminar", "pool", "code", "version", "question", "value", "answer", "n", "share",
	"answers", "top", "median", "nps", "last_answers", "last_top", "last_median", "last_nps"}

// CSV writes one row for each question and answer value.
func CSV(w io.Writer, t *text.Translator, in figures.Input) error {
	table := report.NewCSV(w)
	if err := table.Row(headings(t, csvColumns[:])...); err != nil {
		return err
	}
	for _, l := range lines(in.Results) {
		if err := table.Row(l.csv(t, in.Results)...); err != nil {
			return err
		}
	}
	return table.Flush()
}

func headings(t *text.Translator, keys []string) []any {
	head := make([]any, len(keys))
	for i, key := range keys {
		head[i] = t.T("results.col_" + key)
	}
	return head
}

func (l line) csv(t *text.Translator, r survey.Results) []any {
	f := l.figure
	row := []any{r.Edition.Slug, t.T("results.part_" + string(l.part)), l.seminar, t.T("results.pool_" + string(l.pool)), f.Code,
		report.Int(f.Question.Version), f.Wording(t.Lang()), l.value, l.label(t), l.count(r), l.share()}
	if l.hidden { // also when only this cell of its question is hidden
		return append(row, nil, nil, nil, nil, nil, nil, nil, nil)
	}
	return append(append(row, measures(f)...), lastYear(f)...)
}
