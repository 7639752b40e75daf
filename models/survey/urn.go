package survey

import (
	"fmt"
	"maps"
	"slices"

	"samling/models/store"
)

// Least is the smallest group that anything is ever said about. It can be raised some day, never lowered.
const Least = 5

// waiting is a sheet in the urn, opened in memory.
type waiting struct {
	id    store.ID
	sheet sheet
}

type pile struct {
	part    Part
	seminar store.ID
}

// Empty moves sheets from the urn to the answers, shuffled, and says how many. Each pile (the day, each seminar)
// goes by itself and in steps of at least Least; while the survey is open Least or more sheets are always held
// back, so that the last step, at closing, is no smaller than the others: whoever compares two results, taken at
// any two times, finds a difference of nobody or of five and more. With all (the survey has closed) every sheet
// goes. Errors: a box that cannot be opened with this key.
func Empty(tx *store.Tx, edition store.ID, all bool) (moved int, err error) {
	piles, err := openUrn(tx, edition)
	if err != nil {
		return 0, err
	}
	var sheets []sheet
	var ids []store.ID
	for p := range maps.Values(piles) {
		for _, w := range step(p, all) {
			sheets, ids = append(sheets, w.sheet), append(ids, w.id)
		}
	}
	if len(sheets) == 0 {
		return 0, nil
	}
	if err := lay(tx, edition, sheets); err != nil {
		return 0, err
	}
	return len(sheets), removeBoxes(tx, ids)
}

// step chooses which of a pile go now. The pile lies in the order of random ids, so the choice tells nothing
// about who was early.
func step(p []waiting, all bool) []waiting {
	if all {
		return p
	}
	if len(p) < 2*Least {
		return nil
	}
	return p[:(len(p)-Least)/Least*Least]
}

func openUrn(tx *store.Tx, edition store.ID) (map[pile][]waiting, error) {
	var boxes []struct {
		ID  store.ID
		Box []byte
	}
	if err := tx.Raw("SELECT id, box FROM urn WHERE edition_id = ? ORDER BY id", edition).Scan(&boxes).Error; err != nil {
		return nil, err
	}
	piles := map[pile][]waiting{}
	for _, b := range boxes {
		s, err := unseal(tx.Keys, edition, b.Box)
		if err != nil {
			return nil, fmt.Errorf("empty the urn: %w", err)
		}
		p := pile{s.Part, s.Seminar}
		piles[p] = append(piles[p], waiting{b.ID, s})
	}
	return piles, nil
}

func removeBoxes(tx *store.Tx, ids []store.ID) error {
	for chunk := range slices.Chunk(ids, 200) {
		if err := tx.Exec("DELETE FROM urn WHERE id IN ?", chunk).Error; err != nil {
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
		"WHERE id IN (SELECT edition_id FROM urn)", tx.Now).Scan(&due).Error
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
