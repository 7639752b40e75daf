package survey

import (
	"slices"

	"samling/models/event"
	"samling/models/store"
)

// Vote is a ballot with what it answers.
type Vote struct {
	Ballot Ballot
	Sheets Sheets
}

// SeedAnswers spends the ballots of a finished edition on the day of the event and lays their sheets as answers,
// all at once and shuffled. It is for made-up people only (the demo): it asks neither whether the survey is open
// nor waits in the urn.
func SeedAnswers(tx *store.Tx, e event.Edition, votes []Vote) error {
	var sheets []sheet
	ids := make([]store.ID, len(votes))
	for i, v := range votes {
		ids[i] = v.Ballot.ID
		for _, one := range v.Sheets.list {
			if one.Part == Day {
				one.Own = v.Ballot.OrganisationID
			}
			sheets = append(sheets, one)
		}
	}
	for chunk := range slices.Chunk(ids, 200) {
		done := tx.Exec("UPDATE ballots SET spent_on = ? WHERE edition_id = ? AND spent_on IS NULL AND id IN ?", e.Day(), e.ID, chunk)
		if done.Error != nil {
			return done.Error
		}
		if int(done.RowsAffected) != len(chunk) {
			return ErrSpent
		}
	}
	if len(sheets) == 0 {
		return nil
	}
	if err := lay(tx, e.ID, sheets); err != nil {
		return err
	}
	return tallyOwn(tx, e.ID, sheets, true)
}
