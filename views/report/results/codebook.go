package results

import (
	"io"
	"strconv"
	"strings"

	"samling/models/survey"
	"samling/views/report"
	"samling/views/text"
)

// Codebook writes what was asked: a row for each question and answer value, in Swedish and English, with the codes and
// versions by which years are compared.
func Codebook(w io.Writer, t *text.Translator, slug string, questions []survey.Question) error {
	table := report.NewCSV(w)
	err := table.Row(headings(t, []string{"edition", "part", "code", "version", "type", "question_sv", "question_en", "value", "answer_sv",
		"answer_en", "optional", "short", "only_if"})...)
	if err != nil {
		return err
	}
	for _, q := range questions {
		for i, code := range q.Codes() {
			base := []any{slug, t.T("results.part_" + string(q.Part)), code, report.Int(q.Version), t.T("results.type_" + string(q.Kind)),
				asked(q, i, "sv"), asked(q, i, "en")}
			last := []any{yes(t, q.Optional), yes(t, q.Short), condition(q)}
			for _, value := range values(t, q) {
				row := append(append(append([]any{}, base...), value...), last...)
				if err := table.Row(row...); err != nil {
					return err
				}
			}
		}
	}
	return table.Flush()
}

// asked is the wording, with the row of a matrix behind it.
func asked(q survey.Question, row int, lang string) string {
	if q.Kind != survey.Matrix {
		return q.Ask.In(lang)
	}
	return q.Ask.In(lang) + " " + q.Rows[row].In(lang)
}

// values are the answers of a question with their labels; "do not know" has no value.
func values(t *text.Translator, q survey.Question) [][]any {
	var out [][]any
	for _, o := range q.Options {
		out = append(out, []any{o.Value, q.Label(o.Value, "sv"), q.Label(o.Value, "en")})
	}
	if q.None != nil {
		out = append(out, []any{"", q.None.In("sv"), q.None.In("en")})
	}
	switch {
	case q.Kind == survey.Number:
		return [][]any{{"0–" + strconv.Itoa(q.Most), nil, nil}}
	case len(out) == 0:
		return [][]any{{nil, nil, nil}}
	}
	return out
}

func yes(t *text.Translator, is bool) any {
	if is {
		return t.T("results.yes")
	}
	return t.T("results.no")
}

func condition(q survey.Question) any {
	if q.ShowIf == nil {
		return nil
	}
	return q.ShowIf.Code + " = " + strings.Join(q.ShowIf.Values, ", ")
}
