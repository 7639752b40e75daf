package survey

import (
	"gorm.io/gorm"

	"samling/models/store"
)

// Compare looks at two copies of the same database, as somebody would who keeps backups: of no pile may a few sheets have
// come between them. Sheets of a pile that was empty before and has closed with a few are no step: they are never shown.
func Compare(older, newer *gorm.DB) (Finding, error) {
	f := Finding{Check: "copies"}
	before, err := sheetCounts(older)
	if err != nil {
		return f, err
	}
	after, err := sheetCounts(newer)
	if err != nil {
		return f, err
	}
	for key, n := range after {
		f.Looked++
		was := before[key]
		if came := n - was; came < 0 || 0 < came && came < Least && was > 0 {
			f.breaks("%s %s: %d → %d", key.part, key.pool, was, n)
		}
	}
	for key := range before {
		if _, there := after[key]; !there {
			f.breaks("%s %s: %d → 0", key.part, key.pool, before[key])
		}
	}
	return f, nil
}

type countedPile struct {
	edition store.ID
	pile
}

func sheetCounts(db *gorm.DB) (map[countedPile]int, error) {
	var rows []struct {
		EditionID store.ID
		Part      Part
		Pool      Pool
		SeminarID store.ID
		N         int
	}
	err := db.Raw("SELECT edition_id, part, pool, seminar_id, n FROM answer_counts WHERE code = ?", sheetsCode).Scan(&rows).Error
	out := make(map[countedPile]int, len(rows))
	for _, r := range rows {
		out[countedPile{r.EditionID, pile{r.Part, r.Pool, r.SeminarID}}] = r.N
	}
	return out, err
}

// Secrets is what a log must not hold: the ids of ballots and of the persons they belong to, as opaque words.
func Secrets(db *gorm.DB) (map[string]bool, error) {
	var ids []string
	err := db.Raw("SELECT id FROM ballots UNION SELECT person_id FROM ballots UNION SELECT id FROM follow_up_ballots UNION SELECT id FROM commitments").Scan(&ids).Error
	out := make(map[string]bool, len(ids))
	for _, id := range ids {
		out[id] = true
	}
	return out, err
}
