package door_test

import (
	"fmt"
	"testing"

	"samling/models/door"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
	"samling/models/survey"
)

// peopled is a day to which n people of each organisation have come, each with a place in a seminar of theirs.
func peopled(t *testing.T, sizes map[string]int) *house {
	h := newHouse(t)
	h.ask()
	h.write(func(tx *store.Tx) error {
		for _, sql := range []string{
			"INSERT INTO hosts (id, edition_id, key, name, unit, kind, position) VALUES ('h1', ?, 'globen', 'Lokalpolisområde Globen', '', 'polis', 1)",
			"INSERT INTO seminars (id, edition_id, key, title, position) VALUES ('sem', ?, 'trefas', 'Trefas', 1)",
			"INSERT INTO seminar_sessions (id, edition_id, seminar_id, slot, room, seats) VALUES ('ses', ?, 'sem', 1, 'A', 99)",
			"INSERT INTO organisations (id, edition_id, key, name, kind) VALUES ('globen', ?, 'globen', 'Lokalpolisområde Globen', 'polis')",
			"INSERT INTO organisations (id, edition_id, key, name, kind) VALUES ('farsta', ?, 'farsta', 'Lokalpolisområde Farsta', 'polis')",
			"INSERT INTO organisations (id, edition_id, key, name, kind) VALUES ('skolverket', ?, 'skolverket', 'Skolverket', 'stat')",
		} {
			if err := tx.Exec(sql, h.edition.ID).Error; err != nil {
				return err
			}
		}
		return nil
	})
	for organisation, n := range sizes {
		for i := range n {
			g := h.addGuest(h.edition, fmt.Sprint(organisation, i), registration.Confirmed)
			h.write(func(tx *store.Tx) error {
				if err := tx.Exec("UPDATE registrations SET organisation_id = ? WHERE id = ?", organisation, g.ID).Error; err != nil {
					return err
				}
				return tx.Exec("INSERT INTO placements (person_id, slot, edition_id, session_id, rank) VALUES (?, 1, ?, 'ses', 1)", g.ID, h.edition.ID).Error
			})
			h.present(door.Presented{Code: g.Code})
		}
	}
	return h
}

// Kinds are held to the threshold, and a host's ballots know whose own result they add to.
func TestParticipationByKind(t *testing.T) {
	h := peopled(t, map[string]int{"org-now": 12, "globen": 8, "farsta": 6, "skolverket": 2})
	if _, err := h.handOut(); err != nil {
		t.Fatal(err)
	}
	if n := h.number("SELECT COUNT(*) FROM ballots WHERE organisation_id = 'globen'"); n != 8 {
		t.Errorf("%d ballots of the host, want 8", n)
	}
	if n := h.number("SELECT COUNT(*) FROM ballots WHERE organisation_id NOT IN ('', 'globen')"); n != 0 {
		t.Error("others' ballots name an organisation")
	}
	h.write(func(tx *store.Tx) error {
		ballots, err := survey.Unspent(tx.DB, h.edition.ID)
		if err != nil {
			return err
		}
		var votes []survey.Vote
		for _, b := range ballots {
			votes = append(votes, survey.Vote{Ballot: b})
		}
		return survey.SeedAnswers(tx, h.edition, votes)
	})
	look := func() string {
		e, err := event.ByID(h.store.Read(t.Context()), h.edition.ID)
		if err != nil {
			t.Fatal(err)
		}
		all, err := door.Participations(h.store.Read(t.Context()), e, h.clock.Now())
		if err != nil {
			t.Fatal(err)
		}
		out := ""
		for _, p := range all {
			out += fmt.Sprintf("%s %d/%d %s; ", p.Kind, p.Answered, p.HandedOut, p.Hidden)
		}
		return out
	}
	// 2 from the state are hidden, and the smallest beside them too: 28 − 14 would be 14, but 28 − 12 − 14 is 2.
	if got := look(); got != "kommun 0/0 beside; polis 0/14 later; stat 0/0 few; " {
		t.Errorf("open: %s", got)
	}
	h.clock.Add(survey.OpenFor)
	if got := look(); got != "kommun 0/0 beside; polis 14/14 ; stat 0/0 few; " {
		t.Errorf("closed: %s", got)
	}
}

func TestRoomMixes(t *testing.T) {
	h := peopled(t, map[string]int{"org-now": 12, "globen": 3, "skolverket": 2})
	mixes, err := door.RoomMixes(h.store.Read(t.Context()), h.edition)
	if err != nil || len(mixes) != 1 || mixes[0].People != 17 {
		t.Fatalf("%+v %v", mixes, err)
	}
	out := ""
	for _, g := range mixes[0].Groups {
		out += fmt.Sprintf("%s %d%s; ", g.Name, g.N, g.Hidden)
	}
	if out != "kommun 12; stadsdel 0; polis 0few; stat 0few; region 0; ovrigt 0; " {
		t.Error(out)
	}
}
