package evaluation_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"samling/models/event"
	"samling/models/store"
	"samling/models/survey"
)

// The organiser sees how many and when, from five on and in whole steps, and never a word.
func TestOrganiserSeesHowManyCommitments(t *testing.T) {
	s := newSite(t)
	page := func() string {
		t.Helper()
		s.Write(func(tx *store.Tx) error { // a session does not last for months
			return tx.Exec("UPDATE sessions SET seen_at = ?, expires_at = ?", tx.Now, store.At(tx.Now.Add(time.Hour))).Error
		})
		return s.As("organiser").Get(root).Body
	}
	if strings.Contains(page(), "Efter tre månader</h2>") {
		t.Error("there is something to see before the evaluation has opened")
	}
	keep := func(from, to int) {
		s.Write(func(tx *store.Tx) error {
			for k := from; k < to; k++ {
				b := survey.Ballot{EditionID: s.Edition.ID, PersonID: store.ID("p" + strconv.Itoa(k))}
				if err := survey.KeepCommitment(tx, b, "Ringa skolan", false); err != nil {
					return err
				}
			}
			return nil
		})
	}
	s.Clock.Set(s.Edition.EndsAt.Time)
	s.Write(func(tx *store.Tx) error { _, err := survey.Open(tx, s.Edition); return err })
	keep(0, 4)
	if got := page(); !strings.Contains(got, "Färre än 5 har hittills bett") || !strings.Contains(got, "fredag 4 juni 2027") || !strings.Contains(got, "torsdag 1 april 2027") {
		t.Errorf("four: %.3000s", got)
	}
	keep(4, 8)
	if got := page(); !strings.Contains(got, "5 deltagare eller fler") || strings.Contains(got, "Ringa skolan") {
		t.Errorf("eight: %.3000s", got)
	}
	e, err := event.ByID(s.Store.Read(t.Context()), s.Edition.ID)
	if err != nil {
		t.Fatal(err)
	}
	s.Clock.Set(survey.FollowUpAt(e).Time)
	s.Write(func(tx *store.Tx) error { _, err := survey.OpenFollowUp(tx, e); return err })
	if got := page(); !strings.Contains(got, "Det som 8 deltagare ville göra annorlunda mejlades") || !strings.Contains(got, "fredag 2 juli 2027") {
		t.Errorf("mailed: %.3000s", got)
	}
	s.Clock.Add(survey.FollowUpOpenFor)
	s.Write(func(tx *store.Tx) error { _, err := survey.TendFollowUps(tx); return err })
	if got := page(); !strings.Contains(got, "texterna är raderade") {
		t.Errorf("closed: %.3000s", got)
	}
}
