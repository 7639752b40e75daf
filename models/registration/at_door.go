package registration

import (
	"errors"

	"samling/models/store"
)

// CheckSubstituteAtDoor is CheckSubstitute for somebody who stands there: an e-mail address is asked for, not demanded.
func CheckSubstituteAtDoor(f Form) (Form, []Problem) {
	c := checker{}
	f.Name, f.Email = c.name(f.Name), c.email(FromWalkIn, f.Email)
	f.Unit, f.Title, f.DisplayName, f.Phone = "", "", "", ""
	return f, c.problems
}

// PromoteAtDoor is Promote for somebody who stands at the door. As for a walk-in, an empty chair is nobody's quota any more
// by then. Errors: those of Promote.
func PromoteAtDoor(tx *store.Tx, id store.ID, reason, actor string) (Registration, error) {
	r, err := Promote(tx, id, reason, actor)
	if !errors.Is(err, ErrNoSeat) {
		return r, err
	}
	if err := endQuotas(tx, r.EditionID); err != nil {
		return r, err
	}
	return Promote(tx, id, reason, actor)
}
