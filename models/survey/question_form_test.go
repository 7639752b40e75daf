package survey

import (
	"errors"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"samling/models/event"
)

func TestAQuestionnaireIsWrittenAsItIsRead(t *testing.T) {
	raw, err := os.ReadFile("../../views/text/utvardering.yaml")
	if err != nil {
		t.Fatal(err)
	}
	raw = append(raw, "\n"...)
	raw = []byte(strings.Replace(string(raw), "\nseminar:", `
  - { code: N1, kind: number, most: 40, sv: "Hur många år?", en: "How many years?", short: true }
  - { code: QH1, kind: heading, sv: "Till sist", en: "Last" }
  - { code: Q20, kind: choices, options: [Ja, Nej], values: [3, 7], none: Vet inte, sv: "Hur?", show_if: { code: Q5, values: [0, 1] } }

seminar:`, 1))
	first, err := ParseQuestionnaire(raw)
	if err != nil {
		t.Fatal(err)
	}
	written, err := WriteQuestionnaire(first)
	if err != nil {
		t.Fatal(err)
	}
	again, err := ParseQuestionnaire(written)
	if err != nil {
		t.Fatalf("%v in\n%s", err, written)
	}
	if !reflect.DeepEqual(first, again) {
		t.Errorf("a written questionnaire reads differently:\n%s", written)
	}
	for _, q := range first.Questions { // and each as its form has it
		before := first.Questions[:slices.IndexFunc(first.Questions, func(o Question) bool { return o.Part == q.Part && o.Code == q.Code })]
		made, err := q.Form().Question(of(q.Part, before))
		if made.Version = q.Version; err != nil || !reflect.DeepEqual(made, q) {
			t.Errorf("%s through its form: %v\n%+v\n%+v", q.Code, err, made, q)
		}
	}
}

// choose is a form for a question with three answers.
func choose(code, ask string) QuestionForm {
	return QuestionForm{Part: Day, Code: code, Kind: Choice, SV: ask, EN: "English", OptionsSV: "Ja\nNej\n7 = Kanske"}
}

func TestBadQuestionsNameTheirFields(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*QuestionForm)
		field  string
	}{
		"no wording":          {func(f *QuestionForm) { f.SV = " " }, "sv"},
		"a long wording":      {func(f *QuestionForm) { f.SV = strings.Repeat("å", wordingMax+1) }, "sv"},
		"broken bytes":        {func(f *QuestionForm) { f.SV = "a\xff" }, "sv"},
		"one answer":          {func(f *QuestionForm) { f.OptionsSV = "Ja" }, "options_sv"},
		"a value twice":       {func(f *QuestionForm) { f.OptionsSV = "2 = Ja\nNej" }, "options_sv"},
		"English out of step": {func(f *QuestionForm) { f.OptionsEN = "Yes\nNo" }, "options_en"},
		"a code with a space": {func(f *QuestionForm) { f.Code = "Q 1" }, "code"},
		"an unknown kind":     {func(f *QuestionForm) { f.Kind = "poem" }, "kind"},
		"a condition on air":  {func(f *QuestionForm) { f.If = []string{"Q99=1"} }, "if"},
		"a matrix of no rows": {func(f *QuestionForm) { f.Kind = Matrix }, "rows_sv"},
	} {
		form := choose("Q1", "Fråga?")
		c.change(&form)
		var problems event.Problems
		if _, err := form.Question(nil); !errors.As(err, &problems) || problems[0].Field != c.field {
			t.Errorf("%s: %v, want field %s", name, err, c.field)
		}
	}
}

func TestWhatIsNotLedToIsNotAskedAndNotKept(t *testing.T) {
	first, _ := choose("Q1", "Kom du?").Question(nil)
	second, _ := QuestionForm{Part: Day, Code: "Q2", Kind: Choice, SV: "Varför inte?", OptionsSV: "Tåg\nSjuk", If: []string{"Q1=2"}}.
		Question([]Question{first})
	third, _ := QuestionForm{Part: Day, Code: "Q3", Kind: Number, SV: "Hur sent?", Most: "90", If: []string{"Q2=1"}}.
		Question([]Question{first, second})
	paper := Paper{Day: []Question{first, second, third}}
	for _, c := range []struct {
		form map[string][]string
		want map[string]string
		bad  int
	}{
		{map[string][]string{"Q1": {"1"}}, map[string]string{"Q1": "1"}, 0},
		{map[string][]string{"Q1": {"1"}, "Q2": {"1"}, "Q3": {"5"}}, map[string]string{"Q1": "1"}, 0}, // left behind after a change of mind
		{map[string][]string{"Q1": {"2"}}, map[string]string{"Q1": "2"}, 1},
		{map[string][]string{"Q1": {"2"}, "Q2": {"1"}, "Q3": {" 1 0 "}}, map[string]string{"Q1": "2", "Q2": "1", "Q3": "10"}, 0},
		{map[string][]string{"Q1": {"2"}, "Q2": {"1"}, "Q3": {"91"}}, map[string]string{"Q1": "2", "Q2": "1"}, 1},
		{map[string][]string{"Q1": {"2"}, "Q2": {"1"}, "Q3": {"-1"}}, map[string]string{"Q1": "2", "Q2": "1"}, 1},
	} {
		sheets, problems := Check(paper, c.form)
		if got := sheets.list[0].Answers; !reflect.DeepEqual(got, c.want) || len(problems) != c.bad {
			t.Errorf("%v: %v and %d problems, want %v and %d", c.form, got, len(problems), c.want, c.bad)
		}
	}
}
