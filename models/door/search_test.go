package door_test

import (
	"errors"
	"fmt"
	"testing"

	"samling/models/door"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
	"samling/models/store/storetest"
)

func names(f door.Found) (out []string) {
	for _, hit := range f.Hits {
		out = append(out, hit.Name)
	}
	return out
}

func TestSearch(t *testing.T) {
	h := newHouse(t)
	oman := h.addGuest(h.edition, "Jonas Öman", registration.Confirmed)
	h.addGuest(h.edition, "Peter Hellman-Öman", registration.Waitlisted)
	h.addGuest(h.edition, "Zé", registration.Confirmed)
	h.addGuest(h.edition, "Anna Azevedo", registration.Confirmed)
	h.addGuest(h.edition, "Eva Hemlig", registration.Confirmed, "E. H.")
	alias := h.addGuest(h.edition, "Deltagare 34F", registration.Confirmed, "", "alias")
	h.addGuest(h.lastYear, "Gunnar Öman", registration.Confirmed)
	h.expect(h.present(door.Presented{Code: oman.Code}), door.OK, "")

	for _, c := range []struct {
		text string
		want []string
	}{
		{"oman", []string{"Peter Hellman-Öman", "Jonas Öman"}}, // whoever is not in yet comes first
		{"ÖMAN", []string{"Peter Hellman-Öman", "Jonas Öman"}},
		{"öman jon", []string{"Jonas Öman"}},
		{"ze", []string{"Zé"}}, // two letters: the beginning of a name, not any two letters
		{"eve", []string{"Anna Azevedo"}},
		{"hemlig", []string{"E. H."}},
		{"nacka hell", []string{"Peter Hellman-Öman"}},
		{oman.Reference, []string{"Jonas Öman"}},
		{"deltagare", nil},
		{alias.Reference, nil},
		{"100%", nil},
		{"___", nil},
	} {
		found, err := door.Search(h.store.Read(t.Context()), h.edition.ID, c.text)
		if err != nil && !errors.Is(err, door.ErrShortSearch) {
			t.Fatal(err)
		}
		if got := names(found); fmt.Sprint(got) != fmt.Sprint(c.want) {
			t.Errorf("%q: got %v, want %v", c.text, got, c.want)
		}
	}
	for _, text := range []string{"", " ", "o", "a b", "%", "__", "-"} {
		if _, err := door.Search(h.store.Read(t.Context()), h.edition.ID, text); !errors.Is(err, door.ErrShortSearch) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestSearchIsBounded(t *testing.T) {
	h := newHouse(t)
	for i := range 25 {
		h.addGuest(h.edition, fmt.Sprintf("Anna Nummer%d", i), registration.Confirmed)
	}
	found, err := door.Search(h.store.Read(t.Context()), h.edition.ID, "anna")
	if err != nil || len(found.Hits) != 20 || !found.More {
		t.Errorf("%d hits, more %v, %v", len(found.Hits), found.More, err)
	}
}

func TestCountAndAttended(t *testing.T) {
	h := newHouse(t)
	db := h.store.Read(t.Context())
	here := h.addGuest(h.edition, "Amina Lindqvist", registration.Confirmed)
	h.addGuest(h.edition, "Bo Ek", registration.Confirmed)
	waiting := h.addGuest(h.edition, "Kerstin Sjögren", registration.Waitlisted)
	h.addGuest(h.lastYear, "Ulla Ström", registration.Confirmed)
	h.present(door.Presented{Code: here.Code})
	h.present(door.Presented{Code: waiting.Code})
	h.present(door.Presented{Code: "unknown"})

	if in, expected, err := door.Count(db, h.edition.ID); in != 1 || expected != 2 || err != nil {
		t.Errorf("%d of %d, %v", in, expected, err)
	}
	h.write(func(tx *store.Tx) error { // a seat that is held for an answer is nobody's yet
		if err := tx.Exec("UPDATE edition_seats SET taken = taken + 1 WHERE edition_id = ?", h.edition.ID).Error; err != nil {
			return err
		}
		return tx.Exec(`INSERT INTO offers (id, edition_id, registration_id, charge, state, offered_at, expires_at)
			VALUES ('o', ?, ?, 'pool', 'open', 1, 2)`, h.edition.ID, waiting.ID).Error
	})
	if _, expected, err := door.Count(db, h.edition.ID); expected != 2 || err != nil {
		t.Errorf("%d are expected with one asked, %v", expected, err)
	}
	came, err := door.Attended(db, h.edition.ID)
	if err != nil || len(came) != 1 || came[0].ID != here.ID || came[0].Name != "Amina Lindqvist" {
		t.Errorf("came: %+v, %v", came, err)
	}
	var stored int
	if err := db.Raw("SELECT COUNT(*) FROM scans").Scan(&stored).Error; err != nil || stored != 3 {
		t.Errorf("%d scans are stored, %v", stored, err)
	}
}

func TestNearest(t *testing.T) {
	at := func(slug string, days int, state event.State) event.Edition {
		start := storetest.Noon.AddDate(0, 0, days)
		return event.Edition{Slug: slug, State: state, StartsAt: store.At(start), EndsAt: store.At(start.Add(6 * 3600e9))}
	}
	last, today, next, later := at("last", -365, event.Finished), at("today", 0, event.Closed), at("next", 9, event.Published), at("later", 99, event.Published)
	draft, archived := at("draft", 1, event.Draft), at("archived", 0, event.Archived)
	for _, c := range []struct {
		editions []event.Edition
		want     string
	}{
		{[]event.Edition{later, next, last, draft}, "next"},
		{[]event.Edition{later, today, next, archived}, "today"},
		{[]event.Edition{at("older", -700, event.Finished), last}, "last"},
		{[]event.Edition{draft, archived}, ""},
		{nil, ""},
	} {
		if got, _ := door.Nearest(c.editions, storetest.Noon); got.Slug != c.want {
			t.Errorf("got %q, want %q", got.Slug, c.want)
		}
	}
}
