// Package room is what happens in the rooms once people may sit in them: seats that attendees take and swap themselves, the
// line for a session that is full, changes of room, and what a seminar's leader sees.
package room

import (
	"fmt"

	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
)

// Take gives somebody a seat in a session; what they had in the same slot becomes free, and is offered to whoever waits
// for it. Taking what one has changes nothing. The seats of a session are never exceeded, whoever asks at the same
// instant, and nobody passes those who wait in line. Errors: store.ErrNotFound, registration.ErrOver, and every Err of
// this package that says why somebody cannot have a seat.
func Take(tx *store.Tx, e event.Edition, person, session store.ID) error {
	c, s, err := lookUp(tx, e, person, session)
	if err != nil {
		return err
	}
	was := c.mine[s.Slot]
	if was.SessionID == s.ID {
		return nil
	}
	return c.sit(tx, s, standBack, "seminar_taken")
}

// Leave gives up somebody's seat in a slot without taking another. Leaving what one does not have changes nothing.
// Errors: store.ErrNotFound, registration.ErrOver, and what keeps a slot from being chosen in.
func Leave(tx *store.Tx, e event.Edition, person store.ID, number int) error {
	c, err := readChooser(tx.DB, e, person, tx.Now.Time)
	if err != nil {
		return err
	}
	slot, err := c.slot(number)
	if err != nil {
		return err
	}
	if err := c.slotOpen(slot); err != nil {
		return err
	}
	done := tx.Exec("DELETE FROM placements WHERE person_id = ? AND slot = ? AND session_id = ?", person, number, c.mine[number].SessionID)
	if done.Error != nil || done.RowsAffected == 0 {
		return done.Error
	}
	if err := registration.NoteAll(tx, []store.ID{person}, registration.Self, "seminar_left"); err != nil {
		return err
	}
	_, err = offerFree(tx, e)
	return err
}

// The conditions stand in the statement itself: whoever counts first and takes afterwards sells the last seat twice. Only
// somebody whom a seat has been offered need not stand back for those in line: they are behind.
const (
	takeSeat = `INSERT INTO placements (person_id, slot, edition_id, session_id, rank, run_id, was_session_id, taken_at)
		SELECT ?, t.slot, t.edition_id, t.id, COALESCE((SELECT v.rank FROM wishes v WHERE v.person_id = ? AND v.seminar_id = t.seminar_id), 0),
			NULL, NULL, ? FROM seminar_sessions t
		WHERE t.id = ? AND t.withdrawn = ? AND ` + placedOf + ` + ` + heldOf + ` < ` + seatsOf + `
		AND EXISTS (SELECT 1 FROM registrations r WHERE r.id = ? AND r.status = 'confirmed')
		AND NOT EXISTS (SELECT 1 FROM placements o JOIN seminar_sessions y ON y.id = o.session_id
			WHERE o.person_id = ? AND o.slot <> t.slot AND y.seminar_id = t.seminar_id)`
	standBack = ` AND NOT EXISTS (SELECT 1 FROM session_waits w WHERE w.session_id = t.id AND w.state = 'waiting')`
	instead   = ` ON CONFLICT (person_id, slot) DO UPDATE SET session_id = excluded.session_id, rank = excluded.rank, run_id = NULL,
		was_session_id = placements.session_id, taken_at = excluded.taken_at`
)

// sit takes the seat if there is one and does all that follows from it.
func (c chooser) sit(tx *store.Tx, s Opening, condition, action string) error {
	p := c.person.ID
	done := tx.Exec(takeSeat+condition+instead, p, p, tx.Now, s.ID, false, p, p, p)
	if done.Error != nil {
		return fmt.Errorf("take a seat in a session: %w", done.Error)
	}
	if done.RowsAffected != 1 {
		return ErrFull
	}
	if err := registration.NoteAll(tx, []store.ID{p}, registration.Self, action); err != nil {
		return err
	}
	if err := leaveLines(tx, p, s.SeminarID); err != nil {
		return err
	}
	_, err := offerFree(tx, c.e)
	return err
}
