package organiser_test

import (
	"strings"
	"testing"
	"time"

	"samling/models/registration"
	"samling/models/seminar"
	"samling/models/store"
)

func TestExportIsWhatASwedishExcelOpens(t *testing.T) {
	s := newSite(t)
	s.Clock.Set(time.Date(2027, 2, 1, 12, 5, 0, 0, time.UTC)) // 13.05 in Stockholm
	register(t, s, registration.FromOrganiser, "Östen Åberg", `=cmd|'/C calc'!A0`, "Åsa; Öberg", "Zé")
	gone := register(t, s, registration.FromOrganiser, "Avanmäld Person")[0]
	s.Write(func(tx *store.Tx) error {
		if err := tx.Exec("UPDATE edition_seats SET capacity = taken WHERE edition_id = ?", s.Edition.ID).Error; err != nil {
			return err
		}
		return nil
	})
	register(t, s, registration.FromOrganiser, "Reserv Ek")
	s.Write(func(tx *store.Tx) error { _, err := registration.Cancel(tx, gone.ID, "test"); return err })

	a := s.As("organiser").Get(root + "/deltagare.csv")
	want(t, "export", a, 200)
	if got := a.Header.Get("Content-Disposition"); got != `attachment; filename="2027-02-01_samverkansdag-2027_deltagare.csv"` {
		t.Errorf("file name %s", got)
	}
	if !strings.HasPrefix(a.Body, "\uFEFFreferens;namn;e-post;organisation;status;anmäld;") {
		t.Errorf("begins with %q", a.Body[:60])
	}
	lines := strings.Split(strings.TrimSuffix(a.Body, "\r\n"), "\r\n")
	if len(lines) != 7 {
		t.Fatalf("%d lines: %q", len(lines), lines)
	}
	order := []string{"'=cmd|'/C calc'!A0", "Avanmäld Person", "Reserv Ek", "Zé", `"Åsa; Öberg"`, "Östen Åberg"}
	states := []string{"anmäld", "avanmäld", "väntelista", "anmäld", "anmäld", "anmäld"}
	for i, name := range order {
		line := lines[i+1]
		if !strings.Contains(line, ";"+name+";") || !strings.Contains(line, ";Nacka kommun;"+states[i]+";2027-02-01 13.05;") {
			t.Errorf("line %d is %q, want %s, %s", i+1, line, name, states[i])
		}
	}
}

func TestExportNamesSeminars(t *testing.T) {
	s := newSite(t)
	p := people(t, s, 1)[0]
	s.Write(func(tx *store.Tx) error {
		_, err := seminar.Allocate(tx, s.Edition, []seminar.Attendee{{ID: p.ID}}, seminar.Terms{Seed: 1}, "test")
		return err
	})
	if a := s.As("organiser").Get(root + "/deltagare.csv"); !strings.Contains(a.Body, "Rätt kurva") {
		t.Errorf("no seminar in %q", a.Body)
	}
}
