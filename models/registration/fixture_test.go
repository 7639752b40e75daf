package registration_test

import (
	"fmt"
	"testing"
	"time"

	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
	"samling/models/store/storetest"
)

// day is an edition with two organisations and four seminars in a database of its own.
type day struct {
	t       testing.TB
	store   *store.Store
	clock   *storetest.Clock
	edition event.Edition
}

func newDay(t testing.TB, capacity int) *day {
	t.Helper()
	s, clock := storetest.New(t)
	d := &day{t: t, store: s, clock: clock}
	starts := storetest.Noon.Add(40 * 24 * time.Hour)
	d.edition = event.Edition{
		ID: store.NewID(), SeriesID: store.NewID(), Slug: "samverkansdag-2027", Title: "Samverkansdag", TimeZone: "Europe/Stockholm",
		CheckInAt: store.At(starts.Add(-time.Hour)), StartsAt: store.At(starts), EndsAt: store.At(starts.Add(7 * time.Hour)),
		RegistrationClosesAt: store.At(starts.Add(-7 * 24 * time.Hour)), WishesCloseAt: store.At(starts.Add(-10 * 24 * time.Hour)),
		State: event.Published, RankAtLeast: 3, CreatedAt: store.At(storetest.Noon), Version: 1,
	}
	d.write(func(tx *store.Tx) error {
		if err := tx.Exec("INSERT INTO series (id, slug, name) VALUES (?, 'samverkansdag', 'Samverkansdag')", d.edition.SeriesID).Error; err != nil {
			return err
		}
		if err := tx.Create(&d.edition).Error; err != nil {
			return err
		}
		if err := tx.Exec("INSERT INTO edition_seats (edition_id, capacity) VALUES (?, ?)", d.edition.ID, capacity).Error; err != nil {
			return err
		}
		for _, o := range [][3]string{{"nacka-kommun", "Nacka kommun", "kommun"}, {"lpo-globen", "Lokalpolisområde Globen", "polis"}} {
			if err := tx.Exec("INSERT INTO organisations (id, edition_id, key, name, kind) VALUES (?, ?, ?, ?, ?)",
				tx.NewID(), d.edition.ID, o[0], o[1], o[2]).Error; err != nil {
				return err
			}
		}
		for i, key := range []string{"ratt-kurva", "losam", "dela-med-dig", "trefas"} {
			if err := tx.Exec("INSERT INTO seminars (id, edition_id, key, title, position) VALUES (?, ?, ?, ?, ?)",
				tx.NewID(), d.edition.ID, key, key, i).Error; err != nil {
				return err
			}
		}
		return nil
	})
	return d
}

func (d *day) write(run func(tx *store.Tx) error) {
	d.t.Helper()
	if err := d.store.Write(d.t.Context(), run); err != nil {
		d.t.Fatal(err)
	}
}

// form is a form that passes every check; n makes the address different.
func form(n int) registration.Form {
	return registration.Form{
		Name: "Åsa Öberg", Email: fmt.Sprintf("person%d@nacka.example", n), Organisation: "nacka-kommun",
		Wishes: []string{"trefas", "losam", "ratt-kurva"}, Lang: "sv",
	}
}

func (d *day) add(f registration.Form, source registration.Source) (registration.Registration, error) {
	var r registration.Registration
	err := d.store.Write(d.t.Context(), func(tx *store.Tx) (err error) {
		r, err = registration.Add(tx, d.edition, f, source, registration.Self)
		return err
	})
	return r, err
}

func (d *day) mustAdd(f registration.Form, source registration.Source) registration.Registration {
	d.t.Helper()
	r, err := d.add(f, source)
	if err != nil {
		d.t.Fatal(err)
	}
	return r
}

func (d *day) cancel(id store.ID) (r registration.Registration, err error) {
	err = d.store.Write(d.t.Context(), func(tx *store.Tx) (err error) {
		r, err = registration.Cancel(tx, id, registration.Self)
		return err
	})
	return r, err
}

func (d *day) restore(id store.ID, actor string) (r registration.Registration, err error) {
	err = d.store.Write(d.t.Context(), func(tx *store.Tx) (err error) {
		r, err = registration.Restore(tx, id, actor)
		return err
	})
	return r, err
}

func (d *day) number(query string, args ...any) int {
	d.t.Helper()
	var n int
	if err := d.store.Read(d.t.Context()).Raw(query, args...).Scan(&n).Error; err != nil {
		d.t.Fatal(err)
	}
	return n
}

// balanced fails unless the seat counter equals the confirmed rows and open offers, and keeps within the capacity.
func (d *day) balanced() event.Seats {
	d.t.Helper()
	seats, err := event.SeatsOf(d.store.Read(d.t.Context()), d.edition.ID)
	if err != nil {
		d.t.Fatal(err)
	}
	rows := d.number("SELECT COUNT(*) FROM registrations WHERE edition_id = ? AND status = ?", d.edition.ID, registration.Confirmed) +
		d.number("SELECT COUNT(*) FROM offers WHERE edition_id = ? AND state = 'open'", d.edition.ID)
	if seats.Taken != rows || seats.Taken > seats.Capacity {
		d.t.Fatalf("taken %d, confirmed rows and open offers %d, capacity %d", seats.Taken, rows, seats.Capacity)
	}
	return seats
}
