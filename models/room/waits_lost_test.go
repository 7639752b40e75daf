package room_test

import (
	"testing"

	"samling/models/mailbox"
	"samling/models/room"
	"samling/models/store"
)

// Whoever is offered a seat that an organiser then takes away is first in line again, and is told anew when there is one.
func TestAnOfferOfASeatThatIsGoneGoesBackToTheLine(t *testing.T) {
	h, seated, first, _ := full(t)
	h.sql("UPDATE seminar_sessions SET seats = 2 WHERE id = 'a1'")
	if n := h.tend(0); n != 1 || h.wait(first, "a1").State != room.Offered {
		t.Fatalf("%d offered", n)
	}
	h.sql("UPDATE seminar_sessions SET seats = 1 WHERE id = 'a1'")
	if due, err := room.Due(h.store.Read(t.Context()), store.At(h.clock.Now())); !due || err != nil {
		t.Errorf("nothing to do: %v", err)
	}
	h.tend(0)
	if w := h.wait(first, "a1"); w.State != room.Waiting || w.Place != 1 {
		t.Fatalf("not first in line: %+v", w)
	}
	if due, err := room.Due(h.store.Read(t.Context()), store.At(h.clock.Now())); due || err != nil {
		t.Errorf("still something to do: %v", err)
	}
	h.tend(1e9)
	h.must(func(tx *store.Tx) error { return room.Leave(tx, h.e, seated, 1) })
	if err := h.accept(first, "a1"); err != nil {
		t.Fatal(err)
	}
	if n := h.number("SELECT COUNT(*) FROM mails WHERE kind = ? AND subject_id = ?", mailbox.SessionOffer, first); n != 2 {
		t.Errorf("%d mails of two offers", n)
	}
}
