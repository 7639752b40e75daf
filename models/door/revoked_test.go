package door_test

import (
	"testing"
	"time"

	"samling/models/door"
	"samling/models/registration"
	"samling/models/store"
)

func TestACodeThatWasPassedOnIsSaidToBe(t *testing.T) {
	h := newHouse(t)
	g := h.addGuest(h.edition, "Anna Ek", registration.Confirmed)
	var now registration.Registration
	h.clock.Set(h.edition.StartsAt.Add(-24 * time.Hour))
	h.write(func(tx *store.Tx) (err error) {
		now, err = registration.Substitute(tx, g.ID, 1, registration.Form{Name: "Bo Berg", Email: "bo@nacka.example"}, "organiser")
		return err
	})
	h.clock.Set(h.edition.StartsAt.Time)
	for _, p := range []door.Presented{{Code: g.Code}, {Code: "HTTPS://SAMLING.TEST/T/" + g.Code}, {Reference: g.Reference}, {Code: g.Reference}} {
		v := h.present(p)
		h.expect(v, door.Error, door.Revoked)
		if v.Attendee != nil || door.FaceOf(v.Status, v.Reason) != door.FaceCheck {
			t.Errorf("%+v", v)
		}
	}
	// The refusals are rows that name nobody, and the same nonce gives the same answer.
	if n := h.number("SELECT COUNT(*) FROM scans WHERE reason = 'revoked' AND registration_id IS NULL"); n != 4 {
		t.Errorf("%d rows", n)
	}
	h.expect(h.present(door.Presented{Code: g.Code, Nonce: "nonce-0001"}), door.Error, door.Revoked)
	v := h.present(door.Presented{Code: now.Ticket(h.store.Keys())})
	h.expect(v, door.OK, "")
	if v.Attendee.Name != "Bo Berg" {
		t.Errorf("%+v", v.Attendee)
	}
	h.expect(h.present(door.Presented{Code: g.Code}), door.Error, door.Revoked)
}
