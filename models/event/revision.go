package event

import (
	"samling/models/store"
)

// ErrStale says that somebody else saved a change after this editor opened the page.
var ErrStale = store.Fault(store.Conflict, "error.stale")

// Revise raises an edition's version if it still is the one that the editor saw. Every edit begins with it, so that
// the second of two editors is told instead of undoing the first one's work, and so that what its state has closed
// stays as it is. Errors: ErrStale, ErrNotInState.
func Revise(tx *store.Tx, edition store.ID, version int) error {
	return ReviseFor(tx, edition, version, Edit)
}

// ReviseFor is Revise for edits that the state of the edition allows by another name. Errors: ErrStale, ErrNotInState.
func ReviseFor(tx *store.Tx, edition store.ID, version int, a Action) error {
	if err := Require(tx.DB, edition, a); err != nil {
		return err
	}
	return raise(tx, edition, version)
}

func raise(tx *store.Tx, edition store.ID, version int) error {
	done := tx.Exec("UPDATE editions SET version = version + 1 WHERE id = ? AND version = ?", edition, version)
	if done.Error != nil {
		return done.Error
	}
	if done.RowsAffected != 1 {
		return ErrStale
	}
	return nil
}

// one turns "no row matched" into store.ErrNotFound: the thing belongs to another edition or is gone.
func one(rows int64, err error) error {
	if err != nil {
		return err
	}
	if rows != 1 {
		return store.ErrNotFound
	}
	return nil
}
