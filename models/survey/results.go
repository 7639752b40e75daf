package survey

import (
	"time"

	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/store"
)

// Results is what a host may see of an edition. Every number in it has passed the rules of suppress.go.
type Results struct {
	Edition  event.Edition
	Last     *Earlier // the edition of the series before this one, if there is one
	Opened   bool     // ballots have been handed out
	Closed   bool     // nothing more will come
	Turnout           // of the ballots
	Counted  int      // sheets in the figures, without what still waits in the urn; 0 when fewer than Least
	Day      []Figure
	Seminars []SeminarResult
}

// Earlier is the turnout of the edition that this one is compared with.
type Earlier struct {
	Edition event.Edition
	Turnout
}

// SeminarResult is what is shown about one seminar. When Hidden is set every number is zero and every figure is hidden.
type SeminarResult struct {
	Seminar event.Seminar
	Hidden  Hidden
	Asked   int // ballots that ask about it
	Sheets  int // how many answered about it
	Figures []Figure
}

// Rate is the share of those asked about the seminar who answered, in percent with one decimal.
func (s SeminarResult) Rate() float64 { return percent(s.Sheets, s.Asked) }

// Figure finds a figure about the day by its code, and says whether there is one that may be shown.
func (r Results) Figure(code string) (Figure, bool) {
	for _, f := range r.Day {
		if f.Code == code {
			return f, f.Hidden == Shown
		}
	}
	return Figure{}, false
}

// ResultsOf counts the answers of an edition, hides what is too small, and lays last year's figures beside.
func ResultsOf(db *gorm.DB, e event.Edition, now time.Time) (Results, error) {
	r, err := count(db, e, now)
	if err != nil {
		return r, err
	}
	earlier, err := before(db, e)
	if err != nil || earlier == nil {
		return r, err
	}
	old, err := count(db, *earlier, now)
	if err != nil {
		return r, err
	}
	r.Last = &Earlier{*earlier, old.Turnout}
	compare(r.Day, old.Day)
	for i := range r.Seminars {
		for _, s := range old.Seminars {
			if s.Seminar.Key == r.Seminars[i].Seminar.Key {
				compare(r.Seminars[i].Figures, s.Figures)
			}
		}
	}
	return r, nil
}

// before finds the edition of the same series that was held last before this one.
func before(db *gorm.DB, e event.Edition) (*event.Edition, error) {
	all, err := event.EditionsOf(db, e.SeriesID)
	if err != nil {
		return nil, err
	}
	for _, other := range all { // the newest first
		if other.StartsAt.Before(e.StartsAt.Time) {
			return &other, nil
		}
	}
	return nil, nil
}

// compare lays an older figure beside each new one that asks the same: same code, same version.
func compare(now, old []Figure) {
	for i := range now {
		if now[i].Hidden != Shown {
			continue // a hidden figure carries no other figure either
		}
		for _, f := range old {
			if f.Hidden == Shown && f.Code == now[i].Code && f.Question.Version == now[i].Question.Version {
				f.Texts = nil
				now[i].Last = &f
			}
		}
	}
}

func count(db *gorm.DB, e event.Edition, now time.Time) (Results, error) {
	r := Results{Edition: e, Opened: !e.SurveyOpenedAt.IsZero(), Closed: !e.SurveyOpenedAt.IsZero() && !e.SurveyOpen(now)}
	questions, err := Questions(db, e.ID)
	if err != nil {
		return r, err
	}
	seminars, err := event.Seminars(db, e.ID)
	if err != nil {
		return r, err
	}
	out, err := turnoutOf(db, e.ID)
	if err != nil {
		return r, err
	}
	t, err := tally(db, e.ID, questions)
	if err != nil {
		return r, err
	}
	r.Turnout, r.Counted = out.shown(), t.of(Day, "").sheets
	r.Day = figures(of(Day, questions), *t.of(Day, ""))
	for i := range r.Day {
		r.Day[i] = r.Day[i].guard(r.Closed)
	}
	r.Seminars = aboutSeminars(of(Seminar, questions), seminars, out.asked, t, r.Closed)
	if r.Counted < Least {
		r.Counted = 0
	}
	return r, nil
}

func figures(questions []Question, t tallied) []Figure {
	var out []Figure
	for _, q := range questions {
		for i, code := range q.Codes() {
			row := 0
			if q.Kind == Matrix {
				row = i + 1
			}
			out = append(out, figure(q, row, code, t))
		}
	}
	return out
}

// aboutSeminars counts each seminar that somebody was asked about. Words to the one who held a seminar are for
// that person: a host sees how many there are, never the texts.
func aboutSeminars(questions []Question, seminars []event.Seminar, asked map[store.ID]int, t tallies, closed bool) []SeminarResult {
	var out []SeminarResult
	for _, s := range seminars {
		if asked[s.ID] == 0 {
			continue
		}
		pile := t.of(Seminar, s.ID)
		one := SeminarResult{Seminar: s, Asked: asked[s.ID], Sheets: pile.sheets, Figures: figures(questions, *pile)}
		for i := range one.Figures {
			one.Figures[i].Texts = nil
		}
		out = append(out, one)
	}
	guardSeminars(out, closed)
	return out
}
