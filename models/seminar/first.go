package seminar

import (
	"gorm.io/gorm"

	"samling/models/store"
)

// FirstWishes counts how many have each seminar as their first wish. For the public page: one statement, no people.
func FirstWishes(db *gorm.DB, edition store.ID) (map[store.ID]int, error) {
	var rows []struct {
		SeminarID store.ID
		N         int
	}
	err := db.Raw("SELECT seminar_id, COUNT(*) AS n FROM wishes WHERE edition_id = ? AND rank = 1 GROUP BY seminar_id", edition).
		Scan(&rows).Error
	if err != nil {
		return nil, err
	}
	counts := make(map[store.ID]int, len(rows))
	for _, row := range rows {
		counts[row.SeminarID] = row.N
	}
	return counts, nil
}
