package registration

import (
	"gorm.io/gorm"

	"samling/models/store"
)

// Dead says whether a ticket's code, or a reference code in an edition, was somebody's until the seat was passed on.
// Give the code or the reference; the other is "".
func Dead(db *gorm.DB, edition store.ID, code, ref string) (bool, error) {
	if code != "" {
		return anyDead(db, "ticket_hash = ?", store.Hash(tidyCode(code)))
	}
	if ref != "" {
		return anyDead(db, "edition_id = ? AND reference = ?", edition, tidyCode(ref))
	}
	return false, nil
}

// DeadLink finds the edition that a self-service secret belonged to until its seat was passed on.
// Errors: store.ErrNotFound.
func DeadLink(db *gorm.DB, secret string) (edition store.ID, err error) {
	var found []store.ID
	err = db.Raw("SELECT edition_id FROM dead_tickets WHERE link_hash = ?", store.Hash(tidyCode(secret))).Scan(&found).Error
	if err == nil && len(found) == 0 {
		err = store.ErrNotFound
	}
	if err != nil {
		return "", err
	}
	return found[0], nil
}

func anyDead(db *gorm.DB, where string, args ...any) (bool, error) {
	var n int
	err := db.Raw("SELECT COUNT(*) FROM dead_tickets WHERE "+where, args...).Scan(&n).Error
	return n > 0, err
}

// DeadTickets lists the hashes of an edition's tickets whose seats have been passed on.
func DeadTickets(db *gorm.DB, edition store.ID) (map[string]bool, error) {
	var hashes []string
	err := db.Raw("SELECT ticket_hash FROM dead_tickets WHERE edition_id = ?", edition).Scan(&hashes).Error
	dead := make(map[string]bool, len(hashes))
	for _, hash := range hashes {
		dead[hash] = true
	}
	return dead, err
}
