package survey

import (
	"strings"
	"time"

	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/store"
)

// FollowUpBallot is the right to answer a follow-up once. It names nobody.
type FollowUpBallot struct {
	ID        store.ID
	EditionID store.ID
	SpentOn   *string // YYYY-MM-DD, nil = not yet used
}

// TableName implements gorm's Tabler.
func (FollowUpBallot) TableName() string { return "follow_up_ballots" }

// Token derives the secret of the ballot's link, /uppfoljning/{token}.
func (b FollowUpBallot) Token(keys store.Keys) string { return keys.Token("follow_up", b.ID, 1) }

// Spent says whether the ballot has been used.
func (b FollowUpBallot) Spent() bool { return b.SpentOn != nil }

// FollowUpByToken finds the ballot of a link; letter case does not matter. Errors: store.ErrNotFound.
func FollowUpByToken(db *gorm.DB, token string) (FollowUpBallot, error) {
	return oneFollowUp(db, "token_hash = ?", store.Hash(strings.ToUpper(token)))
}

// FollowUpByID finds a ballot, for the mail that carries it. Errors: store.ErrNotFound.
func FollowUpByID(db *gorm.DB, id store.ID) (FollowUpBallot, error) {
	return oneFollowUp(db, "id = ?", id)
}

func oneFollowUp(db *gorm.DB, where string, arg any) (FollowUpBallot, error) {
	var found []FollowUpBallot
	err := db.Raw("SELECT id, edition_id, spent_on FROM follow_up_ballots WHERE "+where, arg).Scan(&found).Error
	if err == nil && len(found) == 0 {
		err = store.ErrNotFound
	}
	if err != nil {
		return FollowUpBallot{}, err
	}
	return found[0], nil
}

// Usable says whether the ballot can be cast at an instant. Errors: ErrSpent, ErrClosed.
func (b FollowUpBallot) Usable(f FollowUpState, now time.Time) error {
	switch {
	case b.Spent():
		return ErrSpent
	case !f.Open(now):
		return ErrClosed
	}
	return nil
}

// FollowUpPaper is what a ballot of the follow-up is asked.
func FollowUpPaper(questions []Question) Paper { return Paper{FollowUp: of(FollowUp, questions)} }

// CastFollowUp spends a ballot and drops its sheet, sealed, into the urn of the follow-up. Of two at the same instant
// exactly one is taken. Errors: ErrSpent, ErrClosed; then nothing has been saved.
func CastFollowUp(tx *store.Tx, e event.Edition, b FollowUpBallot, s Sheets) error {
	u := followUpUrn(e.ID)
	boxes := make([][]byte, len(s.list))
	for i, one := range s.list {
		var err error
		if boxes[i], err = u.seal(tx.Keys, one); err != nil {
			return err
		}
	}
	done := tx.Exec("UPDATE follow_up_ballots SET spent_on = ? WHERE id = ? AND edition_id = ? AND spent_on IS NULL AND EXISTS "+
		"(SELECT 1 FROM follow_ups WHERE edition_id = ? AND closed_at IS NULL AND closes_at > ?)",
		tx.Now.In(e.Zone()).Format(time.DateOnly), b.ID, e.ID, e.ID, tx.Now)
	if done.Error != nil {
		return done.Error
	}
	if done.RowsAffected != 1 {
		again, err := FollowUpByID(tx.DB, b.ID)
		if err != nil {
			return err
		}
		if again.Spent() {
			return ErrSpent
		}
		return ErrClosed
	}
	return u.drop(tx, boxes)
}
