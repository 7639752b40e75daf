package room_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"samling/models/event"
	"samling/models/mailbox"
	"samling/models/registration"
	"samling/models/room"
	"samling/models/store"
)

func (h *hall) leader(seminar store.ID) (l room.Leader) {
	h.t.Helper()
	h.must(func(tx *store.Tx) (err error) {
		l, err = room.AddLeader(tx, "e", room.LeaderForm{Name: "Lena Leder", Email: "lena@x.example", Seminar: seminar}, "u")
		return err
	})
	return l
}

func (h *hall) registration(id store.ID) registration.Registration {
	h.t.Helper()
	r, err := registration.ByID(h.store.Read(h.t.Context()), id)
	if err != nil {
		h.t.Fatal(err)
	}
	return r
}

func TestALeadersLinkIsMadeRenewedAndRevoked(t *testing.T) {
	h := newHall(t, 5)
	l := h.leader("a")
	db := h.store.Read(t.Context())
	secret := l.Link(h.store.Keys())
	if found, err := room.LeaderBy(db, strings.ToLower(secret)); err != nil || found.SeminarTitle != "Seminarium a" {
		t.Fatalf("%+v %v", found, err)
	}
	add := func() error {
		return h.write(func(tx *store.Tx) error {
			_, err := room.AddLeader(tx, "e", room.LeaderForm{Name: "Lena Leder", Email: "LENA@x.example", Seminar: "a", ShowsNames: true}, "u")
			return err
		})
	}
	if err := add(); !errors.Is(err, room.ErrLeaderExists) {
		t.Errorf("twice: %v", err)
	}
	h.must(func(tx *store.Tx) error { return room.RenewLeader(tx, "e", l.ID) })
	if _, err := room.LeaderBy(db, secret); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("the old link: %v", err)
	}
	renewed, _ := room.LeaderByID(db, l.ID)
	h.must(func(tx *store.Tx) error { return room.RevokeLeader(tx, "e", l.ID) })
	if _, err := room.LeaderBy(db, renewed.Link(h.store.Keys())); !errors.Is(err, room.ErrLeaderRevoked) {
		t.Errorf("the closed link: %v", err)
	}
	if err := h.write(func(tx *store.Tx) error { return room.MailLeader(tx, "e", l.ID) }); !errors.Is(err, room.ErrLeaderRevoked) {
		t.Errorf("mailing a closed link: %v", err)
	}
	if err := h.write(func(tx *store.Tx) error { return room.RevokeLeader(tx, "other", l.ID) }); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("of another edition: %v", err)
	}
	if err := add(); err != nil {
		t.Fatalf("after it was closed: %v", err)
	}
	if back, err := room.LeaderByID(db, l.ID); err != nil || back.Revoked() || !back.ShowsNames {
		t.Errorf("%+v %v", back, err)
	}
	if n := h.number("SELECT COUNT(*) FROM mails WHERE kind = ?", mailbox.LeaderLink); n != 3 {
		t.Errorf("%d mails, want one for each link", n)
	}
}

func TestWhatALeaderIsNot(t *testing.T) {
	h := newHall(t, 5)
	for name, c := range map[string]struct {
		form  room.LeaderForm
		field string
	}{
		"no name":    {room.LeaderForm{Email: "a@x.example", Seminar: "a"}, "name"},
		"no address": {room.LeaderForm{Name: "A", Email: "a", Seminar: "a"}, "email"},
		"no seminar": {room.LeaderForm{Name: "A", Email: "a@x.example", Seminar: "zzz"}, "seminar"},
	} {
		err := h.write(func(tx *store.Tx) error { _, err := room.AddLeader(tx, "e", c.form, "u"); return err })
		var wrong event.Problems
		if !errors.As(err, &wrong) || wrong[0].Field != c.field {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestALeaderIsToldOfAnotherRoom(t *testing.T) {
	h := newHall(t, 5)
	h.leader("a")
	if _, err := h.change("b1", room.ChangeForm{Room: "Ny", Seats: "5"}, 0); err != nil {
		t.Fatal(err)
	}
	if n := h.number("SELECT COUNT(*) FROM mails WHERE kind = ?", mailbox.LeaderRoom); n != 0 {
		t.Errorf("told of another's room")
	}
	if _, err := h.change("a2", room.ChangeForm{Room: "Nyare", Seats: "5"}, 0); err != nil {
		t.Fatal(err)
	}
	if n := h.number("SELECT COUNT(*) FROM mails WHERE kind = ?", mailbox.LeaderRoom); n != 1 {
		t.Errorf("%d mails to the leader", n)
	}
}

// Nothing that a leader sees can be subtracted to fewer than three people of a kind.
func TestSmallKindsStandTogether(t *testing.T) {
	for _, c := range []struct {
		kinds map[string]int
		want  string
	}{
		{nil, "[]"},
		{map[string]int{"kommun": 20, "polis": 12}, "[{kommun 20} {polis 12}]"},
		{map[string]int{"kommun": 20, "polis": 1, "stat": 2}, "[{kommun 20} { 3}]"},
		{map[string]int{"kommun": 20, "polis": 12, "stat": 1}, "[{kommun 20} { 13}]"},
		{map[string]int{"kommun": 3, "polis": 1}, "[{ 4}]"},
		{map[string]int{"kommun": 2}, "[{ 2}]"},
	} {
		if got := fmt.Sprint(room.Mix{Kinds: c.kinds}.Told()); got != c.want {
			t.Errorf("%v: %s, want %s", c.kinds, got, c.want)
		}
	}
}

func TestALeaderSeesNamesOnlyWhenAllowedAndOnlyOfThoseWhoSaidYes(t *testing.T) {
	h := newHall(t, 9)
	l := h.leader("a")
	yes, no := h.person(), h.person()
	var alias registration.Registration
	h.must(func(tx *store.Tx) (err error) {
		alias, err = registration.Add(tx, h.e, registration.Form{Name: "Skyddad", Organisation: "p"}, registration.FromAlias, "u")
		return err
	})
	h.takes(yes, "a1")
	h.takes(no, "a1")
	h.takes(alias.ID, "a1")
	h.sql("UPDATE registrations SET list_opt_in = 1 WHERE id IN (?, ?)", yes, alias.ID)
	lead := func() room.Led {
		l, err := room.LeaderByID(h.store.Read(t.Context()), l.ID)
		if err != nil {
			t.Fatal(err)
		}
		led, err := room.Lead(h.store.Read(t.Context()), l)
		if err != nil {
			t.Fatal(err)
		}
		return led
	}
	if led := lead(); len(led.Names) != 0 || len(led.Halls) != 2 || led.Halls[0].Placed != 3 || led.Halls[0].Mix.Kinds["polis"] != 1 {
		t.Errorf("%+v", led)
	}
	h.must(func(tx *store.Tx) error { return room.SetNames(tx, "e", l.ID, true) })
	if led := lead(); len(led.Names) != 1 || led.Names[0].PersonID != yes {
		t.Errorf("names %+v", led.Names)
	}
	listed, err := room.OnLists(h.store.Read(t.Context()), "e")
	if err != nil || len(listed) != 2 {
		t.Errorf("printed lists have %d, %v", len(listed), err)
	}
}

func TestHeadsAreCountedAgain(t *testing.T) {
	h := newHall(t, 5)
	l := h.leader("a")
	count := func(session store.ID, people, by string) error {
		return h.write(func(tx *store.Tx) error { return room.AddCount(tx, "e", session, people, by) })
	}
	if err := count("a1", "41", "Ada"); err != nil {
		t.Fatal(err)
	}
	h.clock.Add(time.Minute)
	if err := count("a1", " 1 038 ", "Bo"); err != nil {
		t.Fatal(err)
	}
	if got, err := room.Counts(h.store.Read(t.Context()), "e"); err != nil || got["a1"].People != 1038 || got["a1"].CountedBy != "Bo" || got["b1"].Done() {
		t.Errorf("%+v %v", got, err)
	}
	for _, c := range [][3]string{{"-1", "A", "antal"}, {"", "A", "antal"}, {"fyra", "A", "antal"}, {"4", " ", "raknare"}, {"4", strings.Repeat("å", 81), "raknare"}} {
		var wrong event.Problems
		if err := count("a1", c[0], c[1]); !errors.As(err, &wrong) || wrong[0].Field != c[2] {
			t.Errorf("%q by %q: %v", c[0], c[1], err)
		}
	}
	as := func(session store.ID) error {
		return h.write(func(tx *store.Tx) error { return room.CountAsLeader(tx, l, session, "3") })
	}
	if err := as("a2"); err != nil {
		t.Error(err)
	}
	if err := as("b2"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("in another's room: %v", err)
	}
	h.sql("UPDATE editions SET state = 'archived'")
	if err := count("a1", "4", "A"); !errors.Is(err, event.ErrNotInState) {
		t.Errorf("archived: %v", err)
	}
}
