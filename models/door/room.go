package door

import (
	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/store"
)

// Room is where one session is held.
type Room struct {
	SessionID store.ID
	Slot      int
	StartsAt  store.Time // zero: the programme has no time for the slot
	Title     string     // of the seminar
	Name      string     // "Sal C"
}

const roomQuery = `SELECT t.id AS session_id, t.slot, i.starts_at, s.title, t.room AS name FROM seminar_sessions t
	JOIN seminars s ON s.id = t.seminar_id
	LEFT JOIN programme_items i ON i.edition_id = t.edition_id AND i.slot = t.slot
	WHERE t.edition_id = ?`

// RoomAt finds the room of an edition's session. Errors: store.ErrNotFound.
func RoomAt(db *gorm.DB, edition, session store.ID) (Room, error) {
	var r Room
	found := db.Raw(roomQuery+" AND t.id = ?", edition, session).Scan(&r)
	if found.Error == nil && found.RowsAffected == 0 {
		return r, store.ErrNotFound
	}
	return r, found.Error
}

// placesOf reads where everybody of an edition is placed, by slot, as a roster tells it. It is seminar.PlacesByPerson
// without gorm's mapping, which would be half of the time that a large roster takes.
func placesOf(db *gorm.DB, e event.Edition) (map[store.ID][]recordPlace, error) {
	var rooms []Room
	if err := db.Raw(roomQuery, e.ID).Scan(&rooms).Error; err != nil {
		return nil, err
	}
	bySession := make(map[store.ID]recordPlace, len(rooms))
	for _, r := range rooms {
		place := recordPlace{Title: r.Title, Room: r.Name, Slot: r.Slot, Session: r.SessionID}
		if !r.StartsAt.IsZero() {
			place.From = r.StartsAt.In(e.Zone()).Format("15.04")
		}
		bySession[r.SessionID] = place
	}
	rows, err := db.Raw("SELECT person_id, session_id FROM placements WHERE edition_id = ? ORDER BY person_id, slot", e.ID).Rows()
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	all := make(map[store.ID][]recordPlace)
	for rows.Next() {
		var person, session store.ID
		if err := rows.Scan(&person, &session); err != nil {
			return nil, err
		}
		all[person] = append(all[person], bySession[session])
	}
	return all, rows.Err()
}
