package registration

import (
	"fmt"
	"time"

	"gorm.io/gorm"

	"samling/models/account"
	"samling/models/event"
	"samling/models/store"
)

// What an attendee cannot take back once the day is there.
var (
	ErrOver      = store.Fault(store.Gone, "error.registration_day_over")
	ErrCheckedIn = store.Fault(store.Conflict, "error.registration_checked_in")
)

// CancelOwn is Cancel as attendees do it for themselves: not after the day, nor when they are already in.
// Errors: those of Cancel, ErrOver, ErrCheckedIn.
func CancelOwn(tx *store.Tx, e event.Edition, id store.ID) (Registration, error) {
	return cancelFor(tx, e, id, Self)
}

// cancelFor is CancelOwn by whoever acts for the person.
func cancelFor(tx *store.Tx, e event.Edition, id store.ID, actor string) (Registration, error) {
	if !e.ChangesOpen(tx.Now.Time) {
		return Registration{}, ErrOver
	}
	in, err := inside(tx.DB, id)
	if err != nil {
		return Registration{}, err
	}
	if in {
		return Registration{}, ErrCheckedIn
	}
	before, err := ByID(tx.DB, id)
	if err != nil {
		return before, err
	}
	if before.Status != Cancelled {
		if err := limitGivingUp(tx, before); err != nil {
			return before, err
		}
	}
	return Cancel(tx, id, actor)
}

// RestoreOwn is Restore as attendees do it for themselves: not after the day. Errors: those of Restore, ErrOver.
func RestoreOwn(tx *store.Tx, e event.Edition, id store.ID) (Registration, error) {
	if !e.ChangesOpen(tx.Now.Time) {
		return Registration{}, ErrOver
	}
	return Restore(tx, id, Self)
}

// How often one address can be given up by whoever holds its link, by cancelling or by changing to another.
const (
	givingUpMax    = 5
	givingUpWindow = 24 * time.Hour
)

// limitGivingUp keeps the form from being made to pester people. Anybody can register anybody's address and is shown
// its link, and each turn of cancel and undo, or of cancel and register, is a mail to that address. Every such turn
// gives the address up, so this is the one place to count. Errors: account.ErrTooMany.
func limitGivingUp(tx *store.Tx, r Registration) error {
	if r.EmailKey == nil {
		return nil
	}
	err := account.Throttle(tx, "given up|"+string(r.EditionID)+"|"+*r.EmailKey, givingUpMax, givingUpWindow)
	if err != nil {
		return fmt.Errorf("give up an address: %w", err)
	}
	return nil
}

// inside says whether somebody has been let in at the door.
func inside(db *gorm.DB, id store.ID) (bool, error) {
	var n int
	err := db.Raw("SELECT COUNT(*) FROM admissions WHERE registration_id = ?", id).Scan(&n).Error
	return n > 0, err
}
