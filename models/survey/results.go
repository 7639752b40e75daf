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
	Least    int      // the threshold in force
	Opened   bool     // ballots have been handed out
	Closed   bool     // nothing more will come
	Turnout           // of the ballots; while the survey is open in whole steps of Least
	Counted  int      // sheets in the figures, without what still waits in the urn; 0 when fewer than Least
	Day      []Figure
	Seminars []SeminarResult
	Open     OpenPool // what came in through the QR codes, without ballots
	Effect   Effect   // what came of it, three months later
}

// OpenPool is what was answered through a QR code on the closing slide or in a seminar's room. Nobody knows how many saw
// the code, and somebody may have answered twice: it is shown beside the results and never added to them.
type OpenPool struct {
	Counted  int // sheets about the day; 0 when fewer than the threshold
	Day      []Figure
	Seminars []SeminarResult // Asked is 0
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
	compare(r.Effect.Figures, old.Effect.Figures)
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
				f.Texts, f.Themes = nil, nil
				now[i].Last = &f
			}
		}
	}
}

func count(db *gorm.DB, e event.Edition, now time.Time) (Results, error) {
	c, out, r, err := load(db, e, now)
	if err != nil {
		return r, err
	}
	r.Turnout = out.shown(c.rule)
	r.Counted, r.Day = c.day(ByBallot)
	r.Seminars = c.aboutSeminars(ByBallot, out.asked, false)
	r.Open.Counted, r.Open.Day = c.day(ByCode)
	r.Open.Seminars = c.aboutSeminars(ByCode, nil, false)
	r.Effect, err = c.effect(db, e, now)
	return r, err
}

// load reads all that has been counted about an edition.
func load(db *gorm.DB, e event.Edition, now time.Time) (c counter, out counted, r Results, err error) {
	r = Results{Edition: e, Opened: !e.SurveyOpenedAt.IsZero(), Closed: !e.SurveyOpenedAt.IsZero() && !e.SurveyOpen(now)}
	if c.questions, err = Questions(db, e.ID); err != nil {
		return
	}
	if c.seminars, err = event.Seminars(db, e.ID); err != nil {
		return
	}
	if out, err = turnoutOf(db, e.ID); err != nil {
		return
	}
	if r.Least, err = LeastOf(db, e.ID); err != nil {
		return
	}
	c.rule = rule{r.Least, r.Closed}
	c.tallies, err = tally(db, e.ID)
	return
}

// counter turns what was counted about an edition into figures that have passed the rules.
type counter struct {
	rule
	questions []Question
	seminars  []event.Seminar
	tallies
}

func (c counter) day(pool Pool) (counted int, out []Figure) {
	t := *c.at(pile{part: Day, pool: pool})
	out = figures(of(Day, c.questions), t)
	for i := range out {
		out[i] = out[i].guard(c.rule)
	}
	if counted = t.sheets; counted < c.least {
		counted = 0
	}
	return counted, out
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

// aboutSeminars counts each seminar that somebody was asked about, or, through the open pool, has answered about. Words
// to the one who held a seminar are for that person: without words a host sees how many there are, never the texts.
func (c counter) aboutSeminars(pool Pool, asked map[store.ID]int, words bool) []SeminarResult {
	var out []SeminarResult
	for _, s := range c.seminars {
		t := c.at(pile{Seminar, pool, s.ID})
		if asked[s.ID] == 0 && (pool == ByBallot || t.sheets == 0) {
			continue
		}
		one := SeminarResult{Seminar: s, Asked: asked[s.ID], Sheets: t.sheets, Figures: figures(of(Seminar, c.questions), *t)}
		for i := range one.Figures {
			if words {
				break
			}
			one.Figures[i].Texts, one.Figures[i].Themes = nil, nil
		}
		out = append(out, one)
	}
	guardSeminars(out, c.rule)
	return out
}
