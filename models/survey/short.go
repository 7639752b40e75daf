package survey

import (
	"slices"
	"time"

	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/store"
)

// The short form is what a QR code on a slide or on the door of a seminar's room leads to. Nobody is asked who they are,
// so anybody may answer, also twice: what comes in is a pool of its own.

// shortAtMost is how many questions a short form has when none is marked for it.
const shortAtMost = 4

// ShortPaper is the short form about the day, or about one seminar when there is one. Nothing in it asks who answers, and
// no commitment: there is nobody to mail it to.
func ShortPaper(questions []Question, about *event.Seminar) Paper {
	if about != nil {
		return Paper{Seminars: []AboutSeminar{{*about, of(Seminar, questions)}}}
	}
	day := slices.DeleteFunc(of(Day, questions), Question.Background)
	marked := slices.DeleteFunc(slices.Clone(day), func(q Question) bool { return !q.Short })
	if len(marked) > 0 {
		return Paper{Day: marked}
	}
	var first []Question
	for _, q := range day {
		if len(first) < shortAtMost && q.Graded() && q.Kind == Scale {
			first = append(first, q)
		}
	}
	if i := slices.IndexFunc(day, func(q Question) bool { return q.Kind == Text }); i >= 0 {
		first = append(first, day[i])
	}
	return Paper{Day: first}
}

// Empty says whether there is nothing to ask.
func (p Paper) Empty() bool { return len(p.Day)+len(p.Seminars) == 0 }

// shortFor is how long after the day the codes still lead to the form when the evaluation has not been opened.
const shortFor = 24 * time.Hour

// ShortUsable says whether the codes lead to a form at an instant: from the morning of the day until the evaluation has
// closed. Errors: ErrNotYet, ErrClosed.
func (p Plan) ShortUsable(e event.Edition, now time.Time) error {
	switch {
	case !p.ByCode || !e.State.Allows(event.Evaluate):
		return ErrClosed
	case now.Before(e.StartsAt.Time):
		return ErrNotYet
	case e.SurveyOpen(now):
		return nil
	case !e.SurveyOpenedAt.IsZero() || now.After(e.EndsAt.Add(shortFor)):
		return ErrClosed
	}
	return nil
}

// CastShort drops a short form, sealed, into the urn. Errors: ErrNotYet, ErrClosed; then nothing has been saved.
func CastShort(tx *store.Tx, e event.Edition, s Sheets) error {
	plan, err := PlanOf(tx.DB, e.ID)
	if err != nil {
		return err
	}
	if e, err = event.ByID(tx.DB, e.ID); err != nil {
		return err
	}
	if err := plan.ShortUsable(e, tx.Now.Time); err != nil {
		return err
	}
	var boxes [][]byte
	for _, one := range s.list {
		if len(one.Answers) == 0 {
			continue
		}
		one.Pool = ByCode
		box, err := dayUrn(e.ID).seal(tx.Keys, one)
		if err != nil {
			return err
		}
		boxes = append(boxes, box)
	}
	if len(boxes) == 0 {
		return nil
	}
	return dayUrn(e.ID).drop(tx, boxes)
}

// ShortCount is how many short forms have been counted, about the day and the seminars together; 0 while they are fewer
// than Least. They are counted in steps, so it says nothing about when somebody answered.
func ShortCount(db *gorm.DB, edition store.ID) (n int, err error) {
	err = db.Raw("SELECT COALESCE(SUM(n), 0) FROM answer_counts WHERE edition_id = ? AND pool = ? AND code = ?", edition, ByCode, sheetsCode).
		Scan(&n).Error
	if n < Least {
		n = 0
	}
	return n, err
}
