package registration_test

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"samling/models/account"
	"samling/models/registration"
	"samling/models/store"
)

func (d *day) coordinator() (c registration.Coordinator) {
	d.t.Helper()
	d.write(func(tx *store.Tx) (err error) {
		c, err = registration.AddCoordinator(tx, d.edition, registration.Form{Name: "Siv Samordnare", Email: "siv@nacka.example",
			Organisation: "nacka-kommun"}, "anna")
		return err
	})
	return c
}

func forms(from, to int) (all []registration.Form) {
	for n := from; n < to; n++ {
		f := form(n)
		f.Wishes = nil
		all = append(all, f)
	}
	return all
}

func (d *day) registerList(c registration.Coordinator, list store.ID, short registration.Short, people ...registration.Form) (f registration.ListFacts, err error) {
	err = d.store.Write(d.t.Context(), func(tx *store.Tx) (err error) {
		f, err = registration.RegisterList(tx, d.edition, c, list, people, short)
		return err
	})
	return f, err
}

func (d *day) colleagues(c registration.Coordinator) []registration.Colleague {
	d.t.Helper()
	all, err := registration.Colleagues(d.store.Read(d.t.Context()), c, store.At(d.clock.Now()))
	if err != nil {
		d.t.Fatal(err)
	}
	return all
}

func (d *day) share(c registration.Coordinator, named int) registration.Share {
	d.t.Helper()
	s, err := registration.ShareOf(d.store.Read(d.t.Context()), c, named)
	if err != nil {
		d.t.Fatal(err)
	}
	return s
}

func TestAListIsRegisteredWholeAndOnce(t *testing.T) {
	d := newDay(t, 10)
	c, list := d.coordinator(), store.NewID()
	for range 3 { // a replay, a double click, the back button
		f, err := d.registerList(c, list, registration.ShortAsk, forms(0, 4)...)
		if err != nil || f.Confirmed != 4 || f.Waitlisted != 0 {
			t.Fatalf("%+v %v", f, err)
		}
	}
	if d.balanced().Taken != 4 || d.number("SELECT COUNT(*) FROM mails WHERE kind = 'group_summary'") != 1 ||
		d.number("SELECT COUNT(*) FROM mails WHERE kind = 'confirmation'") != 4 || len(d.colleagues(c)) != 4 {
		t.Errorf("taken %d, mails not once each", d.balanced().Taken)
	}
	if s := d.share(c, 4); s.Used != 4 || s.Free != 6 || s.Unnamed != 0 {
		t.Errorf("%+v", s)
	}
}

func TestAllOrNone(t *testing.T) {
	d := newDay(t, 10)
	c := d.coordinator()
	d.mustAdd(form(2), registration.FromForm)
	_, err := d.registerList(c, store.NewID(), registration.ShortAsk, forms(0, 4)...)
	var at registration.GroupError
	if !errors.As(err, &at) || at.Index != 2 || !errors.Is(err, registration.ErrExists) {
		t.Errorf("somebody registered meanwhile: %v", err)
	}
	if d.balanced().Taken != 1 || d.number("SELECT COUNT(*) FROM coordinated") != 0 || d.number("SELECT COUNT(*) FROM coordinator_lists") != 0 {
		t.Error("half a list was saved")
	}
}

func TestTooFewSeats(t *testing.T) {
	for _, row := range []struct {
		short                 registration.Short
		confirmed, waitlisted int
		err                   error
	}{
		{registration.ShortAsk, 0, 0, registration.ErrTooFewSeats},
		{registration.ShortWait, 0, 5, nil},
		{registration.ShortFirst, 3, 2, nil},
		{registration.ShortOnly, 3, 0, nil},
	} {
		d := newDay(t, 3)
		f, err := d.registerList(d.coordinator(), store.NewID(), row.short, forms(0, 5)...)
		if !errors.Is(err, row.err) || err == nil && (f.Confirmed != row.confirmed || f.Waitlisted != row.waitlisted) {
			t.Errorf("%q: %+v %v", row.short, f, err)
		}
		if got := d.balanced().Taken; got != row.confirmed {
			t.Errorf("%q: taken %d", row.short, got)
		}
	}
	d := newDay(t, 0)
	if _, err := d.registerList(d.coordinator(), store.NewID(), registration.ShortFirst, forms(0, 2)...); !errors.Is(err, registration.ErrTooFewSeats) {
		t.Errorf("the first of none: %v", err)
	}
	if _, err := d.registerList(d.coordinator2(), store.NewID(), registration.ShortAsk); !errors.Is(err, registration.ErrNobody) {
		t.Errorf("nobody: %v", err)
	}
}

func (d *day) coordinator2() (c registration.Coordinator) {
	d.write(func(tx *store.Tx) (err error) {
		c, err = registration.AddCoordinator(tx, d.edition, registration.Form{Name: "Bo", Email: "bo@polisen.example", Organisation: "lpo-globen"}, "anna")
		return err
	})
	return c
}

func TestTwoCoordinatorsOnTheLastSeats(t *testing.T) {
	d := newDay(t, 6)
	a, b := d.coordinator(), d.coordinator2()
	other := forms(10, 14)
	for n := range other {
		other[n].Organisation = "lpo-globen"
	}
	var wait sync.WaitGroup
	errs := make([]error, 2)
	wait.Go(func() { _, errs[0] = d.registerList(a, store.NewID(), registration.ShortAsk, forms(0, 4)...) })
	wait.Go(func() { _, errs[1] = d.registerList(b, store.NewID(), registration.ShortAsk, other...) })
	wait.Wait()
	if d.balanced().Taken != 4 || (errs[0] == nil) == (errs[1] == nil) {
		t.Errorf("taken %d: %v", d.balanced().Taken, errs)
	}
}

func TestARevokedCoordinatorRegistersNobody(t *testing.T) {
	d := newDay(t, 10)
	c := d.coordinator()
	secret := c.Link(d.store.Keys())
	d.write(func(tx *store.Tx) error { return registration.RevokeCoordinator(tx, d.edition.ID, c.ID) })
	if _, err := registration.CoordinatorBy(d.store.Read(t.Context()), secret); !errors.Is(err, registration.ErrCoordinatorRevoked) {
		t.Errorf("revoked: %v", err)
	}
	if _, err := d.registerList(c, store.NewID(), registration.ShortAsk, forms(0, 1)...); !errors.Is(err, registration.ErrCoordinatorRevoked) {
		t.Errorf("a form that was open: %v", err)
	}
	var again registration.Coordinator
	d.write(func(tx *store.Tx) (err error) {
		again, err = registration.RenewCoordinator(tx, d.edition.ID, c.ID)
		return err
	})
	if _, err := registration.CoordinatorBy(d.store.Read(t.Context()), secret); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("the old link: %v", err)
	}
	if got, err := registration.CoordinatorBy(d.store.Read(t.Context()), again.Link(d.store.Keys())); err != nil || got.ID != c.ID {
		t.Errorf("the new link: %v", err)
	}
	if _, err := d.registerList(c, store.NewID(), registration.ShortAsk, forms(0, 1)...); !errors.Is(err, registration.ErrCoordinatorRevoked) {
		t.Errorf("a form of the old link: %v", err)
	}
}

func TestACoordinatorTwiceIsOne(t *testing.T) {
	d := newDay(t, 10)
	c := d.coordinator()
	add := func() error {
		return d.store.Write(t.Context(), func(tx *store.Tx) error {
			_, err := registration.AddCoordinator(tx, d.edition, registration.Form{Name: "Siv", Email: "SIV@nacka.example", Organisation: "nacka-kommun"}, "anna")
			return err
		})
	}
	if err := add(); !errors.Is(err, registration.ErrCoordinatorExists) {
		t.Errorf("%v", err)
	}
	d.write(func(tx *store.Tx) error { return registration.RevokeCoordinator(tx, d.edition.ID, c.ID) })
	if err := add(); err != nil || d.number("SELECT COUNT(*) FROM mails WHERE kind = 'group_link'") != 2 {
		t.Errorf("after a revocation: %v", err)
	}
}

// Whoever is hidden, has passed the seat on or stands for another organisation is not seen by the coordinator, who
// registered the row or not; the number without a name holds them all alike.
func TestACoordinatorSeesOnlyWhomTheyRegistered(t *testing.T) {
	d := newDay(t, 20)
	c, other := d.coordinator(), d.coordinator2()
	if _, err := d.registerList(c, store.NewID(), registration.ShortAsk, forms(0, 5)...); err != nil {
		t.Fatal(err)
	}
	people := d.colleagues(c)
	d.mustAdd(form(7), registration.FromForm)
	alias := form(8)
	alias.Name, alias.Email = "Skyddad Person", ""
	hidden := d.mustAdd(alias, registration.FromAlias)
	d.write(func(tx *store.Tx) error {
		if err := tx.Exec("UPDATE registrations SET display_name = 'Å. Ö.' WHERE id = ?", people[0].ID).Error; err != nil {
			return err
		}
		if err := tx.Exec("UPDATE registrations SET source = 'alias', name = 'Dold' WHERE id = ?", people[1].ID).Error; err != nil {
			return err
		}
		return tx.Exec("UPDATE registrations SET organisation_id = ? WHERE id = ?", other.OrganisationID, people[2].ID).Error
	})
	substitute := form(60)
	substitute.Name = "Ny Person"
	d.write(func(tx *store.Tx) error {
		_, err := registration.Substitute(tx, people[3].ID, people[3].Version, substitute, registration.Self)
		return err
	})
	var names []string
	for _, p := range d.colleagues(c) {
		names = append(names, p.Name)
	}
	slices.Sort(names)
	if got := strings.Join(names, ","); got != "Å. Ö.,Åsa Öberg" && got != "Åsa Öberg,Å. Ö." {
		t.Errorf("seen: %s", got)
	}
	if s := d.share(c, len(names)); s.Used != 6 || s.Unnamed != 4 { // 5 - 1 moved + form 7 + the hidden one
		t.Errorf("%+v", s)
	}
	for _, id := range []store.ID{people[1].ID, people[2].ID, people[3].ID, hidden.ID, store.NewID()} {
		for what, do := range map[string]func(tx *store.Tx) error{
			"cancel":  func(tx *store.Tx) error { return registration.CancelColleague(tx, d.edition, c, id) },
			"restore": func(tx *store.Tx) error { return registration.RestoreColleague(tx, d.edition, c, id) },
			"swap":    func(tx *store.Tx) error { return registration.SwapColleague(tx, c, id, 1, form(70)) },
		} {
			if err := d.store.Write(t.Context(), do); !errors.Is(err, store.ErrNotFound) {
				t.Errorf("%s of somebody who is not to be seen: %v", what, err)
			}
		}
	}
	if n := len(d.colleagues(other)); n != 0 {
		t.Errorf("another coordinator sees %d", n)
	}
	err := d.store.Write(t.Context(), func(tx *store.Tx) error { return registration.CancelColleague(tx, d.edition, other, people[0].ID) })
	if !errors.Is(err, store.ErrNotFound) {
		t.Errorf("another coordinator cancels: %v", err)
	}
}

func TestCancelAndUndoForAColleague(t *testing.T) {
	d := newDay(t, 10)
	c := d.coordinator()
	if _, err := d.registerList(c, store.NewID(), registration.ShortAsk, forms(0, 2)...); err != nil {
		t.Fatal(err)
	}
	one, two := d.colleagues(c)[0], d.colleagues(c)[1]
	cancel := func(id store.ID) error {
		return d.store.Write(t.Context(), func(tx *store.Tx) error { return registration.CancelColleague(tx, d.edition, c, id) })
	}
	restore := func(id store.ID) error {
		return d.store.Write(t.Context(), func(tx *store.Tx) error { return registration.RestoreColleague(tx, d.edition, c, id) })
	}
	if err := errors.Join(cancel(one.ID), cancel(one.ID)); err != nil || d.balanced().Taken != 1 {
		t.Fatalf("%v, taken %d", err, d.balanced().Taken)
	}
	if seen := d.colleagues(c); len(seen) != 2 || !slices.ContainsFunc(seen, func(x registration.Colleague) bool { return x.Undoable }) {
		t.Errorf("the cancelled one is not shown: %+v", seen)
	}
	if err := restore(one.ID); err != nil || d.balanced().Taken != 2 {
		t.Errorf("%v, taken %d", err, d.balanced().Taken)
	}
	if _, err := d.cancel(two.ID); err != nil { // the person herself
		t.Fatal(err)
	}
	if err := restore(two.ID); !errors.Is(err, store.ErrNotFound) || len(d.colleagues(c)) != 1 {
		t.Errorf("the coordinator undoes what the person did: %v", err)
	}
	if err := cancel(one.ID); err != nil {
		t.Fatal(err)
	}
	d.clock.Add(registration.UndoFor + time.Minute)
	if err := restore(one.ID); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("too late: %v", err)
	}
}

func TestACoordinatorCannotPesterAColleague(t *testing.T) {
	d := newDay(t, 10)
	c := d.coordinator()
	if _, err := d.registerList(c, store.NewID(), registration.ShortAsk, forms(0, 1)...); err != nil {
		t.Fatal(err)
	}
	id := d.colleagues(c)[0].ID
	var err error
	for range 8 {
		err = d.store.Write(t.Context(), func(tx *store.Tx) error {
			if err := registration.CancelColleague(tx, d.edition, c, id); err != nil {
				return err
			}
			return registration.RestoreColleague(tx, d.edition, c, id)
		})
	}
	if !errors.Is(err, account.ErrTooMany) {
		t.Errorf("%v", err)
	}
}

func TestSwapAColleague(t *testing.T) {
	d := newDay(t, 10)
	c := d.coordinator()
	if _, err := d.registerList(c, store.NewID(), registration.ShortAsk, forms(0, 1)...); err != nil {
		t.Fatal(err)
	}
	one := d.colleagues(c)[0]
	f := form(5)
	f.Name = "Eva Ersättare"
	swap := func() error {
		return d.store.Write(t.Context(), func(tx *store.Tx) error { return registration.SwapColleague(tx, c, one.ID, one.Version, f) })
	}
	if err := swap(); err != nil {
		t.Fatal(err)
	}
	if err := swap(); !errors.Is(err, registration.ErrStale) {
		t.Errorf("the second of two tabs: %v", err)
	}
	if seen := d.colleagues(c); len(seen) != 1 || seen[0].Name != "Eva Ersättare" || d.balanced().Taken != 1 {
		t.Errorf("%+v", seen)
	}
}

func TestAListOfHundreds(t *testing.T) {
	d := newDay(t, 500)
	start := time.Now()
	f, err := d.registerList(d.coordinator(), store.NewID(), registration.ShortAsk, forms(0, 400)...)
	if err != nil || f.Confirmed != 400 || d.balanced().Taken != 400 {
		t.Errorf("%+v %v", f, err)
	}
	t.Logf("400 people in %s", time.Since(start))
}
