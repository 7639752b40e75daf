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
	var n struct{ Inside, Expected int }
	err = db.Raw(`SELECT COALESCE((SELECT inside FROM door_counts WHERE edition_id = ?), 0) AS inside,
		COALESCE((SELECT taken FROM edition_seats WHERE edition_id = ?), 0)
		- (SELECT COUNT(*) FROM offers WHERE edition_id = ? AND state = 'open') AS expected`,
		edition, edition, edition).Scan(&n).Error
	return n.Inside, n.Expected, err
}

// Attended lists who has come, in the order of their ids, which is no order of arrival.
func Attended(db *gorm.DB, edition store.ID) ([]registration.Registration, error) {
	var all []registration.Registration
	err := db.Raw(`SELECT r.* FROM registrations r JOIN admissions a ON a.registration_id = r.id
		WHERE a.edition_id = ? ORDER BY r.id`, edition).Scan(&all).Error
	return all, err
}

// Scan is a presentation as the list of the latest ones shows it.
type Scan struct {
	Nonce        string     `gorm:"column:nonce"`
	Status       Status     `gorm:"column:status"`
	Reason       Reason     `gorm:"column:reason"`
	Door         string     `gorm:"column:door"`
	Actor        string     `gorm:"column:actor"`
	OccurredAt   store.Time `gorm:"column:occurred_at"`
	ReceivedAt   store.Time `gorm:"column:received_at"`
	AnnulledAt   store.Time `gorm:"column:annulled_at"`
	Name         string     `gorm:"column:name"`
	DisplayName  string     `gorm:"column:display_name"`
	Organisation string     `gorm:"column:organisation"`
}

// ShownName is the person's name as the door shows it; "" for an unknown code and for another edition's ticket.
func (s Scan) ShownName() string {
	return registration.Registration{Name: s.Name, DisplayName: s.DisplayName}.ShownName()
}

const maxRecent = 100

// Recent lists the latest presentations, the refused ones too, the newest first; at most 100.
func Recent(db *gorm.DB, edition store.ID, limit int) ([]Scan, error) {
	var all []Scan
	err := db.Raw(`SELECT s.nonce, s.status, s.reason, s.door, s.actor, s.occurred_at, s.received_at, s.annulled_at,
		COALESCE(r.name, '') AS name, COALESCE(r.display_name, '') AS display_name, COALESCE(o.name, '') AS organisation
		FROM scans s
		LEFT JOIN registrations r ON r.id = s.registration_id AND r.edition_id = s.edition_id
		LEFT JOIN organisations o ON o.id = r.organisation_id
		WHERE s.edition_id = ? ORDER BY s.received_at DESC, s.id LIMIT ?`, edition, min(limit, maxRecent)).Scan(&all).Error
	return all, err
}
