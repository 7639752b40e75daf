package survey_test

import (
	"errors"
	"strings"
	"testing"

	"samling/models/survey"
)

func TestStandardQuestionnaire(t *testing.T) {
	q := standard(t)
	count := map[survey.Part]int{}
	for _, one := range q.Questions {
		count[one.Part]++
		if one.Ask["en"] == "" {
			t.Errorf("%s has no English", one.Code)
		}
		for _, o := range one.Options {
			if len(o.Label) == 1 {
				t.Errorf("%s: %v has no English", one.Code, o.Label)
			}
		}
	}
	if count[survey.Day] != 13 || count[survey.Seminar] != 4 || count[survey.Commitment] != 3 || count[survey.FollowUp] != 5 {
		t.Errorf("parts: %v", count)
	}
	if q.Headline["sv"] == "" {
		t.Error("no headline")
	}
}

const small = `
scales: { a: { values: [1, 2, 3, 4, 5], labels: [a, b, c, d, e], none: Vet inte } }
day:
  - { code: Q1, kind: scale, scale: a, sv: Hur var det }
`

func TestWrongQuestionnairesAreRefused(t *testing.T) {
	if _, err := survey.ParseQuestionnaire([]byte(small)); err != nil {
		t.Fatal(err)
	}
	for name, raw := range map[string]string{
		"empty":          "",
		"no yaml":        "day: [",
		"not UTF-8":      "day: \xff",
		"unknown key":    small + "nonsense: 1\n",
		"no day":         "seminar: [{code: S1, kind: text, sv: Hej}]",
		"unknown scale":  strings.Replace(small, "scale: a,", "scale: b,", 1),
		"unknown kind":   strings.Replace(small, "kind: scale", "kind: guess", 1),
		"bad code":       strings.Replace(small, "Q1", "q 1", 1),
		"twice":          small + "  - { code: Q1, kind: text, sv: Igen }\n",
		"no wording":     strings.Replace(small, "sv: Hur var det", "en: How", 1),
		"uneven":         strings.Replace(small, "[a, b, c, d, e]", "[a, b]", 1),
		"same value":     strings.Replace(small, "[1, 2, 3, 4, 5]", "[1, 2, 3, 4, 4]", 1),
		"one choice":     small + "  - { code: Q2, kind: choice, options: [a], sv: Välj }\n",
		"matrix of none": small + "  - { code: Q2, kind: matrix, scale: a, sv: Välj }\n",
		"201 questions":  small + many(200),
	} {
		if _, err := survey.ParseQuestionnaire([]byte(raw)); !errors.Is(err, survey.ErrQuestionnaire) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func many(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString("  - { code: T" + string(rune('A'+i%26)) + string(rune('A'+i/26)) + ", kind: text, sv: Hej }\n")
	}
	return b.String()
}

func FuzzParseQuestionnaire(f *testing.F) {
	f.Add([]byte(small))
	f.Fuzz(func(t *testing.T, raw []byte) {
		if q, err := survey.ParseQuestionnaire(raw); err == nil && len(q.Questions) == 0 {
			t.Error("a questionnaire without questions was accepted")
		}
	})
}
