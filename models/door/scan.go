package door

import (
	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/store"
)

// scan is a row of scans: one presentation, as it was told and as it was judged.
type scan struct {
	ID             store.ID   `gorm:"column:id"`
	EditionID      store.ID   `gorm:"column:edition_id"`
	RegistrationID *store.ID  `gorm:"column:registration_id"`
	Nonce          string     `gorm:"column:nonce"`
	Door           string     `gorm:"column:door"`
	Actor          string     `gorm:"column:actor"`
	Status         Status     `gorm:"column:status"`
	Reason         Reason     `gorm:"column:reason"`
	OccurredAt     store.Time `gorm:"column:occurred_at"`
	ReceivedAt     store.Time `gorm:"column:received_at"`
	AnnulledAt     store.Time `gorm:"column:annulled_at"`
	AnnulledBy     string     `gorm:"column:annulled_by"`
}

const scanColumns = `id, edition_id, registration_id, nonce, door, actor, status, reason, occurred_at, received_at,
	annulled_at, annulled_by`

// insert saves the scan and says whether its nonce was new.
func (s scan) insert(tx *store.Tx) (bool, error) {
	done := tx.Exec(`INSERT INTO scans (id, edition_id, registration_id, nonce, door, actor, status, reason, occurred_at,
		received_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (edition_id, nonce) DO NOTHING`,
		s.ID, s.EditionID, s.RegistrationID, s.Nonce, s.Door, s.Actor, s.Status, s.Reason, s.OccurredAt, s.ReceivedAt)
	return done.RowsAffected == 1, done.Error
}

// findScan reads the scan of a nonce. Errors: store.ErrNotFound.
func findScan(db *gorm.DB, edition store.ID, nonce string) (scan, error) {
	var s scan
	found := db.Raw("SELECT "+scanColumns+" FROM scans WHERE edition_id = ? AND nonce = ?", edition, nonce).Scan(&s)
	if found.Error == nil && found.RowsAffected == 0 {
		return s, store.ErrNotFound
	}
	return s, found.Error
}

// Answer gives again the verdict that a nonce has got. Errors: store.ErrNotFound.
func Answer(db *gorm.DB, e event.Edition, nonce string) (Verdict, error) {
	s, err := findScan(db, e.ID, nonce)
	if err != nil {
		return Verdict{}, err
	}
	var t ticket
	if s.RegistrationID != nil {
		if t, err = oneTicket(db, "r.id = ?", *s.RegistrationID); err != nil {
			return Verdict{}, err
		}
	}
	return verdictOn(e, s, t), nil
}
