package registration

import (
	"fmt"
	"slices"
	"strings"

	"samling/models/store"
)

// tally is a number of seats by the count on which they stand.
type tally struct {
	quota map[store.ID]int
	pool  int
}

func (t *tally) add(organisation store.ID, charge Charge) {
	if charge == OnPool {
		t.pool++
		return
	}
	if t.quota == nil {
		t.quota = map[store.ID]int{}
	}
	t.quota[organisation]++
}

// all is how many seats the tally has.
func (t *tally) all() (n int) {
	n = t.pool
	for _, of := range t.quota {
		n += of
	}
	return n
}

// rows gives the quotas as a table part (id, n) for SQL. The order of ids is the order in which rows are locked.
func (t *tally) rows() (values string, args []any) {
	ids := make([]store.ID, 0, len(t.quota))
	for id := range t.quota {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range ids {
		args = append(args, id, t.quota[id])
	}
	return "WITH part (id, n) AS (VALUES " + strings.TrimSuffix(strings.Repeat("(?, ?), ", len(ids)), ", ") + ") ", args
}

const partOf = "(SELECT part.n FROM part WHERE part.id = organisation_id)"

// take takes all seats of the tally, or none and says so.
func (t *tally) take(tx *store.Tx, edition store.ID) (bool, error) {
	if len(t.quota) > 0 {
		values, args := t.rows()
		done := tx.Exec(values+"UPDATE organisation_seats SET taken = taken + "+partOf+
			" WHERE organisation_id IN (SELECT id FROM part) AND taken + "+partOf+" <= quota", args...)
		if done.Error != nil {
			return false, fmt.Errorf("take seats of quotas: %w", done.Error)
		}
		if done.RowsAffected != int64(len(t.quota)) {
			return false, ErrStale
		}
	}
	got, err := changed(tx, `UPDATE edition_seats SET taken = taken + ?, pool_taken = pool_taken + ?
		WHERE edition_id = ? AND taken + ? <= capacity AND (? = 0 OR pool_taken + ? <= capacity - promised)`,
		t.all(), t.pool, edition, t.all(), t.pool, t.pool)
	if err != nil {
		return false, fmt.Errorf("take seats: %w", err)
	}
	if !got {
		return false, t.freeOfQuotas(tx)
	}
	return true, nil
}

// free gives all seats of the tally back.
func (t *tally) free(tx *store.Tx, edition store.ID) error {
	if t.all() == 0 {
		return nil
	}
	if err := t.freeOfQuotas(tx); err != nil {
		return err
	}
	done := tx.Exec("UPDATE edition_seats SET taken = taken - ?, pool_taken = pool_taken - ? WHERE edition_id = ?",
		t.all(), t.pool, edition)
	if done.Error != nil {
		return fmt.Errorf("free seats: %w", done.Error)
	}
	return nil
}

func (t *tally) freeOfQuotas(tx *store.Tx) error {
	if len(t.quota) == 0 {
		return nil
	}
	values, args := t.rows()
	done := tx.Exec(values+"UPDATE organisation_seats SET taken = taken - "+partOf+
		" WHERE organisation_id IN (SELECT id FROM part)", args...)
	if done.Error != nil {
		return fmt.Errorf("free seats of quotas: %w", done.Error)
	}
	return nil
}
