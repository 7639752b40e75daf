package survey

import (
	"gorm.io/gorm"

	"samling/models/store"
)

// Unspent lists the ballots that have not been used: those whose holders may be reminded.
func Unspent(db *gorm.DB, edition store.ID) ([]Ballot, error) {
	var found []Ballot
	err := db.Where("edition_id = ? AND spent_on IS NULL", edition).Order("id").Find(&found).Error
	for i := range found {
		found[i].Seminars = splitIDs(found[i].Asked)
	}
	return found, err
}
