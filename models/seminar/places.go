package seminar

import (
	"strings"

	"gorm.io/gorm"

	"samling/models/store"
)

// Place is where a person sits in one slot.
type Place struct {
	PersonID   store.ID
	Slot       int
	SessionID  store.ID
	SeminarID  store.ID
	SeminarKey string
	Title      string
	Room       string
	Rank       int // 1 = first wish, 0 = was not wished
	StartsAt   store.Time
	EndsAt     store.Time
}

const selectPlaces = `SELECT p.person_id, p.slot, p.session_id, s.id AS seminar_id, s.key AS seminar_key, s.title,
	t.room, p.rank, i.starts_at, i.ends_at
	FROM placements p
	JOIN seminar_sessions t ON t.id = p.session_id
	JOIN seminars s ON s.id = t.seminar_id
	LEFT JOIN programme_items i ON i.edition_id = p.edition_id AND i.slot = p.slot
	WHERE p.edition_id = ?`

// PlacesOf reads where a person is placed, by slot. Empty before the allocation.
func PlacesOf(db *gorm.DB, edition, person store.ID) ([]Place, error) {
	var places []Place
	err := db.Raw(selectPlaces+" AND p.person_id = ? ORDER BY p.slot", edition, person).Scan(&places).Error
	return places, err
}

// PlacesByPerson reads where everybody of an edition is placed, each by slot.
func PlacesByPerson(db *gorm.DB, edition store.ID) (map[store.ID][]Place, error) {
	var places []Place
	if err := db.Raw(selectPlaces+" ORDER BY p.person_id, p.slot", edition).Scan(&places).Error; err != nil {
		return nil, err
	}
	all := make(map[store.ID][]Place)
	for _, place := range places {
		all[place.PersonID] = append(all[place.PersonID], place)
	}
	return all, nil
}

// PlacesOfPeople reads where some people (at most 500) are placed, each by slot.
func PlacesOfPeople(db *gorm.DB, edition store.ID, people []store.ID) (map[store.ID][]Place, error) {
	all := make(map[store.ID][]Place, len(people))
	if len(people) == 0 {
		return all, nil
	}
	var places []Place
	if err := db.Raw(selectPlaces+" AND p.person_id IN ? ORDER BY p.person_id, p.slot", edition, people).Scan(&places).Error; err != nil {
		return nil, err
	}
	for _, place := range places {
		all[place.PersonID] = append(all[place.PersonID], place)
	}
	return all, nil
}

// ClearPerson frees the seats of somebody who is not coming. The wishes stay, for the one who changes their mind.
func ClearPerson(tx *store.Tx, person store.ID) error {
	return tx.Exec("DELETE FROM placements WHERE person_id = ?", person).Error
}

// placement is one row to be saved.
type placement struct {
	Person  store.ID
	Slot    int
	Session store.ID
	Rank    int
}

// rowsAtATime keeps a statement below the number of variables that every engine accepts.
const rowsAtATime = 500

// savePlacements replaces all placements of an edition.
func savePlacements(tx *store.Tx, edition, run store.ID, places []placement) error {
	if err := tx.Exec("DELETE FROM placements WHERE edition_id = ?", edition).Error; err != nil {
		return err
	}
	for len(places) > 0 {
		n := min(rowsAtATime, len(places))
		if err := insertPlacements(tx, edition, run, places[:n]); err != nil {
			return err
		}
		places = places[n:]
	}
	return nil
}

func insertPlacements(tx *store.Tx, edition, run store.ID, places []placement) error {
	args := make([]any, 0, 6*len(places))
	for _, p := range places {
		args = append(args, p.Person, p.Slot, edition, p.Session, p.Rank, run)
	}
	rows := strings.Repeat(", (?, ?, ?, ?, ?, ?)", len(places))[2:]
	return tx.Exec("INSERT INTO placements (person_id, slot, edition_id, session_id, rank, run_id) VALUES "+rows, args...).Error
}
