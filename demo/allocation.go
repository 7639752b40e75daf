package demo

import (
	"samling/models/account"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/seminar"
	"samling/models/store"
)

// proposal is the seed of the run that the edition ahead has from the beginning.
const proposal = 4182

// propose asks for an allocation of the edition that is open, so that its pages have a result to show and to compare with. It
// is worked out while the first visitor finds the way there.
func propose(tx *store.Tx, e event.Edition) error {
	people, err := registration.Attendees(tx.DB, e.ID)
	if err != nil {
		return err
	}
	user, err := account.ByLogin(tx.DB, logins[0].login)
	if err != nil {
		return err
	}
	_, err = seminar.Ask(tx, e, people, seminar.Terms{Seed: proposal}, string(user.ID))
	return err
}
