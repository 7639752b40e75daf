package door

import (
	"gorm.io/gorm"

	"samling/models/registration"
	"samling/models/store"
)

// Count says how many have come and how many are expected: "142 av 198". Expected are those with a seat: the seats taken
// without those that are held for somebody's answer. Both stand beside the rows, so that the answer to a scan does not
// get slower the more people come.
func Count(db *gorm.DB, edition store.ID) (in, expected int, err error) {
	_, err = first(db.Raw(`SELECT COALESCE((SELECT inside FROM door_counts WHERE edition_id = ?), 0) AS inside,
		COALESCE((SELECT taken FROM edition_seats WHERE edition_id = ?), 0)
		- (SELECT COUNT(*) FROM offers WHERE edition_id = ? AND state = 'open') AS expected`,
		edition, edition, edition), &in, &expected)
	return in, expected, err
}

// Attended lists who has come, in the order of their ids, which is no order of arrival.
func Attended(db *gorm.DB, edition store.ID) ([]registration.Registration, error) {
	var all []registration.Registration
	err := db.Raw(`SELECT r.* FROM registrations r JOIN admissions a ON a.registration_id = r.id
		WHERE a.edition_id = ? ORDER BY r.id`, edition).Scan(&all).Error
	return all, err
}
