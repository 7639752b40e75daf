package registration

import (
	"samling/models/event"
	"samling/models/store"
)

// What an attendee cannot take back once the day is there.
var (
	ErrOver      = store.Fault(store.Gone, "error.registration_day_over")
	ErrCheckedIn = store.Fault(store.Conflict, "error.registration_checked_in")
)

// CancelOwn is Cancel as attendees do it for themselves: not after the day, nor when they are already in. The seat
// that becomes free goes to the next in the waitlist. Errors: those of Cancel, ErrOver, ErrCheckedIn.
func CancelOwn(tx *store.Tx, e event.Edition, id store.ID) (Registration, error) {
	if e.Over(tx.Now.Time) {
		return Registration{}, ErrOver
	}
	var in int
	if err := tx.Raw("SELECT COUNT(*) FROM admissions WHERE registration_id = ?", id).Scan(&in).Error; err != nil {
		return Registration{}, err
	}
	if in > 0 {
		return Registration{}, ErrCheckedIn
	}
	r, err := Cancel(tx, id, Self)
	if err != nil {
		return r, err
	}
	_, err = PassOn(tx, e.ID, Job)
	return r, err
}

// RestoreOwn is Restore as attendees do it for themselves: not after the day. Errors: those of Restore, ErrOver.
func RestoreOwn(tx *store.Tx, e event.Edition, id store.ID) (Registration, error) {
	if e.Over(tx.Now.Time) {
		return Registration{}, ErrOver
	}
	return Restore(tx, id, Self)
}
