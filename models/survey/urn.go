package survey

import (
	"fmt"
	"maps"
	"slices"

	"samling/models/store"
)

// waiting is a sheet in the urn, opened in memory.
type waiting struct {
	id    store.ID
	sheet sheet
}

// urn is where the sealed sheets of an edition wait: one for the day, one for the follow-up.
type urn struct {
	table   string
	edition store.ID
}

func dayUrn(edition store.ID) urn      { return urn{"urn", edition} }
func followUpUrn(edition store.ID) urn { return urn{"follow_up_urn", edition} }

// context is what a box is bound to.
func (u urn) context() string {
	if u.table == "urn" {
		return string(u.edition)
	}
	return u.table + ":" + string(u.edition)
}

// drop lays boxes in the urn.
func (u urn) drop(tx *store.Tx, boxes [][]byte) error {
	args := make([]any, 0, 3*len(boxes))
	for _, box := range boxes {
		args = append(args, tx.NewID(), u.edition, box)
	}
	return tx.Exec("INSERT INTO "+u.table+" (id, edition_id, box) VALUES "+placeholders(len(boxes), 3), args...).Error
}

// Empty moves sheets from the urn to the answers, shuffled, and says how many. Each pile (the day, each seminar)
// goes by itself and in steps of the threshold; while the survey is open that many or more sheets are always held
// back, so that the last step, at closing, is no smaller than the others: whoever compares two results, taken at
// any two times, finds a difference of nobody or of five and more. With all (the survey has closed) every sheet
// goes. Errors: a box that cannot be opened with this key.
func Empty(tx *store.Tx, edition store.ID, all bool) (moved int, err error) {
	sheets, err := dayUrn(edition).move(tx, all)
	if err != nil || len(sheets) == 0 && !all {
		return 0, err
	}
	return len(sheets), tallyOwn(tx, edition, sheets, all)
}

// move takes what may go out of the urn and lays it among the answers.
func (u urn) move(tx *store.Tx, all bool) ([]sheet, error) {
	piles, err := u.open(tx)
	if err != nil {
		return nil, err
	}
	least, err := LeastOf(tx.DB, u.edition)
	if err != nil {
		return nil, err
	}
	var sheets []sheet
	var ids []store.ID
	for p := range maps.Values(piles) {
		for _, w := range step(p, least, all) {
			sheets, ids = append(sheets, w.sheet), append(ids, w.id)
		}
	}
	if len(sheets) == 0 {
		return nil, nil
	}
	if err := lay(tx, u.edition, sheets); err != nil {
		return nil, err
	}
	return sheets, u.remove(tx, ids)
}

// step chooses which of a pile go now. The pile lies in the order of random ids, so the choice tells nothing
// about who was early.
func step(p []waiting, least int, all bool) []waiting {
	if all {
		return p
	}
	if len(p) < 2*least {
		return nil
	}
	return p[:(len(p)-least)/least*least]
}

// open opens all boxes, in memory.
func (u urn) open(tx *store.Tx) (map[pile][]waiting, error) {
	var boxes []struct {
		ID  store.ID
		Box []byte
	}
	if err := tx.Raw("SELECT id, box FROM "+u.table+" WHERE edition_id = ? ORDER BY id", u.edition).Scan(&boxes).Error; err != nil {
		return nil, err
	}
	piles := map[pile][]waiting{}
	for _, b := range boxes {
		s, err := u.unseal(tx.Keys, b.Box)
		if err != nil {
			return nil, fmt.Errorf("empty the urn: %w", err)
		}
		p := s.pile()
		piles[p] = append(piles[p], waiting{b.ID, s})
	}
	return piles, nil
}

func (u urn) remove(tx *store.Tx, ids []store.ID) error {
	for chunk := range slices.Chunk(ids, 200) {
		if err := tx.Exec("DELETE FROM "+u.table+" WHERE id IN ?", chunk).Error; err != nil {
			return err
		}
	}
	return nil
}

// Tend empties the urns of all editions as far as each may be emptied now. A job calls it now and then, at times
// that have nothing to do with anybody's answer.
func Tend(tx *store.Tx) (moved int, err error) {
	var due []struct {
		ID   store.ID
		Open bool
	}
	err = tx.Raw("SELECT id, (survey_closes_at IS NULL OR survey_closes_at > ?) AS open FROM editions "+
		"WHERE id IN (SELECT edition_id FROM urn UNION SELECT edition_id FROM own_tallies)", tx.Now).Scan(&due).Error
	if err != nil {
		return 0, err
	}
	for _, e := range due {
		n, err := Empty(tx, e.ID, !e.Open)
		if err != nil {
			return moved, err
		}
		moved += n
	}
	return moved, nil
}
