package door_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"samling/models/door"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
)

// desk is what the help desk's answers hold.
type desk struct {
	told
	RegistrationID store.ID `json:"registration_id"`
	SeatsLeft      int      `json:"seats_left"`
	Version        int
	May            []string
	Badge          string
	Problems       []struct{ Field, Message string }
	Case           struct {
		ID                        store.ID
		Number                    int
		State, Door, Reason, Note string
	}
	Cases  []struct{ ID store.ID }
	Person *struct {
		RegistrationID store.ID `json:"registration_id"`
		Attendee       struct{ Name string }
		May            []string
	}
	Organisations []struct{ Key, Name string }
	Slots         []struct {
		Slot     int
		Sessions []struct {
			Session  store.ID
			Room     string
			Left     int
			Proposed bool
		}
	}
	Room *struct {
		Placed, Came, Left int
		Released           bool
		Counted            *int
	}
}

func (s *site) openDoor() {
	s.t.Helper()
	s.Write(func(tx *store.Tx) error { return door.OpenDoor(tx, s.Edition, "organiser") })
	s.Edition.DoorOpenedAt = store.At(s.Clock.Now())
}

// ask posts members to a route of the desk; a nil body gets.
func (s *site) ask(path string, members map[string]any) (out desk) {
	s.t.Helper()
	var body string
	method := http.MethodGet
	if members != nil {
		raw, err := json.Marshal(members)
		if err != nil {
			s.t.Fatal(err)
		}
		method, body = http.MethodPost, string(raw)
	}
	a := s.As("door").Do(method, "/api/v1/door/"+path, "application/json", body)
	if a.Status != http.StatusOK {
		s.t.Fatalf("%s %v: %d %s", path, members, a.Status, a.Body)
	}
	if err := json.Unmarshal([]byte(a.Body), &out); err != nil {
		s.t.Fatal(err)
	}
	return out
}

func (s *site) want(got desk, status, reason string) {
	s.t.Helper()
	if got.Status != status || got.Reason != reason {
		s.t.Fatalf("%s %q %q, want %s %q", got.Status, got.Reason, got.Message, status, reason)
	}
}

func (s *site) number(query string, args ...any) (n int) {
	s.t.Helper()
	if err := s.Store.Read(s.t.Context()).Raw(query, args...).Scan(&n).Error; err != nil {
		s.t.Fatal(err)
	}
	return n
}

func TestAWalkInIsRegisteredSeatedAndIn(t *testing.T) {
	s := newSite(t)
	s.openDoor()
	counter := s.ask("desk", nil)
	if counter.SeatsLeft == 0 || len(counter.Organisations) == 0 || len(counter.Slots) != 2 {
		t.Fatalf("%+v", counter)
	}
	nonce := s.nonce()
	members := map[string]any{"nonce": nonce, "name": "Åsa  Öberg", "organisation": "nacka-kommun", "door": "Hjälpdisk"}
	got := s.ask("walk-in", members)
	s.want(got, "ok", "")
	if got.Attendee.Name != "Åsa Öberg" || len(got.Attendee.Places) != 2 || got.Counter.In != 1 || got.SeatsLeft != counter.SeatsLeft-1 {
		t.Errorf("%+v", got)
	}
	// The button pressed twice, or the answer lost: one person, the same answer.
	if again := s.ask("walk-in", members); again.RegistrationID != got.RegistrationID || again.Counter.In != 1 {
		t.Errorf("%+v", again)
	}
	if n := s.number("SELECT COUNT(*) FROM registrations WHERE source = 'walk_in'"); n != 1 {
		t.Errorf("%d walk-ins", n)
	}
	none := s.ask("walk-in", map[string]any{"nonce": s.nonce(), "name": "Bo Ek", "organisation": "nacka-kommun", "sessions": []string{}})
	s.want(none, "ok", "")
	if len(none.Attendee.Places) != 0 {
		t.Errorf("seated though none was wanted: %+v", none.Attendee)
	}
}

func TestAWalkInThatCannotBe(t *testing.T) {
	s := newSite(t)
	s.openDoor()
	form := s.ask("walk-in", map[string]any{"nonce": s.nonce(), "name": " ", "organisation": "nowhere", "email": "å@b"})
	s.want(form, "error", "form")
	if len(form.Problems) != 3 || form.Problems[0].Field != "name" || form.Problems[0].Message == "" {
		t.Errorf("%+v", form.Problems)
	}
	if form.SeatsLeft == 0 {
		t.Errorf("a form with a mistake says that the day is full: %+v", form)
	}
	there := s.guest(s.Edition, "Asa Öberg")
	booked := s.ask("walk-in", map[string]any{"nonce": s.nonce(), "name": "Åsa Öberg", "organisation": "nacka-kommun", "email": there.Email})
	s.want(booked, "error", "exists")
	if booked.RegistrationID != there.ID {
		t.Errorf("%+v", booked)
	}
	s.fill()
	full := s.ask("walk-in", map[string]any{"nonce": s.nonce(), "name": "Sen Person", "organisation": "nacka-kommun"})
	s.want(full, "error", "full")
	if n := s.number("SELECT COUNT(*) FROM registrations WHERE name = 'Sen Person'"); n != 0 || full.SeatsLeft != 0 {
		t.Errorf("%d were saved, %d seats left", n, full.SeatsLeft)
	}
	for _, body := range []string{`{"nonce":"x"`, `{"nonce":"short","name":"A","organisation":"nacka-kommun"}`, `{"nonce":12}`, `{"name":"A","sessions":"all"}`} {
		if a := s.As("door").JSON("/api/v1/door/walk-in", body); a.Status < 400 || a.Status >= 500 {
			t.Errorf("%s: %d %s", body, a.Status, a.Body)
		}
	}
}

// fill leaves no seat at the day.
func (s *site) fill() {
	s.t.Helper()
	s.Write(func(tx *store.Tx) error {
		for _, statement := range []string{"UPDATE organisation_seats SET quota = taken", "UPDATE edition_seats SET promised = 0",
			"UPDATE edition_seats SET capacity = taken, pool_taken = taken"} {
			if err := tx.Exec(statement).Error; err != nil {
				return err
			}
		}
		return nil
	})
}

func TestASubstituteTakesTheSeatAndIsIn(t *testing.T) {
	s := newSite(t)
	s.openDoor()
	old := s.guest(s.Edition, "Åsa Öberg")
	seen := s.ask("person", map[string]any{"registration_id": old.ID})
	s.want(seen, "ok", "")
	if seen.Version != old.Version || !strings.Contains(fmt.Sprint(seen.May), "substitute") || !strings.HasSuffix(seen.Badge, ".pdf") {
		t.Fatalf("%+v", seen)
	}
	members := map[string]any{"nonce": s.nonce(), "registration_id": old.ID, "version": seen.Version, "name": "Bo Ek"}
	got := s.ask("substitute", members)
	s.want(got, "ok", "")
	if got.Attendee.Name != "Bo Ek" || got.Attendee.Organisation != "Nacka kommun" || got.Counter.In != 1 {
		t.Errorf("%+v", got.Attendee)
	}
	if again := s.ask("substitute", members); again.Attendee.Name != "Bo Ek" || again.Counter.In != 1 {
		t.Errorf("%+v", again)
	}
	if old := s.redeem(map[string]any{"code": s.code(old)}); old.Reason != "revoked" {
		t.Errorf("the old ticket is %s", old.Reason)
	}
	members["nonce"] = s.nonce()
	s.want(s.ask("substitute", members), "error", "stale")
	members["version"], members["nonce"] = seen.Version+1, s.nonce()
	s.want(s.ask("substitute", members), "error", "changed")
}

func TestWhoWaitsIsLetInWhenSeatsAllow(t *testing.T) {
	s := newSite(t)
	s.openDoor()
	waits := s.guest(s.Edition, "Väntar Länge")
	s.Write(func(tx *store.Tx) error { return s.putInQueue(tx, waits) })
	if seen := s.ask("person", map[string]any{"registration_id": waits.ID}); fmt.Sprint(seen.May) != "[promote]" {
		t.Errorf("%+v", seen.May)
	}
	members := map[string]any{"nonce": s.nonce(), "registration_id": waits.ID}
	got := s.ask("promote", members)
	s.want(got, "ok", "")
	if s.number("SELECT COUNT(*) FROM registrations WHERE id = ? AND status = 'confirmed'", waits.ID) != 1 || got.Counter.In != 1 {
		t.Errorf("%+v", got)
	}
	s.want(s.ask("promote", members), "ok", "")
	s.want(s.ask("promote", map[string]any{"nonce": s.nonce(), "registration_id": waits.ID}), "error", "changed")
	other := s.guest(s.Edition, "Ock Så")
	s.Write(func(tx *store.Tx) error { return s.putInQueue(tx, other) })
	s.fill()
	s.want(s.ask("promote", map[string]any{"nonce": s.nonce(), "registration_id": other.ID}), "error", "full")
}

func TestACaseGoesFromTheDoorToTheDeskWithoutNames(t *testing.T) {
	s := newSite(t)
	s.openDoor()
	waits := s.guest(s.Edition, "Väntar Länge")
	s.Write(func(tx *store.Tx) error { return s.putInQueue(tx, waits) })
	scan := s.nonce()
	s.redeem(map[string]any{"code": s.code(waits), "nonce": scan})
	members := map[string]any{"nonce": s.nonce(), "scan": scan, "note": "Kom med kollegan", "door": "Dörr 1"}
	made := s.ask("case", members)
	s.want(made, "ok", "")
	if made.Case.Number != 1 || made.Case.Reason != "waitlisted" || made.Case.State != "open" || made.Case.Door != "Dörr 1" {
		t.Errorf("%+v", made.Case)
	}
	if again := s.ask("case", members); again.Case.ID != made.Case.ID {
		t.Error("sent twice is two cases")
	}
	s.want(s.ask("case", map[string]any{"nonce": s.nonce(), "scan": "never-arrived"}), "error", "unknown_nonce")
	list := s.As("door").Get("/api/v1/door/cases")
	if !strings.Contains(list.Body, "Kom med kollegan") || strings.Contains(list.Body, "Väntar") {
		t.Errorf("%s", list.Body)
	}
	if status := s.As("door").Get("/api/v1/door/status"); !strings.Contains(status.Body, `"cases":1`) {
		t.Errorf("%s", status.Body)
	}
	opened := s.ask("case/open", map[string]any{"id": made.Case.ID})
	if opened.Case.State != "taken" || opened.Person == nil || opened.Person.Attendee.Name != "Väntar Länge" || fmt.Sprint(opened.Person.May) != "[promote]" {
		t.Errorf("%+v", opened)
	}
	closed := s.ask("case/close", map[string]any{"id": made.Case.ID, "outcome": "helped"})
	if closed.Case.State != "closed" || closed.Case.Note != "" || len(s.ask("cases", nil).Cases) != 0 {
		t.Errorf("%+v", closed.Case)
	}
	s.want(s.ask("case/open", map[string]any{"id": made.Case.ID}), "error", "case_closed")
	s.want(s.ask("case/open", map[string]any{"id": store.NewID()}), "error", "not_found")
	for _, bad := range []string{`{"nonce":"nonce-bad-1"}`, `{"nonce":"nonce-bad-1","note":"` + strings.Repeat("å", 201) + `"}`,
		`{"nonce":"nonce-bad-1","note":"a\nb"}`} {
		if a := s.As("door").JSON("/api/v1/door/case", bad); a.Status != 422 {
			t.Errorf("%s: %d", bad, a.Status)
		}
	}
}

func TestABadgeIsPrintedAgain(t *testing.T) {
	s := newSite(t)
	one := s.guest(s.Edition, "Åsa Öberg")
	path := s.ask("person", map[string]any{"registration_id": one.ID}).Badge
	if a := s.As("door").Get(path); a.Status != 200 || !strings.HasPrefix(a.Body, "%PDF") {
		t.Errorf("%d %.50s", a.Status, a.Body)
	}
	for path, status := range map[string]int{"/dorr/" + s.Edition.Slug + "/skylt/" + string(store.NewID()) + ".pdf": 404,
		"/dorr/" + s.Edition.Slug + "/skylt/x%2f..pdf": 404} {
		if a := s.As("door").Get(path); a.Status != status {
			t.Errorf("%s: %d", path, a.Status)
		}
	}
}

// rooms gives the sessions of slot 1 with their ids.
func (s *site) rooms() []event.Session {
	s.t.Helper()
	all, err := event.Sessions(s.Store.Read(s.t.Context()), s.Edition.ID)
	if err != nil {
		s.t.Fatal(err)
	}
	var first []event.Session
	for _, one := range all {
		if one.Slot == 1 {
			first = append(first, one)
		}
	}
	return first
}

func (s *site) place(r registration.Registration, session event.Session) {
	s.t.Helper()
	s.Write(func(tx *store.Tx) error {
		return tx.Exec("INSERT INTO placements (person_id, slot, edition_id, session_id, rank) VALUES (?, ?, ?, ?, 1)", r.ID, session.Slot,
			session.EditionID, session.ID).Error
	})
}

func TestTheDoorOfARoom(t *testing.T) {
	s := newSite(t)
	s.openDoor()
	rooms := s.rooms()
	here, there := rooms[0], rooms[1]
	mine, other, none := s.guest(s.Edition, "Åsa Öberg"), s.guest(s.Edition, "Bo Ek"), s.guest(s.Edition, "Utan Plats")
	s.place(mine, here)
	s.place(other, there)
	scan := func(r registration.Registration) desk {
		return s.ask("redeem", map[string]any{"code": s.code(r), "nonce": s.nonce(), "session": here.ID})
	}
	ok := scan(mine)
	s.want(ok, "ok", "")
	if ok.Room == nil || ok.Room.Came != 1 || ok.Room.Placed != 1 || ok.Counter.In != 1 {
		t.Errorf("%+v %+v", ok.Room, ok.Counter)
	}
	s.want(scan(mine), "error", "already_redeemed")
	wrong := scan(other)
	s.want(wrong, "error", "wrong_session")
	if !strings.Contains(wrong.Message, there.Room) {
		t.Errorf("%q does not say %q", wrong.Message, there.Room)
	}
	s.want(scan(none), "error", "no_seat")
	// They may be given a seat here; what they had is free then.
	given := s.ask("seat", map[string]any{"nonce": s.nonce(), "session": here.ID, "code": s.code(other)})
	s.want(given, "ok", "")
	if given.Room.Came != 2 || given.Room.Placed != 2 {
		t.Errorf("%+v", given.Room)
	}
	if n := s.number("SELECT COUNT(*) FROM placements WHERE session_id = ?", there.ID); n != 0 {
		t.Errorf("%d sit in the other room", n)
	}
	counted := s.ask("head-count", map[string]any{"session": here.ID, "people": 7})
	if counted.Room.Counted == nil || *counted.Room.Counted != 7 {
		t.Errorf("%+v", counted.Room)
	}
	if a := s.As("door").JSON("/api/v1/door/head-count", `{"session":"`+string(here.ID)+`","people":-1}`); a.Status != 422 {
		t.Errorf("%d", a.Status)
	}
	if a := s.As("door").Get("/api/v1/door/room?session=" + string(store.NewID())); a.Status != 404 {
		t.Errorf("%d", a.Status)
	}
}

func TestSeatsOfThoseWhoDoNotComeAreReleased(t *testing.T) {
	s := newSite(t)
	s.openDoor()
	here := s.rooms()[0]
	s.Write(func(tx *store.Tx) error {
		// The slot began five minutes ago, by the day on which the test stands.
		now := store.At(s.Clock.Now().Add(-5 * time.Minute))
		if err := tx.Exec("UPDATE programme_items SET starts_at = ? WHERE edition_id = ? AND slot = 1", now, s.Edition.ID).Error; err != nil {
			return err
		}
		return tx.Exec("UPDATE seminar_sessions SET seats = 1 WHERE id = ?", here.ID).Error
	})
	late, stands := s.guest(s.Edition, "Sen Person"), s.guest(s.Edition, "Står Utanför")
	s.place(late, here)
	seat := func(r registration.Registration) desk {
		return s.ask("seat", map[string]any{"nonce": s.nonce(), "session": here.ID, "code": s.code(r)})
	}
	s.want(seat(stands), "error", "full")
	s.Write(func(tx *store.Tx) error { return door.SetReleaseAfter(tx, s.Edition.ID, 5) })
	got := seat(stands)
	s.want(got, "ok", "")
	if !got.Room.Released || got.Room.Left != 0 || got.Room.Came != 1 {
		t.Errorf("%+v", got.Room)
	}
	// Who comes after that has lost the seat: the room is full.
	s.want(s.ask("redeem", map[string]any{"code": s.code(late), "nonce": s.nonce(), "session": here.ID}), "error", "no_seat")
}
