package event

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"samling/models/store"
)

// SessionForm is a seminar's session in a slot. Without a room and seats the seminar is not held in that slot.
type SessionForm struct {
	Slot      int
	Room      string
	Seats     string
	Overbook  string // per cent; empty: none
	FireLimit string // empty: not stated
	Least     string // empty: no minimum
	Withdrawn bool
}

// RoomField and the others name the fields of a slot's session, in forms and in problems.
func RoomField(slot int) string      { return fmt.Sprintf("room_%d", slot) }
func SeatsField(slot int) string     { return fmt.Sprintf("seats_%d", slot) }
func OverbookField(slot int) string  { return fmt.Sprintf("overbook_%d", slot) }
func FireLimitField(slot int) string { return fmt.Sprintf("fire_limit_%d", slot) }
func LeastField(slot int) string     { return fmt.Sprintf("least_%d", slot) }
func WithdrawnField(slot int) string { return fmt.Sprintf("withdrawn_%d", slot) }

// check cleans a session's fields and says whether the seminar is held in the slot at all.
func (f SessionForm) check(p *Problems, others []Session) (Session, bool) {
	room := p.line(RoomField(f.Slot), f.Room, false)
	if room == "" && (f.Seats == "" || f.Seats == "0") {
		return Session{}, false
	}
	if room == "" {
		p.add(RoomField(f.Slot), "error.missing_room")
	}
	if slices.ContainsFunc(others, func(o Session) bool { return o.Slot == f.Slot && sameRoom(o.Room, room) }) {
		p.add(RoomField(f.Slot), "error.room_taken")
	}
	s := Session{Slot: f.Slot, Room: room, Seats: p.seats(SeatsField(f.Slot), f.Seats), Withdrawn: f.Withdrawn}
	s.Overbook = p.number(OverbookField(f.Slot), strings.TrimSuffix(strings.TrimSpace(f.Overbook), "%"), MostOverbook, "error.overbook")
	s.FireLimit = p.number(FireLimitField(f.Slot), f.FireLimit, maxSeats, "error.seats_number")
	s.Least = p.number(LeastField(f.Slot), f.Least, maxSeats, "error.seats_number")
	switch {
	case s.FireLimit > 0 && s.Seats > s.FireLimit:
		p.add(SeatsField(f.Slot), "error.over_fire_limit")
	case s.Least > s.whenHeld():
		p.add(LeastField(f.Slot), "error.least_over_seats")
	}
	return s, true
}

// number reads a whole number from 0; an empty field is 0.
func (p *Problems) number(field, value string, most int, key string) int {
	if strings.TrimSpace(value) == "" {
		return 0
	}
	n, ok := ReadSeats(value)
	if !ok || n > most {
		*p = append(*p, Problem{Field: field, Key: key, Args: map[string]any{"Max": strconv.Itoa(most)}})
		return 0
	}
	return n
}

// kinds cleans kinds of organisation. All of them are the same as none: everybody may come.
func (p *Problems) kinds(field string, chosen []string) string {
	var kinds []string
	for _, kind := range OrganisationKinds {
		if slices.Contains(chosen, kind) {
			kinds = append(kinds, kind)
		}
	}
	if slices.ContainsFunc(chosen, func(k string) bool { return !slices.Contains(OrganisationKinds[:], k) }) {
		p.add(field, "error.choose")
	}
	if len(kinds) == len(OrganisationKinds) {
		return ""
	}
	return strings.Join(kinds, " ")
}

// whenHeld is the capacity, withdrawn or not.
func (s Session) whenHeld() int {
	s.Withdrawn = false
	return s.Capacity()
}

// saveSession writes a session's room, seats and rules. The number of people placed there is compared inside the statement, so
// that a placement made at the same instant cannot slip below it. One may be withdrawn with people in it: they are moved by the
// next allocation, and until then nobody has been told anything else.
func saveSession(tx *store.Tx, edition, seminar store.ID, s Session) error {
	err := tx.Exec(`INSERT INTO seminar_sessions (id, edition_id, seminar_id, slot, room, seats) VALUES (?, ?, ?, ?, ?, 0)
		ON CONFLICT DO NOTHING`, tx.NewID(), edition, seminar, s.Slot, s.Room).Error
	if err != nil {
		return err
	}
	done := tx.Exec(`UPDATE seminar_sessions SET room = ?, seats = ?, overbook = ?, fire_limit = ?, least = ?, withdrawn = ?
		WHERE seminar_id = ? AND slot = ? AND (SELECT COUNT(*) FROM placements p WHERE p.session_id = seminar_sessions.id) <= ?`,
		s.Room, s.Seats, s.Overbook, s.FireLimit, s.Least, s.Withdrawn, seminar, s.Slot, s.whenHeld())
	if done.Error != nil {
		return done.Error
	}
	if done.RowsAffected != 1 {
		return ErrSeatsBelowPlaced.On(SeatsField(s.Slot))
	}
	return nil
}

// dropSessions removes the sessions of a seminar that the form no longer has; one with people in it stays and the
// whole change is refused.
func dropSessions(tx *store.Tx, seminar store.ID, keep []Session) error {
	slots := []int{0}
	for _, s := range keep {
		slots = append(slots, s.Slot)
	}
	var used []int
	err := tx.Raw(`SELECT DISTINCT t.slot FROM placements p JOIN seminar_sessions t ON t.id = p.session_id
		WHERE t.seminar_id = ? AND t.slot NOT IN ?`, seminar, slots).Scan(&used).Error
	if err != nil {
		return err
	}
	if len(used) > 0 {
		return ErrSeatsBelowPlaced.On(SeatsField(used[0]))
	}
	return tx.Exec("DELETE FROM seminar_sessions WHERE seminar_id = ? AND slot NOT IN ?", seminar, slots).Error
}
