package room_test

import (
	"errors"
	"testing"
	"time"

	"samling/models/mailbox"
	"samling/models/registration"
	"samling/models/room"
	"samling/models/store"
)

func (h *hall) join(person, session store.ID) error {
	return h.write(func(tx *store.Tx) error { return room.Join(tx, h.e, person, session) })
}

func (h *hall) accept(person, session store.ID) error {
	return h.write(func(tx *store.Tx) error { return room.Accept(tx, h.e, person, session) })
}

func (h *hall) tend(wait time.Duration) (offered int) {
	h.t.Helper()
	h.clock.Add(wait)
	h.must(func(tx *store.Tx) (err error) { offered, err = room.Tend(tx); return err })
	return offered
}

// wait is where somebody stands in a line.
func (h *hall) wait(person, session store.ID) room.Wait {
	h.t.Helper()
	if w := h.option(person, session).Wait; w != nil {
		return *w
	}
	return room.Wait{}
}

// full is a hall of one seat in each session, with somebody in a1, and two who wait for it while they sit in b1 and c1.
func full(t *testing.T) (h *hall, seated, first, second store.ID) {
	h = newHall(t, 1)
	seated, first, second = h.person(), h.person(), h.person()
	h.takes(seated, "a1")
	h.takes(first, "b1")
	h.takes(second, "c1")
	for _, p := range []store.ID{first, first, second} {
		if err := h.join(p, "a1"); err != nil {
			t.Fatal(err)
		}
	}
	return h, seated, first, second
}

func TestAFreedSeatGoesToTheFirstInLineAndTheirsToTheNext(t *testing.T) {
	h, seated, first, second := full(t)
	if a, b := h.wait(first, "a1").Place, h.wait(second, "a1").Place; a != 1 || b != 2 {
		t.Fatalf("places %d and %d", a, b)
	}
	if err := h.join(second, "b1"); err != nil {
		t.Fatal(err)
	}
	h.must(func(tx *store.Tx) error { return room.Leave(tx, h.e, seated, 1) })
	if w := h.wait(first, "a1"); w.State != room.Offered || !w.Open(h.clock.Now()) {
		t.Fatalf("not offered: %+v", w)
	}
	if n := h.number("SELECT COUNT(*) FROM mails WHERE kind = ? AND subject_id = ?", mailbox.SessionOffer, first); n != 1 {
		t.Fatalf("%d mails", n)
	}
	if err := h.take(seated, "a1"); !errors.Is(err, room.ErrFull) {
		t.Fatalf("the held seat was taken: %v", err)
	}
	for range 2 {
		if err := h.accept(first, "a1"); err != nil {
			t.Fatal(err)
		}
	}
	if h.at(first, 1) != "a1" || h.wait(second, "b1").State != room.Offered || h.wait(second, "a1").Place != 1 {
		t.Errorf("first at %s, second has %+v for what first had", h.at(first, 1), h.wait(second, "b1"))
	}
	if h.choice(first, 1).Back != nil {
		t.Error("a way back to a seat that is held for somebody")
	}
}

func TestWhoDeclinesKeepsTheirSeat(t *testing.T) {
	h, seated, first, second := full(t)
	h.must(func(tx *store.Tx) error { return room.Leave(tx, h.e, seated, 1) })
	for range 2 {
		h.must(func(tx *store.Tx) error { return room.LeaveLine(tx, h.e, first, "a1") })
	}
	if h.at(first, 1) != "b1" || h.wait(first, "a1").State != room.Declined || h.wait(second, "a1").State != room.Offered {
		t.Errorf("first %+v, second %+v", h.wait(first, "a1"), h.wait(second, "a1"))
	}
	if err := h.accept(first, "a1"); !errors.Is(err, room.ErrOfferOver) {
		t.Errorf("yes after no: %v", err)
	}
}

func TestAnOfferRunsOut(t *testing.T) {
	h, seated, first, second := full(t)
	h.must(func(tx *store.Tx) error { return room.Leave(tx, h.e, seated, 1) })
	h.clock.Add(24 * time.Hour)
	if err := h.accept(first, "a1"); !errors.Is(err, room.ErrOfferOver) {
		t.Fatalf("too late, before the sweep: %v", err)
	}
	if n := h.tend(0); n != 1 || h.wait(first, "a1").State != room.Expired || h.wait(second, "a1").State != room.Offered {
		t.Errorf("%d offered, first %+v", n, h.wait(first, "a1"))
	}
	if err := h.join(first, "a1"); err != nil || h.wait(first, "a1").Place != 1 {
		t.Errorf("cannot join again: %v %+v", err, h.wait(first, "a1"))
	}
}

func TestWhatOthersFreeIsOfferedByTheJob(t *testing.T) {
	h, seated, first, second := full(t)
	h.must(func(tx *store.Tx) error { _, err := registration.Cancel(tx, seated, registration.Self); return err })
	if err := h.take(h.person(), "a1"); !errors.Is(err, room.ErrFull) {
		t.Fatalf("passed the line between a cancellation and the job: %v", err)
	}
	if n := h.tend(time.Minute); n != 1 || h.wait(first, "a1").State != room.Offered {
		t.Fatalf("a cancellation: %d offered", n)
	}
	h.sql("UPDATE seminar_sessions SET seats = 2 WHERE id = 'a1'")
	if n := h.tend(time.Minute); n != 1 || h.wait(second, "a1").State != room.Offered {
		t.Errorf("a larger room: %d offered", n)
	}
	if h.tend(time.Minute) != 0 {
		t.Error("a seat was offered twice")
	}
}

func TestALineEnds(t *testing.T) {
	for name, set := range map[string]string{
		"the person cancels":       "UPDATE registrations SET status = 'cancelled', charge = '' WHERE id = ?",
		"the session is withdrawn": "UPDATE seminar_sessions SET withdrawn = 1 WHERE ? <> ''",
		"the slot is fixed":        "UPDATE programme_items SET choose = 'fixed' WHERE ? <> ''",
		"placements are undone":    "UPDATE programme_items SET choose = 'ranked' WHERE ? <> ''",
		"the day is finished":      "UPDATE editions SET state = 'finished' WHERE ? <> ''",
		"the organiser places":     "UPDATE placements SET session_id = 'a1' WHERE person_id = ?",
	} {
		h, _, first, _ := full(t)
		h.sql(set, first)
		h.tend(0)
		if n := h.number("SELECT COUNT(*) FROM session_waits WHERE person_id = ? AND state IN ('waiting', 'offered')", first); n != 0 {
			t.Errorf("%s: still waits", name)
		}
	}
}

func TestJustBeforeTheSlotSeatsAreForWhoeverComes(t *testing.T) {
	h, seated, first, _ := full(t)
	starts := h.choice(first, 1).Slot.StartsAt
	h.clock.Set(starts.Add(-20 * time.Minute))
	h.must(func(tx *store.Tx) error { return room.Leave(tx, h.e, seated, 1) })
	if w := h.wait(first, "a1"); !w.ExpiresAt.Equal(starts.Add(-15 * time.Minute)) {
		t.Fatalf("an offer until %v", w.ExpiresAt)
	}
	h.tend(5 * time.Minute)
	if err := h.join(seated, "a1"); !errors.Is(err, room.ErrLineClosed) {
		t.Errorf("joined: %v", err)
	}
	h.takes(seated, "a1")
}

func TestNobodyWaitsForWhatTheyCanTake(t *testing.T) {
	h := newHall(t, 1)
	p := h.person()
	if err := h.join(p, "a1"); !errors.Is(err, room.ErrSeatFree) {
		t.Error(err)
	}
	h.takes(h.person(), "a1")
	h.takes(p, "a2")
	if err := h.join(p, "a1"); !errors.Is(err, room.ErrSameSeminar) {
		t.Error(err)
	}
}

// A new allocation may use a seat that is held: then the offer cannot be kept, and the session is not overfilled.
func TestAHeldSeatThatAnAllocationUsed(t *testing.T) {
	h, seated, first, _ := full(t)
	h.must(func(tx *store.Tx) error { return room.Leave(tx, h.e, seated, 1) })
	h.sql("INSERT INTO placements (person_id, slot, edition_id, session_id, rank) VALUES ('somebody', 1, 'e', 'a1', 1)")
	if err := h.accept(first, "a1"); !errors.Is(err, room.ErrFull) || h.at(first, 1) != "b1" {
		t.Errorf("%v", err)
	}
}
