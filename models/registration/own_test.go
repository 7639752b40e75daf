package registration_test

import (
	"errors"
	"testing"
	"time"

	"samling/models/registration"
	"samling/models/store"
)

func (d *day) cancelOwn(id store.ID) error {
	return d.store.Write(d.t.Context(), func(tx *store.Tx) error {
		_, err := registration.CancelOwn(tx, d.edition, id)
		return err
	})
}

func TestOnesOwnCancellationPassesTheSeatOn(t *testing.T) {
	d := newDay(t, 1)
	first, second := d.mustAdd(form(1), registration.FromForm), d.mustAdd(form(2), registration.FromForm)
	if err := d.cancelOwn(first.ID); err != nil {
		t.Fatal(err)
	}
	got, err := d.accept(second.ID)
	if err != nil || got.Status != registration.Confirmed || d.balanced().Taken != 1 {
		t.Fatalf("%+v, %v", got, err)
	}
}

func TestNobodyCancelsWhatHasHappened(t *testing.T) {
	d := newDay(t, 2)
	in, late := d.mustAdd(form(1), registration.FromForm), d.mustAdd(form(2), registration.FromForm)
	d.write(func(tx *store.Tx) error {
		if err := tx.Exec("INSERT INTO scans (id, edition_id, registration_id, nonce, status, occurred_at, received_at) VALUES ('s', ?, ?, 'n', 'ok', 1, 1)",
			d.edition.ID, in.ID).Error; err != nil {
			return err
		}
		return tx.Exec("INSERT INTO admissions (registration_id, edition_id, scan_id, at) VALUES (?, ?, 's', 1)", in.ID, d.edition.ID).Error
	})
	if err := d.cancelOwn(in.ID); !errors.Is(err, registration.ErrCheckedIn) {
		t.Fatal(err)
	}
	d.clock.Set(d.edition.EndsAt.Add(time.Minute))
	if err := d.cancelOwn(late.ID); !errors.Is(err, registration.ErrOver) {
		t.Fatal(err)
	}
	if d.balanced().Taken != 2 {
		t.Fatal("a seat was freed")
	}
}
