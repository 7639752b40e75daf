package seminar_test

import (
	"context"
	"testing"

	"samling/models/seminar"
	"samling/models/store"
)

func TestFiguresAddUpByKindRoomAndSlot(t *testing.T) {
	d := newDay(t)
	ids := d.people(t, 17, "abc")
	people := mixed(ids)
	run := d.run(t, d.draft(t, people, 3).ID) // as it was stored
	f := run.Figures
	var byKind, byRoom, inRooms int
	for _, k := range f.ByKind {
		byKind += k.Placed() + k.Unplaced
		if k.All() != k.People*2 {
			t.Errorf("%+v", k)
		}
	}
	for _, r := range f.Rooms {
		byRoom += r.Placed
		for _, n := range r.Kinds {
			inRooms += n
		}
		if r.Placed > 0 && (r.Organisations == 0 || r.Largest == "" || r.LargestPeople < 1 || r.LargestShare() > 1 || !r.Held) {
			t.Errorf("%+v", r)
		}
	}
	if len(f.ByKind) != 3 || byKind != 34 || byRoom != 34 || inRooms != 34 || f.Total().All() != 34 {
		t.Errorf("kinds %d, rooms %d, in rooms %d, %+v", byKind, byRoom, inRooms, f)
	}
	if f.Bound.Placed.Bound < f.Bound.Placed.Reached || !f.Mix.On || f.Mix.Deviation < 0 || f.Mix.Deviation > 1 || f.Mix.Least > f.Mix.Value {
		t.Errorf("bound %+v, mix %+v", f.Bound, f.Mix)
	}
}

// A day where every reason occurs once.
func TestWhoGotLeastIsToldWhy(t *testing.T) {
	d := newDay(t)
	d.set(t, "a", 1, "seats = 2")
	d.set(t, "b", 1, "withdrawn = 1")
	d.set(t, "c", 1, "seats = 3")
	d.write(t, func(tx *store.Tx) error {
		return tx.Exec("DELETE FROM seminar_sessions WHERE slot = 2 AND seminar_id <> ?", d.seminars["c"]).Error
	})
	ids := d.people(t, 6, "abc")
	people := mixed(ids)
	if err := d.exclude(t, people, ids[5], "c"); err != nil {
		t.Fatal(err)
	}
	d.write(t, func(tx *store.Tx) error {
		return tx.Exec("UPDATE seminars SET only_kinds = 'polis' WHERE key = 'b'").Error
	})
	run := d.draft(t, people, 1)
	f := run.Figures
	seen := map[string]bool{}
	for _, w := range f.WorstOff {
		if w.SessionID == "" && w.Rank != 0 {
			t.Errorf("%+v", w)
		}
		for i, m := range w.Wishes {
			seen[m.Why] = true
			if m.Rank != i+1 || w.Rank > 0 && m.Rank >= w.Rank {
				t.Errorf("%+v", w)
			}
			if m.Why == seminar.WhyFull && (m.Capacity == 0 || m.Placed < m.Capacity) {
				t.Errorf("not full: %+v", m)
			}
		}
	}
	for _, why := range []string{seminar.WhyFull, seminar.WhyExcluded, seminar.WhyKind, seminar.WhyElsewhere, seminar.WhyWithdrawn, seminar.WhyNotThen} {
		if !seen[why] {
			t.Errorf("%s never occurs in %+v", why, f.WorstOff)
		}
	}
	if f.LeastGot != len(f.WorstOff) || f.LeastGot < f.Unplaced {
		t.Errorf("%d got least, %d without a seat", f.LeastGot, f.Unplaced)
	}
}

func TestASessionForTooFewIsClosedAndSaysSo(t *testing.T) {
	d := newDay(t)
	d.set(t, "c", 1, "least = 5")
	d.set(t, "c", 2, "least = 5")
	people := mixed(append(d.people(t, 6, "ab"), d.people(t, 1, "c")...))
	f := d.draft(t, people, 1).Figures
	if len(f.Closed) != 2 {
		t.Fatalf("closed %v", f.Closed)
	}
	why := ""
	for _, w := range f.WorstOff {
		if w.PersonID == people[6].ID {
			why = w.Wishes[0].Why
		}
	}
	if why != seminar.WhyTooFew {
		t.Errorf("why %q, %+v", why, f.WorstOff)
	}
}

func TestTradeGoesFromWishesToMix(t *testing.T) {
	d := newDay(t)
	ids := append(d.people(t, 12, "abc"), d.people(t, 12, "bca")...)
	people := attend(ids)
	for i := range people { // everybody of a kind wants the same
		people[i].Organisation, people[i].Kind = kinds[i/12], kinds[i/12]
	}
	run, err := d.ask(t, people, seminar.Terms{Seed: 1, MixWorst: 3})
	if err != nil {
		t.Fatal(err)
	}
	d.tend(t, &people)
	points, err := seminar.TradeOf(d.Read(t.Context()), run.ID)
	if err != nil || len(points) != len(seminar.Prices) {
		t.Fatalf("%v, %v", points, err)
	}
	first, last := points[0], points[len(points)-1]
	if last.Deviation >= first.Deviation || last.First >= first.First {
		t.Errorf("from %+v to %+v", first, last)
	}
	for i := 1; i < len(points); i++ {
		if points[i].OwnKind+points[i].OwnOrganisation > points[i-1].OwnKind+points[i-1].OwnOrganisation+1e-9 {
			t.Errorf("a higher price mixes less: %+v after %+v", points[i], points[i-1])
		}
	}
}

func TestWhatMoreSeatsWouldGive(t *testing.T) {
	d := newDay(t)
	d.set(t, "a", 1, "seats = 3")
	d.set(t, "a", 2, "seats = 3")
	d.set(t, "b", 1, "seats = 20")
	d.set(t, "b", 2, "seats = 20")
	people := mixed(d.people(t, 12, "ab"))
	gains, all, err := seminar.WhatIf(t.Context(), d.Read(t.Context()), d.e.ID, people, 1, 6)
	if err != nil || !all || len(gains) == 0 {
		t.Fatalf("%+v, %v, %v", gains, all, err)
	}
	for _, g := range gains {
		if g.SeminarID != d.seminars["a"] {
			t.Errorf("asked about a session with seats left: %+v", g)
			continue
		}
		if g.First != g.More {
			t.Errorf("%d more seats give %d first choices", g.More, g.First)
		}
	}
	ended, cancel := context.WithTimeout(t.Context(), 0)
	defer cancel()
	if some, all, err := seminar.WhatIf(ended, d.Read(t.Context()), d.e.ID, people, 1); err != nil || all || len(some) != 0 {
		t.Errorf("out of time: %v, %v, %v", some, all, err)
	}
}
