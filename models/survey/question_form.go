package survey

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"samling/models/event"
)

// QuestionForm is a question as somebody writes it: lists are lines of a text.
type QuestionForm struct {
	Part      Part
	Code      string // "" = the next free one
	Kind      Kind
	Optional  bool
	Short     bool
	SV, EN    string
	HintSV    string
	HintEN    string
	OptionsSV string // one a line; in front of a line may stand its value and "="
	OptionsEN string
	NoneSV    string // the label of "do not know", "" = none
	NoneEN    string
	EndsSV    string // of a scale whose steps have no labels: two lines
	EndsEN    string
	RowsSV    string
	RowsEN    string
	Most      string   // the largest number
	If        []string // "Q5=0": one or several answers to one question
}

// Form is a question as the form shows it: the way back from Question.
func (q Question) Form() QuestionForm {
	f := QuestionForm{Part: q.Part, Code: q.Code, Kind: q.Kind, Optional: q.Optional, Short: q.Short, SV: q.Ask["sv"], EN: q.Ask["en"],
		HintSV: q.Hint["sv"], HintEN: q.Hint["en"], NoneSV: q.None["sv"], NoneEN: q.None["en"],
		EndsSV: lines(q.Ends, "sv"), EndsEN: lines(q.Ends, "en"), RowsSV: lines(q.Rows, "sv"), RowsEN: lines(q.Rows, "en")}
	labels := make([]Words, len(q.Options))
	for i, o := range q.Options {
		labels[i] = Words{"sv": o.Label["sv"], "en": o.Label["en"]}
		if o.Value != strconv.Itoa(i+1) || o.Label == nil {
			labels[i]["sv"] = o.Value + " = " + o.Label["sv"]
		}
	}
	f.OptionsSV, f.OptionsEN = lines(labels, "sv"), lines(labels, "en")
	if q.Most > 0 {
		f.Most = strconv.Itoa(q.Most)
	}
	if q.ShowIf != nil {
		for _, v := range q.ShowIf.Values {
			f.If = append(f.If, q.ShowIf.Code+"="+v)
		}
	}
	return f
}

func lines(words []Words, lang string) string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = w[lang]
	}
	return strings.TrimRight(strings.Join(out, "\n"), "\n")
}

// limits on lists: what a phone can show, and what somebody can choose among.
const (
	listMax    = 30
	labelMax   = 120
	numberMost = 1_000_000
)

// Question reads the form. before are the questions of the same part that are asked earlier, for the condition. Errors:
// event.Problems, which names the fields.
func (f QuestionForm) Question(before []Question) (Question, error) {
	r := questionReader{form: f}
	q := Question{Part: f.Part, Code: strings.ToUpper(strings.TrimSpace(f.Code)), Version: 1, Kind: f.Kind, Optional: f.Optional,
		Body: Body{Ask: r.words("sv", f.SV, "en", f.EN, wordingMax), Short: f.Short}}
	if f.HintSV != "" {
		q.Hint = r.words("hint_sv", f.HintSV, "hint_en", f.HintEN, wordingMax)
	}
	if !codePattern.MatchString(q.Code) {
		r.blame("code", "evaluation.problem_code")
	}
	switch f.Part {
	case Day, Seminar, Commitment, FollowUp:
	default:
		r.blame("part", "evaluation.problem_part")
	}
	r.kind(&q)
	q.ShowIf = r.condition(before)
	if len(r.problems) > 0 {
		return Question{}, r.problems
	}
	return q, nil
}

type questionReader struct {
	form     QuestionForm
	problems event.Problems
}

func (r *questionReader) blame(field, key string) {
	r.problems = append(r.problems, event.Problem{Field: field, Key: key, Args: map[string]any{"max": labelMax}})
}

func (r *questionReader) kind(q *Question) {
	f := r.form
	switch f.Kind {
	case Scale, Choice, Choices, Matrix:
		q.Options = r.options()
		if f.NoneSV != "" {
			q.None = r.words("none_sv", f.NoneSV, "none_en", f.NoneEN, labelMax)
		}
		if f.Kind == Scale || f.Kind == Matrix {
			q.Ends = r.list("ends_sv", f.EndsSV, "ends_en", f.EndsEN)
			if len(q.Ends) != 0 && len(q.Ends) != 2 {
				r.blame("ends_sv", "evaluation.problem_ends")
			}
		}
		if f.Kind == Matrix {
			if q.Rows = r.list("rows_sv", f.RowsSV, "rows_en", f.RowsEN); len(q.Rows) == 0 {
				r.blame("rows_sv", "evaluation.problem_rows")
			}
		}
	case Number:
		q.Most = r.most()
	case Text, Consent, Heading:
		q.Optional = true
	default:
		r.blame("kind", "evaluation.problem_kind")
	}
}

// words reads a wording in two languages; English may be missing.
func (r *questionReader) words(field, sv, fieldEN, en string, most int) Words {
	sv, en = strings.TrimSpace(sv), strings.TrimSpace(en)
	switch {
	case sv == "":
		r.blame(field, "evaluation.problem_swedish")
	case !utf8.ValidString(sv) || utf8.RuneCountInString(sv) > most:
		r.blame(field, "evaluation.problem_long")
	}
	if !utf8.ValidString(en) || utf8.RuneCountInString(en) > most {
		r.blame(fieldEN, "evaluation.problem_long")
	}
	return words(sv, en)
}

func split(text string) []string {
	var out []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}

// list reads lines in Swedish and the same lines in English, which may all be missing but not some.
func (r *questionReader) list(field, sv, fieldEN, en string) []Words {
	swedish, english := split(sv), split(en)
	if len(english) > 0 && len(english) != len(swedish) {
		r.blame(fieldEN, "evaluation.problem_lines")
	}
	if len(swedish) > listMax {
		r.blame(field, "evaluation.problem_many")
	}
	for _, line := range append(slices.Clone(swedish), english...) {
		if utf8.RuneCountInString(line) > labelMax || !utf8.ValidString(line) {
			r.blame(field, "evaluation.problem_long")
		}
	}
	return each(swedish, english)
}

// options reads what can be chosen. "0 = Ingen" gives a value; without it lines are numbered from 1.
func (r *questionReader) options() []Option {
	labels := r.list("options_sv", r.form.OptionsSV, "options_en", r.form.OptionsEN)
	if len(labels) < 2 {
		r.blame("options_sv", "evaluation.problem_options")
	}
	seen := map[string]bool{}
	out := make([]Option, len(labels))
	for i, label := range labels {
		out[i] = Option{Value: strconv.Itoa(i + 1), Label: label}
		value, rest, given := strings.Cut(label["sv"], "=")
		if n, err := strconv.Atoi(strings.TrimSpace(value)); given && err == nil && n >= 0 && n <= numberMost {
			out[i] = Option{Value: strconv.Itoa(n), Label: words(strings.TrimSpace(rest), label["en"])}
		}
		if seen[out[i].Value] {
			r.blame("options_sv", "evaluation.problem_values")
		}
		seen[out[i].Value] = true
	}
	return out
}

func (r *questionReader) most() int {
	text := strings.TrimSpace(r.form.Most)
	if text == "" {
		return numberMost
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > numberMost {
		r.blame("most", "evaluation.problem_most")
	}
	return n
}

// condition reads on which answers the question is asked. They must all be of one earlier question.
func (r *questionReader) condition(before []Question) *ShowIf {
	var on *ShowIf
	for _, one := range r.form.If {
		code, value, _ := strings.Cut(one, "=")
		i := slices.IndexFunc(before, func(q Question) bool { return q.Code == code && q.Leads() && q.Has(value) })
		switch {
		case i < 0:
			r.blame("if", "evaluation.problem_if")
			return nil
		case on == nil:
			on = &ShowIf{Code: code}
		case on.Code != code:
			r.blame("if", "evaluation.problem_if_two")
			return nil
		}
		on.Values = append(on.Values, value)
	}
	return on
}
