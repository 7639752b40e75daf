package registration

import (
	"errors"
	"fmt"
	"slices"

	"samling/models/event"
	"samling/models/store"
)

// ErrOrganisationFull says that the organisation somebody is to be moved to has no seat for them. They keep theirs.
var ErrOrganisationFull = store.Fault(store.Conflict, "error.organisation_full").On("organisation")

// recharge moves seats from the pool to quotas, the longest registered first, in the rows of their registrations and
// open offers. The counters have been changed already.
func recharge(tx *store.Tx, changes []event.QuotaChange) error {
	moved := tally{quota: map[store.ID]int{}}
	for _, c := range changes {
		if c.Recharged > 0 {
			moved.quota[c.Organisation] = c.Recharged
		}
	}
	if len(moved.quota) == 0 {
		return nil
	}
	values, args := moved.rows()
	var ids []store.ID
	err := tx.Raw(values+`SELECT id FROM (SELECT r.id, part.n AS n,
			ROW_NUMBER() OVER (PARTITION BY r.organisation_id ORDER BY r.received_at, r.id) AS place
		FROM registrations r JOIN part ON part.id = r.organisation_id
		LEFT JOIN offers f ON f.registration_id = r.id AND f.state = 'open'
		WHERE r.charge = 'pool' OR f.charge = 'pool') turn WHERE place <= n`, args...).Scan(&ids).Error
	if err != nil {
		return err
	}
	if len(ids) != moved.all() {
		return ErrStale
	}
	for some := range slices.Chunk(ids, statementMax) {
		if err := setCharge(tx, some, OnQuota); err != nil {
			return err
		}
	}
	return nil
}

func setCharge(tx *store.Tx, ids []store.ID, charge Charge) error {
	err := tx.Exec("UPDATE registrations SET charge = ? WHERE id IN ? AND charge <> ''", charge, ids).Error
	if err != nil {
		return fmt.Errorf("recharge seats: %w", err)
	}
	err = tx.Exec("UPDATE offers SET charge = ? WHERE registration_id IN ? AND state = 'open'", charge, ids).Error
	if err != nil {
		return fmt.Errorf("recharge offers: %w", err)
	}
	return nil
}

// followSeat lets the seat of somebody whose organisation changes go with them: it stands on the new organisation's
// quota if there is room, else on the pool. r has the new organisation. Who waits has no seat to take along.
// Errors: ErrOrganisationFull.
func followSeat(tx *store.Tx, r *Registration, from store.ID) error {
	if r.OrganisationID == from {
		return nil
	}
	held, err := heldCharge(tx, *r)
	if err != nil || held == "" {
		return err
	}
	// The seat is given back before it is taken anew, or a full day would have none for who has one already.
	if err := freeSeat(tx, r.EditionID, from, held); err != nil {
		return err
	}
	moving := *r
	moving.Source = FromOrganiser // who has a seat passes nobody
	charge, err := takeSeat(tx, moving)
	switch {
	case err != nil:
		return err
	case charge == "":
		return ErrOrganisationFull
	}
	if r.Status == Confirmed {
		r.Charge = charge
		return nil
	}
	return setCharge(tx, []store.ID{r.ID}, charge)
}

// heldCharge is the count on which somebody's seat stands, or the seat that an open offer holds for them.
func heldCharge(tx *store.Tx, r Registration) (Charge, error) {
	if r.Status != Waitlisted {
		return r.Charge, nil
	}
	o, err := OpenOffer(tx.DB, r.ID)
	if errors.Is(err, store.ErrNotFound) {
		return "", nil
	}
	return o.Charge, err
}

// Move gives somebody another organisation, by its key, and lets the seat go along. What the old organisation's quota
// gets back is offered to its next in turn. Errors: store.ErrNotFound, ErrCancelled, ErrUnknown, ErrOrganisationFull.
func Move(tx *store.Tx, id store.ID, organisation, actor string) (Registration, error) {
	old, err := ByID(tx.DB, id)
	switch {
	case err != nil:
		return old, err
	case old.Status == Cancelled:
		return old, ErrCancelled
	}
	org, err := organisationByKey(tx, old.EditionID, organisation)
	if err != nil || org.ID == old.OrganisationID {
		return old, err
	}
	r := old
	r.OrganisationID = org.ID
	if !r.Alias() {
		r.SearchKey = searchKey(r.ShownName(), org.Name)
	}
	if err := followSeat(tx, &r, old.OrganisationID); err != nil {
		return old, err
	}
	if err := save(tx, &r); err != nil {
		return old, err
	}
	if err := note(tx, id, actor, "updated", "organisation"); err != nil {
		return r, err
	}
	_, err = PassOn(tx, r.EditionID, Job)
	return r, err
}
