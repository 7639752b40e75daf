package seminar_test

import (
	"errors"
	"slices"
	"testing"

	"samling/models/event"
	"samling/models/seminar"
	"samling/models/seminar/allocation"
	"samling/models/store"
)

func (d day) pin(t *testing.T, people []seminar.Attendee, person store.ID, key string, slot int) error {
	t.Helper()
	return d.Write(t.Context(), func(tx *store.Tx) error {
		return seminar.Pin(tx, d.e.ID, people, person, d.session(t, key, slot).ID, "organiser")
	})
}

func (d day) exclude(t *testing.T, people []seminar.Attendee, person store.ID, key string) error {
	t.Helper()
	return d.Write(t.Context(), func(tx *store.Tx) error {
		return seminar.Exclude(tx, d.e.ID, people, person, d.seminars[key], "organiser")
	})
}

func (d day) choose(t *testing.T, slot int, way event.Choosing) {
	t.Helper()
	d.write(t, func(tx *store.Tx) error {
		return tx.Exec("UPDATE programme_items SET choose = ? WHERE slot = ?", way, slot).Error
	})
}

// at finds where a run put somebody.
func (d day) at(t *testing.T, run seminar.Run, person store.ID, slot int) seminar.Placement {
	t.Helper()
	places, err := seminar.PlacementsOf(d.Read(t.Context()), run)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range places {
		if p.Person == person && p.Slot == slot {
			return p
		}
	}
	return seminar.Placement{}
}

func TestPinsAndExclusionsHold(t *testing.T) {
	d := newDay(t)
	ids := d.people(t, 9, "ab")
	people := mixed(ids)
	if err := errors.Join(d.pin(t, people, ids[0], "c", 1), d.exclude(t, people, ids[1], "a")); err != nil {
		t.Fatal(err)
	}
	run := d.draft(t, people, 1)
	if p := d.at(t, run, ids[0], 1); p.Session != d.session(t, "c", 1).ID || !p.Pinned || p.Rank != 0 {
		t.Errorf("pinned: %+v", p)
	}
	for slot := 1; slot <= 2; slot++ {
		if p := d.at(t, run, ids[1], slot); p.Session == d.session(t, "a", slot).ID {
			t.Errorf("excluded, and sits there: %+v", p)
		}
	}
	if f := run.Figures; f.Pinned != 1 || f.Total().Pinned != 1 || f.Worst > 2 {
		t.Errorf("figures %+v", f)
	}
	db := d.Read(t.Context())
	pins, err := seminar.Pins(db, d.e.ID)
	if err != nil || len(pins) != 1 || pins[0].PersonID != ids[0] || pins[0].Slot != 1 || pins[0].MadeBy != "organiser" {
		t.Errorf("%+v, %v", pins, err)
	}
	d.write(t, func(tx *store.Tx) error {
		return errors.Join(seminar.Unpin(tx, d.e.ID, ids[0], d.session(t, "c", 1).ID), seminar.Admit(tx, d.e.ID, ids[1], d.seminars["a"]))
	})
	err = d.Write(t.Context(), func(tx *store.Tx) error { return seminar.Admit(tx, d.e.ID, ids[1], d.seminars["a"]) })
	if !errors.Is(err, store.ErrNotFound) {
		t.Errorf("admitted twice: %v", err)
	}
	if again := d.draft(t, people, 1); again.Figures.Total().Pinned != 0 || d.at(t, again, ids[0], 1).Pinned {
		t.Error("the pin is still there")
	}
}

// Pins that cannot be kept are named, and nothing is saved.
func TestContradictingPinsAreNamed(t *testing.T) {
	d := newDay(t)
	ids := d.people(t, 5, "ab")
	people := mixed(ids) // 0, 3: polis; 1, 4: kommun; 2: stat
	if err := errors.Join(d.pin(t, people, ids[0], "a", 1), d.exclude(t, people, ids[1], "a")); err != nil {
		t.Fatal(err)
	}
	d.set(t, "b", 1, "seats = 1")
	d.set(t, "c", 2, "withdrawn = 1")
	d.write(t, func(tx *store.Tx) error {
		return tx.Exec("UPDATE seminars SET only_kinds = 'kommun' WHERE key = 'b'").Error
	})
	if err := d.pin(t, people, ids[1], "b", 1); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		person store.ID
		key    string
		slot   int
		reason string
	}{
		{ids[0], "c", 1, allocation.PinnedTwiceInSlot},
		{ids[0], "a", 2, allocation.PinnedTwiceInSeminar},
		{ids[1], "a", 2, allocation.PinnedWhereExcluded},
		{ids[2], "b", 2, allocation.PinnedWhereNotKind},
		{ids[2], "c", 2, allocation.PinnedToWithdrawn},
		{ids[4], "b", 1, allocation.PinnedBeyondSeats},
	} {
		err := d.pin(t, people, c.person, c.key, c.slot)
		var clashes seminar.Clashes
		if !errors.Is(err, seminar.ErrPinsClash) || !errors.As(err, &clashes) || len(clashes) != 1 || clashes[0].Reason != c.reason {
			t.Errorf("%s: %v %+v", c.reason, err, clashes)
			continue
		}
		if !slices.ContainsFunc(clashes[0].Pins, func(p seminar.Pinned) bool { return p.PersonID == c.person && p.Slot == c.slot }) {
			t.Errorf("%s names %+v", c.reason, clashes[0].Pins)
		}
	}
	if err := d.exclude(t, people, ids[0], "a"); !errors.Is(err, seminar.ErrPinsClash) {
		t.Errorf("excluded where pinned: %v", err)
	}
	if pins, _ := seminar.Pins(d.Read(t.Context()), d.e.ID); len(pins) != 2 {
		t.Errorf("saved %+v", pins)
	}
	for name, err := range map[string]error{"unknown person": d.pin(t, people, "nobody", "a", 1), "unknown seminar": d.exclude(t, people, ids[0], "z")} {
		if !errors.Is(err, store.ErrNotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// In a fixed slot people sit where they are pinned, and nowhere else; in the others they do not get the same seminar again.
func TestAFixedSlotIsPlacedByPinsAlone(t *testing.T) {
	d := newDay(t)
	ids := d.people(t, 9, "ab")
	people := mixed(ids)
	d.choose(t, 2, event.Fixed)
	if err := errors.Join(d.pin(t, people, ids[0], "a", 2), d.pin(t, people, ids[1], "c", 2)); err != nil {
		t.Fatal(err)
	}
	if err := d.pin(t, people, ids[0], "a", 1); !errors.Is(err, seminar.ErrPinsClash) {
		t.Errorf("twice in a seminar, over a ranked and a fixed slot: %v", err)
	}
	run := d.published(t, people, 1).Run
	if n := len(d.table(t)); n != 11 {
		t.Errorf("%d placements, want 9 and 2 pins", n)
	}
	if p := d.at(t, run, ids[0], 1); p.Session == d.session(t, "a", 1).ID {
		t.Error("has the fixed seminar once more")
	}
	if f := run.Figures; f.Placed != 9 || f.Unplaced != 0 || len(f.BySlot) != 1 || len(f.Rooms) != 6 {
		t.Errorf("figures %+v", f)
	}
	d.choose(t, 1, event.Fixed)
	if run := d.draft(t, people, 1); run.Figures.Placed != 0 {
		t.Errorf("without a ranked slot: %+v", run.Figures)
	}
}

// Seats that people take themselves are left alone, and nobody gets the same seminar by allocation.
func TestAFirstComeSlotIsLeftAlone(t *testing.T) {
	d := newDay(t)
	ids := d.people(t, 5, "ab")
	people := mixed(ids)
	d.choose(t, 2, event.FirstCome)
	took := d.session(t, "a", 2)
	d.write(t, func(tx *store.Tx) error {
		return tx.Exec("INSERT INTO placements (person_id, slot, edition_id, session_id, rank) VALUES (?, 2, ?, ?, 1)", ids[0], d.e.ID, took.ID).Error
	})
	if err := d.pin(t, people, ids[1], "a", 2); !errors.Is(err, seminar.ErrPinFirstCome) {
		t.Errorf("pinned where one takes a seat: %v", err)
	}
	err := d.pin(t, people, ids[0], "a", 1)
	var clashes seminar.Clashes
	if !errors.As(err, &clashes) || clashes[0].Reason != seminar.PinnedWhereTaken {
		t.Errorf("pinned to what they have taken: %v", err)
	}
	run := d.published(t, people, 1).Run
	if p := d.at(t, run, ids[0], 1); p.Session == d.session(t, "a", 1).ID {
		t.Error("has the seminar that they took once more")
	}
	places, err := seminar.PlacesOf(d.Read(t.Context()), d.e.ID, ids[0])
	if err != nil || len(places) != 2 || places[1].SessionID != took.ID {
		t.Errorf("%+v, %v", places, err)
	}
	if _, err := d.undo(t, run.ID, people, false); err != nil || len(d.table(t)) != 1 {
		t.Errorf("undo took the seat of their own: %v", err)
	}
	d.choose(t, 1, event.FirstCome)
	err = d.Write(t.Context(), func(tx *store.Tx) error {
		_, err := seminar.Draft(tx, d.e, people, seminar.Terms{}, "")
		return err
	})
	if !errors.Is(err, seminar.ErrNoSessions) {
		t.Errorf("nothing to allocate: %v", err)
	}
}

func TestOverbookingStopsAtTheFireLimit(t *testing.T) {
	d := newDay(t)
	people := mixed(d.people(t, 40, "a"))
	d.set(t, "a", 1, "overbook = 30, fire_limit = 12")
	d.set(t, "a", 2, "overbook = 8")
	for _, room := range d.draft(t, people, 1).Figures.Rooms {
		want := map[store.ID]int{d.session(t, "a", 1).ID: 12}[room.SessionID]
		if want == 0 {
			want = 10
		}
		if room.Placed != want || room.Capacity != want {
			t.Errorf("%+v, want %d", room, want)
		}
	}
}

// The event's rule and the allocation's are written on two floors, because neither may know the other. They are the same.
func TestCapacityIsOneRule(t *testing.T) {
	for seats := range 40 {
		for _, overbook := range []int{0, 1, 7, 8, 33, 100} {
			for _, limit := range []int{0, 1, seats, seats + 2} {
				for _, withdrawn := range []bool{false, true} {
					a := event.Session{Seats: seats, Overbook: overbook, FireLimit: limit, Withdrawn: withdrawn}.Capacity()
					b := allocation.Session{Seats: seats, Overbook: overbook, Limit: limit, Withdrawn: withdrawn}.Capacity()
					if a != b {
						t.Fatalf("%d seats, %d %%, limit %d: %d and %d", seats, overbook, limit, a, b)
					}
				}
			}
		}
	}
}
