package survey_test

import (
	"strings"
	"testing"

	"samling/models/survey"
)

func TestEveryAnswerIsChecked(t *testing.T) {
	w := newWorld(t)
	p := w.paper(w.ballots(w.edition, 1, w.seminars[1].ID)[0])
	for name, c := range map[string]struct {
		field string
		sent  []string
		want  string // the text key, "" = accepted
	}{
		"missing":           {"Q1", nil, "survey.problem_missing"},
		"blank":             {"Q1", []string{" "}, "survey.problem_missing"},
		"not on the scale":  {"Q1", []string{"6"}, "survey.problem_unknown"},
		"no number":         {"Q1", []string{"<script>"}, "survey.problem_unknown"},
		"twice":             {"Q1", []string{"1", "5"}, "survey.problem_one"},
		"does not know":     {"Q1", []string{survey.NoneValue}, ""},
		"0-10 has no none":  {"Q9", []string{survey.NoneValue}, "survey.problem_unknown"},
		"0-10":              {"Q9", []string{"0"}, ""},
		"a row is missing":  {"Q10_3", nil, "survey.problem_missing"},
		"not applicable":    {"Q10_3", []string{survey.NoneValue}, ""},
		"choice by value":   {"Q5", []string{"3"}, "survey.problem_unknown"},
		"optional left out": {"B1", nil, ""},
		"optional but odd":  {"B1", []string{"99"}, "survey.problem_unknown"},
		"text left out":     {"Q11", nil, ""},
		"longest text":      {"Q11", []string{strings.Repeat("å", survey.TextMax)}, ""},
		"text too long":     {"Q11", []string{strings.Repeat("å", survey.TextMax+1)}, "survey.problem_long"},
		"a megabyte":        {"Q11", []string{strings.Repeat("<", 1<<20)}, "survey.problem_long"},
		"not UTF-8":         {"Q11", []string{"a\xff"}, "survey.problem_unreadable"},
		"hostile text":      {"Q11", []string{"=cmd|' /C calc'!A0 <b>\x00\u202e"}, ""},
		"own seminar":       {"S1_losam", nil, "survey.problem_missing"},
		"other's seminar":   {"S1_trefas", []string{"5"}, ""},
		"unknown field":     {"Q99", []string{"5"}, ""},
		"consent, no text":  {"C2", []string{"ja"}, "survey.problem_commitment"},
	} {
		form := fill(p, chance(1))
		delete(form, "C1")
		if form[c.field] = c.sent; c.sent == nil {
			delete(form, c.field)
		}
		_, problems := survey.Check(p, form)
		switch {
		case c.want == "" && len(problems) > 0:
			t.Errorf("%s: refused: %v", name, problems)
		case c.want != "" && (len(problems) != 1 || problems[0].Key != c.want):
			t.Errorf("%s: %v, want %s", name, problems, c.want)
		case name == "consent, no text" && problems[0].Field != "C1":
			t.Errorf("%s: blames %s", name, problems[0].Field)
		}
	}
}

// The longest form that a browser may send still fits into a box.
func TestLongestSheetIsSealed(t *testing.T) {
	w := newWorld(t)
	b := w.ballots(w.edition, 1)[0]
	w.cast(w.edition, b, w.sheets(b, chance(1), map[string]string{"Q11": strings.Repeat("<", survey.TextMax), "Q12": strings.Repeat("🧭", survey.TextMax)}))
	w.close()
	if n := w.number("SELECT length(text) FROM free_texts WHERE code = 'Q12'"); n != survey.TextMax {
		t.Fatalf("%d characters came back", n)
	}
}
