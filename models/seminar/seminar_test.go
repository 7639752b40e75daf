package seminar_test

import (
	"errors"
	"maps"
	"slices"
	"testing"

	"samling/models/seminar"
	"samling/models/store"
)

func TestWishesKeepTheirOrderAndAreReplaced(t *testing.T) {
	d := newDay(t)
	p := d.people(t, 1, "cba")[0]
	db := d.Read(t.Context())
	want := []store.ID{d.seminars["c"], d.seminars["b"], d.seminars["a"]}
	if got, err := seminar.WishesOf(db, p); err != nil || !slices.Equal(got, want) {
		t.Fatalf("got %v, %v; want %v", got, err, want)
	}
	d.write(t, func(tx *store.Tx) error {
		return seminar.SetWishes(tx, d.e.ID, p, []store.ID{d.seminars["a"], d.seminars["a"], d.seminars["b"]})
	})
	all, err := seminar.WishesByPerson(db, d.e.ID)
	if err != nil || !slices.Equal(all[p], []store.ID{d.seminars["a"], d.seminars["b"]}) {
		t.Fatalf("got %v, %v", all[p], err)
	}
	d.write(t, func(tx *store.Tx) error { return seminar.SetWishes(tx, d.e.ID, p, nil) })
	if got, _ := seminar.WishesOf(db, p); len(got) != 0 {
		t.Fatalf("wishes left: %v", got)
	}
}

func TestAllocateSeatsEverybodyOnceInEachSlot(t *testing.T) {
	d := newDay(t)
	people := append(d.people(t, 12, "ab"), d.people(t, 5, "")...)
	var run seminar.Run
	d.write(t, func(tx *store.Tx) (err error) {
		run, err = seminar.Allocate(tx, d.e, attend(people), seminar.Terms{Seed: 4182}, "tester")
		return err
	})
	places, err := seminar.PlacesByPerson(d.Read(t.Context()), d.e.ID)
	if err != nil {
		t.Fatal(err)
	}
	full := map[store.ID]int{}
	for _, p := range people {
		mine := places[p]
		if len(mine) != 2 || mine[0].Slot != 1 || mine[1].Slot != 2 || mine[0].SeminarID == mine[1].SeminarID {
			t.Fatalf("%s is placed in %+v", p, mine)
		}
		for _, place := range mine {
			if full[place.SessionID]++; full[place.SessionID] > 10 {
				t.Fatalf("%s %d is over its seats", place.Title, place.Slot)
			}
		}
	}
	if f := run.Figures; f.People != 17 || f.Placed != 34 || f.Unplaced != 0 || f.NoWish != 5 || f.Total().First != 12 {
		t.Errorf("figures %+v", f)
	}
	if latest, err := seminar.LatestRun(d.Read(t.Context()), d.e.ID); err != nil || latest.Seed != 4182 || !latest.Published() {
		t.Errorf("latest run %+v, %v", latest, err)
	}
}

func TestPlaceOutsideTheWishesHasNoRank(t *testing.T) {
	d := newDay(t)
	people := d.people(t, 3, "a") // one wish, two slots
	var run seminar.Run
	d.write(t, func(tx *store.Tx) (err error) {
		run, err = seminar.Allocate(tx, d.e, attend(people), seminar.Terms{Seed: 1}, "")
		return err
	})
	if sum := run.Figures.Total(); sum.First != 3 || sum.Unwished != 3 || sum.Second != 0 || run.Figures.Worst != 1 {
		t.Errorf("figures %+v", run.Figures)
	}
	places, err := seminar.PlacesOf(d.Read(t.Context()), d.e.ID, people[0])
	if err != nil || len(places) != 2 || places[0].Rank+places[1].Rank != 1 {
		t.Errorf("places %+v, %v", places, err)
	}
}

func TestSameSeedSameAllocation(t *testing.T) {
	d := newDay(t)
	people := d.people(t, 25, "abc")
	runs := map[uint64][]map[store.ID][]seminar.Place{}
	for _, seed := range []uint64{1, 1, 2} {
		d.write(t, func(tx *store.Tx) error {
			_, err := seminar.Allocate(tx, d.e, attend(people), seminar.Terms{Seed: seed}, "")
			return err
		})
		places, err := seminar.PlacesByPerson(d.Read(t.Context()), d.e.ID)
		if err != nil {
			t.Fatal(err)
		}
		runs[seed] = append(runs[seed], places)
	}
	same := func(a, b map[store.ID][]seminar.Place) bool {
		return maps.EqualFunc(a, b, func(x, y []seminar.Place) bool { return slices.Equal(x, y) })
	}
	if !same(runs[1][0], runs[1][1]) {
		t.Error("the same seed gave two allocations")
	}
	if same(runs[1][0], runs[2][0]) {
		t.Error("another seed changed nothing, though 25 people wish for 10 seats")
	}
}

func TestClearPersonFreesThePlaces(t *testing.T) {
	d := newDay(t)
	people := d.people(t, 2, "ab")
	d.write(t, func(tx *store.Tx) error {
		if _, err := seminar.Allocate(tx, d.e, attend(people), seminar.Terms{Seed: 7}, ""); err != nil {
			return err
		}
		return seminar.ClearPerson(tx, people[0])
	})
	db := d.Read(t.Context())
	gone, _ := seminar.PlacesOf(db, d.e.ID, people[0])
	stays, _ := seminar.PlacesOf(db, d.e.ID, people[1])
	wishes, _ := seminar.WishesOf(db, people[0])
	if len(gone) != 0 || len(stays) != 2 || len(wishes) != 2 {
		t.Errorf("gone %v, stays %v, wishes %v", gone, stays, wishes)
	}
}

func TestDemandCountsWishesAmongThoseWhoCome(t *testing.T) {
	d := newDay(t)
	coming := d.people(t, 3, "ab")
	d.people(t, 4, "b") // cancelled since
	rows, err := seminar.Demand(d.Read(t.Context()), d.e.ID, attend(coming))
	if err != nil || len(rows) != 3 {
		t.Fatalf("%v, %v", rows, err)
	}
	a, b := rows[0], rows[1]
	if a.First != 3 || a.Any != 3 || a.Seats != 20 || b.First != 0 || b.Any != 3 {
		t.Errorf("a %+v, b %+v", a, b)
	}
}

func TestNothingToAllocate(t *testing.T) {
	d := newDay(t)
	draft := func(people []store.ID) error {
		return d.Write(t.Context(), func(tx *store.Tx) error {
			_, err := seminar.Draft(tx, d.e, attend(people), seminar.Terms{}, "")
			return err
		})
	}
	if err := draft(nil); !errors.Is(err, seminar.ErrNobody) {
		t.Errorf("nobody: %v", err)
	}
	people := d.people(t, 1, "")
	d.write(t, func(tx *store.Tx) error { return tx.Exec("DELETE FROM seminar_sessions").Error })
	if err := draft(people); !errors.Is(err, seminar.ErrNoSessions) {
		t.Errorf("no sessions: %v", err)
	}
}
