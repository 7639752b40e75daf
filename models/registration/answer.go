package registration

import (
	"fmt"

	"samling/models/event"
	"samling/models/mailbox"
	"samling/models/store"
)

// Why an offer cannot be taken, and why nobody can be given a seat by hand.
var (
	ErrOfferOver = store.Fault(store.Gone, "error.offer_over")
	ErrNoSeat    = store.Fault(store.Conflict, "error.no_seat_left")
	ErrNoReason  = store.Fault(store.Invalid, "error.promote_reason").On("reason")
)

// AcceptOffer takes the seat that an open offer holds. Accepting again changes nothing. Errors: store.ErrNotFound,
// ErrCancelled, ErrOfferOver (there is none, or its time is up).
func AcceptOffer(tx *store.Tx, id store.ID, actor string) (Registration, error) {
	r, err := ByID(tx.DB, id)
	switch {
	case err != nil:
		return r, err
	case r.Status == Confirmed:
		return r, nil
	case r.Status == Cancelled:
		return r, ErrCancelled
	}
	charge, err := answer(tx, id, OfferAccepted, true)
	switch {
	case err != nil:
		return r, err
	case charge == "":
		return r, ErrOfferOver
	}
	return confirm(tx, r, charge, actor, "accepted", "")
}

// DeclineOffer says no to an offer: the seat goes to the next, and the person leaves the waitlist (which they can undo for
// a day, and then stand last). Declining what is cancelled changes nothing. Errors: store.ErrNotFound, ErrOfferOver.
func DeclineOffer(tx *store.Tx, id store.ID, actor string) (Registration, error) {
	r, err := ByID(tx.DB, id)
	if err != nil || r.Status == Cancelled {
		return r, err
	}
	charge, err := answer(tx, id, OfferDeclined, true)
	switch {
	case err != nil:
		return r, err
	case charge == "":
		return r, ErrOfferOver
	}
	if err := freeSeat(tx, r.EditionID, r.OrganisationID, charge); err != nil {
		return r, err
	}
	if err := note(tx, id, actor, "declined", ""); err != nil {
		return r, err
	}
	return Cancel(tx, id, actor)
}

// Promote gives somebody who waits a seat at once, out of turn, by an organiser's word; the reason is kept in the
// history. Errors: store.ErrNotFound, ErrCancelled, ErrNoReason, ErrNoSeat.
func Promote(tx *store.Tx, id store.ID, reason, actor string) (Registration, error) {
	c := checker{}
	reason = c.line("reason", reason, maxText)
	if reason == "" || len(c.problems) > 0 {
		return Registration{}, ErrNoReason
	}
	r, err := ByID(tx.DB, id)
	switch {
	case err != nil:
		return r, err
	case r.Status == Confirmed:
		return r, nil
	case r.Status == Cancelled:
		return r, ErrCancelled
	}
	if err := event.Require(tx.DB, r.EditionID, event.Manage); err != nil {
		return r, err
	}
	charge, err := answer(tx, id, OfferWithdrawn, false)
	if err == nil && charge == "" {
		byHand := r
		byHand.Source = FromOrganiser // passes the queue: that is what it is for
		charge, err = takeSeat(tx, byHand)
	}
	switch {
	case err != nil:
		return r, err
	case charge == "":
		return r, ErrNoSeat
	}
	return confirm(tx, r, charge, actor, "promoted", reason)
}

// answer closes an open offer and gives the count on which its seat stands, ” if there was none to close. inTime says
// that one whose time is up counts as none.
func answer(tx *store.Tx, id store.ID, state OfferState, inTime bool) (Charge, error) {
	query := "UPDATE offers SET state = ?, answered_at = ? WHERE registration_id = ? AND state = 'open'"
	args := []any{state, tx.Now, id}
	if inTime {
		query += " AND expires_at > ?"
		args = append(args, tx.Now)
	}
	var charge []Charge
	if err := tx.Raw(query+" RETURNING charge", args...).Scan(&charge).Error; err != nil {
		return "", fmt.Errorf("answer an offer: %w", err)
	}
	if len(charge) == 0 {
		return "", nil
	}
	return charge[0], nil
}

// withdraw closes the open offer of somebody who leaves, if there is one, and frees its seat.
func withdraw(tx *store.Tx, r Registration) error {
	charge, err := answer(tx, r.ID, OfferWithdrawn, false)
	if err != nil || charge == "" {
		return err
	}
	return freeSeat(tx, r.EditionID, r.OrganisationID, charge)
}

// confirm gives a seat that is taken already to somebody who waits, and tells them.
func confirm(tx *store.Tx, r Registration, charge Charge, actor, action, detail string) (Registration, error) {
	got, err := changed(tx, `UPDATE registrations SET status = ?, charge = ?, waitlist_number = 0, version = version + 1
		WHERE id = ? AND status = ?`, Confirmed, charge, r.ID, Waitlisted)
	switch {
	case err != nil:
		return r, fmt.Errorf("confirm: %w", err)
	case !got:
		return r, ErrStale
	}
	r.Status, r.Charge, r.WaitlistNumber, r.Version = Confirmed, charge, 0, r.Version+1
	if err := note(tx, r.ID, actor, action, detail); err != nil {
		return r, err
	}
	return r, tell(tx, r, mailbox.Confirmation, once("seated", r))
}
