package door_test

import (
	"errors"
	"testing"
	"time"

	"samling/models/door"
	"samling/models/registration"
	"samling/models/store"
	"samling/models/survey"
)

func (h *house) handOut() (n int, err error) {
	err = h.store.Write(h.Context(), func(tx *store.Tx) error {
		n, err = door.HandOutBallots(tx, h.edition)
		return err
	})
	return n, err
}

func (h *house) ask() {
	h.Helper()
	q, err := survey.ParseQuestionnaire([]byte("day: [{code: Q1, kind: text, sv: Hur var det?}]\nseminar: [{code: S1, kind: text, sv: Och det?}]"))
	if err != nil {
		h.Fatal(err)
	}
	h.write(func(tx *store.Tx) error { return survey.SetQuestions(tx, h.edition.ID, q) })
}

func TestBallotsGoToThoseWhoCame(t *testing.T) {
	h := newHouse(t)
	came := h.addGuest(h.edition, "Åsa Öberg", registration.Confirmed)
	alias := h.addGuest(h.edition, "Deltagare", registration.Confirmed, "", "alias")
	h.addGuest(h.edition, "Ingen Kom", registration.Confirmed)
	h.write(func(tx *store.Tx) error {
		for _, sql := range []string{
			"UPDATE registrations SET email = 'asa@nacka.example', lang = 'en' WHERE id = '" + string(came.ID) + "'",
			"INSERT INTO seminars (id, edition_id, key, title, position) VALUES ('sem', '" + string(h.edition.ID) + "', 'trefas', 'Trefas', 1)",
			"INSERT INTO seminar_sessions (id, edition_id, seminar_id, slot, room, seats) VALUES ('ses', '" + string(h.edition.ID) + "', 'sem', 1, 'A', 9)",
			"INSERT INTO placements (person_id, slot, edition_id, session_id, rank) VALUES ('" + string(came.ID) + "', 1, '" + string(h.edition.ID) + "', 'ses', 1)",
		} {
			if err := tx.Exec(sql).Error; err != nil {
				return err
			}
		}
		return nil
	})
	if _, err := h.handOut(); !errors.Is(err, door.ErrNobodyCame) {
		t.Fatalf("before anybody came: %v", err)
	}
	h.present(door.Presented{Code: came.Code})
	h.present(door.Presented{Code: alias.Code})
	scan := h.present(door.Presented{Code: alias.Code}).ScanID
	h.write(func(tx *store.Tx) error {
		return tx.Exec("INSERT INTO session_admissions (session_id, registration_id, edition_id, scan_id, at) VALUES ('ses', ?, ?, ?, ?)",
			alias.ID, h.edition.ID, scan, tx.Now).Error
	})
	if _, err := h.handOut(); !errors.Is(err, survey.ErrNoQuestions) {
		t.Fatalf("without questions: %v", err)
	}
	if n := h.number("SELECT COUNT(*) FROM editions WHERE survey_opened_at IS NOT NULL"); n != 0 {
		t.Fatal("a refused hand-out opened the survey")
	}
	h.ask()
	if n, err := h.handOut(); err != nil || n != 2 {
		t.Fatalf("%d ballots, %v", n, err)
	}
	if n := h.number("SELECT COUNT(*) FROM ballots WHERE person_id = ? AND seminars = 'sem'", came.ID); n != 1 {
		t.Error("the ballot does not ask about the person's seminar")
	}
	if n := h.number("SELECT COUNT(*) FROM ballots WHERE person_id = ? AND seminars = 'sem'", alias.ID); n != 1 {
		t.Error("whoever was let into a room without a place there is not asked about its seminar")
	}
	if n := h.number("SELECT COUNT(*) FROM mails m JOIN ballots b ON b.id = m.subject_id WHERE m.kind = 'ballot' AND m.lang = 'en' AND b.person_id = ?", came.ID); n != 1 {
		t.Error("the mail does not carry the ballot")
	}
	if n := h.number("SELECT COUNT(*) FROM mails"); n != 1 {
		t.Errorf("%d mails, want 1: the alias has no address", n)
	}
	if n, err := h.handOut(); err != nil || n != 0 || h.number("SELECT COUNT(*) FROM mails") != 1 {
		t.Errorf("handing out again gave %d more, %v", n, err)
	}
	closes := h.number("SELECT survey_closes_at FROM editions WHERE id = ?", h.edition.ID)
	if want := h.clock.Now().Add(14 * 24 * time.Hour).UnixMilli(); int64(closes) != want {
		t.Errorf("closes at %d, want %d", closes, want)
	}
	h.clock.Add(15 * 24 * time.Hour)
	if _, err := h.handOut(); !errors.Is(err, survey.ErrClosed) {
		t.Errorf("after closing: %v", err)
	}
}
