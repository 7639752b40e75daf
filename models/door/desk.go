package door

import (
	"errors"

	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/registration"
	"samling/models/room"
	"samling/models/seminar"
	"samling/models/store"
)

// What can stand in the help desk's way, besides what registration says.
var (
	ErrFull = store.Fault(store.Conflict, "error.desk_full") // no seat is left at the day, or in the room
	// ErrChanged says that the person is not as the screen showed: in already, cancelled, seated.
	ErrChanged = store.Fault(store.Conflict, "error.desk_changed")
	ErrBooked  = store.Fault(store.Conflict, "error.desk_exists").On("email") // the address has a registration
)

// Person is somebody as the help desk sees them, with what can be done.
type Person struct {
	Attendee
	Version     int
	InsideSince store.Time // zero: has not come
	Nonce       string     // of the scan that let them in: what undoes it
}

// May lists what the desk can do for somebody: admit, promote, substitute, undo.
func (p Person) May() []string {
	switch {
	case !p.InsideSince.IsZero() && p.Nonce != "":
		return []string{"undo"}
	case !p.InsideSince.IsZero():
		return nil
	case p.Status == registration.Confirmed:
		return []string{"admit", "substitute"}
	case p.Status == registration.Waitlisted:
		return []string{"promote"}
	}
	return nil
}

// PersonBy finds whom a presentation names, without storing anything: the desk looks before it does something. Errors:
// ErrTicket, ErrTooLong, store.ErrNotFound (also for another edition's ticket).
func PersonBy(db *gorm.DB, e event.Edition, p Presented) (Person, error) {
	p.Nonce = "nothing-is-stored" // check asks for one
	if err := p.check(); err != nil {
		return Person{}, err
	}
	t, err := findTicket(db, e.ID, p)
	if err != nil {
		return Person{}, err
	}
	if !t.found() || t.EditionID != e.ID {
		return Person{}, store.ErrNotFound
	}
	found := Person{Attendee: *t.attendee()}
	if found.Places, err = seminar.PlacesOf(db, e.ID, t.ID); err != nil {
		return found, err
	}
	var row struct {
		Version int
		At      store.Time
		Nonce   string
	}
	err = db.Raw(`SELECT r.version, a.at, COALESCE(s.nonce, '') AS nonce FROM registrations r
		LEFT JOIN admissions a ON a.registration_id = r.id LEFT JOIN scans s ON s.id = a.scan_id WHERE r.id = ?`, t.ID).Scan(&row).Error
	found.Version, found.InsideSince, found.Nonce = row.Version, row.At, row.Nonce
	return found, err
}

// again gives the verdict that a nonce has got already, and whether it has one: what the desk did stands, however often the
// button's message arrives. A nonce that nothing was done by is new.
func again(tx *store.Tx, e event.Edition, nonce string) (Verdict, bool, error) {
	if !ValidNonce(nonce) {
		return Verdict{}, false, ErrNonce
	}
	v, err := Answer(tx.DB, e, nonce)
	if store.KindOf(err) == store.NotFound {
		return Verdict{}, false, nil
	}
	return v, err == nil, err
}

// letIn lets somebody in by the desk's word: whoever stands before it has come, whatever the door's hours are.
func letIn(tx *store.Tx, e event.Edition, p Presented, id store.ID) (Verdict, error) {
	p.Code, p.Reference, p.RegistrationID, p.SessionID = "", "", id, ""
	if _, err := Take(tx, e, Told{Presented: p, LetIn: true}); err != nil {
		return Verdict{}, err
	}
	// The row says what the desk said: whoever asks again by the nonce hears the same.
	err := tx.Exec("UPDATE scans SET status = ?, reason = '' WHERE edition_id = ? AND nonce = ? AND reason IN ?", OK, e.ID, p.Nonce,
		[]Reason{NotYet, TooLate}).Error
	if err != nil {
		return Verdict{}, err
	}
	return Answer(tx.DB, e, p.Nonce)
}

// SubstituteIn passes somebody's seat on to a colleague who stands at the desk, and lets them in. f has passed
// registration.CheckSubstituteAtDoor. Errors: ErrNonce, ErrChanged, ErrBooked, registration.ErrStale, store.ErrNotFound,
// registration.ErrOver.
func SubstituteIn(tx *store.Tx, e event.Edition, id store.ID, version int, f registration.Form, p Presented) (Verdict, error) {
	if v, done, err := again(tx, e, p.Nonce); done || err != nil {
		return v, err
	}
	if err := ofEdition(tx, e, id); err != nil {
		return Verdict{}, err
	}
	r, err := registration.Substitute(tx, id, version, f, p.Actor)
	switch {
	case errors.Is(err, registration.ErrExists):
		return Verdict{Attendee: &Attendee{ID: r.ID}}, ErrBooked
	case errors.Is(err, registration.ErrSeatUsed), errors.Is(err, registration.ErrCancelled):
		return Verdict{}, ErrChanged
	case err != nil:
		return Verdict{}, err
	case r.Status != registration.Confirmed:
		return Verdict{}, ErrChanged // a place in the waitlist lets nobody in
	}
	return letIn(tx, e, p, r.ID)
}

// PromoteIn gives somebody who waits a seat and lets them in. reason is kept in the history. Errors: ErrNonce, ErrFull,
// ErrChanged, store.ErrNotFound, event.ErrNotInState.
func PromoteIn(tx *store.Tx, e event.Edition, id store.ID, reason string, p Presented) (Verdict, error) {
	if v, done, err := again(tx, e, p.Nonce); done || err != nil {
		return v, err
	}
	if err := ofEdition(tx, e, id); err != nil {
		return Verdict{}, err
	}
	r, err := registration.ByID(tx.DB, id)
	switch {
	case err != nil:
		return Verdict{}, err
	case r.Status != registration.Waitlisted:
		return Verdict{}, ErrChanged
	}
	if r, err = registration.PromoteAtDoor(tx, id, reason, p.Actor); errors.Is(err, registration.ErrNoSeat) {
		err = ErrFull
	}
	if err != nil {
		return Verdict{}, err
	}
	return letIn(tx, e, p, r.ID)
}

func ofEdition(tx *store.Tx, e event.Edition, id store.ID) error {
	r, err := registration.ByID(tx.DB, id)
	if err == nil && r.EditionID != e.ID {
		err = store.ErrNotFound
	}
	return err
}

// GiveSeat gives whoever is presented a seat in a session and lets them into the room; what they had in the slot becomes
// free. Errors: those of Redeem, ErrFull, store.ErrNotFound, and what room says about seminars that are not for them.
func GiveSeat(tx *store.Tx, e event.Edition, p Presented) (Verdict, error) {
	if v, done, err := again(tx, e, p.Nonce); done || err != nil {
		return v, err
	}
	if err := p.check(); err != nil {
		return Verdict{}, err
	}
	t, err := findTicket(tx.DB, e.ID, p)
	if err != nil {
		return Verdict{}, err
	}
	if !t.found() || t.EditionID != e.ID {
		return Redeem(tx, p, e) // says why, and keeps the row
	}
	r, err := RoomNow(tx.DB, e, p.SessionID, tx.Now.Time)
	if err != nil {
		return Verdict{}, err
	}
	if err := room.TakeAtDoor(tx, e, t.ID, p.SessionID, r.Released, p.Actor); err != nil {
		return Verdict{}, roomFault(err)
	}
	return Redeem(tx, p, e)
}

// roomFault tells the desk that a room is full in its own word.
func roomFault(err error) error {
	switch {
	case errors.Is(err, room.ErrFull):
		return ErrFull
	case errors.Is(err, room.ErrNotIn):
		return ErrChanged
	}
	return err
}
