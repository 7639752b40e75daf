package survey

import (
	"time"

	"samling/models/event"
	"samling/models/store"
)

// Cast spends a ballot and drops its sheets, sealed, into the urn. The condition stands in the statement: of two
// at the same instant exactly one is taken. Of the time only the day is kept, by the edition's own calendar.
// Errors: ErrSpent, ErrClosed, ErrNotYet; then nothing has been saved.
func Cast(tx *store.Tx, e event.Edition, b Ballot, s Sheets) error {
	boxes := make([][]byte, len(s.list))
	for i, one := range s.list {
		if one.Part == Day {
			one.Own = b.OrganisationID
		}
		var err error
		if boxes[i], err = dayUrn(e.ID).seal(tx.Keys, one); err != nil {
			return err
		}
	}
	done := tx.Exec("UPDATE ballots SET spent_on = ? WHERE id = ? AND edition_id = ? AND spent_on IS NULL AND EXISTS "+
		"(SELECT 1 FROM editions WHERE id = ? AND survey_opened_at <= ? AND (survey_closes_at IS NULL OR survey_closes_at > ?))",
		tx.Now.In(e.Zone()).Format(time.DateOnly), b.ID, e.ID, e.ID, tx.Now, tx.Now)
	if done.Error != nil {
		return done.Error
	}
	if done.RowsAffected != 1 {
		return whyNot(tx, b)
	}
	return dayUrn(e.ID).drop(tx, boxes)
}

// whyNot reads again, now inside the transaction, why a ballot was not taken.
func whyNot(tx *store.Tx, b Ballot) error {
	now, err := ByID(tx.DB, b.ID)
	if err != nil {
		return err
	}
	e, err := event.ByID(tx.DB, now.EditionID)
	if err != nil {
		return err
	}
	if err := now.Usable(e, tx.Now); err != nil {
		return err
	}
	return ErrClosed
}
