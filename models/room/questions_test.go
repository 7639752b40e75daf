package room_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"samling/models/event"
	"samling/models/registration"
	"samling/models/room"
	"samling/models/store"
)

func (h *hall) ask(person, to store.ID, text string, sign bool) error {
	return h.write(func(tx *store.Tx) error { return room.Ask(tx, h.registration(person), to, text, sign) })
}

func TestQuestionsReachTheLeaderWithoutAName(t *testing.T) {
	h := newHall(t, 5)
	p, q := h.person(), h.person()
	h.takes(p, "a1")
	h.takes(q, "a2")
	if err := h.ask(p, "a", "Finns det någon att fråga?", false); !errors.Is(err, room.ErrNotPlaced) {
		t.Errorf("nobody leads it: %v", err)
	}
	h.leader("a")
	h.leader("b")
	if err := errors.Join(h.ask(p, "a", "  Hur börjar man?\n", false), h.ask(q, "a", "Vem bestämmer?", true)); err != nil {
		t.Fatal(err)
	}
	if err := h.ask(p, "b", "Och här?", false); !errors.Is(err, room.ErrNotPlaced) {
		t.Errorf("of another seminar: %v", err)
	}
	all, err := room.Questions(h.store.Read(t.Context()), "a")
	if err != nil || len(all) != 2 {
		t.Fatal(all, err)
	}
	for _, one := range all {
		signed := one.Text == "Vem bestämmer?"
		if signed != (one.Signature == "Åsa Öberg, Kommun") || !signed && one.Text != "Hur börjar man?" {
			t.Errorf("%+v", one)
		}
	}
	var rows []string
	if err := h.store.Read(t.Context()).Raw("SELECT author || text || signature FROM seminar_questions").Scan(&rows).Error; err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		if strings.Contains(row, string(p)) || strings.Contains(row, string(q)) {
			t.Error("the table says whose question it is")
		}
	}
}

func TestQuestionsAreTakenBackAndLimited(t *testing.T) {
	h := newHall(t, 5)
	p, q := h.person(), h.person()
	h.takes(p, "a1")
	h.leader("a")
	for i := range 5 {
		if err := h.ask(p, "a", fmt.Sprint("Fråga ", i), false); err != nil {
			t.Fatal(err)
		}
	}
	if err := h.ask(p, "a", "En till", false); !errors.Is(err, room.ErrManyQuestions) {
		t.Errorf("the sixth: %v", err)
	}
	mine, err := room.QuestionsBy(h.store.Read(t.Context()), h.store.Keys(), p)
	if err != nil || len(mine) != 5 {
		t.Fatal(mine, err)
	}
	back := func(person store.ID) error {
		return h.write(func(tx *store.Tx) error { return room.TakeBack(tx, person, mine[0].ID) })
	}
	if err := back(q); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("somebody else's: %v", err)
	}
	if err := errors.Join(back(p), h.ask(p, "a", "En till", false)); err != nil {
		t.Error(err)
	}
	h.must(func(tx *store.Tx) error { return room.RemoveQuestion(tx, "e", mine[1].ID) })
	if counts, err := room.CountQuestions(h.store.Read(t.Context()), "e"); err != nil || counts["a"] != 4 {
		t.Errorf("%v %v", counts, err)
	}
	for _, text := range []string{"", " ?! ", strings.Repeat("å", room.QuestionMax+1)} {
		var wrong event.Problems
		if err := h.ask(p, "a", text, false); !errors.As(err, &wrong) || wrong[0].Field != "fraga" {
			t.Errorf("%.10q: %v", text, err)
		}
	}
}

// Whatever is sent, a protected name is under no question.
func TestAProtectedPersonSignsNothing(t *testing.T) {
	h := newHall(t, 5)
	var alias registration.Registration
	h.must(func(tx *store.Tx) (err error) {
		alias, err = registration.Add(tx, h.e, registration.Form{Name: "Hemlig Person", Organisation: "k"}, registration.FromAlias, "u")
		return err
	})
	h.leader("a")
	h.takes(alias.ID, "a1")
	if err := h.ask(alias.ID, "a", "Syns jag?", true); err != nil {
		t.Fatal(err)
	}
	if all, err := room.Questions(h.store.Read(t.Context()), "a"); err != nil || len(all) != 1 || all[0].Signature != "" {
		t.Errorf("%+v %v", all, err)
	}
}
