package door

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
	"samling/models/store/storetest"
)

// shed is an edition with guests in SQL, for what needs the package's inside.
type shed struct {
	testing.TB
	store *store.Store
	clock *storetest.Clock
	e     event.Edition
}

func newShed(t testing.TB) *shed {
	t.Helper()
	st, clock := storetest.New(t)
	s := &shed{TB: t, store: st, clock: clock}
	s.exec("INSERT INTO series (id, slug, name) VALUES ('s', 's', 'S')")
	s.e = event.Edition{ID: store.NewID(), Slug: "now", TimeZone: "Europe/Stockholm", State: event.Published,
		CheckInAt: store.At(storetest.Noon.Add(-time.Hour)), StartsAt: store.At(storetest.Noon), EndsAt: store.At(storetest.Noon.Add(6 * time.Hour))}
	s.exec(`INSERT INTO editions (id, series_id, slug, title, time_zone, check_in_at, starts_at, ends_at, registration_closes_at,
		wishes_close_at, state, created_at) VALUES (?, 's', 'now', 'T', ?, ?, ?, ?, 1, 1, 'published', 1)`, s.e.ID, s.e.TimeZone,
		s.e.CheckInAt, s.e.StartsAt, s.e.EndsAt)
	s.exec("INSERT INTO organisations (id, edition_id, key, name, kind) VALUES ('o', ?, 'nacka', 'Nacka kommun', 'kommun')", s.e.ID)
	return s
}

func (s *shed) exec(sql string, args ...any) {
	s.Helper()
	if err := s.store.Write(s.Context(), func(tx *store.Tx) error { return tx.Exec(sql, args...).Error }); err != nil {
		s.Fatal(err)
	}
}

func (s *shed) guest(name string, status registration.Status, source registration.Source) registration.Registration {
	s.Helper()
	r := registration.Registration{ID: store.NewID(), Name: name, Status: status, KeyVersion: 1}
	r.Reference = strings.ToUpper(string(r.ID[:6]))
	key := " " + strings.ToLower(name)
	if source == registration.FromAlias {
		key = ""
	}
	s.exec(`INSERT INTO registrations (id, edition_id, organisation_id, source, status, name, search_key, reference, ticket_hash,
		link_hash, waitlist_number, received_at) VALUES (?, ?, 'o', ?, ?, ?, ?, ?, ?, ?, 4, 1)`,
		r.ID, s.e.ID, source, status, name, key, r.Reference, store.Hash(r.Ticket(s.store.Keys())), r.ID)
	return r
}

// phone is what a device keeps.
type phone struct {
	*shed
	version string
	records map[string]*Sealed
	fetches int
}

// fetch asks until there is no more, as the app does.
func (p *phone) fetch(from *Rosters) {
	p.Helper()
	for {
		snapshot, err := from.Of(p.Context(), p.e)
		if err != nil {
			p.Fatal(err)
		}
		part := snapshot.Since(ReadVersion(p.version))
		if part.Full {
			p.records = map[string]*Sealed{}
		}
		for _, r := range part.Records {
			p.records[r.Index] = r
		}
		for _, index := range part.Removed {
			delete(p.records, index)
		}
		p.version = part.Version.String()
		p.fetches++
		if !part.More {
			return
		}
	}
}

// look opens somebody's record by their code.
func (p *phone) look(code string) (record, *Sealed) {
	p.Helper()
	s, err := newSealer(code, p.e.ID)
	if err != nil {
		p.Fatal(err)
	}
	sealed := p.records[s.index]
	if sealed == nil {
		return record{}, nil
	}
	plain, err := unseal(s.aead, sealed.Data)
	if err != nil {
		p.Fatal(err)
	}
	var r record
	if err := json.Unmarshal(plain, &r); err != nil {
		p.Fatal(err)
	}
	return r, sealed
}

func TestRosterFollows(t *testing.T) {
	s := newShed(t)
	keys := s.store.Keys()
	anna := s.guest("Anna Ek", registration.Confirmed, registration.FromForm)
	bo := s.guest("Bo Berg", registration.Waitlisted, registration.FromForm)
	alias := s.guest("Deltagare 34F", registration.Confirmed, registration.FromAlias)
	rosters := NewRosters(s.store)
	p := &phone{shed: s}
	p.fetch(rosters)
	if len(p.records) != 3 {
		t.Fatalf("%d records", len(p.records))
	}
	if r, _ := p.look(bo.Ticket(keys)); r.Name != "Bo Berg" || r.Status != "waitlisted" || r.Waitlist != 4 || r.Organisation != "Nacka kommun" {
		t.Errorf("%+v", r)
	}
	if r, _ := p.look(alias.Ticket(keys)); r.Name != "Deltagare 34F" || r.Status != "confirmed" {
		t.Errorf("%+v", r)
	}
	first := p.records
	wait := func() { s.clock.Add(time.Minute) }

	wait()
	p.fetch(rosters)
	if p.version != rosters.epoch+".1" {
		t.Errorf("nothing happened, and the version is %s", p.version)
	}
	s.exec("INSERT INTO scans (id, edition_id, nonce, status, occurred_at, received_at) VALUES ('x', ?, 'n', 'ok', 1, 1)", s.e.ID)
	s.exec("INSERT INTO admissions (registration_id, edition_id, scan_id, at, door) VALUES (?, ?, 'x', 1000, 'Dörr 1')", anna.ID, s.e.ID)
	wait()
	p.fetch(rosters)
	r, sealed := p.look(anna.Ticket(keys))
	if r.Name != "Anna Ek" || sealed.In.UnixMilli() != 1000 || sealed.Door != "Dörr 1" || sealed.Data != first[sealed.Index].Data {
		t.Errorf("%+v %+v", r, sealed)
	}
	s.exec("DELETE FROM admissions WHERE registration_id = ?", anna.ID)
	s.exec("UPDATE registrations SET status = 'cancelled' WHERE id = ?", bo.ID)
	wait()
	p.fetch(rosters)
	if _, sealed := p.look(anna.Ticket(keys)); !sealed.In.IsZero() {
		t.Error("is still inside")
	}
	if r, _ := p.look(bo.Ticket(keys)); r.Status != "cancelled" || r.Waitlist != 0 {
		t.Errorf("%+v", r)
	}
	// The seat is passed on: the old code says so and names nobody, the new one is somebody else's.
	s.exec("INSERT INTO dead_tickets (ticket_hash, link_hash, edition_id, reference, died_at) VALUES (?, 'l', ?, 'R', 1)",
		store.Hash(anna.Ticket(keys)), s.e.ID)
	passed := anna
	passed.KeyVersion = 2
	s.exec("UPDATE registrations SET key_version = 2, name = 'Cia Dahl', ticket_hash = ? WHERE id = ?", store.Hash(passed.Ticket(keys)), anna.ID)
	wait()
	p.fetch(rosters)
	if r, _ := p.look(anna.Ticket(keys)); !r.Revoked || r.Name != "" || r.Organisation != "" {
		t.Errorf("%+v", r)
	}
	if r, _ := p.look(passed.Ticket(keys)); r.Name != "Cia Dahl" {
		t.Errorf("%+v", r)
	}
	// Somebody is erased.
	s.exec("DELETE FROM registrations WHERE id = ?", bo.ID)
	wait()
	p.fetch(rosters)
	if _, sealed := p.look(bo.Ticket(keys)); sealed != nil || len(p.records) != 3 {
		t.Errorf("%d records", len(p.records))
	}
	// A phone that was away, one of before the server started anew, and one that makes things up.
	for _, version := range []string{"", rosters.epoch + ".1", "00000000.9", rosters.epoch + ".999", "x", ".", rosters.epoch + ".-1"} {
		late := &phone{shed: s, version: version, records: map[string]*Sealed{}}
		for index, r := range first {
			late.records[index] = r
		}
		late.fetch(rosters)
		if fmt.Sprint(late.records) != fmt.Sprint(p.records) || late.version != p.version {
			t.Errorf("from %q: %d records, want %d", version, len(late.records), len(p.records))
		}
	}
}

func TestNamesAreForTheDay(t *testing.T) {
	s := newShed(t)
	anna := s.guest("Anna Ek", registration.Confirmed, registration.FromForm)
	s.guest("Deltagare 34F", registration.Confirmed, registration.FromAlias)
	rosters := NewRosters(s.store)
	sealed, key, version, err := rosters.Names(t.Context(), s.e)
	if err != nil {
		t.Fatal(err)
	}
	aead, err := gcm(key.Key)
	if err != nil {
		t.Fatal(err)
	}
	plain, err := unseal(aead, sealed)
	if err != nil || !strings.Contains(string(plain), anna.Reference) || strings.Contains(string(plain), "Deltagare") {
		t.Errorf("%s %v", plain, err)
	}
	s.exec("INSERT INTO scans (id, edition_id, nonce, status, occurred_at, received_at) VALUES ('x', ?, 'n', 'ok', 1, 1)", s.e.ID)
	s.exec("INSERT INTO admissions (registration_id, edition_id, scan_id, at) VALUES (?, ?, 'x', 1000)", anna.ID, s.e.ID)
	s.clock.Add(time.Minute)
	if again, _, at, err := rosters.Names(t.Context(), s.e); err != nil || again != sealed || at != version {
		t.Errorf("somebody came in and the list is another: %v %v", at, err)
	}
	s.clock.Set(s.e.EndsAt.Add(12 * time.Hour))
	if _, _, _, err := rosters.Names(t.Context(), s.e); store.KindOf(err) != store.Conflict {
		t.Errorf("after the day: %v", err)
	}
	s.e.DoorOpenedAt = store.At(s.clock.Now())
	_, next, _, err := rosters.Names(t.Context(), s.e)
	if err != nil || next.ID == key.ID || string(next.Key) == string(key.Key) {
		t.Errorf("the next day has the same key, %v", err)
	}
}
