package survey_test

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"samling/models/event"
	"samling/models/store"
	"samling/models/survey"
)

// choose is a form for a question with three answers.
func choose(code, ask string) survey.QuestionForm {
	return survey.QuestionForm{Part: survey.Day, Code: code, Kind: survey.Choice, SV: ask, EN: "English", OptionsSV: "Ja\nNej\n7 = Kanske"}
}

func TestQuestionsAreAddedEditedMovedCopiedAndRemoved(t *testing.T) {
	w := newWorld(t)
	e := w.edition
	version := func() int {
		now, err := event.ByID(w.s.Read(t.Context()), e.ID)
		if err != nil {
			t.Fatal(err)
		}
		return now.Version
	}
	edit := func(what string, want error, do func(tx *store.Tx) error) {
		t.Helper()
		if err := w.s.Write(t.Context(), do); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", what, err, want)
		}
	}
	codes := func() string {
		var list []string
		all, err := survey.Questions(w.s.Read(t.Context()), e.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, q := range all {
			list = append(list, q.Code)
		}
		return strings.Join(list, " ")
	}
	id := func(code string) store.ID {
		all, _ := survey.Questions(w.s.Read(t.Context()), e.ID)
		return all[slices.IndexFunc(all, func(q survey.Question) bool { return q.Code == code })].ID
	}
	edit("clear", nil, func(tx *store.Tx) error { return survey.ReplaceQuestions(tx, e.ID, version(), survey.Questionnaire{}) })
	edit("first", nil, func(tx *store.Tx) error { return survey.AddQuestion(tx, e.ID, version(), choose("", "Kom du?")) })
	edit("second", nil, func(tx *store.Tx) error {
		q := choose("", "Varför inte?")
		q.If = []string{"Q1=2", "Q1=7"}
		return survey.AddQuestion(tx, e.ID, version(), q)
	})
	edit("taken", survey.ErrCodeTaken, func(tx *store.Tx) error { return survey.AddQuestion(tx, e.ID, version(), choose("q2", "Två")) })
	edit("by an old page", event.ErrStale, func(tx *store.Tx) error { return survey.AddQuestion(tx, e.ID, version()-1, choose("", "Gammal")) })
	edit("before what it hangs on", survey.ErrLeads, func(tx *store.Tx) error { return survey.MoveQuestion(tx, e.ID, version(), id("Q2"), true) })
	edit("what another hangs on", survey.ErrLeads, func(tx *store.Tx) error { return survey.RemoveQuestion(tx, e.ID, version(), id("Q1")) })
	edit("an answer that another hangs on", survey.ErrLeads, func(tx *store.Tx) error {
		q := choose("Q1", "Kom du?")
		q.OptionsSV = "Ja\nNej"
		return survey.EditQuestion(tx, e.ID, version(), id("Q1"), q)
	})
	edit("a new code", nil, func(tx *store.Tx) error {
		return survey.EditQuestion(tx, e.ID, version(), id("Q1"), choose("K1", "Kom du?"))
	})
	edit("copy", nil, func(tx *store.Tx) error { return survey.CopyQuestion(tx, e.ID, version(), id("K1")) })
	if got := codes(); got != "K1 Q1 Q2" {
		t.Errorf("%s", got)
	}
	q, before, err := survey.QuestionByID(w.s.Read(t.Context()), e.ID, id("Q2"))
	if err != nil || q.ShowIf == nil || q.ShowIf.Code != "K1" || len(before) != 2 {
		t.Errorf("the condition did not follow the new code: %+v %v", q.ShowIf, err)
	}
	edit("down", nil, func(tx *store.Tx) error { return survey.MoveQuestion(tx, e.ID, version(), id("Q1"), false) })
	edit("remove", nil, func(tx *store.Tx) error { return survey.RemoveQuestion(tx, e.ID, version(), id("Q2")) })
	if got := codes(); got != "K1 Q1" {
		t.Errorf("%s", got)
	}
}

func TestAWordingHasTheVersionOfTheYearThatAskedTheSame(t *testing.T) {
	w := newWorld(t)
	next, _ := w.day("dag-2028", w.clock.Now().Add(-3*time.Hour), standard(t))
	wording := "Hur nöjd är du med dagen som helhet?"
	old := standard(t).Questions[0]
	set := func(e event.Edition, ask string) int {
		t.Helper()
		now, _ := event.ByID(w.s.Read(t.Context()), e.ID)
		q := old
		q.Ask = survey.Words{"sv": ask, "en": "Another translation"}
		w.write(func(tx *store.Tx) error {
			return survey.ReplaceQuestions(tx, e.ID, now.Version, survey.Questionnaire{Questions: []survey.Question{q}})
		})
		all, err := survey.Questions(w.s.Read(t.Context()), e.ID)
		if err != nil {
			t.Fatal(err)
		}
		return all[0].Version
	}
	if v := set(next, wording); v != 1 {
		t.Errorf("the same words have version %d", v)
	}
	if v := set(next, wording+" Verkligen?"); v != 2 {
		t.Errorf("other words have version %d", v)
	}
	after, _ := w.day("dag-2029", w.clock.Now().Add(-2*time.Hour), standard(t))
	if v := set(after, wording); v != 1 {
		t.Errorf("words that come back have version %d", v)
	}
	if v := set(after, "Helt annat"); v != 3 {
		t.Errorf("a third wording has version %d", v)
	}
}

func TestNoQuestionIsEditedOnceAnswered(t *testing.T) {
	w := newWorld(t)
	b := w.ballots(w.edition, 1)[0]
	w.cast(w.edition, b, w.sheets(b, rand.New(rand.NewPCG(1, 2)), nil))
	now, _ := event.ByID(w.s.Read(t.Context()), w.edition.ID)
	err := w.s.Write(t.Context(), func(tx *store.Tx) error {
		return survey.AddQuestion(tx, w.edition.ID, now.Version, choose("", "Ny?"))
	})
	if !errors.Is(err, survey.ErrAnswered) {
		t.Errorf("%v, want ErrAnswered", err)
	}
}
