package registration_test

import (
	"errors"
	"testing"
	"time"

	"samling/models/registration"
	"samling/models/seminar"
	"samling/models/store"
)

func (d *day) passOn() (n int) {
	d.t.Helper()
	d.write(func(tx *store.Tx) (err error) {
		n, err = registration.PassOn(tx, d.edition.ID, registration.Job)
		return err
	})
	return n
}

func (d *day) accept(id store.ID) (r registration.Registration, err error) {
	err = d.store.Write(d.t.Context(), func(tx *store.Tx) (err error) {
		r, err = registration.AcceptOffer(tx, id, registration.Self)
		return err
	})
	return r, err
}

func TestCancelAndUndo(t *testing.T) {
	d := newDay(t, 1)
	r := d.mustAdd(form(1), registration.FromForm)
	for range 2 { // the second time is a replay
		gone, err := d.cancel(r.ID)
		if err != nil || gone.Status != registration.Cancelled || gone.CancelledAt.IsZero() {
			t.Fatalf("%+v, %v", gone, err)
		}
	}
	if d.balanced().Taken != 0 || d.number("SELECT COUNT(*) FROM mails WHERE kind = 'cancelled'") != 1 {
		t.Fatal("the seat was not freed once, or not told of once")
	}
	if wishes, _ := seminar.WishesOf(d.store.Read(t.Context()), r.ID); len(wishes) != 3 {
		t.Fatal("the wishes did not wait for an undo")
	}
	for range 2 {
		back, err := d.restore(r.ID, registration.Self)
		if err != nil || back.Status != registration.Confirmed || !back.CancelledAt.IsZero() {
			t.Fatalf("%+v, %v", back, err)
		}
	}
	if d.balanced().Taken != 1 {
		t.Fatal("the seat was not taken again once")
	}
	if h, _ := registration.History(d.store.Read(t.Context()), r.ID); len(h) != 3 {
		t.Fatalf("history %+v", h)
	}
}

func TestUndoGoesToTheWaitlistWhenTheSeatIsGone(t *testing.T) {
	d := newDay(t, 1)
	first := d.mustAdd(form(1), registration.FromForm)
	waiting := d.mustAdd(form(2), registration.FromForm)
	if _, err := d.cancel(first.ID); err != nil {
		t.Fatal(err)
	}
	if n := d.passOn(); n != 0 {
		t.Fatalf("%d seats passed on once more", n)
	}
	got, err := d.accept(waiting.ID)
	if err != nil || got.Status != registration.Confirmed || got.WaitlistNumber != 0 {
		t.Fatalf("%+v, %v", got, err)
	}
	back, err := d.restore(first.ID, registration.Self)
	if err != nil || back.Status != registration.Waitlisted || back.WaitlistNumber != 2 {
		t.Fatalf("%+v, %v", back, err)
	}
	if place, err := registration.QueuePlace(d.store.Read(t.Context()), back); err != nil || place != 1 {
		t.Fatalf("place %d, %v", place, err)
	}
	d.balanced()
}

func TestUndoEndsAfterADayForOneself(t *testing.T) {
	d := newDay(t, 1)
	r := d.mustAdd(form(1), registration.FromForm)
	if _, err := d.cancel(r.ID); err != nil {
		t.Fatal(err)
	}
	d.clock.Add(registration.UndoFor + time.Second)
	if _, err := d.restore(r.ID, registration.Self); !errors.Is(err, registration.ErrTooLate) {
		t.Fatal(err)
	}
	if back, err := d.restore(r.ID, "an organiser"); err != nil || back.Status != registration.Confirmed {
		t.Fatalf("%+v, %v", back, err)
	}
}

func TestUndoIsRefusedWhenTheAddressRegisteredAnew(t *testing.T) {
	d := newDay(t, 5)
	old := d.mustAdd(form(1), registration.FromForm)
	if _, err := d.cancel(old.ID); err != nil {
		t.Fatal(err)
	}
	d.mustAdd(form(1), registration.FromForm)
	if _, err := d.restore(old.ID, registration.Self); !errors.Is(err, registration.ErrExists) {
		t.Fatal(err)
	}
	if d.balanced().Taken != 1 {
		t.Fatal("two seats for one person")
	}
}

func TestReceivedTimeIsImmutable(t *testing.T) {
	d := newDay(t, 5)
	r := d.mustAdd(form(1), registration.FromForm)
	err := d.store.Write(t.Context(), func(tx *store.Tx) error {
		return tx.Exec("UPDATE registrations SET received_at = 1 WHERE id = ?", r.ID).Error
	})
	if err == nil {
		t.Fatal("the received time could be changed")
	}
}

func TestSeatsPassToWhoHasWaitedLongest(t *testing.T) {
	d := newDay(t, 1)
	seated := d.mustAdd(form(0), registration.FromForm)
	var queue []registration.Registration
	for n := range 6 {
		queue = append(queue, d.mustAdd(form(n+1), registration.FromForm))
	}
	for _, next := range queue {
		if _, err := d.cancel(seated.ID); err != nil {
			t.Fatal(err)
		}
		got, err := d.accept(next.ID)
		if err != nil || got.Status != registration.Confirmed {
			t.Fatalf("number %d was passed over: %v", next.WaitlistNumber, err)
		}
		if n := d.number("SELECT COUNT(*) FROM mails WHERE kind = 'confirmation' AND subject_id = ?", next.ID); n != 1 {
			t.Fatalf("%d mails about the seat", n)
		}
		seated = got
		d.balanced()
	}
}
