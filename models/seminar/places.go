package seminar

import (
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
	Withdrawn  bool // the session is not held; the next allocation moves the person
	Rank       int  // 1 = first wish, 0 = was not wished
	StartsAt   store.Time
	EndsAt     store.Time
}

const selectPlaces = `SELECT p.person_id, p.slot, p.session_id, s.id AS seminar_id, s.key AS seminar_key, s.title,
	t.room, t.withdrawn, p.rank, i.starts_at, i.ends_at
	FROM placements p
	JOIN seminar_sessions t ON t.id = p.session_id
	JOIN seminars s ON s.id = t.seminar_id
	LEFT JOIN programme_items i ON i.edition_id = p.edition_id AND i.slot = p.slot
	WHERE p.edition_id = ?`

// PlacesOf reads where a person is placed, by slot. Empty before the allocation.
func PlacesOf(db *gorm.DB, edition, person store.ID) ([]Place, error) {
	rows, err := db.Raw(selectPlaces+" AND p.person_id = ? ORDER BY p.slot", edition, person).Rows()
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var places []Place
	for rows.Next() { // without gorm's mapping: the door asks for this at every scan
		var p Place
		if err := rows.Scan(&p.PersonID, &p.Slot, &p.SessionID, &p.SeminarID, &p.SeminarKey, &p.Title, &p.Room, &p.Withdrawn, &p.Rank,
			&p.StartsAt, &p.EndsAt); err != nil {
			return nil, err
		}
		places = append(places, p)
	}
	return places, rows.Err()
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
