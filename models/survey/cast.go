package survey

import (
	"strings"
	"time"

	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/store"
)

// Cast spends a ballot and drops its sheets, sealed, into the urn. The condition stands in the statement: of two
// at the same instant exactly one is taken. Of the time only the day is kept, by the edition's own calendar.
// Errors: ErrSpent, ErrClosed, ErrNotYet; then nothing has been saved.
func Cast(tx *store.Tx, e event.Edition, b Ballot, s Sheets) error {
	boxes := make([][]byte, len(s.list))
	for i, one := range s.list {
		var err error
		if boxes[i], err = seal(tx.Keys, e.ID, one); err != nil {
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
	return drop(tx, e.ID, boxes)
}

func drop(tx *store.Tx, edition store.ID, boxes [][]byte) error {
	args := make([]any, 0, 3*len(boxes))
	for _, box := range boxes {
		args = append(args, tx.NewID(), edition, box)
	}
	return tx.Exec("INSERT INTO urn (id, edition_id, box) VALUES "+
		strings.TrimSuffix(strings.Repeat("(?, ?, ?),", len(boxes)), ","), args...).Error
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

// KeepCommitment keeps the thing that a person wants to be reminded of. It is a write of its own, made after the
// ballot was cast and never in the same transaction: it bears a person and the answers must not.
func KeepCommitment(tx *store.Tx, b Ballot, text string) error {
	return tx.Exec("INSERT INTO commitments (id, edition_id, person_id, text) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
		tx.NewID(), b.EditionID, b.PersonID, text).Error
}

// HasCommitment says whether the person of a ballot has asked to be reminded.
func HasCommitment(db *gorm.DB, b Ballot) (bool, error) {
	var n int
	err := db.Raw("SELECT COUNT(*) FROM commitments WHERE edition_id = ? AND person_id = ?", b.EditionID, b.PersonID).Scan(&n).Error
	return n > 0, err
}
