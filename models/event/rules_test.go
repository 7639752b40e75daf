package event_test

import (
	"errors"
	"strings"
	"testing"

	"samling/models/event"
	"samling/models/store"
	"samling/models/store/storetest"
)

// ruled is the real file with every rule of seminars in it.
func ruled(t *testing.T) []byte {
	t.Helper()
	return changed(t, map[string]string{
		"    sessions: [ { slot: 1, room: Sal A, seats: 60 }": "    only_kinds: [polis, övrigt]\n" +
			"    sessions: [ { slot: 1, room: Sal A, seats: 60, overbook: 8, fire_limit: 64, least: 5, withdrawn: true }",
		"slot: 2, title": "slot: 2, choose: fixed, title",
	})
}

// changed is the real file with some words put in place of others.
func changed(t *testing.T, words map[string]string) []byte {
	t.Helper()
	raw := string(realFile(t))
	for from, to := range words {
		if !strings.Contains(raw, from) {
			t.Fatalf("the file has no %q", from)
		}
		raw = strings.Replace(raw, from, to, 1)
	}
	return []byte(raw)
}

func TestRulesOfSeminarsAreImportedAndCopied(t *testing.T) {
	s, _ := storetest.New(t)
	from := importFile(t, s, ruled(t))
	var to event.Edition
	err := s.Write(t.Context(), func(tx *store.Tx) (err error) {
		to, err = event.Copy(tx, from, event.CopyForm{Title: "Nästa", Slug: "nasta", Number: "9", Date: "2099-06-18"})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	db := s.Read(t.Context())
	for _, e := range []event.Edition{from, to} {
		seminars, err := event.Seminars(db, e.ID)
		if err != nil || seminars[0].OnlyKinds != "polis ovrigt" || seminars[1].OnlyKinds != "" {
			t.Fatalf("%+v, %v", seminars, err)
		}
		sessions, err := event.Sessions(db, e.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, got := range sessions {
			ruled := got.SeminarID == seminars[0].ID && got.Slot == 1
			if ruled != (got.Overbook == 8 && got.FireLimit == 64 && got.Least == 5 && got.Withdrawn) {
				t.Errorf("%+v", got)
			}
		}
		programme, err := event.Programme(db, e.ID)
		if err != nil || event.Slots(programme)[0].Choose != event.Ranked || event.Slots(programme)[1].Choose != event.Fixed {
			t.Errorf("%+v, %v", event.Slots(programme), err)
		}
		rankable, err := event.Rankable(db, e.ID)
		if err != nil || len(rankable) != len(seminars)-1 || !event.IsRanked(programme) {
			t.Errorf("%d can be ranked, %v: the first is withdrawn in the only ranked slot", len(rankable), err)
		}
	}
}

func TestTheFileSaysHowAllSlotsAreChosen(t *testing.T) {
	s, _ := storetest.New(t)
	e := importFile(t, s, changed(t, map[string]string{"choose: ranked ": "choose: first_come "}))
	db := s.Read(t.Context())
	programme, err := event.Programme(db, e.ID)
	if err != nil || event.IsRanked(programme) || event.Slots(programme)[0].Choose != event.FirstCome {
		t.Errorf("%+v, %v", event.Slots(programme), err)
	}
	if rankable, err := event.Rankable(db, e.ID); err != nil || len(rankable) != 0 {
		t.Errorf("%v, %v", rankable, err)
	}
}

func TestRulesThatAFileMayNotHave(t *testing.T) {
	for from, to := range map[string]string{
		"slot: 1, room: Sal A, seats: 60": "slot: 1, room: Sal A, seats: 60, overbook: 9",
		"slot: 2, room: Sal A, seats: 60": "slot: 2, room: Sal A, seats: 60, fire_limit: 59",
		"slot: 1, room: Sal C, seats: 50": "slot: 1, room: Sal C, seats: 50, least: -1",
		"  - key: losam\n":                "  - key: losam\n    only_kinds: [riddare]\n",
		"slot: 2, title":                  "slot: 2, choose: lott, title",
		"choose: ranked ":                 "choose: lott ",
	} {
		var at *event.LineError
		if _, err := event.ReadFile(changed(t, map[string]string{from: to})); !errors.As(err, &at) || at.Line < 2 {
			t.Errorf("%s: %v", to, err)
		}
	}
}

// People may be placed above the seats when the session is overbooked; never below who sits there.
func TestSeatsAndOverbookingStayAboveThosePlaced(t *testing.T) {
	s, _ := storetest.New(t)
	e := importFile(t, s, realFile(t))
	db := s.Read(t.Context())
	seminars, err := event.Seminars(db, e.ID)
	if err != nil {
		t.Fatal(err)
	}
	edit := func(f event.SessionForm) error {
		return s.Write(t.Context(), func(tx *store.Tx) error {
			now, err := event.ByID(tx.DB, e.ID)
			if err != nil {
				return err
			}
			return event.EditSeminar(tx, e.ID, now.Version, seminars[0].ID, event.SeminarForm{Title: "T", Sessions: []event.SessionForm{f,
				{Slot: 2, Room: "Sal A", Seats: "60"}}})
		})
	}
	err = s.Write(t.Context(), func(tx *store.Tx) error {
		return tx.Exec(`INSERT INTO placements (person_id, slot, edition_id, session_id, rank)
			WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 54)
			SELECT 'p' || i, 1, ?, (SELECT id FROM seminar_sessions WHERE seminar_id = ? AND slot = 1), 1 FROM n`, e.ID, seminars[0].ID).Error
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		form event.SessionForm
		want error
	}{
		{"50 and 8 % are 54", event.SessionForm{Slot: 1, Room: "Sal A", Seats: "50", Overbook: "8"}, nil},
		{"50 are fewer", event.SessionForm{Slot: 1, Room: "Sal A", Seats: "50"}, event.ErrSeatsBelowPlaced},
		{"the fire limit counts", event.SessionForm{Slot: 1, Room: "Sal A", Seats: "50", Overbook: "8", FireLimit: "53"}, event.ErrSeatsBelowPlaced},
		{"withdrawn with people in it", event.SessionForm{Slot: 1, Room: "Sal A", Seats: "60", Withdrawn: true}, nil},
	} {
		if err := edit(c.form); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}
