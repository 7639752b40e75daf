package room_test

import (
	"testing"

	"samling/models/registration"
	"samling/models/room"
	"samling/models/seminar"
	"samling/models/store"
)

// publish works an allocation out and publishes it.
func (h *hall) publish(seed uint64) {
	h.t.Helper()
	h.must(func(tx *store.Tx) error {
		people, err := registration.Attendees(tx.DB, h.e.ID)
		if err != nil {
			return err
		}
		run, err := seminar.Draft(tx, h.e, people, seminar.Terms{Seed: seed}, "tester")
		if err != nil {
			return err
		}
		_, err = seminar.Publish(tx, h.e, run.ID, "tester", people, nil)
		return err
	})
}

// A new allocation gives nobody the seat that somebody in line has been offered, not even by overbooking.
func TestANewPublicationKeepsTheSeatThatIsOffered(t *testing.T) {
	h := newHall(t, 2)
	h.sql("UPDATE programme_items SET choose = 'ranked'")
	h.sql("UPDATE seminar_sessions SET overbook = 50, fire_limit = 3 WHERE id = 'b1'")
	h.sql("UPDATE seminar_sessions SET seats = 4")
	h.sql("UPDATE seminar_sessions SET seats = 2 WHERE seminar_id = 'b'")
	var others []store.ID
	for range 5 { // all wish b, then a
		others = append(others, h.person())
	}
	waits := h.person()
	h.sql("DELETE FROM wishes WHERE person_id = ?", waits)
	h.publish(1)
	if err := h.join(waits, "b1"); err != nil {
		t.Fatal(err)
	}
	for _, p := range others {
		if h.at(p, 1) == "b1" {
			h.must(func(tx *store.Tx) error { return room.Leave(tx, h.e, p, 1) })
		}
	}
	if h.wait(waits, "b1").State != room.Offered {
		t.Fatalf("not offered: %+v", h.wait(waits, "b1"))
	}
	h.publish(2)
	if err := h.accept(waits, "b1"); err != nil {
		t.Fatalf("the seat that was held is gone: %v", err)
	}
	if n := h.number("SELECT COUNT(*) FROM placements WHERE session_id = 'b1'"); n != 2 {
		t.Errorf("%d in b1, want one placed and one who was offered the seat", n)
	}
}
