package door_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"samling/models/door"
	"samling/models/registration"
	"samling/models/store"
	"samling/models/store/storetest"
)

func TestEachReason(t *testing.T) {
	h := newHouse(t)
	amina := h.addGuest(h.edition, "Amina Lindqvist", registration.Confirmed)
	waiting := h.addGuest(h.edition, "Kerstin Sjögren", registration.Waitlisted)
	gone := h.addGuest(h.edition, "Bo Ek", registration.Cancelled)
	other := h.addGuest(h.lastYear, "Ulla Ström", registration.Confirmed)

	v := h.present(door.Presented{Code: "https://x.example/t/" + strings.ToLower(amina.Code), Door: "Dörr 1"})
	h.expect(v, door.OK, "")
	if v.Attendee.Name != "Amina Lindqvist" || v.Attendee.Organisation != "Nacka kommun" {
		t.Errorf("attendee: %+v", v.Attendee)
	}
	h.clock.Add(time.Minute)
	v = h.present(door.Presented{RegistrationID: amina.ID, Door: "Dörr 2"})
	h.expect(v, door.Error, door.AlreadyRedeemed)
	if v.Earlier == nil || v.Earlier.Door != "Dörr 1" || !v.Earlier.At.Equal(storetest.Noon) {
		t.Errorf("earlier: %+v", v.Earlier)
	}
	v = h.present(door.Presented{Reference: waiting.Reference})
	h.expect(v, door.Error, door.Waitlisted)
	if v.Attendee.WaitlistNumber != 4 {
		t.Errorf("waitlist number: %+v", v.Attendee)
	}
	h.expect(h.present(door.Presented{Code: gone.Code}), door.Error, door.Canceled)
	v = h.present(door.Presented{Code: other.Code})
	h.expect(v, door.Error, door.WrongEvent)
	if v.Attendee != nil || v.OtherDay != h.lastYear.Day() {
		t.Errorf("another edition's ticket shows %+v of %q", v.Attendee, v.OtherDay)
	}
	for _, p := range []door.Presented{{Code: "https://example.com"}, {Code: strings.Repeat("x", 2000)}, {Code: "\xff\xfe"},
		{Reference: "ZZZZZZ"}, {Reference: "'; --"}, {RegistrationID: "nobody"}, {RegistrationID: store.NewID()},
		{Reference: other.Reference}} {
		h.expect(h.present(p), door.Error, door.Invalid)
	}
	if n := h.number("SELECT COUNT(*) FROM scans WHERE edition_id = ?", h.edition.ID); n != 13 {
		t.Errorf("%d scans stored, want every one of 13", n)
	}
	if n := h.number("SELECT COUNT(*) FROM admissions"); n != 1 {
		t.Errorf("%d admissions, want 1", n)
	}
}

func TestDisplayNameAndAliasLookLikeEverybody(t *testing.T) {
	h := newHouse(t)
	chosen := h.addGuest(h.edition, "Eva Hemlig", registration.Confirmed, "E. H.")
	alias := h.addGuest(h.edition, "Deltagare 34F", registration.Confirmed, "", "alias")
	if v := h.present(door.Presented{Code: chosen.Code}); v.Attendee.Name != "E. H." {
		t.Errorf("shows %q", v.Attendee.Name)
	}
	v := h.present(door.Presented{Reference: alias.Reference})
	h.expect(v, door.OK, "")
	if v.Attendee.Name != "Deltagare 34F" || v.Attendee.Organisation != "Nacka kommun" {
		t.Errorf("alias looks like %+v", v.Attendee)
	}
}

func TestReferenceWhereACodeIsExpected(t *testing.T) {
	h := newHouse(t)
	g := h.addGuest(h.edition, "Amina Lindqvist", registration.Confirmed)
	h.expect(h.present(door.Presented{Code: strings.ToLower(g.Reference)}), door.OK, "")
}

func TestSameNonceSameAnswer(t *testing.T) {
	h := newHouse(t)
	g := h.addGuest(h.edition, "Amina Lindqvist", registration.Confirmed)
	first := door.Presented{Code: g.Code, Nonce: "the-first-nonce", Door: "Dörr 1"}
	second := door.Presented{Code: g.Code, Nonce: "the-second-one", Door: "Dörr 2"}
	ok := h.present(first)
	h.clock.Add(time.Minute)
	already := h.present(second)
	h.clock.Add(time.Minute)
	again := h.present(first)
	h.expect(again, door.OK, "")
	if again.ScanID != ok.ScanID || !again.At.Equal(ok.At.Time) || again.Attendee.Name != ok.Attendee.Name {
		t.Errorf("the replay %+v is not the answer %+v", again, ok)
	}
	replay := h.present(second)
	h.expect(replay, door.Error, door.AlreadyRedeemed)
	if *replay.Earlier != *already.Earlier || replay.Earlier.Door != "Dörr 1" {
		t.Errorf("the replay says %+v, the answer was %+v", replay.Earlier, already.Earlier)
	}
	// The nonce names the presentation, whatever the second message claims was presented.
	h.expect(h.present(door.Presented{Code: "something else", Nonce: first.Nonce}), door.OK, "")
	if n := h.number("SELECT COUNT(*) FROM scans"); n != 2 {
		t.Errorf("%d rows for two nonces", n)
	}
}

func TestAnnulThenAgain(t *testing.T) {
	h := newHouse(t)
	g := h.addGuest(h.edition, "Amina Lindqvist", registration.Confirmed)
	first, second := h.nonce(), h.nonce()
	h.expect(h.present(door.Presented{Code: g.Code, Nonce: first}), door.OK, "")
	if err := h.annul(first); err != nil {
		t.Fatal(err)
	}
	if v := h.present(door.Presented{Code: g.Code, Nonce: first}); !v.Annulled {
		t.Error("an old nonce does not tell that its scan was undone")
	}
	h.expect(h.present(door.Presented{Code: g.Code, Nonce: second}), door.OK, "")
	if err := h.annul(first); err != nil { // once more, by somebody whose answer was lost
		t.Fatal(err)
	}
	if in, _, _ := door.Count(h.store.Read(t.Context()), h.edition.ID); in != 1 {
		t.Errorf("%d in: undoing the first scan twice took the second one back", in)
	}
	if n := h.number("SELECT COUNT(*) FROM scans WHERE annulled_at IS NOT NULL AND annulled_by = 'bo'"); n != 1 {
		t.Errorf("%d annulled scans kept, want 1", n)
	}
	refused := h.nonce()
	h.expect(h.present(door.Presented{Code: g.Code, Nonce: refused}), door.Error, door.AlreadyRedeemed)
	if err := h.annul(refused); !errors.Is(err, door.ErrNothingToUndo) {
		t.Errorf("undoing a refusal: %v", err)
	}
	if err := h.annul("never-heard-of"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("undoing nothing: %v", err)
	}
}

func TestWrongClock(t *testing.T) {
	h := newHouse(t)
	for _, c := range []struct {
		told, shown time.Time
	}{
		{time.Unix(0, 0), storetest.Noon},
		{storetest.Noon.AddDate(50, 0, 0), storetest.Noon},
		{storetest.Noon.Add(3 * time.Minute), storetest.Noon},
		{storetest.Noon.Add(-20 * time.Minute), storetest.Noon.Add(-20 * time.Minute)}, // was offline for a while
	} {
		g := h.addGuest(h.edition, "Amina Lindqvist", registration.Confirmed)
		nonce := h.nonce()
		v := h.present(door.Presented{Code: g.Code, Nonce: nonce, OccurredAt: store.At(c.told)})
		h.expect(v, door.OK, "")
		if !v.At.Equal(c.shown) {
			t.Errorf("told %v: shows %v, want %v", c.told, v.At, c.shown)
		}
		if n := h.number("SELECT occurred_at FROM scans WHERE nonce = ?", nonce); int64(n) != c.told.UnixMilli() {
			t.Errorf("told %v: kept %d", c.told, n)
		}
		if n := h.number("SELECT received_at FROM scans WHERE nonce = ?", nonce); int64(n) != storetest.Noon.UnixMilli() {
			t.Errorf("received_at is %d, not the server's clock", n)
		}
	}
}

func TestMalformedIsNotStored(t *testing.T) {
	h := newHouse(t)
	long := strings.Repeat("a", door.MaxCode+1)
	for _, c := range []struct {
		p    door.Presented
		want error
	}{
		{door.Presented{Code: "x"}, door.ErrNonce},
		{door.Presented{Code: "x", Nonce: "short"}, door.ErrNonce},
		{door.Presented{Code: "x", Nonce: "with space in it"}, door.ErrNonce},
		{door.Presented{Code: "x", Nonce: strings.Repeat("n", 65)}, door.ErrNonce},
		{door.Presented{Nonce: "nonce-nonce"}, door.ErrTicket},
		{door.Presented{Nonce: "nonce-nonce", Code: "x", Reference: "ACD34F"}, door.ErrTicket},
		{door.Presented{Nonce: "nonce-nonce", Code: long}, door.ErrTooLong},
		{door.Presented{Nonce: "nonce-nonce", Reference: long}, door.ErrTooLong},
		{door.Presented{Nonce: "nonce-nonce", Code: "x", Door: strings.Repeat("ö", 41)}, door.ErrDoor},
		{door.Presented{Nonce: "nonce-nonce", Code: "x", Door: "a\nb"}, door.ErrDoor},
	} {
		if _, err := h.redeem(c.p); !errors.Is(err, c.want) {
			t.Errorf("%.40v: got %v, want %v", c.p, err, c.want)
		}
	}
	if n := h.number("SELECT COUNT(*) FROM scans"); n != 0 {
		t.Errorf("%d rows stored", n)
	}
}
