package evaluation

import (
	"samling/models/event"
	"samling/models/store"
	"samling/models/survey"
)

// effectView is what the organiser sees of the commitments and of the follow-up: how many and when, never what.
type effectView struct {
	survey.Effect
	Mailed   string // the day on which the commitments are, or were, mailed back
	Reminder string // the day of the reminder to those who asked for one
	Closes   string
	Rate     string
	Least    int
}

// readEffect leaves the view nil when nobody is asked for a commitment, or nobody has been yet.
func (p *evaluationPage) readEffect(db *store.DB, e event.Edition, now store.Time) error {
	x, err := survey.EffectOf(db, e, now.Time)
	if err != nil || x.State == survey.NoEffect {
		return err
	}
	day := func(at store.Time) string { return p.Date(at.In(e.Zone())) }
	p.Effect = &effectView{Effect: x, Mailed: day(x.OpensAt), Reminder: day(survey.ReminderAt(e)), Closes: day(x.ClosesAt)}
	p.Effect.Least, err = survey.LeastOf(db, e.ID)
	if x.Answered > 0 {
		p.Effect.Rate = p.Percent(float64(x.Answered) / float64(x.HandedOut))
	}
	return err
}
