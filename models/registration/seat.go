package registration

import (
	"fmt"

	"samling/models/store"
)

// Charge says on which count a seat stands: the organisation's own quota, or the pool common to all.
type Charge string

// The counts. A registration without a seat has none.
const (
	OnQuota Charge = "quota"
	OnPool  Charge = "pool"
)

// seat gives a seat if one is left for the registration's organisation, else the next number in the waitlist.
func seat(tx *store.Tx, r *Registration) (err error) {
	if r.Charge, err = takeSeat(tx, *r); err != nil {
		return err
	}
	if r.Charge == "" && r.Source == FromWalkIn { // who stands at the door: an empty chair is nobody's quota any more
		if err = endQuotas(tx, r.EditionID); err != nil {
			return err
		}
		if r.Charge, err = takeSeat(tx, *r); err != nil {
			return err
		}
	}
	r.Status, r.WaitlistNumber = Confirmed, 0
	if r.Charge == "" {
		err = queueUp(tx, r)
	}
	return err
}

// queueUp gives the last number in the waitlist.
func queueUp(tx *store.Tx, r *Registration) error {
	r.Status, r.Charge = Waitlisted, ""
	last, err := waitlistNumbers(tx, r.EditionID, 1)
	r.WaitlistNumber = last
	return err
}

// waitlistNumbers hands out n places in the queue and gives the last of them; the very first is 1.
func waitlistNumbers(tx *store.Tx, edition store.ID, n int) (last int, err error) {
	err = tx.Raw("UPDATE edition_seats SET waitlist_last = waitlist_last + ? WHERE edition_id = ? RETURNING waitlist_last",
		n, edition).Scan(&last).Error
	if err != nil {
		err = fmt.Errorf("take a number in the waitlist: %w", err)
	}
	return last, err
}

// The conditions stand in the statements themselves: whoever counts first and takes afterwards sells the last seat
// twice. The organisation's row comes before the edition's, always, so that two can never wait for each other.
//
// Where the organiser offers free seats by hand, one that lies free is not for whoever happens to register next.
const (
	takeOfQuota = `UPDATE organisation_seats SET taken = taken + 1 WHERE organisation_id = ? AND taken < quota`
	takeOnQuota = `UPDATE edition_seats SET taken = taken + 1 WHERE edition_id = ? AND taken < capacity`
	takeOnPool  = `UPDATE edition_seats SET taken = taken + 1, pool_taken = pool_taken + 1
		WHERE edition_id = ? AND taken < capacity AND pool_taken < capacity - promised`
	notPastAny = ` AND (offer_rule = 'arrival' OR NOT EXISTS (SELECT 1 FROM registrations w
		WHERE w.edition_id = edition_seats.edition_id AND w.status = 'waitlisted'))`
	notPastOwn = ` AND (offer_rule = 'arrival' OR NOT EXISTS (SELECT 1 FROM registrations w
		WHERE w.edition_id = edition_seats.edition_id AND w.status = 'waitlisted' AND w.organisation_id = ?))`
)

// takeSeat takes one seat: of the organisation's quota while that lasts, else of the pool. It gives ” when there is
// none.
func takeSeat(tx *store.Tx, r Registration) (Charge, error) {
	onQuota, onPool, args := takeOnQuota, takeOnPool, []any{r.EditionID}
	if r.Source == FromForm {
		onQuota, onPool, args = takeOnQuota+notPastOwn, takeOnPool+notPastAny, []any{r.EditionID, r.OrganisationID}
	}
	switch own, err := changed(tx, takeOfQuota, r.OrganisationID); {
	case err != nil:
		return "", fmt.Errorf("take a seat of the quota: %w", err)
	case own:
		return takeQuotaSeat(tx, r, onQuota, args)
	}
	switch got, err := changed(tx, onPool, args[0]); {
	case err != nil:
		return "", fmt.Errorf("take a seat of the pool: %w", err)
	case got:
		return OnPool, nil
	}
	return "", nil
}

// takeQuotaSeat takes the seat itself, once the quota has been found to have room. The quotas may be together more
// than the capacity, and that full; then the quota gets its seat back.
func takeQuotaSeat(tx *store.Tx, r Registration, query string, args []any) (Charge, error) {
	switch got, err := changed(tx, query, args...); {
	case err != nil:
		return "", fmt.Errorf("take a seat: %w", err)
	case got:
		return OnQuota, nil
	}
	t := tally{quota: map[store.ID]int{r.OrganisationID: 1}}
	return "", t.freeOfQuotas(tx)
}

// freeSeat gives one seat back to where it was taken from.
func freeSeat(tx *store.Tx, edition, organisation store.ID, charge Charge) error {
	t := tally{}
	t.add(organisation, charge)
	return t.free(tx, edition)
}

func changed(tx *store.Tx, query string, args ...any) (bool, error) {
	done := tx.Exec(query, args...)
	return done.RowsAffected == 1, done.Error
}
