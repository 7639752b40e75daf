package survey_test

import (
	"fmt"
	"strconv"
	"testing"
	"time"

	"samling/models/event"
	"samling/models/store"
	"samling/models/survey"
)

func TestNumbersAreThoseAnswered(t *testing.T) {
	w := newWorld(t)
	ballots := w.ballots(w.edition, 60, w.seminars[0].ID, w.seminars[1].ID)
	text := func(i, n int) string {
		if i < n {
			return string(rune('a' + i))
		}
		return ""
	}
	for i, b := range ballots[:40] {
		// five times Q1: 5 5 5 5 4 4 2 none; Q9: 10 ×4, 9, 8, 6, 0
		w.cast(w.edition, b, w.sheets(b, chance(uint64(i)), map[string]string{
			"Q1":  []string{"5", "5", "5", "5", "4", "4", "2", survey.NoneValue}[i%8],
			"Q9":  []string{"10", "10", "10", "10", "9", "8", "6", "0"}[i%8],
			"Q11": text(i, 5),
			"Q12": text(i, 4),
		}))
	}
	w.close()
	if q11, _ := w.results().Figure("Q11"); q11.Hidden != survey.Unread {
		t.Errorf("texts that no moderator has read: %+v", q11)
	}
	w.releaseTexts()
	r := w.results()
	if r.HandedOut != 60 || r.Answered != 40 || r.Counted != 40 || r.Rate() != 66.7 {
		t.Errorf("turnout %d %d %d %v", r.HandedOut, r.Answered, r.Counted, r.Rate())
	}
	q1, _ := r.Figure("Q1")
	if q1.N != 35 || q1.None != 5 || q1.Share != 85.7 || q1.Median != 5 || fmt.Sprint(ns(q1)) != "[0 5 0 10 20]" {
		t.Errorf("Q1: %+v", q1)
	}
	if q9, _ := r.Figure("Q9"); q9.N != 40 || q9.NPS != 38 || q9.Median != 9.5 { // 5 of 8 less 2 of 8
		t.Errorf("Q9: %+v", q9)
	}
	if q11, shown := r.Figure("Q11"); !shown || q11.N != 5 || len(q11.Texts) != 5 {
		t.Errorf("Q11: %+v", q11)
	}
	if q12, shown := r.Figure("Q12"); shown || q12.N != 0 || len(q12.Texts) != 0 {
		t.Errorf("four texts are shown: %+v", q12)
	}
	if q10, shown := r.Figure("Q10/2"); !shown || q10.Row != 2 || q10.N != 40 {
		t.Errorf("Q10/2: %+v", q10)
	}
	if len(r.Seminars) != 2 || r.Seminars[0].Sheets != 40 || r.Seminars[0].Asked != 60 {
		t.Fatalf("seminars: %+v", r.Seminars)
	}
	for _, f := range r.Seminars[0].Figures {
		if f.Code == "S4" && (f.N != 40 || len(f.Texts) > 0) {
			t.Errorf("words to a seminar leader must be counted and not shown: %+v", f)
		}
	}
}

func ns(f survey.Figure) (out []int) {
	for _, c := range f.Cells {
		out = append(out, c.N)
	}
	return out
}

func TestFewerThanFiveAreHidden(t *testing.T) {
	w := newWorld(t)
	for i, b := range w.ballots(w.edition, 4, w.seminars[0].ID) {
		w.cast(w.edition, b, w.sheets(b, chance(uint64(i)), nil))
	}
	w.close()
	r := w.results()
	if r.Answered != 0 || r.Counted != 0 || r.HandedOut != 4 {
		t.Errorf("four answers: %+v", r)
	}
	mustBlank(t, r)
	if q1, shown := r.Figure("Q1"); shown || q1.Hidden != survey.Few {
		t.Errorf("Q1 of four: %+v", q1)
	}
}

// mustBlank walks everything a host is given: what is hidden carries nothing, what is shown has five at least.
func mustBlank(t *testing.T, r survey.Results) {
	t.Helper()
	figures := append([]survey.Figure(nil), r.Day...)
	for _, s := range r.Seminars {
		if s.Hidden != survey.Shown && (s.Sheets != 0 || s.Asked != 0) {
			t.Errorf("a hidden seminar carries %+v", s)
		}
		for _, f := range s.Figures {
			if s.Hidden != survey.Shown && f.Hidden == survey.Shown {
				t.Errorf("a hidden seminar shows %+v", f)
			}
		}
		if s.Hidden == survey.Shown && s.Sheets < survey.Least {
			t.Errorf("a seminar of %d is shown", s.Sheets)
		}
		figures = append(figures, s.Figures...)
	}
	for _, f := range figures {
		bare := f.N == 0 && f.None == 0 && f.Cells == nil && f.Share == 0 && f.Median == 0 && f.NPS == 0 && f.Texts == nil && f.Last == nil
		if f.Hidden != survey.Shown && !bare {
			t.Errorf("a hidden figure carries %+v", f)
		}
		if f.Hidden == survey.Shown && f.N < survey.Least {
			t.Errorf("%s shows %d", f.Code, f.N)
		}
		if !f.Question.Background() {
			continue
		}
		for _, c := range f.Cells {
			if c.N < survey.Least && c.Hidden == survey.Shown || c.Hidden != survey.Shown && c.N != 0 {
				t.Errorf("%s shows a group of %d (%q)", f.Code, c.N, c.Hidden)
			}
		}
	}
}

// Made-up days of every size, looked at all the time: never anything from fewer than five.
func TestNothingSmallEver(t *testing.T) {
	for seed := range uint64(30) {
		w := newWorld(t)
		r := chance(seed)
		for range 3 + r.IntN(30) {
			var seminars []store.ID
			for i, s := range w.seminars {
				if r.IntN(2+3*i) == 0 {
					seminars = append(seminars, s.ID)
				}
			}
			b := w.ballots(w.edition, 1, seminars...)[0]
			set := map[string]string{}
			if r.IntN(3) > 0 {
				set["B1"], set["Q12"] = "", ""
			}
			if r.IntN(2) == 0 {
				set["Q2"], set["Q3"] = survey.NoneValue, survey.NoneValue
			}
			w.cast(w.edition, b, w.sheets(b, r, set))
			if r.IntN(4) == 0 {
				w.empty(false)
				mustBlank(t, w.results())
			}
		}
		if b1, shown := w.results().Figure("B1"); shown {
			t.Fatalf("who answers is shown while the survey is open: %+v", b1)
		}
		w.close()
		mustBlank(t, w.results())
	}
}

// One small seminar of three takes the next smallest with it.
func TestOneHiddenSeminarIsNotAlone(t *testing.T) {
	w := newWorld(t)
	for i, n := range []int{9, 3, 7} {
		for k, b := range w.ballots(w.edition, n, w.seminars[i].ID) {
			w.cast(w.edition, b, w.sheets(b, chance(uint64(k)), nil))
		}
	}
	w.close()
	got := ""
	for _, s := range w.results().Seminars {
		got += "/" + string(s.Hidden)
	}
	if got != "//few/beside" {
		t.Fatal(got)
	}
}

func TestLastYearBeside(t *testing.T) {
	w := newWorld(t)
	q := standard(t)
	for i := range q.Questions {
		if q.Questions[i].Code == "Q2" {
			q.Questions[i].Version = 2 // other words then: not comparable
		}
	}
	old, oldSeminars := w.day("dag-2026", w.clock.Now().AddDate(-1, 0, 0), q)
	var votes []survey.Vote
	for i, b := range w.ballots(old, 6, oldSeminars[0].ID) {
		votes = append(votes, survey.Vote{Ballot: b, Sheets: w.sheets(b, chance(uint64(i)), map[string]string{"Q1": "4"})})
	}
	w.write(func(tx *store.Tx) error { return survey.SeedAnswers(tx, old, votes) })
	w.write(func(tx *store.Tx) error { return survey.Close(tx, old) })
	for i, b := range w.ballots(w.edition, 6, w.seminars[0].ID) {
		w.cast(w.edition, b, w.sheets(b, chance(uint64(i)), map[string]string{"Q1": "3"}))
	}
	w.close()
	r := w.results()
	q1, _ := r.Figure("Q1")
	if q1.Last == nil || q1.Last.Share != 100 || q1.Last.N != 6 || q1.Share != 0 {
		t.Errorf("Q1 beside last year: %+v", q1)
	}
	if q2, _ := r.Figure("Q2"); q2.Last != nil {
		t.Error("another version of Q2 is compared")
	}
	if r.Last == nil || r.Last.Edition.Slug != "dag-2026" || r.Last.Answered != 6 || r.Seminars[0].Figures[0].Last == nil {
		t.Errorf("last: %+v", r.Last)
	}
	if q11, _ := r.Figure("Q11"); q11.Last != nil && q11.Last.Texts != nil {
		t.Error("last year's texts are shown beside this year's")
	}
}

// The demo's answers: 150 people in two editions, well under a second.
func TestSeedIsFast(t *testing.T) {
	w := newWorld(t)
	old, oldSeminars := w.day("dag-2026", w.clock.Now().AddDate(-1, 0, 0), standard(t))
	start := time.Now()
	for e, ballots := range map[event.Edition][]survey.Ballot{
		w.edition: w.ballots(w.edition, 150, w.seminars[0].ID, w.seminars[1].ID),
		old:       w.ballots(old, 150, oldSeminars[0].ID, oldSeminars[2].ID),
	} {
		p := w.paper(ballots[0]) // one paper for all: the seminars are the same
		var votes []survey.Vote
		for i, b := range ballots {
			s, problems := survey.Check(p, fill(p, chance(uint64(i))))
			if len(problems) > 0 {
				t.Fatal(problems)
			}
			votes = append(votes, survey.Vote{Ballot: b, Sheets: s})
		}
		w.write(func(tx *store.Tx) error { return survey.SeedAnswers(tx, e, votes) })
	}
	if took := time.Since(start); took > 2*time.Second {
		t.Errorf("seeding took %v", took)
	} else {
		t.Log("seeding took", took)
	}
	if n := w.number("SELECT SUM(n) FROM answer_counts WHERE code <> ''"); n < 300*13 {
		t.Error(strconv.Itoa(n) + " answers only")
	}
}
