// Package seminar knows what people wish for and where they were placed. It names a person by an opaque id and has
// no way to look up who that is.
package seminar

import (
	"strings"

	"gorm.io/gorm"

	"samling/models/store"
)

// MaxWishes is how many seminars a person may rank.
const MaxWishes = 4

// wish is one line of somebody's ranked list.
type wish struct {
	PersonID  store.ID
	SeminarID store.ID
	Rank      int
}

// SetWishes replaces what a person wishes for by the seminars in the order given, the most wanted first. A seminar
// that is named twice keeps its best place; an empty list takes every wish back.
func SetWishes(tx *store.Tx, edition, person store.ID, seminars []store.ID) error {
	if err := tx.Exec("DELETE FROM wishes WHERE person_id = ?", person).Error; err != nil {
		return err
	}
	seen := make(map[store.ID]bool, len(seminars))
	var rows []string
	var args []any
	for _, seminar := range seminars {
		if seen[seminar] {
			continue
		}
		seen[seminar] = true
		rows = append(rows, "(?, ?, ?, ?)")
		args = append(args, person, edition, len(rows), seminar)
	}
	if len(rows) == 0 {
		return nil
	}
	return tx.Exec("INSERT INTO wishes (person_id, edition_id, rank, seminar_id) VALUES "+strings.Join(rows, ", "), args...).Error
}

// WishesOf reads a person's wishes, the most wanted first.
func WishesOf(db *gorm.DB, person store.ID) ([]store.ID, error) {
	var seminars []store.ID
	err := db.Raw("SELECT seminar_id FROM wishes WHERE person_id = ? ORDER BY rank", person).Scan(&seminars).Error
	return seminars, err
}

// WishesByPerson reads every wish of an edition, each person's most wanted first.
func WishesByPerson(db *gorm.DB, edition store.ID) (map[store.ID][]store.ID, error) {
	var rows []wish
	err := db.Raw("SELECT person_id, seminar_id, rank FROM wishes WHERE edition_id = ? ORDER BY person_id, rank", edition).
		Scan(&rows).Error
	if err != nil {
		return nil, err
	}
	all := make(map[store.ID][]store.ID)
	for _, row := range rows {
		all[row.PersonID] = append(all[row.PersonID], row.SeminarID)
	}
	return all, nil
}
