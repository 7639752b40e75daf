package door

import (
	"gorm.io/gorm"

	"samling/models/registration"
	"samling/models/store"
)

// Absent is somebody with a seat who has not come.
type Absent struct {
	ID           store.ID
	Name         string // the shown one
	Organisation string
	Reference    string
}

// Missing is a part of the list of those who are expected and not here. Organisation "" means all of them.
type Missing struct {
	Edition      store.ID
	Organisation store.ID
	Limit        int
	Offset       int
}

// absentOnes are those with a seat and no admission. People with protected identity are never on such a list
// (domain.md §3); they are ticked off by their reference code.
const absentOnes = ` FROM registrations r JOIN organisations o ON o.id = r.organisation_id
	WHERE r.edition_id = ? AND r.status = ? AND r.source <> ? AND (? = '' OR r.organisation_id = ?)
	AND NOT EXISTS (SELECT 1 FROM admissions a WHERE a.registration_id = r.id)`

func (m Missing) args() []any {
	return []any{m.Edition, registration.Confirmed, registration.FromAlias, m.Organisation, m.Organisation}
}

// Read gives the part and how many there are in all, by name in the Swedish order.
func (m Missing) Read(db *gorm.DB) (people []Absent, total int, err error) {
	if err := db.Raw("SELECT COUNT(*)"+absentOnes, m.args()...).Scan(&total).Error; err != nil || total == 0 {
		return nil, 0, err
	}
	err = db.Raw(`SELECT r.id, CASE WHEN r.display_name <> '' THEN r.display_name ELSE r.name END AS name,
		o.name AS organisation, r.reference`+absentOnes+" ORDER BY r.sort_key, r.id LIMIT ? OFFSET ?",
		append(m.args(), m.Limit, max(m.Offset, 0))...).Scan(&people).Error
	return people, total, err
}
