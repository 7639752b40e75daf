package survey

import (
	"time"

	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/store"
)

// Opening says when an evaluation opens.
type Opening string

// The ways to open.
const (
	WhenDayEnds Opening = "day_ends" // the usual one
	AtTime      Opening = "at"
	ByHand      Opening = "by_hand"
)

// Openings are all of them, in the order in which they are offered.
var Openings = [...]Opening{WhenDayEnds, AtTime, ByHand}

// ErrPlan says that a plan cannot be kept; ErrPlanTime that it lacks its time, or that the time is not after the day began.
var (
	ErrPlan     = store.Fault(store.Invalid, "error.survey_plan").On("opening")
	ErrPlanTime = store.Fault(store.Invalid, "error.survey_plan_time").On("opens_at")
)

// Plan is what the organiser has decided about the asking.
type Plan struct {
	Opening Opening
	OpensAt store.Time // for AtTime
	Remind  bool       // those who have not answered, on RemindDays
	ByCode  bool       // the QR codes lead to the short form
}

// RemindDays are the days after the opening on which those who have not answered are reminded (domain.md §7).
var RemindDays = [...]int{3, 8}

// PlanOf reads the plan of an edition; without one it is the usual: open when the day ends, remind, let codes lead to the
// short form.
func PlanOf(db *gorm.DB, edition store.ID) (Plan, error) {
	var rows []Plan
	err := db.Raw("SELECT opening, opens_at, remind, by_code FROM survey_plans WHERE edition_id = ?", edition).Scan(&rows).Error
	if len(rows) == 0 {
		return Plan{Opening: WhenDayEnds, Remind: true, ByCode: true}, err
	}
	return rows[0], err
}

// SetPlan keeps a plan. Of an evaluation that has been opened, when it opens stays as it was. Errors: ErrPlan, ErrPlanTime, event.ErrNotInState.
func SetPlan(tx *store.Tx, e event.Edition, p Plan) error {
	if err := event.Require(tx.DB, e.ID, event.Manage); err != nil {
		return err
	}
	if !e.SurveyOpenedAt.IsZero() {
		was, err := PlanOf(tx.DB, e.ID)
		if err != nil {
			return err
		}
		p.Opening, p.OpensAt = was.Opening, was.OpensAt
	}
	switch p.Opening {
	case WhenDayEnds, ByHand:
		p.OpensAt = store.Time{}
	case AtTime:
		if p.OpensAt.IsZero() || p.OpensAt.Before(e.StartsAt.Time) {
			return ErrPlanTime
		}
	default:
		return ErrPlan
	}
	return tx.Exec(`INSERT INTO survey_plans (edition_id, opening, opens_at, remind, by_code) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (edition_id) DO UPDATE SET opening = excluded.opening, opens_at = excluded.opens_at,
		remind = excluded.remind, by_code = excluded.by_code`, e.ID, p.Opening, p.OpensAt, p.Remind, p.ByCode).Error
}

// openFor is how long after its time an evaluation still opens by itself. An edition imported years later stays shut.
const openFor = 24 * time.Hour

// OpensNow says whether the evaluation of an edition is to open by itself at an instant.
func (p Plan) OpensNow(e event.Edition, now time.Time) bool {
	at := e.EndsAt
	switch p.Opening {
	case ByHand:
		return false
	case AtTime:
		at = p.OpensAt
	}
	since := now.Sub(at.Time)
	return e.State.Allows(event.Evaluate) && e.SurveyOpenedAt.IsZero() && since >= 0 && since <= openFor
}

// DueReminder gives the day of the reminder that is to be sent at an instant, 0 when none is. A reminder whose time
// passed while the program stood still is sent late, but only the latest, and none on the last day.
func (p Plan) DueReminder(db *gorm.DB, e event.Edition, now time.Time) (int, error) {
	if !p.Remind || !e.SurveyOpen(now) || !e.SurveyClosesAt.IsZero() && e.SurveyClosesAt.Sub(now) < 24*time.Hour {
		return 0, nil
	}
	due := 0
	for _, day := range RemindDays {
		if now.Sub(e.SurveyOpenedAt.Time) >= time.Duration(day)*24*time.Hour {
			due = day
		}
	}
	if due == 0 {
		return 0, nil
	}
	var sent int
	err := db.Raw("SELECT COUNT(*) FROM survey_reminders WHERE edition_id = ? AND day >= ?", e.ID, due).Scan(&sent).Error
	if sent > 0 {
		return 0, err
	}
	return due, err
}

// NoteReminder says that a reminder is sent now, and whether nobody else has sent it.
func NoteReminder(tx *store.Tx, edition store.ID, day int) (bool, error) {
	done := tx.Exec("INSERT INTO survey_reminders (edition_id, day, sent_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", edition, day, tx.Now)
	return done.RowsAffected == 1, done.Error
}

// Reminded lists the days on which a reminder has gone out.
func Reminded(db *gorm.DB, edition store.ID) (days []int, err error) {
	err = db.Raw("SELECT day FROM survey_reminders WHERE edition_id = ? ORDER BY day", edition).Scan(&days).Error
	return days, err
}
