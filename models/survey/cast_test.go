package survey_test

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"samling/models/store"
	"samling/models/survey"
)

func TestABallotWorksOnce(t *testing.T) {
	w := newWorld(t)
	b := w.ballots(w.edition, 1, w.seminars[0].ID, w.seminars[1].ID)[0]
	s := w.sheets(b, chance(1), nil)
	w.cast(w.edition, b, s)
	if err := w.s.Write(t.Context(), func(tx *store.Tx) error { return survey.Cast(tx, w.edition, b, s) }); !errors.Is(err, survey.ErrSpent) {
		t.Fatalf("the second cast answers %v", err)
	}
	if n := w.number("SELECT COUNT(*) FROM urn"); n != 3 {
		t.Fatalf("%d boxes in the urn, want 3: the day and two seminars", n)
	}
	var on string
	if err := w.s.Read(t.Context()).Raw("SELECT spent_on FROM ballots").Scan(&on).Error; err != nil || on != "2027-02-01" {
		t.Fatalf("spent on %q, %v", on, err)
	}
}

// Sixteen taps on the same button at the same instant: one is taken and fifteen are told.
func TestSixteenAtOnce(t *testing.T) {
	w := newWorld(t)
	b := w.ballots(w.edition, 1, w.seminars[0].ID)[0]
	s := w.sheets(b, chance(2), nil)
	var taken, told atomic.Int32
	var all sync.WaitGroup
	for range 16 {
		all.Go(func() {
			err := w.s.Write(context.Background(), func(tx *store.Tx) error { return survey.Cast(tx, w.edition, b, s) })
			switch {
			case err == nil:
				taken.Add(1)
			case errors.Is(err, survey.ErrSpent):
				told.Add(1)
			}
		})
	}
	all.Wait()
	if taken.Load() != 1 || told.Load() != 15 {
		t.Fatalf("%d taken and %d told, want 1 and 15", taken.Load(), told.Load())
	}
	if n := w.number("SELECT COUNT(*) FROM urn"); n != 2 {
		t.Fatalf("%d boxes, want 2", n)
	}
}

func TestClosedAndForged(t *testing.T) {
	w := newWorld(t)
	b := w.ballots(w.edition, 1)[0]
	s := w.sheets(b, chance(3), nil)
	w.clock.Add(survey.OpenFor + time.Second)
	if err := w.s.Write(t.Context(), func(tx *store.Tx) error { return survey.Cast(tx, w.edition, b, s) }); !errors.Is(err, survey.ErrClosed) {
		t.Fatalf("after closing: %v", err)
	}
	if n := w.number("SELECT COUNT(*) FROM ballots WHERE spent_on IS NOT NULL"); n != 0 {
		t.Fatal("a refused cast spent the ballot")
	}
	if _, err := survey.ByToken(w.s.Read(t.Context()), "0123456789ABCDEFGHJKMNPQRS"); !errors.Is(err, store.ErrNotFound) {
		t.Fatalf("a forged link: %v", err)
	}
	found, err := survey.ByToken(w.s.Read(t.Context()), b.Token(w.s.Keys()))
	if err != nil || found.ID != b.ID {
		t.Fatalf("the real link: %v", err)
	}
}

func TestHandOutTwice(t *testing.T) {
	w := newWorld(t)
	voters := []survey.Voter{{Person: "a", Seminars: []store.ID{w.seminars[0].ID}}, {Person: "b"}}
	hand := func(v []survey.Voter) (made []survey.Ballot) {
		w.write(func(tx *store.Tx) (err error) { made, err = survey.HandOut(tx, w.edition, v); return err })
		return made
	}
	if first := hand(voters); len(first) != 2 || len(first[0].Seminars)+len(first[1].Seminars) != 1 {
		t.Fatalf("first: %v", first)
	}
	if again := hand(append(voters, survey.Voter{Person: "c"})); len(again) != 1 || again[0].PersonID != "c" {
		t.Fatalf("again: %v", again)
	}
}

func TestCommitmentStandsApart(t *testing.T) {
	w := newWorld(t)
	b := w.ballots(w.edition, 1)[0]
	p := w.paper(b)
	form := fill(p, chance(4))
	form["C1"] = []string{"Jag ringer skolan"}
	s, problems := survey.Check(p, form)
	if len(problems) > 0 || s.Commitment() != "" {
		t.Fatalf("without consent it must be forgotten: %q %v", s.Commitment(), problems)
	}
	form["C2"] = []string{"ja"}
	s, _ = survey.Check(p, form)
	if s.Commitment() != "Jag ringer skolan" {
		t.Fatalf("with consent: %q", s.Commitment())
	}
	w.cast(w.edition, b, s)
	if n := w.number("SELECT COUNT(*) FROM commitments"); n != 0 {
		t.Fatal("the cast itself wrote the commitment")
	}
	w.write(func(tx *store.Tx) error { return survey.KeepCommitment(tx, b, s.Commitment(), s.RemindMe()) })
	w.close()
	if n := w.number("SELECT (SELECT COUNT(*) FROM answer_counts WHERE code LIKE 'C%') + (SELECT COUNT(*) FROM free_texts WHERE text LIKE '%ringer%')"); n != 0 {
		t.Fatal("the commitment is among the answers")
	}
	if has, err := survey.HasCommitment(w.s.Read(t.Context()), b); err != nil || !has {
		t.Fatalf("not kept: %v", err)
	}
}

func TestQuestionsStayOnceAnswered(t *testing.T) {
	w := newWorld(t)
	q := standard(t)
	w.write(func(tx *store.Tx) error { return survey.SetQuestions(tx, w.edition.ID, q) })
	b := w.ballots(w.edition, 1)[0]
	w.cast(w.edition, b, w.sheets(b, chance(5), nil))
	w.write(func(tx *store.Tx) error { return survey.SetQuestions(tx, w.edition.ID, q) }) // the same again is nothing
	q.Questions = q.Questions[1:]
	err := w.s.Write(t.Context(), func(tx *store.Tx) error { return survey.SetQuestions(tx, w.edition.ID, q) })
	if !errors.Is(err, survey.ErrAnswered) {
		t.Fatalf("changing answered questions: %v", err)
	}
}
