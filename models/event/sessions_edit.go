package event

import "samling/models/store"

// saveSession writes a session's room and seats. The number of people placed there is compared inside the statement,
// so that a placement made at the same instant cannot slip below it.
func saveSession(tx *store.Tx, edition, seminar store.ID, s Session) error {
	err := tx.Exec(`INSERT INTO seminar_sessions (id, edition_id, seminar_id, slot, room, seats) VALUES (?, ?, ?, ?, ?, 0)
		ON CONFLICT DO NOTHING`, tx.NewID(), edition, seminar, s.Slot, s.Room).Error
	if err != nil {
		return err
	}
	done := tx.Exec(`UPDATE seminar_sessions SET room = ?, seats = ? WHERE seminar_id = ? AND slot = ? AND
		(SELECT COUNT(*) FROM placements p WHERE p.session_id = seminar_sessions.id) <= ?`,
		s.Room, s.Seats, seminar, s.Slot, s.Seats)
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
