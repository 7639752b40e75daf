package seminar_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"gorm.io/gorm"

	"samling/models/event"
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
			StartsAt: at, EndsAt: at, RegistrationClosesAt: at, WishesCloseAt: at, State: event.Published, CreatedAt: at, Version: 1}
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

// attend gives ids as people without an organisation.
func attend(ids []store.ID) []seminar.Attendee {
	people := make([]seminar.Attendee, len(ids))
	for i, id := range ids {
		people[i] = seminar.Attendee{ID: id}
	}
	return people
}

// kinds are those of the organisations that mixed people come from.
var kinds = [...]string{"polis", "kommun", "stat"}

// mixed gives ids as people of five organisations of three kinds.
func mixed(ids []store.ID) []seminar.Attendee {
	people := attend(ids)
	for i := range people {
		people[i].Organisation, people[i].Kind = fmt.Sprint("o", i%5), kinds[i%5%3]
	}
	return people
}

// source is people as a job looks them up, each with an address.
func source(people *[]seminar.Attendee) seminar.Source {
	return seminar.Source{
		Attendees:  func(*gorm.DB, store.ID) ([]seminar.Attendee, error) { return *people, nil },
		Recipients: func(*gorm.DB, store.ID) ([]seminar.Recipient, error) { return recipients(*people), nil },
	}
}

func recipients(people []seminar.Attendee) []seminar.Recipient {
	all := make([]seminar.Recipient, len(people))
	for i, a := range people {
		all[i] = seminar.Recipient{Person: a.ID, Address: string(a.ID) + "@x.example", Name: "N", Lang: "sv"}
	}
	return all
}

// draft works a run out.
func (d day) draft(t *testing.T, people []seminar.Attendee, seed uint64) (run seminar.Run) {
	t.Helper()
	d.write(t, func(tx *store.Tx) (err error) {
		run, err = seminar.Draft(tx, d.e, people, seminar.Terms{Seed: seed}, "tester")
		return err
	})
	return run
}

// publish publishes a run and mails everybody whose place is another.
func (d day) publish(t *testing.T, run store.ID, people []seminar.Attendee) (seminar.Publication, error) {
	t.Helper()
	var done seminar.Publication
	err := d.Write(t.Context(), func(tx *store.Tx) (err error) {
		done, err = seminar.Publish(tx, d.e, run, "tester", people, recipients(people))
		return err
	})
	return done, err
}

func (d day) published(t *testing.T, people []seminar.Attendee, seed uint64) seminar.Publication {
	t.Helper()
	done, err := d.publish(t, d.draft(t, people, seed).ID, people)
	if err != nil {
		t.Fatal(err)
	}
	return done
}

func (d day) tend(t *testing.T, people *[]seminar.Attendee) {
	t.Helper()
	if err := seminar.Tend(context.WithoutCancel(t.Context()), d.Store, source(people)); err != nil {
		t.Fatal(err)
	}
}

func (d day) run(t *testing.T, id store.ID) seminar.Run {
	t.Helper()
	run, err := seminar.RunByID(d.Read(t.Context()), d.e.ID, id)
	if err != nil {
		t.Fatal(err)
	}
	return run
}

// session finds the session of a seminar in a slot.
func (d day) session(t *testing.T, key string, slot int) event.Session {
	t.Helper()
	all, err := event.Sessions(d.Read(t.Context()), d.e.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range all {
		if s.SeminarID == d.seminars[key] && s.Slot == slot {
			return s
		}
	}
	t.Fatalf("no session of %s in slot %d", key, slot)
	return event.Session{}
}

// set changes a session with SQL: "seats = 3".
func (d day) set(t *testing.T, key string, slot int, assignment string) {
	t.Helper()
	d.write(t, func(tx *store.Tx) error {
		return tx.Exec("UPDATE seminar_sessions SET "+assignment+" WHERE seminar_id = ? AND slot = ?", d.seminars[key], slot).Error
	})
}

// row is who sits where in the table.
type row struct {
	PersonID, SessionID store.ID
	Slot, Rank          int
	RunID               *store.ID
}

// table reads all placements, for exact comparison.
func (d day) table(t *testing.T) []string {
	t.Helper()
	var rows []row
	err := d.Read(t.Context()).Raw("SELECT person_id, session_id, slot, rank, run_id FROM placements ORDER BY person_id, slot").Scan(&rows).Error
	if err != nil {
		t.Fatal(err)
	}
	lines := make([]string, len(rows))
	for i, r := range rows {
		run := store.ID("nobody")
		if r.RunID != nil {
			run = *r.RunID
		}
		lines[i] = fmt.Sprint(r.PersonID, r.Slot, r.SessionID, r.Rank, run)
	}
	return lines
}
