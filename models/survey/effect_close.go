package survey

import (
	"slices"

	"samling/models/store"
)

// TendFollowUps moves answers of the follow-ups that are open, in steps, and closes those whose time has come. It says
// how many sheets were moved and commitments erased: whatever was, stands in the log of the database until that is
// emptied.
func TendFollowUps(tx *store.Tx) (moved int, err error) {
	var open []FollowUpState
	err = tx.Raw("SELECT edition_id, opened_at, closes_at, closed_at, commitments FROM follow_ups WHERE closed_at IS NULL ORDER BY edition_id").
		Scan(&open).Error
	if err != nil {
		return 0, err
	}
	for _, f := range open {
		if f.Open(tx.Now.Time) {
			sheets, err := followUpUrn(f.EditionID).move(tx, false)
			if err != nil {
				return moved, err
			}
			moved += len(sheets)
			continue
		}
		n, err := closeFollowUp(tx, f.EditionID)
		if err != nil {
			return moved, err
		}
		moved += n
	}
	return moved, nil
}

// closeFollowUp counts what is left, lays the released texts among the answers, and erases all commitments.
func closeFollowUp(tx *store.Tx, edition store.ID) (moved int, err error) {
	sheets, err := followUpUrn(edition).move(tx, true)
	if err != nil {
		return 0, err
	}
	if err := layReleased(tx, edition); err != nil {
		return 0, err
	}
	erased := tx.Exec("DELETE FROM commitments WHERE edition_id = ?", edition)
	if erased.Error != nil {
		return 0, erased.Error
	}
	err = tx.Exec("UPDATE follow_ups SET closed_at = ? WHERE edition_id = ?", tx.Now, edition).Error
	return len(sheets) + int(erased.RowsAffected), err
}

// layReleased lays the texts that their authors let hosts read beside those of the follow-up, for a moderator, under the
// code of the question that they answered. From here nobody knows whose they are.
func layReleased(tx *store.Tx, edition store.ID) error {
	questions, err := Questions(tx.DB, edition)
	if err != nil {
		return err
	}
	q, asked := committing(questions)
	if !asked {
		return nil
	}
	var said []string
	if err := tx.Raw("SELECT text FROM commitments WHERE edition_id = ? AND released = ?", edition, true).Scan(&said).Error; err != nil {
		return err
	}
	texts := make([]freeText, len(said))
	for i, text := range said {
		texts[i] = freeText{ID: tx.NewID(), EditionID: edition, Part: FollowUp, Pool: ByBallot, Code: q.Code, Text: text, State: New}
	}
	return layTexts(tx, texts)
}

// committing finds the question that a commitment answers.
func committing(questions []Question) (Question, bool) {
	i := slices.IndexFunc(questions, func(q Question) bool { return q.Part == Commitment && q.Kind == Text })
	if i < 0 {
		return Question{}, false
	}
	return questions[i], true
}
