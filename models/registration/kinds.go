package registration

import (
	"gorm.io/gorm"

	"samling/models/store"
)

// ConfirmedByKind counts who is coming by the kind of their organisation, people with protected identity included.
func ConfirmedByKind(db *gorm.DB, edition store.ID) (map[string]int, error) {
	var rows []struct {
		Kind string
		N    int
	}
	err := db.Raw(`SELECT o.kind, COUNT(*) AS n FROM registrations r JOIN organisations o ON o.id = r.organisation_id
		WHERE r.edition_id = ? AND r.status = ? GROUP BY o.kind`, edition, Confirmed).Scan(&rows).Error
	if err != nil {
		return nil, err
	}
	counts := make(map[string]int, len(rows))
	for _, row := range rows {
		counts[row.Kind] = row.N
	}
	return counts, nil
}
