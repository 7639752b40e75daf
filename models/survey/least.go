package survey

import (
	"gorm.io/gorm"

	"samling/models/store"
)

// Least is the smallest group that anything is ever said about. An edition may ask for a larger one, never a smaller.
const Least = 5

// leastMax keeps a slip of the keyboard from hiding everything for good.
const leastMax = 100

// ErrLeast says that a threshold is under five or above a hundred.
var ErrLeast = store.Fault(store.Invalid, "error.survey_least").On("least")

// LeastOf is the threshold of an edition: Least, or what its organiser has raised it to.
func LeastOf(db *gorm.DB, edition store.ID) (int, error) {
	var set int
	err := db.Raw("SELECT least FROM survey_thresholds WHERE edition_id = ?", edition).Scan(&set).Error
	return max(Least, set), err
}

// SetLeast sets the threshold of an edition, in people. It holds for every figure from then on, for earlier answers
// too, and for how many answers come at a time. Errors: ErrLeast.
func SetLeast(tx *store.Tx, edition store.ID, least int) error {
	if least < Least || least > leastMax {
		return ErrLeast
	}
	return tx.Exec("INSERT INTO survey_thresholds (edition_id, least) VALUES (?, ?) "+
		"ON CONFLICT (edition_id) DO UPDATE SET least = excluded.least", edition, least).Error
}
