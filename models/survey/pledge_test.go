package survey_test

import (
	"errors"
	"testing"
	"time"

	"samling/models/store"
	"samling/models/survey"
)

// A box to tick is a box to tick: without the first nothing is kept, and a reminder of nothing is a slip.
func TestRemindersAreAskedForTwice(t *testing.T) {
	w := newWorld(t)
	p := w.paper(w.ballots(w.edition, 1)[0])
	for _, c := range []struct {
		name, text, mail, remind string
		kept                     string
		reminded                 bool
		problem                  string
	}{
		{"nothing", "", "", "", "", false, ""},
		{"only words", "Ringa", "", "", "", false, ""},
		{"mail", "Ringa", "ja", "", "Ringa", false, ""},
		{"both", "Ringa", "ja", "ja", "Ringa", true, ""},
		{"only the reminder", "Ringa", "", "ja", "", false, "C3 survey.problem_remind"},
		{"a reminder of nothing", "", "ja", "ja", "", true, "C1 survey.problem_commitment"},
	} {
		form := fill(p, chance(1))
		form["C1"], form["C2"], form["C3"] = []string{c.text}, []string{c.mail}, []string{c.remind}
		s, problems := survey.Check(p, form)
		said := ""
		for _, p := range problems {
			said += p.Field + " " + p.Key
		}
		if said != c.problem || said == "" && (s.Commitment() != c.kept || s.RemindMe() != c.reminded) {
			t.Errorf("%s: %q %v %q", c.name, s.Commitment(), s.RemindMe(), said)
		}
	}
}

// The author may take it all back, and the follow-up of one edition leaves another's alone.
func TestForgetting(t *testing.T) {
	w := newWorld(t)
	b := w.commit(6, 0)[0]
	other, _ := w.day("annan-dag", w.clock.Now().Add(-time.Hour), standard(t))
	theirs := w.ballots(other, 1)[0]
	w.write(func(tx *store.Tx) error { return survey.KeepCommitment(tx, theirs, "Annan", false) })
	forget := func() {
		w.write(func(tx *store.Tx) error { return survey.ForgetCommitment(tx, w.edition.ID, b.PersonID) })
	}
	forget()
	forget()
	if _, err := survey.PledgeOf(w.s.Read(t.Context()), w.edition.ID, b.PersonID); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("%v", err)
	}
	err := w.s.Write(t.Context(), func(tx *store.Tx) error { return survey.ReleaseCommitment(tx, w.edition.ID, b.PersonID, true) })
	if !errors.Is(err, store.ErrNotFound) {
		t.Errorf("released what is gone: %v", err)
	}
	if n := w.number("SELECT COUNT(*) FROM commitments"); n != 6 {
		t.Errorf("%d are left, want 5 and the other's", n)
	}
}
