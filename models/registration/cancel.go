package registration

import (
	"fmt"
	"strconv"
	"time"

	"samling/models/mailbox"
	"samling/models/seminar"
	"samling/models/store"
)

// UndoFor is how long people can undo their own cancellation.
const UndoFor = 24 * time.Hour

// UndoUntil is the last instant at which the person may undo a cancellation; zero if there is none.
func (r Registration) UndoUntil() store.Time {
	if r.Status != Cancelled || r.CancelledAt.IsZero() {
		return store.Time{}
	}
	return store.At(r.CancelledAt.Add(UndoFor))
}

// Cancel frees the seat, or the place in the waitlist, and the seminar places; the wishes stay for an undo. A seat
// that becomes free is offered to the next in turn.
// Cancelling what is cancelled changes nothing. Errors: store.ErrNotFound.
func Cancel(tx *store.Tx, id store.ID, actor string) (Registration, error) {
	before, err := ByID(tx.DB, id)
	if err != nil || before.Status == Cancelled {
		return before, err
	}
	done := tx.Exec(`UPDATE registrations SET status = ?, charge = '', waitlist_number = 0, cancelled_at = ?, version = version + 1
		WHERE id = ? AND status = ?`, Cancelled, tx.Now, id, before.Status)
	if done.Error != nil {
		return before, fmt.Errorf("cancel: %w", done.Error)
	}
	if done.RowsAffected != 1 {
		return before, ErrStale
	}
	if err := giveBack(tx, before); err != nil {
		return before, err
	}
	if err := seminar.ClearPerson(tx, id); err != nil {
		return before, fmt.Errorf("free the seminar places: %w", err)
	}
	r := before
	r.Status, r.Charge, r.WaitlistNumber, r.CancelledAt, r.Version = Cancelled, "", 0, tx.Now, before.Version+1
	if err := note(tx, id, actor, "cancelled", string(before.Status)); err != nil {
		return r, err
	}
	if err := tell(tx, r, mailbox.Cancelled, once("cancelled", r)); err != nil {
		return r, err
	}
	_, err = PassOn(tx, r.EditionID, Job)
	return r, err
}

// giveBack frees the seat that somebody has, or that an open offer holds for them.
func giveBack(tx *store.Tx, r Registration) error {
	if r.Status == Confirmed {
		return freeSeat(tx, r.EditionID, r.OrganisationID, r.Charge)
	}
	return withdraw(tx, r)
}

// Restore undoes a cancellation: the person gets a seat if there is one, else the last place in the waitlist.
// Restoring what is not cancelled changes nothing. Errors: store.ErrNotFound, ErrTooLate (for Self after UndoFor),
// ErrExists with the registration that has been made with the same e-mail since.
func Restore(tx *store.Tx, id store.ID, actor string) (Registration, error) {
	r, err := ByID(tx.DB, id)
	if err != nil || r.Status != Cancelled {
		return r, err
	}
	if actor == Self && tx.Now.After(r.UndoUntil().Time) {
		return r, ErrTooLate
	}
	if other, err := otherWithEmail(tx, r); err != nil {
		return other, err
	}
	if err := seat(tx, &r); err != nil {
		return r, err
	}
	done := tx.Exec(`UPDATE registrations SET status = ?, charge = ?, waitlist_number = ?, cancelled_at = NULL, version = version + 1
		WHERE id = ? AND status = ?`, r.Status, r.Charge, r.WaitlistNumber, id, Cancelled)
	if done.Error != nil {
		return r, fmt.Errorf("restore: %w", done.Error)
	}
	if done.RowsAffected != 1 {
		return r, ErrStale
	}
	r.CancelledAt, r.Version = store.Time{}, r.Version+1
	if err := note(tx, id, actor, "restored", string(r.Status)); err != nil {
		return r, err
	}
	return r, tell(tx, r, mailbox.Restored, once("restored", r))
}

// once names one change of one registration, for the outbox.
func once(what string, r Registration) *string {
	return mailbox.Once(what, string(r.ID), strconv.Itoa(r.Version))
}
