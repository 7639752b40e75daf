package mailbox

import (
	"gorm.io/gorm"

	"samling/models/store"
)

// Page lists mails for the organiser, the newest first, with how many there are in all. An empty edition or state
// means every one.
func Page(db *gorm.DB, edition store.ID, state State, limit, offset int) ([]Mail, int, error) {
	filter := "(? = '' OR edition_id = ?) AND (? = '' OR state = ?)"
	args := []any{edition, edition, state, state}
	var total int
	if err := db.Raw("SELECT COUNT(*) FROM mails WHERE "+filter, args...).Scan(&total).Error; err != nil {
		return nil, 0, err
	}
	var mails []Mail
	err := db.Raw("SELECT * FROM mails WHERE "+filter+" ORDER BY created_at DESC, id LIMIT ? OFFSET ?",
		append(args, limit, offset)...).Scan(&mails).Error
	return mails, total, err
}

// About lists the mails about one registration or ballot, the newest first.
func About(db *gorm.DB, subject store.ID) ([]Mail, error) {
	var mails []Mail
	err := db.Raw("SELECT * FROM mails WHERE subject_id = ? ORDER BY created_at DESC, id", subject).Scan(&mails).Error
	return mails, err
}

// ByID finds a mail. Errors: store.ErrNotFound.
func ByID(db *gorm.DB, id store.ID) (Mail, error) {
	var found []Mail
	if err := db.Raw("SELECT * FROM mails WHERE id = ?", id).Scan(&found).Error; err != nil {
		return Mail{}, err
	}
	if len(found) == 0 {
		return Mail{}, store.ErrNotFound
	}
	return found[0], nil
}

// Counts says how many mails of an edition are in each state. An empty edition means all.
func Counts(db *gorm.DB, edition store.ID) (map[State]int, error) {
	var rows []struct {
		State State
		N     int
	}
	err := db.Raw("SELECT state, COUNT(*) AS n FROM mails WHERE (? = '' OR edition_id = ?) GROUP BY state",
		edition, edition).Scan(&rows).Error
	counts := make(map[State]int, len(rows))
	for _, row := range rows {
		counts[row.State] = row.N
	}
	return counts, err
}
