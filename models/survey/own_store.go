package survey

import (
	"slices"

	"gorm.io/gorm"

	"samling/models/store"
)

// tallyOwn adds a batch that is being laid to the sealed sums of the host organisations. With all (the survey has closed)
// it lets out what may be let out and destroys the rest.
func tallyOwn(tx *store.Tx, edition store.ID, batch []sheet, all bool) error {
	questions, err := Questions(tx.DB, edition)
	if err != nil {
		return err
	}
	t, wanted, err := openTally(tx, edition)
	if err != nil || !wanted {
		return err
	}
	t.add(batch, byCode(questions)[Day])
	if !all {
		return sealTally(tx, edition, t)
	}
	if err := release(tx, edition, t, questions); err != nil {
		return err
	}
	return tx.Exec("DELETE FROM own_tallies WHERE edition_id = ?", edition).Error
}

// openTally gives the sums so far. An edition without anybody from a host organisation keeps none.
func openTally(tx *store.Tx, edition store.ID) (t ownTally, wanted bool, err error) {
	var boxes [][]byte
	if err := tx.Raw("SELECT box FROM own_tallies WHERE edition_id = ?", edition).Scan(&boxes).Error; err != nil {
		return t, false, err
	}
	t.Hosts = map[store.ID]*ownCount{}
	if len(boxes) > 0 {
		return t, true, openBox(tx.Keys, tallyContext(edition), boxes[0], &t)
	}
	var some int
	err = tx.Raw("SELECT COUNT(*) FROM (SELECT 1 FROM ballots WHERE edition_id = ? AND organisation_id <> '' LIMIT 1) AS b", edition).Scan(&some).Error
	return t, some > 0, err
}

func sealTally(tx *store.Tx, edition store.ID, t ownTally) error {
	box, err := sealBox(tx.Keys, tallyContext(edition), t)
	if err != nil {
		return err
	}
	return tx.Exec("INSERT INTO own_tallies (edition_id, box) VALUES (?, ?) ON CONFLICT (edition_id) DO UPDATE SET box = excluded.box",
		edition, box).Error
}

func tallyContext(edition store.ID) string { return "own:" + string(edition) }

// release writes down the sums that may be known.
func release(tx *store.Tx, edition store.ID, t ownTally, questions []Question) error {
	var out int
	err := tx.Raw("SELECT COUNT(*) FROM own_counts WHERE edition_id = ?", edition).Scan(&out).Error
	if err != nil || out > 0 {
		return err // two sums of the same organisation could be subtracted
	}
	least, err := LeastOf(tx.DB, edition)
	if err != nil {
		return err
	}
	all, err := tally(tx.DB, edition)
	if err != nil {
		return err
	}
	shown := t.releasable(least)
	var args []any
	for _, id := range shown {
		args = append(args, edition, id, sheetsCode, "", t.Hosts[id].size())
	}
	for code, q := range byCode(questions)[Day] {
		for _, id := range t.keep(shown, q, code, all.of(Day, "").counts, least) {
			for value, n := range t.Hosts[id].Counts[code] {
				args = append(args, edition, id, code, value, n)
			}
		}
	}
	for chunk := range slices.Chunk(args, 5*countsPerInsert) {
		if err := insertOwn(tx.DB, chunk); err != nil {
			return err
		}
	}
	return nil
}

func insertOwn(db *gorm.DB, args []any) error {
	return db.Exec("INSERT INTO own_counts (edition_id, organisation_id, code, value, n) VALUES "+
		placeholders(len(args)/5, 5), args...).Error
}

// ownReleased reads the sums that came out, as one batch.
func ownReleased(db *gorm.DB, edition store.ID, sheets int) (ownTally, error) {
	var rows []struct {
		OrganisationID store.ID
		Code, Value    string
		N              int
	}
	t := ownTally{Batches: []int{sheets}, Hosts: map[store.ID]*ownCount{}}
	err := db.Raw("SELECT organisation_id, code, value, n FROM own_counts WHERE edition_id = ?", edition).Scan(&rows).Error
	for _, r := range rows {
		c := t.Hosts[r.OrganisationID]
		if c == nil {
			c = &ownCount{Came: []int{0}, Counts: counts{}}
			t.Hosts[r.OrganisationID] = c
		}
		if r.Code == sheetsCode {
			c.Came[0] = r.N
			continue
		}
		c.Counts.add(r.Code, r.Value, r.N)
	}
	return t, err
}
