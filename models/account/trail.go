package account

import (
	"gorm.io/gorm"

	"samling/models/store"
)

// Entry is one line of the audit log: who did what to what. Detail never holds names, addresses or values.
type Entry struct {
	Actor     string // a user's id, or the name of a job
	EditionID store.ID
	Action    string // "login", "attendees_exported"
	Subject   string // the id of what it was done to
	Detail    string
}

// Logged is an entry as it stands in the log.
type Logged struct {
	ID store.ID
	At store.Time
	Entry
}

// Log adds an entry, in the same transaction as what it tells of: the one is never there without the other.
func Log(tx *store.Tx, e Entry) error {
	return tx.Exec("INSERT INTO audit_log (id, at, actor, edition_id, action, subject, detail) VALUES (?, ?, ?, ?, ?, ?, ?)",
		tx.NewID(), tx.Now, e.Actor, e.EditionID, e.Action, e.Subject, e.Detail).Error
}

// Trail reads the log of an edition, the newest first; edition "" reads what belongs to none (logins, users).
func Trail(db *gorm.DB, edition store.ID, limit int) ([]Logged, error) {
	var all []Logged
	err := db.Raw(`SELECT id, at, actor, edition_id, action, subject, detail FROM audit_log
		WHERE edition_id = ? ORDER BY at DESC, id DESC LIMIT ?`, edition, limit).Scan(&all).Error
	return all, err
}
