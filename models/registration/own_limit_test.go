package registration_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"samling/models/account"
	"samling/models/registration"
	"samling/models/store"
)

const victim = "anna@annan.example"

// TestNobodyIsPesteredThroughTheForm: whoever registers a stranger's address holds its link, and could have the
// stranger mailed for ever by cancelling and undoing, cancelling and registering, or changing the address and back.
func TestNobodyIsPesteredThroughTheForm(t *testing.T) {
	for name, turn := range map[string]func(d *day, i int) error{
		"cancel and undo": func(d *day, i int) error {
			r := d.held()
			if err := d.cancelOwn(r.ID); err != nil {
				return err
			}
			_, err := d.restore(r.ID, registration.Self)
			return err
		},
		"cancel and register": func(d *day, i int) error { return d.cancelOwn(d.held().ID) },
		"change the address and register": func(d *day, i int) error {
			r, f := d.held(), form(1)
			f.Email = fmt.Sprintf("throwaway%d@evil.example", i)
			return d.store.Write(t.Context(), func(tx *store.Tx) error {
				_, err := registration.Update(tx, r.ID, r.Version, f, registration.Self)
				return err
			})
		},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDay(t, 100)
			var err error
			for i := 0; i < 50 && err == nil; i++ {
				err = turn(d, i)
			}
			mails := d.number("SELECT COUNT(*) FROM mails WHERE to_address = ?", victim)
			if !errors.Is(err, account.ErrTooMany) || mails > 15 {
				t.Errorf("%d mails, stopped by %v", mails, err)
			}
			if _, err := d.cancelByOrganiser(d.held().ID); err != nil {
				t.Errorf("an organiser cannot help: %v", err)
			}
			d.clock.Add(25 * time.Hour)
			if err := turn(d, 99); err != nil {
				t.Errorf("a day later: %v", err)
			}
		})
	}
}

// held is the living registration of the victim's address, made anew when there is none.
func (d *day) held() registration.Registration {
	d.t.Helper()
	f := form(1)
	f.Email = victim
	r, err := d.add(f, registration.FromForm)
	if err != nil && !errors.Is(err, registration.ErrExists) {
		d.t.Fatal(err)
	}
	return r
}

func (d *day) cancelByOrganiser(id store.ID) (r registration.Registration, err error) {
	err = d.store.Write(d.t.Context(), func(tx *store.Tx) (err error) {
		r, err = registration.Cancel(tx, id, "an organiser")
		return err
	})
	return r, err
}
