package room

import (
	"fmt"
	"slices"
	"time"

	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
)

// takeReleased is takeSeat once the seats of those who have not come are free: it counts heads in the room and no longer
// names on its list.
const takeReleased = `INSERT INTO placements (person_id, slot, edition_id, session_id, rank, run_id, was_session_id, taken_at)
	SELECT ?, t.slot, t.edition_id, t.id, COALESCE((SELECT v.rank FROM wishes v WHERE v.person_id = ? AND v.seminar_id = t.seminar_id), 0),
		NULL, NULL, ? FROM seminar_sessions t
	WHERE t.id = ? AND t.withdrawn = ? AND (SELECT COUNT(*) FROM session_admissions x WHERE x.session_id = t.id) < ` + seatsOf + `
	AND EXISTS (SELECT 1 FROM registrations r WHERE r.id = ? AND r.status = 'confirmed')
	AND NOT EXISTS (SELECT 1 FROM placements o JOIN seminar_sessions y ON y.id = o.session_id
		WHERE o.person_id = ? AND o.slot <> t.slot AND y.seminar_id = t.seminar_id)`

// TakeAtDoor gives a seat to somebody who stands at the door of a room or at the help desk, and frees the one that they had
// in the slot. The slot may have begun, and whoever waits in line by mail is not there. released says that the seats of
// those who have not come are free. Taking what one has changes nothing. Errors: store.ErrNotFound, ErrNotIn, ErrFull,
// ErrWithdrawn, ErrOtherKinds, ErrExcluded, ErrSameSeminar.
func TakeAtDoor(tx *store.Tx, e event.Edition, person, session store.ID, released bool, actor string) error {
	c, err := readChooser(tx.DB, e, person, tx.Now.Time)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(c.sessions, func(s Opening) bool { return s.ID == session })
	if at < 0 {
		return store.ErrNotFound
	}
	s := c.sessions[at]
	if c.person.Status != registration.Confirmed {
		return ErrNotIn
	}
	if c.mine[s.Slot].SessionID == s.ID {
		return nil
	}
	if err := c.may(s); err != nil {
		return err
	}
	query, args := takeSeat, []any{person, person, tx.Now, s.ID, false, person, person, person}
	if released {
		query, args = takeReleased, []any{person, person, tx.Now, s.ID, false, person, person}
	} else if c.lineGoesOn(s) {
		query += standBack
	}
	done := tx.Exec(query+instead, args...)
	if done.Error != nil {
		return fmt.Errorf("take a seat at the door: %w", done.Error)
	}
	if done.RowsAffected != 1 {
		return ErrFull
	}
	if err := registration.NoteAll(tx, []store.ID{person}, actor, "seminar_taken"); err != nil {
		return err
	}
	if err := leaveLines(tx, person, s.SeminarID); err != nil {
		return err
	}
	_, err = offerFree(tx, e)
	return err
}

// lineGoesOn says whether those in line for a session can still be offered a seat in time.
func (c chooser) lineGoesOn(s Opening) bool {
	slot, err := c.slot(s.Slot)
	return err == nil && c.now.Before(slot.StartsAt.Add(-linesClose).Truncate(time.Second))
}
