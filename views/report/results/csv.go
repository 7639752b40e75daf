package results

import (
	"io"

	"samling/models/survey"
	"samling/views/report"
	"samling/views/text"
)

// csvColumns are the text keys of the headings. A row of a hidden cell has "<5" in the column n and nothing in any
// column that counts something.
var csvColumns = [...]string{"edition", "part", "seminar", "code", "version", "question", "value", "answer", "n", "share",
	"answers", "top", "median", "nps", "last_answers", "last_top", "last_median", "last_nps"}

// CSV writes one row for each question and answer value.
func CSV(w io.Writer, t *text.Translator, r survey.Results) error {
	table := report.NewCSV(w)
	head := make([]any, len(csvColumns))
	for i, key := range csvColumns {
		head[i] = t.T("host.col_" + key)
	}
	if err := table.Row(head...); err != nil {
		return err
	}
	for _, l := range lines(r) {
		if err := table.Row(l.csv(t, r.Edition.Slug)...); err != nil {
			return err
		}
	}
	return table.Flush()
}

func (l line) csv(t *text.Translator, slug string) []any {
	f := l.figure
	row := []any{slug, t.T("host.part_" + string(l.part)), l.seminar, f.Code, report.Int(f.Question.Version), f.Wording(t.Lang()),
		l.value, l.label(t), l.count(), l.share()}
	if l.hidden { // also when only this cell of its question is hidden
		return append(row, nil, nil, nil, nil, nil, nil, nil, nil)
	}
	return append(append(row, measures(f)...), lastYear(f)...)
}
