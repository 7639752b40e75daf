package event_test

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"samling/models/event"
	"samling/models/store"
	"samling/models/store/storetest"
)

func realFile(t testing.TB) []byte {
	t.Helper()
	raw, err := os.ReadFile("../../demo/samverkansdag.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func importFile(t *testing.T, s *store.Store, raw []byte) event.Edition {
	t.Helper()
	f, err := event.ReadFile(raw)
	if err != nil {
		t.Fatal(err)
	}
	var e event.Edition
	if err := s.Write(t.Context(), func(tx *store.Tx) (err error) { e, err = event.Import(tx, f); return err }); err != nil {
		t.Fatal(err)
	}
	return e
}

// dump gives every row of the event's tables, so that any difference shows.
func dump(t *testing.T, s *store.Store) string {
	t.Helper()
	var b strings.Builder
	for _, table := range []string{"series", "editions", "edition_seats", "hosts", "programme_items", "documents", "seminars",
		"seminar_sessions", "organisations"} {
		var rows []map[string]any
		if err := s.Read(t.Context()).Raw("SELECT * FROM " + table + " ORDER BY 1").Scan(&rows).Error; err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			b.WriteString(table)
			for _, v := range []string{"id", "key", "title", "name", "slot", "seats", "starts_at", "taken", "version", "url"} {
				if x, ok := row[v]; ok {
					b.WriteString("|")
					b.WriteString(strings.TrimSpace(strings.ReplaceAll(fmt.Sprint(x), "\n", " ")))
				}
			}
			b.WriteString("\n")
		}
	}
	return b.String()
}

func TestTheRealEventIsImportedAndASecondTimeChangesNothing(t *testing.T) {
	s, clock := storetest.New(t)
	e := importFile(t, s, realFile(t))
	if e.Title != "Samverkansdag med unga i risk för kriminalitet i fokus" || e.Day() != "2024-03-07" {
		t.Fatalf("got %+v", e)
	}
	if got := e.StartsAt.In(e.Zone()).Format("15:04"); got != "09:00" {
		t.Fatalf("starts %s", got)
	}
	seats, err := event.SeatsOf(s.Read(t.Context()), e.ID)
	if err != nil || seats.Capacity != 200 {
		t.Fatalf("%+v, %v", seats, err)
	}
	organisations, _ := event.Organisations(s.Read(t.Context()), e.ID)
	sum := 0
	for _, o := range organisations {
		sum += o.Seats
	}
	if len(organisations) != 34 || sum != 199 {
		t.Fatalf("%d organisations with %d seats", len(organisations), sum)
	}
	before := dump(t, s)
	clock.Add(1000)
	importFile(t, s, realFile(t))
	if after := dump(t, s); after != before {
		t.Fatalf("a second import changed:\n%s\nto\n%s", before, after)
	}
}

func TestAWrongFileIsRefusedWithItsLine(t *testing.T) {
	good := string(realFile(t))
	for _, row := range []struct{ name, old, new, key string }{
		{"unknown key", "  capacity: 200", "  capacity: 200\n  colour: red", "import.syntax"},
		{"no capacity", "  capacity: 200", "  capacity: 0", "import.between"},
		{"text for a number", "  capacity: 200", "  capacity: many", "import.syntax"},
		{"no such date", "date: 2024-03-07 ", "date: 2024-02-31 ", "import.date"},
		{"no such clock", `starts: "09:00"
  ends`, `starts: "nine"
  ends`, "import.clock"},
		{"zone", "Europe/Stockholm", "Europe/Nowhere", "import.zone"},
		{"reserved address", "slug: samverkansdag-2024", "slug: arrangor", "import.slug"},
		{"same host twice", "key: eav", "key: skarpnack", "import.key"},
		{"kind", "kind: plenary,  title: Välkomna", "kind: party, title: Välkomna", "import.not_one_of"},
		{"session in no slot", "sessions: [ { slot: 1, room: Sal A", "sessions: [ { slot: 7, room: Sal A", "import.session_slot"},
		{"script for a link", "https://bra.se/", "javascript://bra.se/", "import.url"},
		{"minus seats", "Botkyrka kommun: 10", "Botkyrka kommun: -1", "import.between"},
	} {
		t.Run(row.name, func(t *testing.T) {
			bad := strings.Replace(good, row.old, row.new, 1)
			if bad == good {
				t.Fatal("the test changes nothing")
			}
			_, err := event.ReadFile([]byte(bad))
			var line *event.LineError
			if !errors.As(err, &line) || line.Key != row.key {
				t.Fatalf("got %v, want %s", err, row.key)
			}
			want := 1 + strings.Count(good[:strings.Index(good, row.old)], "\n")
			if line.Line < want || line.Line > want+2 {
				t.Errorf("%v: blames line %d, the fault is on line %d", err, line.Line, want)
			}
		})
	}
	for _, raw := range []string{"", "- 1", "\xff\xfe", "a: [", "edition: 3", strings.Repeat("a", 2<<20)} {
		if _, err := event.ReadFile([]byte(raw)); err == nil {
			t.Errorf("%.10q was taken", raw)
		}
	}
}

func TestSearchForgives(t *testing.T) {
	s, _ := storetest.New(t)
	e := importFile(t, s, realFile(t))
	for query, want := range map[string]string{
		"ratt kurva": "Rätt kurva", "KURVA rätt": "Rätt kurva", "sodertalje": "Rätt kurva", "natverk bra": "Brå: Barn och unga i kriminella nätverk",
		"skjutningar polis": "Trefas", "rapporten": "Brå-rapporten Barn och unga i kriminella nätverk",
	} {
		hits, err := event.Search(s.Read(t.Context()), e.ID, query)
		if err != nil || len(hits) == 0 || hits[0].Title != want {
			t.Errorf("%q found %v, %v", query, hits, err)
		}
	}
	for _, query := range []string{"", "  ", "zebra", "rätt zebra", "%"} {
		if hits, _ := event.Search(s.Read(t.Context()), e.ID, query); len(hits) != 0 {
			t.Errorf("%q found %v", query, hits)
		}
	}
}

// FuzzReadFile: whatever a file holds, it is taken whole or refused with a line, and nothing panics.
func FuzzReadFile(f *testing.F) {
	f.Add(realFile(f))
	f.Add([]byte("series: {slug: a}"))
	f.Add([]byte("a: &a [*a]"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		_, err := event.ReadFile(raw)
		var line *event.LineError
		if err != nil && (!errors.As(err, &line) || line.Line < 1) {
			t.Fatalf("an error without a line: %v", err)
		}
	})
}
