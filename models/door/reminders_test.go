package door_test

import (
	"testing"
	"time"

	"samling/models/door"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
	"samling/models/survey"
)

// remind runs what the job runs, and says how many were reminded.
func (h *house) remind() (n int) {
	h.Helper()
	h.write(func(tx *store.Tx) error {
		e, err := event.ByID(tx.DB, h.edition.ID)
		if err != nil {
			return err
		}
		n, err = door.RemindBallots(tx, e)
		return err
	})
	return n
}

func TestOnlyThoseWhoHaveNotAnsweredAreRemindedTwice(t *testing.T) {
	h := newHouse(t)
	var came []registration.Registration
	for _, name := range []string{"Åsa Öberg", "Bo Ek", "Cia Dal"} {
		guest := h.addGuest(h.edition, name, registration.Confirmed)
		h.write(func(tx *store.Tx) error {
			return tx.Exec("UPDATE registrations SET email = ? WHERE id = ?", string(guest.ID)+"@nacka.example", guest.ID).Error
		})
		h.present(door.Presented{Code: guest.Code})
		came = append(came, registration.Registration{ID: guest.ID})
	}
	alias := h.addGuest(h.edition, "Deltagare", registration.Confirmed, "", "alias")
	h.present(door.Presented{Code: alias.Code})
	h.ask()
	if _, err := h.handOut(); err != nil {
		t.Fatal(err)
	}
	day := 24 * time.Hour
	for _, step := range []struct {
		after time.Duration
		want  int
		why   string
	}{
		{2 * day, 0, "not yet"},
		{day, 3, "day 3: all who have an address"},
		{time.Hour, 0, "once"},
	} {
		h.clock.Add(step.after)
		if n := h.remind(); n != step.want {
			t.Errorf("%s: %d were reminded, want %d", step.why, n, step.want)
		}
	}
	h.write(func(tx *store.Tx) error {
		return tx.Exec("UPDATE ballots SET spent_on = '2027-03-08' WHERE person_id = ?", came[0].ID).Error
	})
	h.clock.Add(5 * day)
	if n := h.remind(); n != 2 {
		t.Errorf("day 8: %d were reminded, want the 2 who have not answered", n)
	}
	if n := h.number("SELECT COUNT(*) FROM mails m JOIN ballots b ON b.id = m.subject_id WHERE m.kind = 'ballot_reminder' AND b.person_id = ?", came[0].ID); n != 1 {
		t.Errorf("%d reminders to somebody who had answered before the second", n)
	}
	h.clock.Add(5*day + time.Hour) // less than a day is left
	h.write(func(tx *store.Tx) error { return tx.Exec("DELETE FROM survey_reminders").Error })
	if n := h.remind(); n != 0 {
		t.Errorf("%d were reminded on the last day", n)
	}
}

func TestNobodyIsRemindedAgainstThePlan(t *testing.T) {
	h := newHouse(t)
	guest := h.addGuest(h.edition, "Åsa Öberg", registration.Confirmed)
	h.present(door.Presented{Code: guest.Code})
	h.ask()
	if _, err := h.handOut(); err != nil {
		t.Fatal(err)
	}
	h.write(func(tx *store.Tx) error {
		e, err := event.ByID(tx.DB, h.edition.ID)
		if err != nil {
			return err
		}
		return survey.SetPlan(tx, e, survey.Plan{Opening: survey.ByHand})
	})
	h.clock.Add(4 * 24 * time.Hour)
	if n := h.remind(); n != 0 {
		t.Errorf("%d were reminded", n)
	}
}
