package room_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"testing"

	"samling/models/event"
	"samling/models/mailbox"
	"samling/models/room"
	"samling/models/store"
)

func (h *hall) plan(session store.ID, f room.ChangeForm) room.Plan {
	h.t.Helper()
	p, err := room.PlanChange(h.store.Read(h.t.Context()), "e", session, f)
	if err != nil {
		h.t.Fatal(err)
	}
	return p
}

func (h *hall) version() int { return h.number("SELECT version FROM editions WHERE id = 'e'") }

func (h *hall) change(session store.ID, f room.ChangeForm, leaving int) (c room.Change, err error) {
	err = h.write(func(tx *store.Tx) (err error) {
		c, err = room.MakeChange(tx, "e", h.version(), session, f, leaving, "u")
		return err
	})
	return c, err
}

func (h *hall) session(id store.ID) room.Hall {
	h.t.Helper()
	s, err := room.HallByID(h.store.Read(h.t.Context()), "e", id)
	if err != nil {
		h.t.Fatal(err)
	}
	return s
}

// mails are what the outbox has of a kind, by person.
func (h *hall) mails(kind mailbox.Kind) map[store.ID]room.MailFacts {
	h.t.Helper()
	all, _, err := mailbox.Page(h.store.Read(h.t.Context()), "e", "", 5000, 0)
	if err != nil {
		h.t.Fatal(err)
	}
	found := map[store.ID]room.MailFacts{}
	for _, m := range all {
		if m.Kind != kind {
			continue
		}
		var f room.MailFacts
		if err := json.Unmarshal([]byte(m.Data), &f); err != nil {
			h.t.Fatal(err)
		}
		if _, twice := found[m.SubjectID]; twice {
			h.t.Errorf("%s got two mails", m.SubjectID)
		}
		found[m.SubjectID] = f
	}
	return found
}

func TestAnotherRoomIsToldToThoseWhoSitThere(t *testing.T) {
	h := newHall(t, 10)
	p, q, r := h.person(), h.person(), h.person()
	h.takes(p, "a1")
	h.takes(q, "a1", "b2")
	h.takes(r, "b1", "a2")
	f := room.ChangeForm{Room: "  Matsalen ", Seats: "12"}
	plan := h.plan("a1", f)
	if len(plan.Edits) != 1 || plan.Moved != 2 || plan.Told != 2 || len(plan.Leaving) != 0 || plan.Edits[0].To.Room != "Matsalen" {
		t.Fatalf("%+v", plan)
	}
	if h.session("a1").Room != "Sal a" || len(h.mails(mailbox.RoomChanged)) != 0 {
		t.Fatal("a plan changed something")
	}
	c, err := h.change("a1", f, 0)
	if err != nil || c.Told != 2 {
		t.Fatal(c, err)
	}
	if s := h.session("a1"); s.Room != "Matsalen" || s.Seats != 12 || h.session("a2").Room != "Sal a" {
		t.Errorf("saved %+v", s)
	}
	got := h.mails(mailbox.RoomChanged)
	if len(got) != 2 || got[p].From["a1"] != "Sal a" || got[q].From["a1"] != "Sal a" || len(got[q].From) != 1 {
		t.Errorf("mails %+v", got)
	}
	read, err := room.ChangeByID(h.store.Read(t.Context()), "e", c.ID)
	if err != nil || len(read.Edits) != 1 || read.Edits[0].From.Room != "Sal a" || read.MadeBy != "u" {
		t.Errorf("read back %+v, %v", read, err)
	}
	if states, err := room.MailProgress(h.store.Read(t.Context()), c.ID); err != nil || states[mailbox.Queued] != 2 {
		t.Errorf("progress %v, %v", states, err)
	}
}

// More seats in the same room concern nobody.
func TestSeatsAloneTellNobody(t *testing.T) {
	h := newHall(t, 2)
	h.takes(h.person(), "a1")
	if _, err := h.change("a1", room.ChangeForm{Room: "sal A", Seats: "5"}, 0); err != nil {
		t.Fatal(err)
	}
	if s := h.session("a1"); s.Seats != 5 || len(h.mails(mailbox.RoomChanged)) != 0 {
		t.Errorf("%+v", s)
	}
}

func TestTwoRoomsSwapInOneStepInEverySlot(t *testing.T) {
	h := newHall(t, 4)
	h.sql("UPDATE seminar_sessions SET seats = 9, fire_limit = 11 WHERE seminar_id = 'b'")
	p, q := h.person(), h.person()
	h.takes(p, "a1", "b2")
	h.takes(q, "b1", "c2")
	f := room.ChangeForm{Room: "Sal a", Seats: "4", Swap: "b1", Everywhere: true}
	if plan := h.plan("a1", f); len(plan.Edits) != 4 || plan.Told != 2 {
		t.Fatalf("%+v", plan)
	}
	if _, err := h.change("a1", f, 0); err != nil {
		t.Fatal(err)
	}
	for id, want := range map[store.ID]room.Where{"a1": {Room: "Sal b", Seats: 9, FireLimit: 11}, "a2": {Room: "Sal b", Seats: 9, FireLimit: 11}, "b1": {Room: "Sal a", Seats: 4}, "b2": {Room: "Sal a", Seats: 4}} {
		if s := h.session(id); s.Room != want.Room || s.Seats != want.Seats || s.FireLimit != want.FireLimit {
			t.Errorf("%s: %+v", id, s.Session)
		}
	}
	got := h.mails(mailbox.RoomChanged)
	if len(got) != 2 || len(got[p].From) != 2 || got[p].From["b2"] != "Sal b" || len(got[q].From) != 1 {
		t.Errorf("mails %+v", got)
	}
}

// Who gives way: first whoever had not wished for it, then the last wish, then the lot. A pin stays.
func TestWhoLosesTheSeat(t *testing.T) {
	h := newHall(t, 40)
	h.sql("INSERT INTO allocation_runs (id, edition_id, seed, run_at, run_by, figures, published_at) VALUES ('r', 'e', '4182', 1, 'u', '{}', 2)")
	var unwished, second []store.ID
	place := func(p store.ID, rank int) {
		h.sql("INSERT INTO placements (person_id, slot, edition_id, session_id, rank, run_id) VALUES (?, 1, 'e', 'a1', ?, 'r')", p, rank)
	}
	for range 3 {
		unwished, second = append(unwished, h.person()), append(second, h.person())
		place(unwished[len(unwished)-1], 0)
		place(second[len(second)-1], 2)
	}
	for range 3 {
		place(h.person(), 1)
	}
	h.sql("INSERT INTO placement_pins (person_id, session_id, edition_id, made_at, made_by) VALUES (?, 'a1', 'e', 1, 'u')", unwished[0])
	f := room.ChangeForm{Room: "Sal a", Seats: "6"}
	plan := h.plan("a1", f)
	if len(plan.Leaving) != 3 || plan.Told != 3 || plan.Moved != 0 || plan.Free != 80 {
		t.Fatalf("%+v", plan)
	}
	var who []store.ID
	for _, l := range plan.Leaving {
		who = append(who, l.Person)
	}
	if slices.Contains(who, unwished[0]) || !slices.Contains(unwished, who[0]) || !slices.Contains(unwished, who[1]) || !slices.Contains(second, who[2]) {
		t.Errorf("%v lose their seat", who)
	}
	if again := h.plan("a1", f); fmt.Sprint(again.Leaving) != fmt.Sprint(plan.Leaving) {
		t.Error("the lot differs from one look to the next")
	}
	if !slices.ContainsFunc(plan.Larger, func(o room.Hall) bool { return o.ID == "b1" }) {
		t.Errorf("no swap is suggested: %+v", plan.Larger)
	}
	if _, err := h.change("a1", f, 2); !errors.Is(err, event.ErrStale) || h.session("a1").Placed != 9 {
		t.Fatalf("another number than was shown: %v", err)
	}
	if _, err := h.change("a1", f, 3); err != nil {
		t.Fatal(err)
	}
	got := h.mails(mailbox.SeatLost)
	if h.session("a1").Placed != 6 || len(got) != 3 || len(got[who[0]].Lost) != 1 || len(h.mails(mailbox.RoomChanged)) != 0 {
		t.Errorf("%d placed, mails %+v", h.session("a1").Placed, got)
	}
}

// Whoever allocates anew lets everybody sit until then; the room is seen to be too small.
func TestEverybodyKeepsTheirSeatUntilTheNextAllocation(t *testing.T) {
	h := newHall(t, 3)
	for range 3 {
		h.takes(h.person(), "a1")
	}
	c, err := h.change("a1", room.ChangeForm{Room: "Skrubben", Seats: "1", Keep: true}, 0)
	if err != nil || c.Dropped != 0 || c.Told != 3 {
		t.Fatalf("%+v %v", c, err)
	}
	if s := h.session("a1"); s.Placed != 3 || s.Over() != 2 || len(h.mails(mailbox.SeatLost)) != 0 || len(h.mails(mailbox.RoomChanged)) != 3 {
		t.Errorf("%+v", s)
	}
}

// Overbooking counts, the fire limit counts more.
func TestTheLimitIsTheSessionsOwn(t *testing.T) {
	h := newHall(t, 50)
	h.sql("UPDATE seminar_sessions SET overbook = 8 WHERE id = 'a1'")
	for range 27 {
		h.takes(h.person(), "a1")
	}
	if plan := h.plan("a1", room.ChangeForm{Room: "Liten", Seats: "25"}); len(plan.Leaving) != 0 {
		t.Errorf("25 seats and 8 per cent hold 27, %d leave", len(plan.Leaving))
	}
	if plan := h.plan("a1", room.ChangeForm{Room: "Liten", Seats: "25", FireLimit: "25"}); len(plan.Leaving) != 2 {
		t.Errorf("%d leave in spite of the fire limit", len(plan.Leaving))
	}
}

func TestAChangeThatCannotBe(t *testing.T) {
	h := newHall(t, 5)
	for name, c := range map[string]struct {
		session    store.ID
		form       room.ChangeForm
		field, key string
	}{
		"nothing typed":        {"a1", room.ChangeForm{}, "sal", "error.missing_room"},
		"no number":            {"a1", room.ChangeForm{Room: "X", Seats: "många"}, "platser", "error.seats_number"},
		"no seats":             {"a1", room.ChangeForm{Room: "X"}, "platser", "error.missing_seats"},
		"nothing changes":      {"a1", room.ChangeForm{Room: "Sal a", Seats: "5"}, "sal", "error.room_same"},
		"taken":                {"a1", room.ChangeForm{Room: "SAL  b", Seats: "5"}, "sal", "error.room_taken_by"},
		"taken in the other":   {"a1", room.ChangeForm{Room: "Ny", Seats: "5", Swap: "b2"}, "byt", "error.swap_unknown"},
		"with itself":          {"a1", room.ChangeForm{Room: "Ny", Seats: "5", Swap: "a1"}, "byt", "error.swap_unknown"},
		"more than may burn":   {"a1", room.ChangeForm{Room: "Ny", Seats: "50", FireLimit: "40"}, "platser", "error.seats_above_fire"},
		"swap leaves a clash":  {"a1", room.ChangeForm{Room: "Sal c", Seats: "5", Swap: "b1"}, "sal", "error.room_taken_by"},
		"longer than any sign": {"a1", room.ChangeForm{Room: string(make([]rune, 200)) + "x", Seats: "5"}, "sal", "form.too_long"},
	} {
		_, err := room.PlanChange(h.store.Read(t.Context()), "e", c.session, c.form)
		var wrong event.Problems
		if !errors.As(err, &wrong) || wrong[0].Field != c.field || wrong[0].Key != c.key {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := room.PlanChange(h.store.Read(t.Context()), "e", "nowhere", room.ChangeForm{Room: "X", Seats: "1"}); !errors.Is(err, store.ErrNotFound) {
		t.Error(err)
	}
	h.sql("UPDATE editions SET state = 'finished'")
	if _, err := h.change("a1", room.ChangeForm{Room: "Ny", Seats: "5"}, 0); !errors.Is(err, event.ErrNotInState) {
		t.Errorf("after the day: %v", err)
	}
}

// A withdrawn session needs no room.
func TestAWithdrawnSessionGivesUpItsRoom(t *testing.T) {
	h := newHall(t, 5)
	h.sql("UPDATE seminar_sessions SET withdrawn = 1 WHERE id = 'b1'")
	if _, err := h.change("a1", room.ChangeForm{Room: "Sal b", Seats: "5"}, 0); err != nil {
		t.Error(err)
	}
}

func TestTwoOrganisersChangeTheSameRoom(t *testing.T) {
	h := newHall(t, 5)
	old := h.version()
	if _, err := h.change("a1", room.ChangeForm{Room: "Första", Seats: "5"}, 0); err != nil {
		t.Fatal(err)
	}
	err := h.write(func(tx *store.Tx) error {
		_, err := room.MakeChange(tx, "e", old, "a1", room.ChangeForm{Room: "Andra", Seats: "5"}, 0, "v")
		return err
	})
	if !errors.Is(err, event.ErrStale) || h.session("a1").Room != "Första" {
		t.Errorf("the second one: %v, %s", err, h.session("a1").Room)
	}
}
