package registration

import (
	"gorm.io/gorm"

	"samling/models/store"
)

// Seen is somebody as other attendees may see them.
type Seen struct{ Name, Organisation string }

// OnList reads those who have a seat and said yes to the list that attendees see, by the name they chose to show. People
// with protected identity are never among them, whatever their row says.
func OnList(db *gorm.DB, edition store.ID) ([]Seen, error) {
	var seen []Seen
	err := db.Raw(`SELECT CASE WHEN r.display_name <> '' THEN r.display_name ELSE r.name END AS name, o.name AS organisation
		FROM registrations r JOIN organisations o ON o.id = r.organisation_id
		WHERE r.edition_id = ? AND r.status = ? AND r.list_opt_in = ? AND r.source <> ? ORDER BY r.id`,
		edition, Confirmed, true, FromAlias).Scan(&seen).Error
	return seen, err
}
