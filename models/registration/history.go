package registration

import (
	"fmt"

	"gorm.io/gorm"

	"samling/models/store"
)

// Change is one line of a registration's history. Detail holds names of fields or states, never what people wrote.
type Change struct {
	ID     store.ID
	At     store.Time
	Actor  string // Self, a user's id, or the name of a job
	Action string // added, updated, wishes, needs, needs_erased, cancelled, restored, offered,
	// accepted, declined, promoted (the one with somebody's words as detail: the reason), offer_expired, offer_lapsed
	Detail string
}

// History reads what has happened to a registration, the oldest first.
func History(db *gorm.DB, id store.ID) ([]Change, error) {
	var all []Change
	err := db.Raw(`SELECT id, at, actor, action, detail FROM registration_history
		WHERE registration_id = ? ORDER BY at, id`, id).Scan(&all).Error
	return all, err
}

func note(tx *store.Tx, id store.ID, actor, action, detail string) error {
	err := tx.Exec("INSERT INTO registration_history (id, registration_id, at, actor, action, detail) VALUES (?, ?, ?, ?, ?, ?)",
		tx.NewID(), id, tx.Now, actor, action, detail).Error
	if err != nil {
		return fmt.Errorf("note in the history: %w", err)
	}
	return nil
}
