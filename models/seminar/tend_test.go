package seminar_test

import (
	"bytes"
	"errors"
	"slices"
	"testing"

	"gorm.io/gorm"

	"samling/models/mailbox"
	"samling/models/seminar"
	"samling/models/seminar/allocation"
	"samling/models/store"
)

func (d day) ask(t *testing.T, people []seminar.Attendee, terms seminar.Terms) (run seminar.Run, err error) {
	t.Helper()
	err = d.Write(t.Context(), func(tx *store.Tx) (err error) { run, err = seminar.Ask(tx, d.e, people, terms, "asker"); return err })
	return run, err
}

func TestARunIsAskedForWorkedOutAndPublished(t *testing.T) {
	d := newDay(t)
	people := mixed(d.people(t, 25, "abc"))
	run, err := d.ask(t, people, seminar.Terms{Seed: 4182, MixPrice: 100})
	if err != nil || !run.Going() {
		t.Fatalf("%+v, %v", run, err)
	}
	if _, err := d.ask(t, people, seminar.Terms{}); !errors.Is(err, seminar.ErrRunGoing) {
		t.Errorf("two at a time: %v", err)
	}
	askPublish := func() error {
		return d.Write(t.Context(), func(tx *store.Tx) error { return seminar.AskPublish(tx, d.e.ID, run.ID, "publisher") })
	}
	if err := askPublish(); !errors.Is(err, seminar.ErrNotDrafted) {
		t.Errorf("published while it is worked out: %v", err)
	}
	d.tend(t, &people)
	run = d.run(t, run.ID)
	if run.State != seminar.Drafted || run.Seed != 4182 || run.MixPrice != 100 || run.Figures.Placed != 50 || run.Done != run.Of {
		t.Fatalf("%+v", run)
	}
	points, err := seminar.TradeOf(d.Read(t.Context()), run.ID)
	if err != nil || len(points) != len(seminar.Prices) || points[0].Price != 0 || points[0].All() != 50 {
		t.Errorf("trade %+v, %v", points, err)
	}
	if err := askPublish(); err != nil {
		t.Fatal(err)
	}
	if run = d.run(t, run.ID); run.State != seminar.Publishing || !run.Going() {
		t.Fatalf("%+v", run)
	}
	d.tend(t, &people)
	run = d.run(t, run.ID)
	if !run.Published() || run.PublishedBy != "publisher" || len(d.table(t)) != 50 {
		t.Errorf("%+v", run)
	}
	if counts, err := mailbox.Counts(d.Read(t.Context()), d.e.ID); err != nil || counts[mailbox.Queued] != 25 {
		t.Errorf("mails %v, %v", counts, err)
	}
}

// What a restart interrupted begins again.
func TestARunThatWasInterruptedIsWorkedOut(t *testing.T) {
	d := newDay(t)
	people := mixed(d.people(t, 5, "abc"))
	run, err := d.ask(t, people, seminar.Terms{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	d.write(t, func(tx *store.Tx) error {
		return tx.Exec("UPDATE allocation_runs SET state = 'working', step = 'solve'").Error
	})
	d.tend(t, &people)
	if run = d.run(t, run.ID); run.State != seminar.Drafted {
		t.Errorf("%+v", run)
	}
}

func TestAPublicationThatMustNotBeMakesItADraftAgain(t *testing.T) {
	d := newDay(t)
	people := mixed(d.people(t, 5, "abc"))
	run := d.draft(t, people, 7)
	d.write(t, func(tx *store.Tx) error { return seminar.AskPublish(tx, d.e.ID, run.ID, "x") })
	fewer := people[1:]
	d.tend(t, &fewer)
	if run = d.run(t, run.ID); run.State != seminar.Drafted || run.Fault != seminar.ErrInputChanged.Key || len(d.table(t)) != 0 {
		t.Errorf("%+v", run)
	}
	d.write(t, func(tx *store.Tx) error {
		if err := seminar.AskPublish(tx, d.e.ID, run.ID, "x"); err != nil {
			return err
		}
		return tx.Exec("UPDATE editions SET state = 'finished'").Error
	})
	d.tend(t, &people)
	if run = d.run(t, run.ID); run.State != seminar.Drafted || run.Fault == "" || len(d.table(t)) != 0 {
		t.Errorf("in a finished edition: %+v", run)
	}
}

func TestARunThatCannotBeWorkedOutFailsWithAReason(t *testing.T) {
	d := newDay(t)
	ids := d.people(t, 2, "a")
	people := mixed(ids)
	ask := func() store.ID {
		run, err := d.ask(t, people, seminar.Terms{})
		if err != nil {
			t.Fatal(err)
		}
		return run.ID
	}
	id, nobody := ask(), []seminar.Attendee{}
	d.tend(t, &nobody)
	if run := d.run(t, id); run.State != seminar.Failed || run.Fault != seminar.ErrNobody.Key {
		t.Errorf("nobody: %+v", run)
	}
	id = ask()
	d.write(t, func(tx *store.Tx) error {
		if err := seminar.Pin(tx, d.e.ID, people, ids[0], d.session(t, "a", 1).ID, ""); err != nil {
			return err
		}
		return tx.Exec("UPDATE seminar_sessions SET withdrawn = 1").Error
	})
	d.tend(t, &people)
	if run := d.run(t, id); run.State != seminar.Failed || run.Fault != seminar.ErrPinsClash.Key {
		t.Errorf("pins: %+v", run)
	}
	if err := d.Write(t.Context(), func(tx *store.Tx) error { return seminar.AskPublish(tx, d.e.ID, id, "") }); !errors.Is(err, seminar.ErrNotDrafted) {
		t.Errorf("a failed run was to be published: %v", err)
	}
}

// A mistake in the program ends the run; it is not made again every half second.
func TestARunThatPanicsFails(t *testing.T) {
	d := newDay(t)
	people := mixed(d.people(t, 2, "a"))
	run, err := d.ask(t, people, seminar.Terms{})
	if err != nil {
		t.Fatal(err)
	}
	broken := source(&people)
	broken.Attendees = func(*gorm.DB, store.ID) ([]seminar.Attendee, error) { panic("planted") }
	if err := seminar.Tend(t.Context(), d.Store, broken); err == nil {
		t.Error("nothing for the log")
	}
	if run = d.run(t, run.ID); run.State != seminar.Failed || run.Fault != seminar.ErrNotWorkedOut.Key {
		t.Errorf("%+v", run)
	}
}

func TestTermsOutOfRangeAreRefused(t *testing.T) {
	d := newDay(t)
	people := mixed(d.people(t, 2, "a"))
	for _, terms := range []seminar.Terms{{MixPrice: -1}, {MixPrice: seminar.MostMixPrice + 1}, {MixWorst: -1}, {MixWorst: seminar.MaxWishes + 1}} {
		if _, err := d.ask(t, people, terms); !errors.Is(err, seminar.ErrTerms) {
			t.Errorf("%+v: %v", terms, err)
		}
	}
}

// Years later anybody can repeat the run with `samling allocate` on what was kept.
func TestARunIsRepeatedFromItsDocument(t *testing.T) {
	d := newDay(t)
	ids := d.people(t, 34, "abc")
	people := mixed(ids)
	d.set(t, "a", 1, "seats = 6, overbook = 8, fire_limit = 20")
	d.set(t, "b", 2, "least = 4")
	d.write(t, func(tx *store.Tx) error {
		if err := seminar.Pin(tx, d.e.ID, people, ids[0], d.session(t, "b", 1).ID, ""); err != nil {
			return err
		}
		if err := seminar.Exclude(tx, d.e.ID, people, ids[1], d.seminars["a"], ""); err != nil {
			return err
		}
		return tx.Exec("UPDATE seminars SET only_kinds = 'polis kommun' WHERE key = 'c'").Error
	})
	run, err := d.ask(t, people, seminar.Terms{Seed: 99, MixPrice: 50, MixWorst: 3})
	if err != nil {
		t.Fatal(err)
	}
	d.tend(t, &people)
	run = d.run(t, run.ID)
	db := d.Read(t.Context())
	raw, err := seminar.Document(db, run.ID)
	if err != nil {
		t.Fatal(err)
	}
	problem, err := allocation.ReadDocument(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	result, err := allocation.Solve(problem)
	if err != nil {
		t.Fatal(err)
	}
	var again []string
	for _, line := range allocation.NewReport(problem, result).Placements {
		if line.Seminar != nil {
			again = append(again, line.Person+*line.Seminar+string(rune('0'+line.Slot)))
		}
	}
	gave, err := seminar.PlacementsOf(db, run)
	if err != nil {
		t.Fatal(err)
	}
	var kept []string
	for _, p := range gave {
		for key := range d.seminars {
			if d.session(t, key, p.Slot).ID == p.Session {
				kept = append(kept, string(p.Person)+key+string(rune('0'+p.Slot)))
			}
		}
	}
	if len(kept) == 0 || !slices.Equal(again, kept) {
		t.Errorf("again %v\nkept %v", again, kept)
	}
}

func TestRunsAreListedAndCompared(t *testing.T) {
	d := newDay(t)
	people := mixed(d.people(t, 25, "abc"))
	a, b, c := d.draft(t, people, 1), d.draft(t, people, 1), d.draft(t, people, 2)
	db := d.Read(t.Context())
	if all, err := seminar.Runs(db, d.e.ID); err != nil || len(all) != 3 {
		t.Fatalf("%d runs, %v", len(all), err)
	}
	if moves, err := seminar.Compare(db, a, b); err != nil || len(moves) != 0 {
		t.Errorf("the same seed: %v, %v", moves, err)
	}
	if moves, err := seminar.Compare(db, a, c); err != nil || len(moves) == 0 {
		t.Errorf("another seed changed nothing: %v", err)
	}
}
