package registration

import (
	"fmt"

	"samling/models/event"
	"samling/models/store"
)

// Group is people who signed up together. They get seats together or not at all, and are offered them so.
type Group struct{ ID store.ID }

// GroupError says which form of a group stands in its way, counted from 0.
type GroupError struct {
	Index int
	Err   error
}

func (e GroupError) Error() string { return fmt.Sprintf("form %d of the group: %v", e.Index, e.Err) }

// Unwrap lets errors.Is find the domain error inside.
func (e GroupError) Unwrap() error { return e.Err }

// AddGroup is Add for the people of a group: all confirmed, or all in the waitlist one after the other. It saves all
// or none. Errors: GroupError with those of Add; ErrExists, too, for an address that stands in the group twice.
func AddGroup(tx *store.Tx, e event.Edition, forms []Form, group Group, actor string) ([]Registration, error) {
	if len(forms) == 0 {
		return nil, nil
	}
	all, err := prepareGroup(tx, e, forms, group)
	if err != nil {
		return nil, err
	}
	if err := seatTogether(tx, e.ID, all); err != nil {
		return nil, err
	}
	done := make([]Registration, len(all))
	for i := range all {
		if err := all[i].save(tx, actor); err != nil {
			return nil, GroupError{Index: i, Err: err}
		}
		done[i] = all[i].r
	}
	return done, nil
}

func prepareGroup(tx *store.Tx, e event.Edition, forms []Form, group Group) ([]prepared, error) {
	all := make([]prepared, len(forms))
	seen := make(map[string]bool, len(forms))
	for i, f := range forms {
		p, err := prepare(tx, e, f, FromForm)
		if err != nil {
			return nil, GroupError{Index: i, Err: err}
		}
		if key := p.r.EmailKey; key != nil {
			if seen[*key] {
				return nil, GroupError{Index: i, Err: ErrExists.On("email")}
			}
			seen[*key] = true
		}
		p.r.GroupID = group.ID
		all[i] = p
	}
	return all, nil
}

// seatTogether gives everybody a seat, or everybody a number in the waitlist in the order of the list.
func seatTogether(tx *store.Tx, edition store.ID, all []prepared) error {
	room, err := roomOf(tx, edition)
	if err != nil {
		return err
	}
	party := make([]store.ID, len(all))
	for i, p := range all {
		party[i] = p.r.OrganisationID
	}
	if charges, fits := room.fit(party); fits && !room.keptForQueue() {
		var t tally
		for i := range all {
			all[i].r.Status, all[i].r.Charge = Confirmed, charges[i]
			t.add(party[i], charges[i])
		}
		switch got, err := t.take(tx, edition); {
		case err != nil:
			return err
		case got:
			return nil
		}
	}
	last, err := waitlistNumbers(tx, edition, len(all))
	for i := range all {
		all[i].r.Status, all[i].r.Charge, all[i].r.WaitlistNumber = Waitlisted, "", last-len(all)+1+i
	}
	return err
}
