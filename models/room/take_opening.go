package room

import (
	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/store"
)

// Opening is a session with what is taken of its seats and what is left.
type Opening struct {
	ID        store.ID
	SeminarID store.ID
	Key       string // the seminar's
	Title     string // the seminar's
	Slot      int
	Room      string
	Seats     int // that can be taken; an allocation may have placed more
	Withdrawn bool
	OnlyKinds string // the kinds of organisation that may come, with spaces between; empty: all
	Placed    int
	Held      int // seats kept for somebody who is offered one
	Waiting   int // people in line who have not been offered a seat
}

// Free is how many seats nobody has and nobody is offered.
func (s Opening) Free() int {
	if s.Withdrawn {
		return 0
	}
	return max(0, s.Seats-s.Placed-s.Held)
}

// Left is how many seats anybody could take now: none while somebody waits, for what becomes free is theirs first.
func (s Opening) Left() int {
	if s.Waiting > 0 {
		return 0
	}
	return s.Free()
}

// Gone is how many seats cannot be had now, of Seats.
func (s Opening) Gone() int { return s.Seats - s.Left() }

// Kinds lists the kinds of organisation that may come; none: all may.
func (s Opening) Kinds() []string { return event.Seminar{OnlyKinds: s.OnlyKinds}.Kinds() }

// seatsOf is how many may sit in session t by their own choice. Overbooking is for allocations: somebody who takes a seat
// means to sit on it.
const seatsOf = `CASE WHEN t.fire_limit > 0 AND t.fire_limit < t.seats THEN t.fire_limit ELSE t.seats END`

// heldOf is how many seats of session t are kept open by offers, the ones to a person apart.
const heldOf = `(SELECT COUNT(*) FROM session_waits h WHERE h.session_id = t.id AND h.state = 'offered' AND h.person_id <> ?)`

// placedOf is how many are placed in session t.
const placedOf = `(SELECT COUNT(*) FROM placements x WHERE x.session_id = t.id)`

const selectOpenings = `SELECT t.id, t.seminar_id, s.key, s.title, t.slot, t.room, t.withdrawn, s.only_kinds, ` + seatsOf + ` AS seats, ` + placedOf + ` AS placed,
	` + heldOf + ` AS held,
	(SELECT COUNT(*) FROM session_waits w WHERE w.session_id = t.id AND w.state = 'waiting') AS waiting
	FROM seminar_sessions t JOIN seminars s ON s.id = t.seminar_id WHERE t.edition_id = ? ORDER BY t.slot, s.position, s.id`

// Openings lists the sessions of an edition by slot, in the organiser's order of seminars, with how full each is.
func Openings(db *gorm.DB, edition store.ID) ([]Opening, error) {
	var all []Opening
	err := db.Raw(selectOpenings, "", edition).Scan(&all).Error
	return all, err
}
