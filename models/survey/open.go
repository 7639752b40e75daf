package survey

import (
	"time"

	"samling/models/event"
	"samling/models/store"
)

// OpenFor is how long ballots can be used after the survey has been opened (domain: closes on day 14).
const OpenFor = 14 * 24 * time.Hour

// ErrNoQuestions says that an edition has nothing to ask.
var ErrNoQuestions = store.Fault(store.Conflict, "error.survey_no_questions")

// Open opens the survey of an edition now. If it has been opened before, that stands: the first opening decides
// when it closes. It answers the edition as it is afterwards. Errors: ErrNoQuestions, ErrClosed.
func Open(tx *store.Tx, e event.Edition) (event.Edition, error) {
	var asked int
	if err := tx.Raw("SELECT COUNT(*) FROM questions WHERE edition_id = ? AND part = ?", e.ID, Day).Scan(&asked).Error; err != nil {
		return e, err
	}
	if asked == 0 {
		return e, ErrNoQuestions
	}
	err := tx.Exec("UPDATE editions SET survey_opened_at = ?, survey_closes_at = ? WHERE id = ? AND survey_opened_at IS NULL",
		tx.Now, store.At(tx.Now.Add(OpenFor)), e.ID).Error
	if err != nil {
		return e, err
	}
	if e, err = event.ByID(tx.DB, e.ID); err == nil && !e.SurveyOpen(tx.Now.Time) {
		err = ErrClosed
	}
	return e, err
}

// Close closes the survey now and empties the urn, so that the results are final. Errors: ErrNotYet, ErrClosed.
func Close(tx *store.Tx, e event.Edition) error {
	done := tx.Exec("UPDATE editions SET survey_closes_at = ? WHERE id = ? AND survey_opened_at <= ? AND "+
		"(survey_closes_at IS NULL OR survey_closes_at > ?)", tx.Now, e.ID, tx.Now, tx.Now)
	switch {
	case done.Error != nil:
		return done.Error
	case done.RowsAffected == 1:
		_, err := Empty(tx, e.ID, true)
		return err
	case e.SurveyOpenedAt.IsZero():
		return ErrNotYet
	}
	return ErrClosed
}
