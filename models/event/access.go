package event

import (
	"slices"

	"samling/models/store"
)

// Access says who may register for an edition.
type Access string

// Who may register. OpenAndInvited is open to all, and people are invited besides.
const (
	OpenToAll      Access = "open"
	InvitedOnly    Access = "invitation"
	OpenAndInvited Access = "both"
)

// Accesses lists every choice, in the order in which it is shown.
var Accesses = [...]Access{OpenToAll, OpenAndInvited, InvitedOnly}

// errAccess says that a form brought a choice that there is not.
var errAccess = store.Fault(store.Invalid, "error.choose").On("access")

// SetAccess says who may register. Those who are registered stay. Errors: ErrStale, ErrNotInState, an Invalid error for an
// unknown choice.
func SetAccess(tx *store.Tx, edition store.ID, version int, access Access) error {
	if !slices.Contains(Accesses[:], access) {
		return errAccess
	}
	if err := Revise(tx, edition, version); err != nil {
		return err
	}
	return tx.Exec("UPDATE editions SET access = ? WHERE id = ?", access, edition).Error
}
