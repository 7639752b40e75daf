package survey_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"samling/models/store"
	"samling/models/survey"
)

// commit lets n people answer and ask to have mailed back what they want to do; the first few also want a reminder. Then
// the evaluation closes.
func (w *world) commit(n, reminded int) []survey.Ballot {
	w.t.Helper()
	ballots := w.ballots(w.edition, n)
	for k, b := range ballots {
		set := map[string]string{"C1": fmt.Sprintf("Jag ringer skola %d", k), "C2": "ja"}
		if k < reminded {
			set["C3"] = "ja"
		}
		s := w.sheets(b, chance(uint64(k)), set)
		w.cast(w.edition, b, s)
		w.write(func(tx *store.Tx) error { return survey.KeepCommitment(tx, b, s.Commitment(), s.RemindMe()) })
	}
	return ballots
}

// openFollowUp does what the job does when three months have passed, and gives the ballots that the mails carry.
func (w *world) openFollowUp() (all []survey.Pledge) {
	w.t.Helper()
	w.write(func(tx *store.Tx) (err error) { all, err = survey.OpenFollowUp(tx, w.edition); return err })
	return all
}

func (w *world) tendFollowUps() (moved int) {
	w.t.Helper()
	w.write(func(tx *store.Tx) (err error) { moved, err = survey.TendFollowUps(tx); return err })
	return moved
}

func (w *world) tend() {
	w.t.Helper()
	w.write(func(tx *store.Tx) error { _, err := survey.Tend(tx); return err })
}

// after answers a follow-up: everybody the same but for what is set.
func (w *world) after(id store.ID, set ...string) error {
	w.t.Helper()
	db := w.s.Read(w.t.Context())
	questions, err := survey.Questions(db, w.edition.ID)
	if err != nil {
		w.t.Fatal(err)
	}
	form := map[string][]string{"U1": {"1"}, "U3": {"2"}, "U4": {"4"}}
	for i := 0; i < len(set); i += 2 {
		form[set[i]] = []string{set[i+1]}
	}
	s, problems := survey.Check(survey.FollowUpPaper(questions), form)
	if len(problems) > 0 {
		w.t.Fatal(problems)
	}
	b, err := survey.FollowUpByID(db, id)
	if err != nil {
		w.t.Fatal(err)
	}
	return w.s.Write(w.t.Context(), func(tx *store.Tx) error { return survey.CastFollowUp(tx, w.edition, b, s) })
}

// From ballot to nothing: what somebody wants to do is kept, reminded of once, mailed back with a ballot, asked about, and
// erased; what authors let go is left, without them.
func TestEffectOverTime(t *testing.T) {
	w := newWorld(t)
	w.commit(14, 3)
	take := func() (n int) {
		w.write(func(tx *store.Tx) error { all, err := survey.TakeReminders(tx, w.edition); n = len(all); return err })
		return n
	}
	w.clock.Add(survey.OpenFor)
	w.tend()
	if n, all := take(), w.openFollowUp(); n != 0 || all != nil {
		t.Fatalf("after two weeks %d reminders, %d mails", n, len(all))
	}
	w.clock.Add(survey.RemindAfter - survey.OpenFor)
	if first, again := take(), take(); first != 3 || again != 0 {
		t.Fatalf("after four weeks %d reminders, then %d; want 3 and 0", first, again)
	}
	if x := w.results().Effect; x.State != survey.EffectWaiting || x.Commitments != 10 || x.Figures != nil {
		t.Errorf("waiting: %+v; want 10 commitments, a whole step", x)
	}
	at := survey.FollowUpAt(w.edition)
	if day := at.In(w.edition.Zone()).Format("2006-01-02 15.04"); day != "2027-05-01 13.00" {
		t.Errorf("three months from 2027-02-01 13.00 is %s", day)
	}
	w.clock.Set(at.Add(-time.Second))
	if all := w.openFollowUp(); all != nil {
		t.Fatal("mailed too early")
	}
	w.clock.Set(at.Time)
	all := w.openFollowUp()
	if len(all) != 14 || w.openFollowUp() != nil || w.number("SELECT COUNT(DISTINCT ballot_id) FROM commitments") != 14 {
		t.Fatalf("%d mailed back, want 14 once", len(all))
	}
	w.write(func(tx *store.Tx) error {
		for i, c := range all {
			if err := survey.ReleaseCommitment(tx, w.edition.ID, c.PersonID, i < 7); err != nil {
				return err
			}
		}
		return survey.ReleaseCommitment(tx, w.edition.ID, all[6].PersonID, false) // changed their mind
	})
	for k, c := range all[:12] {
		done := []string{"1", "1", "2", "3", "4", "4"}[k%6]
		if err := w.after(c.BallotID, "U1", done, "U2", "1", "U5", fmt.Sprintf("Text %d", k)); err != nil {
			t.Fatal(err)
		}
	}
	w.tend() // closing the day's urns is not closing the follow-up's
	if n := w.number("SELECT COUNT(*) FROM follow_up_urn"); n != 12 {
		t.Fatalf("%d boxes wait, want 12", n)
	}
	if n := w.tendFollowUps(); n != 5 {
		t.Errorf("%d of 12 were moved while it is open, want 5", n)
	}
	x := w.results().Effect
	if x.State != survey.EffectOpen || x.Counted != 5 || x.Answered != 10 || x.HandedOut != 14 || x.Commitments != 14 {
		t.Errorf("open: %+v", x)
	}
	if f, shown := x.Hindered(); shown || f.Hidden != survey.Later {
		t.Errorf("what only some answer is shown while it is open: %+v", f)
	}
	comments, err := survey.Comments(w.s.Read(t.Context()), w.edition.ID, survey.CommentFilter{Pile: survey.CommentPile{Part: survey.FollowUp}})
	if err != nil || len(comments) != 0 {
		t.Errorf("%d texts can be read while it is open, %v", len(comments), err)
	}

	w.clock.Add(survey.FollowUpOpenFor)
	if err := w.after(all[13].BallotID); !errors.Is(err, survey.ErrClosed) {
		t.Errorf("after closing: %v", err)
	}
	if n := w.tendFollowUps(); n != 7+14 {
		t.Errorf("%d moved and erased, want 21", n)
	}
	if n := w.tendFollowUps(); n != 0 {
		t.Errorf("%d more the next time", n)
	}
	if n := w.number("SELECT COUNT(*) FROM commitments"); n != 0 {
		t.Fatalf("%d commitments are left", n)
	}
	w.releaseTexts()
	x = w.results().Effect
	if share, shown := x.Done(); !shown || share != 50 {
		t.Errorf("done: %v %v, want 6 of 12", share, shown)
	}
	if n, shown := x.ContactsUsed(); !shown || n != 24 {
		t.Errorf("contacts used: %d %v", n, shown)
	}
	if f, shown := x.Hindered(); !shown || f.N != 6 || f.Cells[0].N != 6 {
		t.Errorf("hindered: %+v", f)
	}
	if x.State != survey.EffectClosed || x.Released.N != 6 || len(x.Released.Texts) != 6 || x.Answered != 12 || x.Commitments != 14 {
		t.Errorf("closed: %+v", x)
	}
	for check, f := range w.inspect() {
		if !f.OK() {
			t.Errorf("%s: %v", check, f.Broken)
		}
	}
}

// So few that no answer could be shown are asked nothing; they get their words back all the same.
func TestFewAreNotAsked(t *testing.T) {
	for _, n := range []int{0, 1, 4, 5, 6} {
		w := newWorld(t)
		w.commit(n, 0)
		w.close()
		w.clock.Set(survey.FollowUpAt(w.edition).Time)
		all := w.openFollowUp()
		asked := 0
		for _, c := range all {
			if c.BallotID != "" {
				asked++
			}
		}
		want := n
		if n < survey.Least {
			want = 0
		}
		if len(all) != n || asked != want || w.number("SELECT COUNT(*) FROM follow_up_ballots") != want {
			t.Errorf("of %d commitments %d were mailed back and %d asked", n, len(all), asked)
		}
		if x := w.results().Effect; x.Commitments != want {
			t.Errorf("%d commitments are shown of %d", x.Commitments, n)
		}
		w.clock.Add(survey.FollowUpOpenFor)
		w.tendFollowUps()
		if left := w.number("SELECT COUNT(*) FROM commitments"); left != 0 {
			t.Errorf("%d of %d are not erased", left, n)
		}
	}
}

// Whatever two results a host compares, they differ by nobody or by five and more answers.
func TestFollowUpComesFiveAtATime(t *testing.T) {
	for _, total := range []int{1, 4, 5, 9, 10, 13, 15, 23} {
		w := newWorld(t)
		w.commit(24, 0)
		w.close()
		w.clock.Set(survey.FollowUpAt(w.edition).Time)
		last := 0
		look := func(final bool) {
			n := w.number("SELECT COALESCE(SUM(n), 0) FROM answer_counts WHERE part = 'follow_up' AND code = ''")
			if d := n - last; d != 0 && d < survey.Least && (last > 0 || !final) {
				t.Fatalf("of %d answers it went from %d to %d", total, last, n)
			}
			last = n
			x := w.results().Effect
			for _, f := range append(x.Figures, x.Released) {
				if f.Hidden == survey.Shown && f.N < survey.Least || f.Hidden != survey.Shown && (f.N != 0 || f.Cells != nil) {
					t.Fatalf("of %d answers %s shows %+v", total, f.Code, f)
				}
			}
			if x.Answered%survey.Least != 0 && !final || 0 < x.Answered && x.Answered < survey.Least {
				t.Fatalf("of %d answers the turnout says %d", total, x.Answered)
			}
		}
		for _, c := range w.openFollowUp()[:total] {
			if err := w.after(c.BallotID); err != nil {
				t.Fatal(err)
			}
			w.tendFollowUps()
			look(false)
		}
		w.clock.Add(survey.FollowUpOpenFor)
		w.tendFollowUps()
		look(true)
		if last != total {
			t.Fatalf("%d answers of %d", last, total)
		}
	}
}

// Of two tabs one is taken.
func TestFollowUpBallotWorksOnce(t *testing.T) {
	w := newWorld(t)
	w.commit(5, 0)
	w.close()
	w.clock.Set(survey.FollowUpAt(w.edition).Time)
	ballot := w.openFollowUp()[0].BallotID
	var all sync.WaitGroup
	errs := make([]error, 8)
	for i := range errs {
		all.Go(func() { errs[i] = w.after(ballot) })
	}
	all.Wait()
	taken := 0
	for _, err := range errs {
		if err == nil {
			taken++
		} else if !errors.Is(err, survey.ErrSpent) {
			t.Errorf("%v", err)
		}
	}
	if n := w.number("SELECT COUNT(*) FROM follow_up_urn"); taken != 1 || n != 1 {
		t.Errorf("%d taken, %d boxes", taken, n)
	}
}

// When it is over nothing leads from a ballot of the follow-up, or from a released text, to anybody.
func TestNothingLeadsToAnAuthor(t *testing.T) {
	w := newWorld(t)
	w.commit(8, 8)
	w.close()
	w.clock.Set(survey.FollowUpAt(w.edition).Time)
	all := w.openFollowUp()
	w.write(func(tx *store.Tx) error {
		for _, c := range all {
			if err := survey.ReleaseCommitment(tx, w.edition.ID, c.PersonID, true); err != nil {
				return err
			}
		}
		return nil
	})
	w.clock.Add(survey.FollowUpOpenFor)
	w.tendFollowUps()
	if n := w.number("SELECT COUNT(*) FROM free_texts WHERE part = 'follow_up'"); n != 8 {
		t.Fatalf("%d texts were released", n)
	}
	secret := map[string]bool{}
	for _, c := range all {
		secret[string(c.PersonID)], secret[string(c.ID)] = true, true
	}
	for _, table := range []string{"free_texts", "follow_up_ballots", "follow_ups", "answer_counts", "follow_up_urn"} {
		var rows []map[string]any
		if err := w.s.Read(t.Context()).Raw("SELECT * FROM " + table).Scan(&rows).Error; err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			for column, value := range row {
				if secret[strings.TrimSpace(fmt.Sprint(value))] {
					t.Errorf("%s.%s leads to an author", table, column)
				}
			}
		}
	}
}

// A check that never speaks proves nothing: each promise about the follow-up is broken once.
func TestInspectFindsABrokenFollowUp(t *testing.T) {
	for name, sql := range map[string]string{
		"an answer too many":  "UPDATE answer_counts SET n = n + 1 WHERE part = 'follow_up' AND code = ''",
		"a commitment left":   "INSERT INTO commitments (id, edition_id, person_id, text) SELECT id, edition_id, 'p', 'x' FROM follow_up_ballots LIMIT 1",
		"one that is late":    "UPDATE follow_ups SET closed_at = NULL",
		"a step that is none": "UPDATE follow_ups SET closed_at = NULL, closes_at = closes_at * 2; UPDATE answer_counts SET n = 3 WHERE part = 'follow_up' AND code = ''",
	} {
		w := newWorld(t)
		w.commit(6, 0)
		w.close()
		w.clock.Set(survey.FollowUpAt(w.edition).Time)
		for _, c := range w.openFollowUp() {
			if err := w.after(c.BallotID); err != nil {
				t.Fatal(err)
			}
		}
		w.clock.Add(survey.FollowUpOpenFor)
		w.tendFollowUps()
		w.clock.Add(2 * time.Hour)
		if f := w.inspect()["follow_ups"]; !f.OK() || f.Looked != 1 {
			t.Fatalf("an honest one: %+v", f)
		}
		w.write(func(tx *store.Tx) error { return tx.Exec(sql).Error })
		if f := w.inspect()["follow_ups"]; f.OK() {
			t.Errorf("%s is not noticed", name)
		}
	}
}

// How many contacts were used in all must not tell the answers that are hidden: fifteen answered, of whom five together
// are hidden, and 3·1 + 2·2 = 7 would say which five.
func TestContactsUsedHideWhatIsHidden(t *testing.T) {
	w := newWorld(t)
	w.commit(20, 0)
	w.close()
	w.clock.Set(survey.FollowUpAt(w.edition).Time)
	for k, c := range w.openFollowUp() {
		used := "4"
		switch {
		case k < 7:
			used = "0"
		case k < 10:
			used = "1"
		case k < 12:
			used = "2"
		}
		if err := w.after(c.BallotID, "U3", used); err != nil {
			t.Fatal(err)
		}
	}
	w.clock.Add(survey.FollowUpOpenFor)
	w.tendFollowUps()
	if n, shown := w.results().Effect.ContactsUsed(); !shown || n != 8*4 {
		t.Errorf("%d contacts used, %v; want the 32 of those whose answers are shown", n, shown)
	}
}
