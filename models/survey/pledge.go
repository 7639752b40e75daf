package survey

import (
	"time"

	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/store"
)

// RemindAfter is how long after the opening of the evaluation those are reminded who asked for it.
const RemindAfter = 28 * 24 * time.Hour

// Pledge is one thing that somebody wants to do differently and asked to have mailed back. It bears no time: what
// happens to it when is the edition's. It is kept, reminded of if wanted, mailed back with a ballot, and erased.
type Pledge struct {
	ID        store.ID
	EditionID store.ID
	PersonID  store.ID
	Text      string
	Remind    bool     // a mail after four weeks is wanted and has not gone out
	Released  bool     // hosts may read the text, without the name, when the follow-up has closed
	BallotID  store.ID // of the follow-up; "" until the text is mailed back, and when too few were
}

// TableName implements gorm's Tabler.
func (Pledge) TableName() string { return "commitments" }

const pledgeColumns = "id, edition_id, person_id, text, remind, released, COALESCE(ballot_id, '') AS ballot_id"

// KeepCommitment keeps the thing that a person wants to be reminded of. It is a write of its own, made after the
// ballot was cast and never in the same transaction: it bears a person and the answers must not.
func KeepCommitment(tx *store.Tx, b Ballot, text string, remind bool) error {
	return tx.Exec("INSERT INTO commitments (id, edition_id, person_id, text, remind) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
		tx.NewID(), b.EditionID, b.PersonID, text, remind).Error
}

// HasCommitment says whether the person of a ballot has asked to be reminded.
func HasCommitment(db *gorm.DB, b Ballot) (bool, error) {
	var n int
	err := db.Raw("SELECT COUNT(*) FROM commitments WHERE edition_id = ? AND person_id = ?", b.EditionID, b.PersonID).Scan(&n).Error
	return n > 0, err
}

// PledgeOf finds what a person wants to do differently. Errors: store.ErrNotFound when there is nothing, or no longer.
func PledgeOf(db *gorm.DB, edition, person store.ID) (Pledge, error) {
	var found []Pledge
	err := db.Raw("SELECT "+pledgeColumns+" FROM commitments WHERE edition_id = ? AND person_id = ?", edition, person).Scan(&found).Error
	if err == nil && len(found) == 0 {
		err = store.ErrNotFound
	}
	if err != nil {
		return Pledge{}, err
	}
	return found[0], nil
}

// ReleaseCommitment lets hosts read the text when the follow-up has closed, or takes that back. It is the author who
// asks. Errors: store.ErrNotFound.
func ReleaseCommitment(tx *store.Tx, edition, person store.ID, released bool) error {
	done := tx.Exec("UPDATE commitments SET released = ? WHERE edition_id = ? AND person_id = ?", released, edition, person)
	if done.Error == nil && done.RowsAffected != 1 {
		return store.ErrNotFound
	}
	return done.Error
}

// ForgetCommitment erases what a person wanted to do differently: the author asks for it, or the seat is somebody else's
// now. Nothing to erase is no error. A ballot of the follow-up that was mailed stays usable; it names nobody.
func ForgetCommitment(tx *store.Tx, edition, person store.ID) error {
	return tx.Exec("DELETE FROM commitments WHERE edition_id = ? AND person_id = ?", edition, person).Error
}

func pledgesOf(db *gorm.DB, edition store.ID) (all []Pledge, err error) {
	err = db.Raw("SELECT "+pledgeColumns+" FROM commitments WHERE edition_id = ? ORDER BY id", edition).Scan(&all).Error
	return all, err
}

// Committed lists the editions with commitments that have not been mailed back.
func Committed(db *gorm.DB) (all []event.Edition, err error) {
	err = db.Raw("SELECT * FROM editions WHERE survey_opened_at IS NOT NULL AND id IN (SELECT edition_id FROM commitments) AND " +
		"id NOT IN (SELECT edition_id FROM follow_ups) ORDER BY id").Scan(&all).Error
	return all, err
}

// CommitmentsDue says whether any of the commitments of an edition that Committed lists are to be mailed at an instant.
func CommitmentsDue(db *gorm.DB, e event.Edition, now time.Time) (bool, error) {
	if !now.Before(FollowUpAt(e).Time) {
		return true, nil
	}
	if !reminderDue(e, now) {
		return false, nil
	}
	var n int
	err := db.Raw("SELECT COUNT(*) FROM commitments WHERE edition_id = ? AND remind = ?", e.ID, true).Scan(&n).Error
	return n > 0, err
}

// ReminderAt is when those are reminded who asked for it; zero before the evaluation has opened.
func ReminderAt(e event.Edition) store.Time {
	if e.SurveyOpenedAt.IsZero() {
		return store.Time{}
	}
	return store.At(e.SurveyOpenedAt.Add(RemindAfter))
}

func reminderDue(e event.Edition, now time.Time) bool {
	at := ReminderAt(e)
	return !at.IsZero() && !now.Before(at.Time)
}

// TakeReminders gives the commitments whose authors are to be reminded now, each once: that they wanted it is forgotten.
func TakeReminders(tx *store.Tx, e event.Edition) (all []Pledge, err error) {
	if !reminderDue(e, tx.Now.Time) {
		return nil, nil
	}
	err = tx.Raw("UPDATE commitments SET remind = ? WHERE edition_id = ? AND remind = ? RETURNING "+pledgeColumns, false, e.ID, true).Scan(&all).Error
	return all, err
}
