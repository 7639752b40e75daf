package seminar_test

import (
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"samling/models/mailbox"
	"samling/models/seminar"
	"samling/models/store"
)

func TestADraftPlacesNobodyAndIsPublishedAsItWasSeen(t *testing.T) {
	d := newDay(t)
	people := mixed(d.people(t, 8, "ab"))
	draft := d.draft(t, people, 7)
	db := d.Read(t.Context())
	if len(d.table(t)) != 0 {
		t.Fatal("a draft placed somebody")
	}
	if _, err := seminar.PublishedRun(db, d.e.ID); !errors.Is(err, store.ErrNotFound) {
		t.Fatalf("a draft counts as published: %v", err)
	}
	seen, err := seminar.Moves(db, draft)
	if err != nil || len(seen) != 16 {
		t.Fatalf("%d moves seen, %v", len(seen), err)
	}
	done, err := d.publish(t, draft.ID, people)
	if err != nil || !slices.Equal(done.Moves, seen) || done.Told != 8 || !done.Run.Published() || done.Run.PublishedBy != "tester" {
		t.Fatalf("%+v, %v", done, err)
	}
	if counts, err := mailbox.Counts(db, d.e.ID); err != nil || counts[mailbox.Queued] != 8 {
		t.Errorf("mails %v, %v; want one each", counts, err)
	}
	if now, err := seminar.PublishedRun(db, d.e.ID); err != nil || now.ID != draft.ID || now.Figures.Placed != 16 {
		t.Errorf("published %+v, %v", now, err)
	}
}

func TestARunIsPublishedOnce(t *testing.T) {
	d := newDay(t)
	people := mixed(d.people(t, 8, "ab"))
	run := d.published(t, people, 7).Run
	before := d.table(t)
	if _, err := d.publish(t, run.ID, people); !errors.Is(err, seminar.ErrPublished) {
		t.Errorf("twice: %v", err)
	}
	err := d.Write(t.Context(), func(tx *store.Tx) error { return seminar.AskPublish(tx, d.e.ID, run.ID, "x") })
	if !errors.Is(err, seminar.ErrPublished) {
		t.Errorf("asked for twice: %v", err)
	}
	if _, err := d.publish(t, "unknown", people); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("unknown: %v", err)
	}
	if !slices.Equal(before, d.table(t)) {
		t.Error("a refused publication changed placements")
	}
}

// Of many who publish at the same instant one does; everybody gets one mail.
func TestManyPublishAtOnce(t *testing.T) {
	d := newDay(t)
	people := mixed(d.people(t, 8, "ab"))
	draft := d.draft(t, people, 7)
	var all sync.WaitGroup
	var done atomic.Int32
	for range 16 {
		all.Go(func() {
			if _, err := d.publish(t, draft.ID, people); err == nil {
				done.Add(1)
			} else if !errors.Is(err, seminar.ErrPublished) {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if counts, err := mailbox.Counts(d.Read(t.Context()), d.e.ID); done.Load() != 1 || err != nil || counts[mailbox.Queued] != 8 || len(d.table(t)) != 16 {
		t.Errorf("published %d times, mails %v, %v", done.Load(), counts, err)
	}
}

func TestWhoHasNoAddressIsPlacedAndNotTold(t *testing.T) {
	d := newDay(t)
	people := mixed(d.people(t, 2, "ab"))
	draft := d.draft(t, people, 7)
	d.write(t, func(tx *store.Tx) error {
		to := []seminar.Recipient{{Person: people[0].ID, Address: "a@x.example"}, {Person: people[1].ID}, {Person: "stranger", Address: "b@x.example"}}
		done, err := seminar.Publish(tx, d.e, draft.ID, "", people, to)
		if done.Told != 1 || len(done.Moves) != 4 {
			t.Errorf("%+v", done)
		}
		return err
	})
}

func TestPublishingAgainTellsOnlyWhoMoves(t *testing.T) {
	d := newDay(t)
	ids := d.people(t, 8, "ab")
	people := mixed(ids)
	d.published(t, people, 7)
	d.write(t, func(tx *store.Tx) error {
		return seminar.SetWishes(tx, d.e.ID, ids[0], []store.ID{d.seminars["c"], d.seminars["a"]})
	})
	done := d.published(t, people, 7)
	var moved []store.ID
	for _, m := range done.Moves {
		moved = append(moved, m.Person)
	}
	if !slices.Contains(moved, ids[0]) || done.Told == 0 || done.Told == 8 || done.Told != len(slices.Compact(moved)) {
		t.Errorf("told %d of %v", done.Told, done.Moves)
	}
}

// Whatever the run was made of: if it changes, nothing is published, and what changed is told.
func TestAStaleRunIsNotPublishedAndSaysWhy(t *testing.T) {
	d := newDay(t)
	ids := d.people(t, 8, "ab")
	people := mixed(ids)
	changed := func(seminar string, slot int) []seminarChange { return []seminarChange{{Seminar: seminar, Slot: slot}} }
	later := d.people(t, 1, "c")
	for _, c := range []struct {
		name   string
		do     func(t *testing.T)
		people func() []seminar.Attendee
		want   seminar.Difference
	}{
		{name: "somebody cancelled", people: func() []seminar.Attendee { return people[1:] }, want: seminar.Difference{Left: ids[:1]}},
		{name: "somebody registered", people: func() []seminar.Attendee { return append(attend(later), people...) }, want: seminar.Difference{Came: later}},
		{name: "wishes", do: func(t *testing.T) {
			d.write(t, func(tx *store.Tx) error { return seminar.SetWishes(tx, d.e.ID, ids[2], []store.ID{d.seminars["c"]}) })
		}, want: seminar.Difference{Wishes: ids[2:3]}},
		{name: "organisation", people: func() []seminar.Attendee {
			other := slices.Clone(people)
			other[3].Organisation = "another"
			return other
		}, want: seminar.Difference{Moved: ids[3:4]}},
		{name: "seats", do: func(t *testing.T) { d.set(t, "a", 1, "seats = 9") }, want: seminar.Difference{Sessions: changed("a", 1)}},
		{name: "overbooking", do: func(t *testing.T) { d.set(t, "a", 2, "overbook = 7") }, want: seminar.Difference{Sessions: changed("a", 2)}},
		{name: "fire limit", do: func(t *testing.T) { d.set(t, "b", 1, "fire_limit = 99") }, want: seminar.Difference{Sessions: changed("b", 1)}},
		{name: "minimum", do: func(t *testing.T) { d.set(t, "b", 2, "least = 2") }, want: seminar.Difference{Sessions: changed("b", 2)}},
		{name: "withdrawn", do: func(t *testing.T) { d.set(t, "c", 2, "withdrawn = 1") }, want: seminar.Difference{Sessions: changed("c", 2)}},
		{name: "kinds", do: func(t *testing.T) {
			d.write(t, func(tx *store.Tx) error {
				return tx.Exec("UPDATE seminars SET only_kinds = 'polis' WHERE id = ?", d.seminars["c"]).Error
			})
		}, want: seminar.Difference{Seminars: true}},
		{name: "a pin", do: func(t *testing.T) {
			d.write(t, func(tx *store.Tx) error {
				return seminar.Pin(tx, d.e.ID, people, ids[4], d.session(t, "b", 1).ID, "")
			})
		}, want: seminar.Difference{Pins: ids[4:5]}},
		{name: "an exclusion", do: func(t *testing.T) {
			d.write(t, func(tx *store.Tx) error { return seminar.Exclude(tx, d.e.ID, people, ids[5], d.seminars["a"], "") })
		}, want: seminar.Difference{Exclusions: ids[5:6]}},
		{name: "how a slot is chosen", do: func(t *testing.T) {
			d.write(t, func(tx *store.Tx) error {
				return tx.Exec("UPDATE programme_items SET choose = 'fixed' WHERE slot = 2").Error
			})
		}, want: seminar.Difference{Slots: true}},
	} {
		draft := d.draft(t, people, 7)
		if c.do != nil {
			c.do(t)
		}
		now := people
		if c.people != nil {
			now = c.people()
		}
		_, err := d.publish(t, draft.ID, now)
		var stale *seminar.Stale
		if !errors.Is(err, seminar.ErrInputChanged) || !errors.As(err, &stale) {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if c.name == "how a slot is chosen" { // its sessions go out of the run with it
			stale.Sessions = nil
		}
		if !sameDifference(stale.Difference, c.want) {
			t.Errorf("%s: told %+v, want %+v", c.name, stale.Difference, c.want)
		}
		if since, err := seminar.Since(d.Read(t.Context()), draft, now); err != nil || since.None() {
			t.Errorf("%s: since %+v, %v", c.name, since, err)
		}
		if len(d.table(t)) != 0 {
			t.Fatalf("%s: somebody was placed", c.name)
		}
	}
}

type seminarChange = seminar.Changed

func sameDifference(a, b seminar.Difference) bool {
	return slices.Equal(a.Came, b.Came) && slices.Equal(a.Left, b.Left) && slices.Equal(a.Wishes, b.Wishes) && slices.Equal(a.Moved, b.Moved) &&
		slices.Equal(a.Sessions, b.Sessions) && slices.Equal(a.Pins, b.Pins) && slices.Equal(a.Exclusions, b.Exclusions) &&
		a.Seminars == b.Seminars && a.Slots == b.Slots
}

func TestWhatIsNotOfTheInputDoesNotMakeADraftStale(t *testing.T) {
	d := newDay(t)
	people := mixed(d.people(t, 8, "ab"))
	draft := d.draft(t, people, 7)
	d.set(t, "a", 1, "room = 'Aulan'")
	d.write(t, func(tx *store.Tx) error { return tx.Exec("UPDATE seminars SET title = 'Ny'").Error })
	slices.Reverse(people)
	if since, err := seminar.Since(d.Read(t.Context()), draft, people); err != nil || !since.None() {
		t.Errorf("%+v, %v", since, err)
	}
	if _, err := d.publish(t, draft.ID, people); err != nil {
		t.Error(err)
	}
}

// A run made before papers were kept can still be read; it is not published, for what it gave is not known.
func TestAnOldRunIsRead(t *testing.T) {
	d := newDay(t)
	people := mixed(d.people(t, 3, "ab"))
	d.write(t, func(tx *store.Tx) error {
		return tx.Exec(`INSERT INTO allocation_runs (id, edition_id, seed, run_at, run_by, figures) VALUES ('old', ?, '7', 1, 'x',
			'{"people":3,"placed":6,"worst":2,"by_slot":[{"slot":1,"first":3},{"slot":2,"second":3}],"input":"abc"}')`, d.e.ID).Error
	})
	old := d.run(t, "old")
	if old.State != seminar.Drafted || old.Figures.Total().First != 3 || old.Figures.Total().Second != 3 || old.Figures.Worst != 2 {
		t.Errorf("%+v", old)
	}
	if _, err := d.publish(t, "old", people); !errors.Is(err, seminar.ErrInputChanged) {
		t.Errorf("published: %v", err)
	}
	if _, err := seminar.Document(d.Read(t.Context()), "old"); !errors.Is(err, seminar.ErrNoPapers) {
		t.Errorf("document: %v", err)
	}
}
