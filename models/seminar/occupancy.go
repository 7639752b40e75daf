package seminar

import (
	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/store"
)

// Filled is how full one session is.
type Filled struct {
	SessionID store.ID
	SeminarID store.ID
	Slot      int
	Room      string
	Seats     int
	Overbook  int // per cent
	FireLimit int
	Withdrawn bool
	Placed    int
}

// Capacity is how many may be placed, see event.Session.Capacity.
func (f Filled) Capacity() int {
	return event.Session{Seats: f.Seats, Overbook: f.Overbook, FireLimit: f.FireLimit, Withdrawn: f.Withdrawn}.Capacity()
}

// Occupancy lists every session of an edition with its seats and how many are placed there, by slot and then in the
// organiser's order of seminars.
func Occupancy(db *gorm.DB, edition store.ID) ([]Filled, error) {
	var rows []Filled
	err := db.Raw(`SELECT t.id AS session_id, t.seminar_id, t.slot, t.room, t.seats, t.overbook, t.fire_limit, t.withdrawn,
		(SELECT COUNT(*) FROM placements p WHERE p.session_id = t.id) AS placed
		FROM seminar_sessions t JOIN seminars s ON s.id = t.seminar_id
		WHERE t.edition_id = ? ORDER BY t.slot, s.position, s.id`, edition).Scan(&rows).Error
	return rows, err
}
