package seminar_test

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"samling/models/event"
	"samling/models/mailbox"
	"samling/models/seminar"
	"samling/models/store"
	"samling/models/store/storetest"
)

// day is an edition with seminars a, b, c of ten seats in each of two slots.
type day struct {
	*store.Store
	e        event.Edition
	seminars map[string]store.ID
}

func newDay(t *testing.T) day {
	t.Helper()
	s, _ := storetest.New(t)
	d := day{Store: s, seminars: map[string]store.ID{}}
	d.write(t, func(tx *store.Tx) error {
		series := event.Series{ID: tx.NewID(), Slug: "s", Name: "S"}
		at := store.At(storetest.Noon)
		d.e = event.Edition{ID: tx.NewID(), SeriesID: series.ID, Slug: "d", Title: "D", TimeZone: "Europe/Stockholm", CheckInAt: at,
			StartsAt: at, EndsAt: at, RegistrationClosesAt: at, WishesCloseAt: at, State: event.Published, Choose: "ranked", CreatedAt: at, Version: 1}
		if err := errors.Join(tx.Create(&series).Error, tx.Create(&d.e).Error); err != nil {
			return err
		}
		for slot := 1; slot <= 2; slot++ {
			item := event.Item{ID: tx.NewID(), EditionID: d.e.ID, StartsAt: store.At(at.Add(time.Duration(slot) * time.Hour)), EndsAt: at,
				Kind: "seminars", Slot: slot, Title: "Pass", Position: slot}
			if err := tx.Create(&item).Error; err != nil {
				return err
			}
		}
		for i, key := range []string{"a", "b", "c"} {
			sem := event.Seminar{ID: tx.NewID(), EditionID: d.e.ID, Key: key, Title: "Seminarium " + key, Position: i + 1}
			d.seminars[key] = sem.ID
			if err := tx.Create(&sem).Error; err != nil {
				return err
			}
			for slot := 1; slot <= 2; slot++ {
				session := event.Session{ID: tx.NewID(), EditionID: d.e.ID, SeminarID: sem.ID, Slot: slot, Room: "Sal " + key, Seats: 10}
				if err := tx.Create(&session).Error; err != nil {
					return err
				}
			}
		}
		return nil
	})
	return d
}

func (d day) write(t *testing.T, run func(tx *store.Tx) error) {
	t.Helper()
	if err := d.Write(t.Context(), run); err != nil {
		t.Fatal(err)
	}
}

// people makes n people; each wishes the seminars of keys in order ("ab" = first a, then b).
func (d day) people(t *testing.T, n int, keys string) []store.ID {
	t.Helper()
	var ids []store.ID
	d.write(t, func(tx *store.Tx) error {
		for range n {
			person := tx.NewID()
			ids = append(ids, person)
			var wishes []store.ID
			for _, k := range keys {
				wishes = append(wishes, d.seminars[string(k)])
			}
			if err := seminar.SetWishes(tx, d.e.ID, person, wishes); err != nil {
				return err
			}
		}
		return nil
	})
	return ids
}

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
		run, err = seminar.Allocate(tx, d.e, people, 4182, "tester")
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
	d.write(t, func(tx *store.Tx) (err error) { run, err = seminar.Allocate(tx, d.e, people, 1, ""); return err })
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
		d.write(t, func(tx *store.Tx) error { _, err := seminar.Allocate(tx, d.e, people, seed, ""); return err })
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

func TestDraftPlacesNobodyAndIsPublishedAsSeen(t *testing.T) {
	d := newDay(t)
	people := d.people(t, 8, "ab")
	var draft seminar.Run
	d.write(t, func(tx *store.Tx) (err error) { draft, err = seminar.Draft(tx, d.e, people, 7, ""); return err })
	db := d.Read(t.Context())
	if places, _ := seminar.PlacesByPerson(db, d.e.ID); len(places) != 0 {
		t.Fatal("a draft placed somebody")
	}
	if _, err := seminar.PublishedRun(db, d.e.ID); !errors.Is(err, store.ErrNotFound) {
		t.Fatalf("a draft counts as published: %v", err)
	}
	var told int
	d.write(t, func(tx *store.Tx) error {
		run, moves, err := seminar.Publish(tx, d.e, people, draft.ID)
		if err != nil {
			return err
		}
		if len(moves) != 16 {
			return fmt.Errorf("%d moves, want 16", len(moves))
		}
		to := []seminar.Recipient{{Person: people[0], Address: "a@x.example"}, {Person: people[1]}, {Person: "stranger", Address: "b@x.example"}}
		told, err = seminar.Tell(tx, d.e, run, moves, to)
		return err
	})
	if counts, err := mailbox.Counts(db, d.e.ID); err != nil || told != 1 || counts[mailbox.Queued] != 1 {
		t.Errorf("told %d, counts %v, %v; want the one who has an address and was placed", told, counts, err)
	}
}

func TestDraftOfOldWishesIsNotPublished(t *testing.T) {
	d := newDay(t)
	people := d.people(t, 8, "ab")
	var draft seminar.Run
	d.write(t, func(tx *store.Tx) (err error) { draft, err = seminar.Draft(tx, d.e, people, 7, ""); return err })
	d.write(t, func(tx *store.Tx) error {
		return seminar.SetWishes(tx, d.e.ID, people[0], []store.ID{d.seminars["c"]})
	})
	err := d.Write(t.Context(), func(tx *store.Tx) error { _, _, err := seminar.Publish(tx, d.e, people, draft.ID); return err })
	if !errors.Is(err, seminar.ErrInputChanged) {
		t.Fatalf("got %v", err)
	}
}

func TestRunAgainTellsOnlyWhoMoves(t *testing.T) {
	d := newDay(t)
	people := d.people(t, 8, "ab")
	d.write(t, func(tx *store.Tx) error { _, err := seminar.Allocate(tx, d.e, people, 7, ""); return err })
	d.write(t, func(tx *store.Tx) error {
		return seminar.SetWishes(tx, d.e.ID, people[0], []store.ID{d.seminars["c"], d.seminars["a"]})
	})
	outcome, err := seminar.WorkOut(d.Read(t.Context()), d.e.ID, people, 7)
	if err != nil {
		t.Fatal(err)
	}
	moves, err := outcome.Moves(d.Read(t.Context()), d.e.ID)
	if err != nil || len(moves) == 0 {
		t.Fatalf("moves %v, %v", moves, err)
	}
	if !slices.ContainsFunc(moves, func(m seminar.Move) bool { return m.Person == people[0] }) {
		t.Errorf("the one who changed their mind is not among %v", moves)
	}
}

func TestClearPersonFreesThePlaces(t *testing.T) {
	d := newDay(t)
	people := d.people(t, 2, "ab")
	d.write(t, func(tx *store.Tx) error {
		if _, err := seminar.Allocate(tx, d.e, people, 7, ""); err != nil {
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
	rows, err := seminar.Demand(d.Read(t.Context()), d.e.ID, coming)
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
	_, err := seminar.WorkOut(d.Read(t.Context()), d.e.ID, nil, 1)
	if !errors.Is(err, seminar.ErrNobody) {
		t.Errorf("nobody: %v", err)
	}
	people := d.people(t, 1, "")
	d.write(t, func(tx *store.Tx) error { return tx.Exec("DELETE FROM seminar_sessions").Error })
	if _, err := seminar.WorkOut(d.Read(t.Context()), d.e.ID, people, 1); !errors.Is(err, seminar.ErrNoSessions) {
		t.Errorf("no sessions: %v", err)
	}
}
