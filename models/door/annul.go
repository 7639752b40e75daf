package door

import (
	"samling/models/event"
	"samling/models/store"
)

// ErrNothingToUndo says that the scan let nobody in, so that there is nothing to take back.
var ErrNothingToUndo = store.Fault(store.Conflict, "error.door_nothing_to_undo")

// ErrNotYours says that the scan is another device's.
var ErrNotYours = store.Fault(store.Forbidden, "error.door_not_yours")

// Annul takes back an admission: the person may be let in again, and the scan's row is kept with who undid it and
// when. Annulling twice is the same as once. It gives the verdict that has been taken back.
// Errors: store.ErrNotFound (no such nonce), ErrNothingToUndo (nobody came in by it).
func Annul(tx *store.Tx, e event.Edition, nonce, actor string) (Verdict, error) {
	s, err := findScan(tx.DB, e.ID, nonce)
	if err != nil {
		return Verdict{}, err
	}
	if !s.brought() {
		return Verdict{}, ErrNothingToUndo
	}
	if err := s.annul(tx, e, tx.Now, actor); err != nil {
		return Verdict{}, err
	}
	return Answer(tx.DB, e, nonce)
}

// AnnulOn is Annul by a device: the help desk's may undo any scan, another one its own.
// Errors: those of Annul, ErrNotYours.
func AnnulOn(tx *store.Tx, e event.Edition, nonce string, d Device) (Verdict, error) {
	s, err := findScan(tx.DB, e.ID, nonce)
	switch {
	case err != nil:
		return Verdict{}, err
	case d.Role != Desk && (s.DeviceID == nil || *s.DeviceID != d.ID):
		return Verdict{}, ErrNotYours
	}
	return Annul(tx, e, nonce, string(d.ID))
}

func (s scan) annul(tx *store.Tx, e event.Edition, at store.Time, actor string) error {
	done := tx.Exec("UPDATE scans SET annulled_at = ?, annulled_by = ? WHERE id = ? AND annulled_at IS NULL", at, actor, s.ID)
	if done.Error != nil || done.RowsAffected == 0 {
		return done.Error
	}
	// By the scan and not by the person: somebody else may have let them in again since.
	if s.SessionID != nil { // it may have let the person into the house as well
		if err := tx.Exec("DELETE FROM session_admissions WHERE scan_id = ?", s.ID).Error; err != nil {
			return err
		}
	}
	done = tx.Exec("DELETE FROM admissions WHERE scan_id = ?", s.ID)
	if done.Error != nil || done.RowsAffected == 0 {
		return done.Error
	}
	return s.leaveToOther(tx, e)
}

// leaveToOther keeps somebody inside whom another door had let in as well, without contact: only one of the two scans
// has been taken back.
func (s scan) leaveToOther(tx *store.Tx, e event.Edition) error {
	var other scan
	found := tx.Raw("SELECT "+scanColumns+` FROM scans WHERE registration_id = ? AND edition_id = ? AND (status = ? OR let_in = ?)
		AND annulled_at IS NULL AND session_id IS NULL ORDER BY occurred_at, id LIMIT 1`, s.RegistrationID, s.EditionID, OK, true).Scan(&other)
	if found.Error != nil || found.RowsAffected == 0 {
		return found.Error
	}
	_, err := other.intoHouse(tx, e)
	return err
}
