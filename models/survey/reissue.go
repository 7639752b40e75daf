package survey

import "samling/models/store"

// Reissue gives the unspent ballot of a person a new id and so a new link: the old link is dead. It is for a right to
// answer that has passed to somebody else. Errors: store.ErrNotFound when there is no unspent ballot.
func Reissue(tx *store.Tx, edition, person store.ID) (Ballot, error) {
	b := Ballot{ID: tx.NewID()}
	var made []Ballot
	err := tx.Raw(`UPDATE ballots SET id = ?, token_hash = ? WHERE edition_id = ? AND person_id = ? AND spent_on IS NULL
		RETURNING id, edition_id, person_id, seminars, spent_on, organisation_id`, b.ID, store.Hash(b.Token(tx.Keys)), edition, person).Scan(&made).Error
	if err == nil && len(made) == 0 {
		err = store.ErrNotFound
	}
	if err != nil {
		return Ballot{}, err
	}
	made[0].Seminars = splitIDs(made[0].Asked)
	return made[0], nil
}
