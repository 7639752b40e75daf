package door

import (
	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/store"
)

// roomDoor is what counts at the door of a room, for one person.
type roomDoor struct {
	Slot      int
	StartsAt  store.Time // of the slot; zero when the programme has it no longer
	Seats     int
	Overbook  int
	FireLimit int
	Withdrawn bool
	Minutes   int      // after which seats of those who have not come are released
	Came      int      // people in the room
	Inside    bool     // the person is one of them
	Place     store.ID // the session where the person has a seat in this slot; "" = none
}

// Whatever an engine says to a missing row in a LEFT JOIN, the usual number of minutes is one.
const roomDoorQuery = `SELECT t.slot, i.starts_at, t.seats, t.overbook, t.fire_limit, t.withdrawn, COALESCE(d.release_minutes, ?) AS minutes,
	(SELECT COUNT(*) FROM session_admissions a WHERE a.session_id = t.id) AS came,
	EXISTS (SELECT 1 FROM session_admissions a WHERE a.session_id = t.id AND a.registration_id = ?) AS inside,
	COALESCE((SELECT p.session_id FROM placements p WHERE p.person_id = ? AND p.slot = t.slot AND p.edition_id = t.edition_id), '') AS place
	FROM seminar_sessions t
	LEFT JOIN programme_items i ON i.edition_id = t.edition_id AND i.slot = t.slot
	LEFT JOIN door_rules d ON d.edition_id = t.edition_id
	WHERE t.id = ? AND t.edition_id = ?`

// inRoom adds what counts at the door of a room: where the person belongs in its slot, and whether they are in it.
// Whoever has a seat here but comes when it has been given away, and the room is full, has none any more.
// Errors: ErrSession.
func (f *facts) inRoom(db *gorm.DB, e event.Edition, t ticket, session store.ID, now store.Time) error {
	if !t.found() || t.EditionID != e.ID {
		return nil
	}
	var r roomDoor
	found := db.Raw(roomDoorQuery, usualRelease, t.ID, t.ID, session, e.ID).Scan(&r)
	if found.Error != nil {
		return found.Error
	}
	if found.RowsAffected == 0 {
		return ErrSession // an offline door's scan must not wait for ever for a session that has been taken away
	}
	f.Inside = r.Inside
	switch {
	case r.Withdrawn || r.Place == "":
		f.Seat = NoRoom
	case r.Place != session:
		f.Seat = Elsewhere
	case !r.Inside && r.full(now):
		f.Seat = NoRoom
	default:
		f.Seat = Here
	}
	return nil
}

// full says whether nobody else may come in, also of those who have a seat. A fire limit is never passed. Without one,
// people who were placed are only turned away when others have been let into the seats of those who were late.
func (r roomDoor) full(now store.Time) bool {
	if r.FireLimit > 0 {
		return r.Came >= r.FireLimit
	}
	session := event.Session{Seats: r.Seats, Overbook: r.Overbook}
	return released(r.StartsAt, r.Minutes, now.Time) && r.Came >= session.Capacity()
}

// intoRoom says whether this scan was the first to let its person into the room. Nobody is in a room who is not in the
// house: whoever passed its door unseen is counted now.
func (s *scan) intoRoom(tx *store.Tx, e event.Edition) (first bool, err error) {
	done := tx.Exec(`INSERT INTO session_admissions (session_id, registration_id, edition_id, scan_id, at, door) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT DO NOTHING`, *s.SessionID, *s.RegistrationID, s.EditionID, s.ID, s.happened(e), s.Door)
	if done.Error != nil || done.RowsAffected != 1 {
		return false, done.Error
	}
	_, err = s.intoHouse(tx, e)
	return true, err
}
