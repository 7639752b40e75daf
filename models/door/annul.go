package door

import (
	"samling/models/event"
	"samling/models/store"
)

// ErrNothingToUndo says that the scan let nobody in, so that there is nothing to take back.
var ErrNothingToUndo = store.Fault(store.Conflict, "error.door_nothing_to_undo")

// Annul takes back an admission: the person may be let in again, and the scan's row is kept with who undid it and
// when. Annulling twice is the same as once. It gives the verdict that has been taken back.
// Errors: store.ErrNotFound (no such nonce), ErrNothingToUndo (it was a refusal).
func Annul(tx *store.Tx, e event.Edition, nonce, actor string) (Verdict, error) {
	s, err := findScan(tx.DB, e.ID, nonce)
	if err != nil {
		return Verdict{}, err
	}
	if s.Status != OK {
		return Verdict{}, ErrNothingToUndo
	}
	if err := tx.Exec("UPDATE scans SET annulled_at = ?, annulled_by = ? WHERE id = ? AND annulled_at IS NULL",
		tx.Now, actor, s.ID).Error; err != nil {
		return Verdict{}, err
	}
	// By the scan and not by the person: somebody else may have let them in again since.
	if err := tx.Exec("DELETE FROM admissions WHERE scan_id = ?", s.ID).Error; err != nil {
		return Verdict{}, err
	}
	return Answer(tx.DB, e, nonce)
}
