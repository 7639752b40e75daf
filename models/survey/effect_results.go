package survey

import (
	"slices"
	"time"

	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/store"
)

// EffectState is how far the follow-up of an edition has come.
type EffectState string

// The states.
const (
	NoEffect      EffectState = ""        // nobody is asked: the evaluation has not been opened, or has no commitments
	EffectWaiting EffectState = "waiting" // commitments are kept, to be mailed back at OpensAt
	EffectOpen    EffectState = "open"    // they have been, and answers come in until ClosesAt
	EffectClosed  EffectState = "closed"  // nothing more will come, and the commitments are erased
)

// The standard questionnaire's questions from which the effect is told, and which answers to the first mean that
// something was done.
const (
	doneCode     = "U1"
	hinderedCode = "U2"
	contactsCode = "U3"
)

var doneValues = [...]string{"1", "2"}

// Effect is what came of a day, as hosts may see it. Every number in it has passed the rules of suppress.go. Nobody's own
// words are in it, except those of authors who let hosts read what they wanted to do, once a moderator has released them.
type Effect struct {
	State       EffectState
	OpensAt     store.Time // when the commitments are, or were, mailed back
	ClosesAt    store.Time // when the answers are counted for good; zero before it has opened
	Commitments int        // kept; 0 when fewer than the threshold, and in whole steps until they are mailed back
	Turnout                // of the follow-up's ballots
	Counted     int        // answers in the figures; 0 when fewer than the threshold
	Figures     []Figure   // the questions of the follow-up, last year's beside
	Released    Figure     // commitments that their authors let hosts read; its Code is "" when nobody is asked for any
}

// Figure finds a figure of the follow-up by its code, and says whether there is one that may be shown.
func (x Effect) Figure(code string) (Figure, bool) {
	for _, f := range x.Figures {
		if f.Code == code {
			return f, f.Hidden == Shown
		}
	}
	return Figure{}, false
}

// All lists the figures of the follow-up and last the commitments that were released; nothing before it has opened.
func (x Effect) All() []Figure {
	if x.Released.Code == "" {
		return nil
	}
	return append(slices.Clone(x.Figures), x.Released)
}

// Search keeps of the texts those that have all words of a query, as people type them.
func (x Effect) Search(query string) Effect {
	x.Figures = slices.Clone(x.Figures)
	for i := range x.Figures {
		x.Figures[i] = x.Figures[i].Search(query)
	}
	x.Released = x.Released.Search(query)
	return x
}

// Done is the share of those who answered the follow-up who have done something differently, in percent with one decimal.
// It tells how many did, so those answers and the others are held to the threshold as two lists.
func (x Effect) Done() (share float64, shown bool) {
	f, shown := x.Figure(doneCode)
	if !shown || !f.Shares() || f.side == 0 {
		return 0, false
	}
	return percent(sum(f.each[:f.side]), f.N), true
}

// doneSide says how many answers of the question mean that something was done, if they are its first ones.
func doneSide(q Question) int {
	if q.Code != doneCode || q.Kind != Choice || len(q.Options) <= len(doneValues) {
		return 0
	}
	for i, value := range doneValues {
		if q.Options[i].Value != value {
			return 0
		}
	}
	return len(doneValues)
}

// Hindered is what kept people from it.
func (x Effect) Hindered() (Figure, bool) { return x.Figure(hinderedCode) }

// ContactsUsed is how many contacts from the day have been used since, at least: "four or more" counts as four.
func (x Effect) ContactsUsed() (n int, shown bool) {
	f, shown := x.Figure(contactsCode)
	return f.Sum(), shown
}

// effect counts the follow-up of an edition.
func (c counter) effect(db *gorm.DB, e event.Edition, now time.Time) (x Effect, err error) {
	question, asked := committing(c.questions)
	if e.SurveyOpenedAt.IsZero() || !asked {
		return x, nil
	}
	s, err := standingOf(db, e.ID)
	if err != nil {
		return x, err
	}
	r := rule{c.least, !s.ClosedAt.IsZero()}
	x = Effect{State: s.state(e, now), OpensAt: FollowUpAt(e), ClosesAt: s.ClosesAt, Commitments: s.commitments(c.least)}
	if x.State != EffectOpen && x.State != EffectClosed {
		return x, nil
	}
	x.OpensAt, x.Turnout = s.OpenedAt, counted{handedOut: s.HandedOut, spent: s.Spent}.shown(r)
	t := *c.of(FollowUp, "")
	x.Figures = figures(of(FollowUp, c.questions), t)
	for i := range x.Figures {
		x.Figures[i].side = doneSide(x.Figures[i].Question)
		x.Figures[i] = x.Figures[i].guard(r)
	}
	x.Released = figure(question, 0, question.Code, t).guard(r)
	if x.Counted = t.sheets; x.Counted < c.least {
		x.Counted = 0
	}
	return x, nil
}

// standing is everything counted about a follow-up besides its answers, before any threshold.
type standing struct {
	FollowUpState
	Kept             int // commitments that have not been erased
	HandedOut, Spent int
}

func standingOf(db *gorm.DB, edition store.ID) (s standing, err error) {
	err = db.Raw(`SELECT (SELECT COUNT(*) FROM commitments WHERE edition_id = ?) AS kept, COUNT(*) AS handed_out, COUNT(spent_on) AS spent
		FROM follow_up_ballots WHERE edition_id = ?`, edition, edition).Scan(&s).Error
	if err == nil {
		s.FollowUpState, err = FollowUpOf(db, edition)
	}
	return s, err
}

func (s standing) state(e event.Edition, now time.Time) EffectState {
	switch {
	case !s.ClosedAt.IsZero():
		return EffectClosed
	case !s.OpenedAt.IsZero():
		return EffectOpen
	case now.After(FollowUpAt(e).Add(24 * time.Hour)): // the time passed, and there was nothing to mail back
		return NoEffect
	}
	return EffectWaiting
}

// commitments is how many were mailed back, or how many there are: then in whole steps, as one that comes or goes is one
// person.
func (s standing) commitments(least int) int {
	if s.OpenedAt.IsZero() {
		return counted{spent: s.Kept}.shown(rule{least, false}).Answered
	}
	return counted{spent: s.Commitments}.shown(rule{least, true}).Answered
}

// EffectOf is the follow-up of an edition for its organiser: how many, never what they answered.
func EffectOf(db *gorm.DB, e event.Edition, now time.Time) (Effect, error) {
	r, err := count(db, e, now)
	r.Effect.Figures, r.Effect.Released = nil, Figure{}
	return r.Effect, err
}
