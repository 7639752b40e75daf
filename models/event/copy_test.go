package event_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"samling/models/event"
	"samling/models/store"
	"samling/models/store/storetest"
)

func copied(t *testing.T) (s *store.Store, from, to event.Edition) {
	t.Helper()
	s, clock := storetest.New(t)
	from = importFile(t, s, realFile(t))
	clock.Set(from.EndsAt.Add(24 * time.Hour))
	err := s.Write(t.Context(), func(tx *store.Tx) (err error) {
		hosts, err := event.Hosts(tx.DB, from.ID)
		if err != nil {
			return err
		}
		logo := event.Logo{HostID: hosts[0].ID, Type: "image/png", Width: 1, Height: 1, Data: []byte("x")}
		if err := tx.Create(&logo).Error; err != nil {
			return err
		}
		to, err = event.Copy(tx, from, from.Preset([]event.Edition{from}, tx.Now.Time))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return s, from, to
}

func TestCopyTakesTheDayAndNoPeople(t *testing.T) {
	s, from, to := copied(t)
	db := s.Read(t.Context())
	if to.State != event.Draft || to.SeriesID != from.SeriesID || to.Number != from.Number+1 || to.Slug == from.Slug || to.Version != 1 {
		t.Errorf("%+v", to)
	}
	if a, b := from.StartsAt.In(from.Zone()), to.StartsAt.In(to.Zone()); a.Weekday() != b.Weekday() || b.Sub(a) < 360*24*time.Hour {
		t.Errorf("from %s to %s", a, b)
	}
	count := func(table string, e event.Edition) (n int) {
		if err := db.Raw("SELECT COUNT(*) FROM "+table+" WHERE edition_id = ?", e.ID).Scan(&n).Error; err != nil {
			t.Fatal(err)
		}
		return n
	}
	for _, table := range []string{"hosts", "programme_items", "seminars", "seminar_sessions", "organisations", "edition_seats"} {
		if a, b := count(table, from), count(table, to); a == 0 || a != b {
			t.Errorf("%s: %d became %d", table, a, b)
		}
	}
	for _, table := range []string{"registrations", "documents", "mails"} {
		if n := count(table, to); n != 0 {
			t.Errorf("%d %s came along", n, table)
		}
	}
	if logos, err := event.Logos(db, to.ID); err != nil || len(logos) != 1 {
		t.Errorf("%d logos, %v", len(logos), err)
	}
	seats, err := event.SeatsOf(db, to.ID)
	if err != nil || seats.Capacity == 0 || seats.Taken != 0 {
		t.Errorf("%+v, %v", seats, err)
	}
}

// The clock stays, also when summer time begins between the two dates.
func TestCopyKeepsClockTimes(t *testing.T) {
	s, from, _ := copied(t)
	var to event.Edition
	err := s.Write(t.Context(), func(tx *store.Tx) (err error) {
		to, err = event.Copy(tx, from, event.CopyForm{Title: "Sommar", Slug: "sommar", Number: "9", Date: "2099-06-18"})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	db := s.Read(t.Context())
	was, _ := event.Programme(db, from.ID)
	now, _ := event.Programme(db, to.ID)
	for i := range was {
		a, b := was[i].StartsAt.In(from.Zone()), now[i].StartsAt.In(to.Zone())
		if a.Format("15:04") != b.Format("15:04") || b.Format(time.DateOnly) != "2099-06-18" {
			t.Errorf("%s became %s", a, b)
		}
	}
	if a, b := from.RegistrationClosesAt.In(from.Zone()), to.RegistrationClosesAt.In(to.Zone()); a.Format("15:04") != b.Format("15:04") {
		t.Errorf("the last day %s became %s", a, b)
	}
}

func TestCopyRefuses(t *testing.T) {
	s, from, _ := copied(t)
	good := event.CopyForm{Title: "T", Slug: "nasta", Number: "4", Date: "2099-01-01"}
	try := func(change func(*event.CopyForm)) error {
		f := good
		change(&f)
		return s.Write(t.Context(), func(tx *store.Tx) error { _, err := event.Copy(tx, from, f); return err })
	}
	for field, change := range map[string]func(*event.CopyForm){
		"title":  func(f *event.CopyForm) { f.Title = " " },
		"slug":   func(f *event.CopyForm) { f.Slug = "arrangor" },
		"number": func(f *event.CopyForm) { f.Number = "0" },
		"date":   func(f *event.CopyForm) { f.Date = "2001-01-01" },
	} {
		if err := try(change); !slices.Equal(problemFields(err), []string{field}) {
			t.Errorf("%s: %v", field, err)
		}
	}
	if err := try(func(f *event.CopyForm) { f.Slug = from.Slug }); !errors.Is(err, event.ErrSlugTaken) {
		t.Errorf("a taken address: %v", err)
	}
	if err := try(func(*event.CopyForm) {}); err != nil {
		t.Error(err)
	}
}

func TestPresets(t *testing.T) {
	zone, _ := time.LoadLocation("Europe/Stockholm")
	e := event.Edition{SeriesID: "s", Slug: "dag-2027", Title: "Dag 2027", Number: 3, TimeZone: "Europe/Stockholm",
		StartsAt: store.At(time.Date(2027, 3, 4, 9, 0, 0, 0, zone))}
	all := []event.Edition{e, {SeriesID: "s", Slug: "dag-2028", Number: 4}, {SeriesID: "other", Number: 40}}
	f := e.Preset(all, e.StartsAt.Time)
	if f.Date != "2028-03-02" || f.Slug != "dag-2028-2" || f.Number != "5" || f.Title != "Dag 2028" {
		t.Errorf("%+v", f)
	}
	if f := e.Preset(all, time.Date(2031, 1, 1, 0, 0, 0, 0, zone)); f.Date < "2031" {
		t.Errorf("a day that has passed is suggested: %+v", f)
	}
}

// Whoever adds a column to editions decides here whether next year's edition gets it.
func TestEveryColumnIsCopiedOrDecided(t *testing.T) {
	s, _ := storetest.New(t)
	var columns []string
	if err := s.Read(t.Context()).Raw("SELECT name FROM pragma_table_info('editions')").Scan(&columns).Error; err != nil {
		t.Fatal(err)
	}
	decided := append(event.CopiedSettings(), strings.Fields(`id slug number title case_number check_in_at starts_at ends_at
		registration_opens_at registration_closes_at wishes_close_at survey_opened_at survey_closes_at door_opened_at state created_at version`)...)
	for _, column := range columns {
		if !slices.Contains(decided, column) {
			t.Errorf("editions.%s is neither copied to next year's edition nor left out on purpose: see copy.go", column)
		}
	}
}
