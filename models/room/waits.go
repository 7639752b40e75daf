package room

import (
	"fmt"
	"time"

	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
)

// WaitState is what became of a place in a line.
type WaitState string

// The states of a place in a line. The seat is held while it is offered.
const (
	Waiting  WaitState = "waiting"
	Offered  WaitState = "offered"
	Accepted WaitState = "accepted"
	Declined WaitState = "declined"
	Expired  WaitState = "expired" // offered, and not answered in time
	Left     WaitState = "left"    // by their own choice, or because they sit in that seminar now
	Closed   WaitState = "closed"  // the slot begins, the session is withdrawn, or they are not coming
)

// Why an answer or a place in a line is refused.
var (
	ErrOfferOver  = store.Fault(store.Gone, "error.session_offer_over")
	ErrSeatFree   = store.Fault(store.Conflict, "error.session_seat_free") // nobody waits for what can be taken
	ErrLineClosed = store.Fault(store.Gone, "error.session_line_closed")
)

// Wait is somebody's place in the line for a session.
type Wait struct {
	ID        store.ID
	EditionID store.ID
	SessionID store.ID
	PersonID  store.ID
	State     WaitState
	Place     int // 1 is next in turn; 0 when they do not wait
	ExpiresAt store.Time
}

// Open says whether there is an offer that can still be taken.
func (w Wait) Open(now time.Time) bool { return w.State == Offered && now.Before(w.ExpiresAt.Time) }

const selectWaits = `SELECT w.id, w.edition_id, w.session_id, w.person_id, w.state, w.expires_at,
	CASE w.state WHEN 'waiting' THEN (SELECT COUNT(*) FROM session_waits b WHERE b.session_id = w.session_id AND b.state = 'waiting'
		AND b.number <= w.number) ELSE 0 END AS place FROM session_waits w`

// waitsOf reads somebody's last place in the line of each session, whatever became of it.
func waitsOf(db *gorm.DB, person store.ID) (map[store.ID]Wait, error) {
	var rows []Wait
	if err := db.Raw(selectWaits+" WHERE w.person_id = ? ORDER BY w.joined_at, w.number", person).Scan(&rows).Error; err != nil {
		return nil, err
	}
	all := make(map[store.ID]Wait, len(rows))
	for _, w := range rows {
		all[w.SessionID] = w
	}
	return all, nil
}

// Join puts somebody last in the line for a session that is full. They keep the seat that they have. Joining twice changes
// nothing. Errors: those of Take without ErrFull, ErrSeatFree, ErrLineClosed.
func Join(tx *store.Tx, e event.Edition, person, session store.ID) error {
	c, s, err := lookUp(tx, e, person, session)
	if err != nil {
		return err
	}
	slot, err := c.slot(s.Slot)
	switch {
	case err != nil:
		return err
	case c.mine[s.Slot].SessionID == s.ID:
		return nil
	case !tx.Now.Before(slot.StartsAt.Add(-linesClose)):
		return ErrLineClosed
	case s.Left() > 0:
		return ErrSeatFree
	}
	done := tx.Exec(`INSERT INTO session_waits (id, edition_id, session_id, person_id, number, state, joined_at)
		SELECT ?, ?, ?, ?, COALESCE(MAX(number), 0) + 1, 'waiting', ? FROM session_waits WHERE session_id = ?
		ON CONFLICT DO NOTHING`, tx.NewID(), e.ID, s.ID, person, tx.Now, s.ID)
	if done.Error != nil {
		return fmt.Errorf("join a line: %w", done.Error)
	}
	if done.RowsAffected == 0 {
		return nil
	}
	return registration.NoteAll(tx, []store.ID{person}, registration.Self, "seminar_waits")
}

// LeaveLine takes somebody out of the line for a session; a seat that was held for them goes to the next. Leaving twice
// changes nothing. Errors: store.ErrNotFound.
func LeaveLine(tx *store.Tx, e event.Edition, person, session store.ID) error {
	done := tx.Exec(`UPDATE session_waits SET state = CASE state WHEN 'offered' THEN 'declined' ELSE 'left' END, answered_at = ?
		WHERE person_id = ? AND session_id = ? AND edition_id = ? AND state IN ('waiting', 'offered')`, tx.Now, person, session, e.ID)
	if done.Error != nil {
		return fmt.Errorf("leave a line: %w", done.Error)
	}
	if done.RowsAffected == 0 {
		return nil
	}
	if err := registration.NoteAll(tx, []store.ID{person}, registration.Self, "seminar_waits_no_more"); err != nil {
		return err
	}
	_, err := offerFree(tx, e)
	return err
}

// Accept takes the seat that is held for somebody; what they had in the same slot becomes free and is offered on.
// Accepting again changes nothing. Errors: those of Take, ErrOfferOver.
func Accept(tx *store.Tx, e event.Edition, person, session store.ID) error {
	c, s, err := lookUp(tx, e, person, session)
	if err != nil || c.mine[s.Slot].SessionID == s.ID {
		return err
	}
	done := tx.Exec(`UPDATE session_waits SET state = 'accepted', answered_at = ?
		WHERE person_id = ? AND session_id = ? AND state = 'offered' AND expires_at > ?`, tx.Now, person, session, tx.Now)
	if done.Error != nil {
		return fmt.Errorf("accept a seat: %w", done.Error)
	}
	if done.RowsAffected != 1 {
		return ErrOfferOver
	}
	return c.sit(tx, s, "", "seminar_accepted")
}

// leaveLines ends the waiting of somebody who sits in a seminar now, for every session of it.
func leaveLines(tx *store.Tx, person, seminar store.ID) error {
	return tx.Exec(`UPDATE session_waits SET state = 'left', answered_at = ? WHERE person_id = ? AND state IN ('waiting', 'offered')
		AND session_id IN (SELECT id FROM seminar_sessions WHERE seminar_id = ?)`, tx.Now, person, seminar).Error
}
