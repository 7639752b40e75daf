package door

import (
	"fmt"
	"testing"
	"time"

	"samling/models/registration"
	"samling/models/store"
)

// crowd adds n people whose ids are counted, with a seat in each of two sessions.
func (s *shed) crowd(n int) {
	s.Helper()
	for _, sql := range []string{
		`INSERT INTO seminars (id, edition_id, key, title, position) VALUES ('m', '` + string(s.e.ID) + `', 'm', 'Dela med dig och bli stark', 1)`,
		`INSERT INTO seminar_sessions (id, edition_id, seminar_id, slot, room, seats) VALUES ('s1', '` + string(s.e.ID) + `', 'm', 1, 'Stora salen', 9)`,
		`INSERT INTO seminar_sessions (id, edition_id, seminar_id, slot, room, seats) VALUES ('s2', '` + string(s.e.ID) + `', 'm', 2, 'Sal C', 9)`,
	} {
		s.exec(sql)
	}
	s.exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
		INSERT INTO registrations (id, edition_id, organisation_id, source, status, name, search_key, reference, ticket_hash, link_hash, received_at)
		SELECT printf('guest%015d', i), ?, 'o', 'form', 'confirmed', 'Förnamn' || i || ' Efternamn-Efternamn', ' x', i, i, i, 1 FROM n`, n, s.e.ID)
	for slot, session := range map[int]string{1: "s1", 2: "s2"} {
		s.exec(`INSERT INTO placements (person_id, slot, edition_id, session_id, rank) SELECT id, ?, edition_id, ?, 1 FROM registrations`, slot, session)
	}
}

func TestALargeRosterComesInParts(t *testing.T) {
	const n = 2*partOf + 300
	s := newShed(t)
	s.crowd(n)
	rosters := NewRosters(s.store)
	p := &phone{shed: s}
	p.fetch(rosters)
	if len(p.records) != n || p.fetches != 3 {
		t.Fatalf("%d records in %d parts", len(p.records), p.fetches)
	}
	// Half of them change while a phone is between two parts.
	snapshot, err := rosters.Of(t.Context(), s.e)
	if err != nil {
		t.Fatal(err)
	}
	slow := &phone{shed: s, records: map[string]*Sealed{}}
	first := snapshot.Since(Version{})
	for _, r := range first.Records {
		slow.records[r.Index] = r
	}
	slow.version = first.Version.String()
	if !first.Full || !first.More || len(first.Records) != partOf {
		t.Fatalf("the first part: %d records", len(first.Records))
	}
	s.exec("UPDATE registrations SET status = 'cancelled' WHERE CAST(reference AS INTEGER) % 2 = 0")
	s.exec("DELETE FROM registrations WHERE CAST(reference AS INTEGER) % 100 = 1")
	s.clock.Add(time.Hour)
	slow.fetch(rosters)
	p.fetch(rosters)
	if len(slow.records) != n-n/100 || fmt.Sprint(slow.records) != fmt.Sprint(p.records) {
		t.Errorf("%d and %d records of %d", len(slow.records), len(p.records), n-n/100)
	}
	for i, want := range map[int]string{2: "cancelled", 3: "confirmed"} {
		r := registration.Registration{ID: store.ID(fmt.Sprintf("guest%015d", i)), KeyVersion: 1}
		if got, _ := p.look(r.Ticket(s.store.Keys())); got.Status != want || len(got.Places) != 2 ||
			got.Places[1] != (recordPlace{"Dela med dig och bli stark", "Sal C", "", 2, "s2"}) {
			t.Errorf("%d: %+v", i, got)
		}
	}
}

// What a day of 50 000 costs: the first roster, one after a single arrival, and a phone's question about what is new.
func BenchmarkRoster50000(b *testing.B) {
	s := newShed(b)
	s.crowd(50_000)
	rosters := NewRosters(s.store)
	first, err := rosters.Of(b.Context(), s.e)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("first", func(b *testing.B) {
		for b.Loop() {
			if _, err := build(s.store.Read(b.Context()), s.store.Keys(), s.e, nil, "e"); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("again", func(b *testing.B) {
		for b.Loop() {
			if _, err := build(s.store.Read(b.Context()), s.store.Keys(), s.e, first, "e"); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("delta", func(b *testing.B) {
		for b.Loop() {
			if part := first.Since(first.Version); len(part.Records) != 0 {
				b.Fatal("something is new")
			}
		}
	})
}
