package room_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"samling/models/event"
	"samling/models/registration"
	"samling/models/room"
	"samling/models/store"
	"samling/models/store/storetest"
)

// hall is a day with seminars a, b, c in two slots, each with its seats, where who comes first takes a seat.
type hall struct {
	t     *testing.T
	store *store.Store
	clock *storetest.Clock
	e     event.Edition
	n     int
}

func newHall(t *testing.T, seats int) *hall {
	t.Helper()
	s, clock := storetest.New(t)
	h := &hall{t: t, store: s, clock: clock}
	at := func(hour int) store.Time {
		return store.At(storetest.Noon.Add(10*24*time.Hour + time.Duration(hour)*time.Hour))
	}
	h.e = event.Edition{ID: "e", SeriesID: "s", Slug: "d", Title: "D", TimeZone: "Europe/Stockholm", CheckInAt: at(0), StartsAt: at(1), EndsAt: at(8),
		RegistrationClosesAt: at(0), WishesCloseAt: at(0), State: event.Published, CreatedAt: store.At(storetest.Noon), Version: 1}
	h.must(func(tx *store.Tx) error {
		return errors.Join(tx.Create(&event.Series{ID: "s", Slug: "s", Name: "S"}).Error, tx.Create(&h.e).Error,
			tx.Exec("INSERT INTO edition_seats (edition_id, capacity) VALUES ('e', 1000)").Error,
			tx.Exec("INSERT INTO organisations (id, edition_id, key, name, kind) VALUES ('k', 'e', 'k', 'Kommun', 'kommun'), ('p', 'e', 'p', 'Polis', 'polis')").Error)
	})
	for slot := 1; slot <= 2; slot++ {
		h.sql(`INSERT INTO programme_items (id, edition_id, starts_at, ends_at, kind, slot, title, position, choose)
			VALUES (?, 'e', ?, ?, 'seminars', ?, 'Pass', ?, 'first_come')`, fmt.Sprint("i", slot), at(3*slot), at(3*slot+1), slot, slot)
	}
	for i, key := range []string{"a", "b", "c"} {
		h.sql("INSERT INTO seminars (id, edition_id, key, title, position) VALUES (?, 'e', ?, ?, ?)", key, key, "Seminarium "+key, i)
		for slot := 1; slot <= 2; slot++ {
			h.sql("INSERT INTO seminar_sessions (id, edition_id, seminar_id, slot, room, seats) VALUES (?, 'e', ?, ?, ?, ?)",
				fmt.Sprint(key, slot), key, slot, "Sal "+key, seats)
		}
	}
	return h
}

func (h *hall) write(run func(tx *store.Tx) error) error { return h.store.Write(h.t.Context(), run) }

func (h *hall) must(run func(tx *store.Tx) error) {
	h.t.Helper()
	if err := h.write(run); err != nil {
		h.t.Fatal(err)
	}
}

func (h *hall) sql(query string, args ...any) {
	h.t.Helper()
	h.must(func(tx *store.Tx) error { return tx.Exec(query, args...).Error })
}

func (h *hall) number(query string, args ...any) (n int) {
	h.t.Helper()
	if err := h.store.Read(h.t.Context()).Raw(query, args...).Scan(&n).Error; err != nil {
		h.t.Fatal(err)
	}
	return n
}

// person is somebody who is coming, from the municipality unless told otherwise.
func (h *hall) person(from ...string) store.ID {
	h.t.Helper()
	h.n++
	f := registration.Form{Name: "Åsa Öberg", Email: fmt.Sprintf("p%d@x.example", h.n), Organisation: append(from, "k")[0], Wishes: []string{"b", "a"}}
	var r registration.Registration
	h.must(func(tx *store.Tx) (err error) {
		r, err = registration.Add(tx, h.e, f, registration.FromForm, registration.Self)
		return err
	})
	return r.ID
}

func (h *hall) take(person, session store.ID) error {
	return h.write(func(tx *store.Tx) error { return room.Take(tx, h.e, person, session) })
}

func (h *hall) takes(person store.ID, sessions ...store.ID) {
	h.t.Helper()
	for _, s := range sessions {
		if err := h.take(person, s); err != nil {
			h.t.Fatalf("%s: %v", s, err)
		}
	}
}

// choice is a slot as somebody sees it.
func (h *hall) choice(person store.ID, slot int) room.Choice {
	h.t.Helper()
	all, err := room.ChoicesOf(h.store.Read(h.t.Context()), h.e, person, h.clock.Now())
	if err != nil {
		h.t.Fatal(err)
	}
	return all[slot-1]
}

func (h *hall) option(person, session store.ID) room.Option {
	h.t.Helper()
	for slot := 1; slot <= 2; slot++ {
		for _, o := range h.choice(person, slot).Options {
			if o.ID == session {
				return o
			}
		}
	}
	h.t.Fatal("no session ", session)
	return room.Option{}
}

// at is where somebody sits in a slot, "" for nowhere.
func (h *hall) at(person store.ID, slot int) store.ID {
	h.t.Helper()
	if mine := h.choice(person, slot).Mine; mine != nil {
		return mine.ID
	}
	return ""
}

func TestTakeSwapAndGoBack(t *testing.T) {
	h := newHall(t, 1)
	p, q := h.person(), h.person()
	h.takes(p, "a1", "b2")
	if h.at(p, 1) != "a1" || h.at(p, 2) != "b2" || h.option(q, "a1").Left() != 0 {
		t.Fatal("the seats are not taken")
	}
	if rank := h.number("SELECT rank FROM placements WHERE session_id = 'b2'"); rank != 1 {
		t.Errorf("rank %d of the first wish", rank)
	}
	if err := h.take(q, "a1"); !errors.Is(err, room.ErrFull) {
		t.Fatalf("a full session: %v", err)
	}
	h.takes(p, "c1", "c1")
	if c := h.choice(p, 1); c.Mine.ID != "c1" || c.Back == nil || c.Back.ID != "a1" {
		t.Fatalf("no way back: %+v", c.Back)
	}
	h.takes(q, "a1")
	if h.choice(p, 1).Back != nil {
		t.Error("a way back to a seat that is gone")
	}
	h.must(func(tx *store.Tx) error { return room.Leave(tx, h.e, p, 1) })
	h.must(func(tx *store.Tx) error { return room.Leave(tx, h.e, p, 1) })
	if h.at(p, 1) != "" || h.option(q, "c1").Left() != 1 {
		t.Error("the seat was not given up")
	}
}

func TestWhyASeatCannotBeTaken(t *testing.T) {
	for name, c := range map[string]struct {
		set  string
		want error
	}{
		"the same seminar in another slot": {"INSERT INTO placements (person_id, slot, edition_id, session_id, rank) VALUES (?, 2, 'e', 'a2', 0)", room.ErrSameSeminar},
		"other kinds":                      {"UPDATE seminars SET only_kinds = 'polis stat' WHERE ? <> ''", room.ErrOtherKinds},
		"excluded":                         {"INSERT INTO placement_exclusions (person_id, seminar_id, edition_id, made_at, made_by) VALUES (?, 'a', 'e', 1, 'o')", room.ErrExcluded},
		"withdrawn":                        {"UPDATE seminar_sessions SET withdrawn = 1 WHERE ? <> ''", room.ErrWithdrawn},
		"above the fire limit":             {"UPDATE seminar_sessions SET fire_limit = 1, seats = CASE WHEN ? = '' THEN 1 ELSE 9 END", room.ErrFull},
		"overbooked is full":               {"UPDATE seminar_sessions SET overbook = 8, seats = CASE WHEN ? = '' THEN 0 ELSE 1 END", room.ErrFull},
		"fixed":                            {"UPDATE programme_items SET choose = 'fixed' WHERE ? <> ''", room.ErrFixed},
		"ranked and nobody is placed":      {"UPDATE programme_items SET choose = 'ranked' WHERE ? <> ''", room.ErrEarly},
		"not coming":                       {"UPDATE registrations SET status = 'waitlisted', charge = '' WHERE id = ?", room.ErrNotIn},
		"the slot has begun":               {"UPDATE programme_items SET starts_at = 1 WHERE ? <> ''", room.ErrBegun},
		"the day is over":                  {"UPDATE editions SET state = 'finished' WHERE ? <> ''", registration.ErrOver},
	} {
		h := newHall(t, 5)
		p := h.person()
		h.takes(h.person(), "a1")
		h.sql(c.set, p)
		h.must(func(tx *store.Tx) (err error) { h.e, err = event.ByID(tx.DB, "e"); return err })
		if err := h.take(p, "a1"); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
		if choice, o := h.choice(p, 1), h.option(p, "a1"); choice.Why == nil && o.CanTake() {
			t.Errorf("%s: the page offers what is refused", name)
		}
	}
	h := newHall(t, 1)
	if err := h.take(h.person(), "x"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("no such session: %v", err)
	}
	if err := h.take("x", "a1"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("nobody: %v", err)
	}
}

// TestAPinnedPersonStays where the organiser has put them; where one takes seats oneself a pin says nothing.
func TestAPinnedPersonStays(t *testing.T) {
	h := newHall(t, 1)
	p := h.person()
	h.sql("INSERT INTO placement_pins (person_id, session_id, edition_id, made_at, made_by) VALUES (?, 'c1', 'e', 1, 'o')", p)
	h.takes(p, "a1")
	h.sql("UPDATE programme_items SET choose = 'ranked'")
	h.sql("INSERT INTO allocation_runs (id, edition_id, seed, run_at, run_by, figures, published_at, state) VALUES ('r', 'e', '1', 1, '', '{}', 1, 'published')")
	if err := h.take(p, "b1"); !errors.Is(err, room.ErrPinned) {
		t.Error(err)
	}
	h.takes(p, "b2")
}

func TestASeminarForSomeKindsIsForThem(t *testing.T) {
	h := newHall(t, 1)
	h.sql("UPDATE seminars SET only_kinds = 'polis'")
	h.takes(h.person("p"), "a1")
}

// TestAnything does random things and checks after each that no session holds more than its seats, nobody sits twice in a
// seminar, and nobody passes a line.
func TestAnything(t *testing.T) {
	const people, seats = 12, 2
	sessions := []store.ID{"a1", "b1", "c1", "a2", "b2", "c2"}
	for seed := range uint64(4) {
		h, random := newHall(t, seats), rand.New(rand.NewPCG(seed, 4))
		var all []store.ID
		for range people {
			all = append(all, h.person())
		}
		for step := range 250 {
			p, s := all[random.IntN(people)], sessions[random.IntN(len(sessions))]
			was, waited := h.at(p, slotOf(s)), h.number("SELECT COUNT(*) FROM session_waits WHERE session_id = ? AND state = 'waiting'", s)
			what := random.IntN(14)
			if what == 8 || what == 9 {
				p, s = h.offered(p, s)
			}
			err := h.write(func(tx *store.Tx) error {
				switch what {
				case 0, 1, 2, 3:
					return room.Take(tx, h.e, p, s)
				case 4, 5, 6, 7:
					return room.Join(tx, h.e, p, s)
				case 8, 9:
					return room.Accept(tx, h.e, p, s)
				case 10:
					return room.LeaveLine(tx, h.e, p, s)
				case 11:
					return room.Leave(tx, h.e, p, slotOf(s))
				case 12:
					_, err := registration.Cancel(tx, p, registration.Self)
					return err
				}
				_, err := registration.Restore(tx, p, registration.Self)
				return err
			})
			if err != nil && store.KindOf(err) == "" {
				t.Fatalf("seed %d step %d: %v", seed, step, err)
			}
			if what <= 3 && err == nil && was != s && waited > 0 {
				t.Fatalf("seed %d step %d: somebody passed a line of %d", seed, step, waited)
			}
			if step%5 == 0 {
				h.clock.Add(3 * time.Hour)
				h.must(func(tx *store.Tx) error { _, err := room.Tend(tx); return err })
				if due, err := room.Due(h.store.Read(t.Context()), store.At(h.clock.Now())); due || err != nil {
					t.Fatalf("seed %d step %d: still something to do after Tend, %v", seed, step, err)
				}
			}
			h.whole(fmt.Sprintf("seed %d step %d (%d)", seed, step, what))
		}
		if h.number("SELECT COUNT(*) FROM session_waits WHERE state = 'accepted'") == 0 {
			t.Errorf("seed %d: nobody accepted anything: the test does nothing", seed)
		}
	}
}

// offered is somebody who is offered a seat, with its session; p and s when nobody is.
func (h *hall) offered(p, s store.ID) (store.ID, store.ID) {
	var open []struct{ PersonID, SessionID store.ID }
	err := h.store.Read(h.t.Context()).Raw("SELECT person_id, session_id FROM session_waits WHERE state = 'offered' LIMIT 1").Scan(&open).Error
	if err != nil || len(open) == 0 {
		return p, s
	}
	return open[0].PersonID, open[0].SessionID
}

func slotOf(s store.ID) int { return int(s[1] - '0') }

// whole fails unless everything that must always be true is.
func (h *hall) whole(when string) {
	h.t.Helper()
	for what, query := range map[string]string{
		"a session over its seats": `SELECT COUNT(*) FROM seminar_sessions t WHERE t.seats < (SELECT COUNT(*) FROM placements p WHERE p.session_id = t.id)
			+ (SELECT COUNT(*) FROM session_waits w WHERE w.session_id = t.id AND w.state = 'offered')`,
		"somebody twice in a seminar": `SELECT COUNT(*) FROM (SELECT p.person_id FROM placements p JOIN seminar_sessions t ON t.id = p.session_id
			GROUP BY p.person_id, t.seminar_id HAVING COUNT(*) > 1) x`,
		"a seat in the wrong slot": "SELECT COUNT(*) FROM placements p JOIN seminar_sessions t ON t.id = p.session_id WHERE t.slot <> p.slot",
	} {
		if n := h.number(query); n != 0 {
			h.t.Fatalf("%s: %s (%d)", when, what, n)
		}
	}
}
