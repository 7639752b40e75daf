package registration

import "samling/models/store"

// What can stand in the way of a registration.
var (
	ErrNotYet    = store.Fault(store.Conflict, "error.registration_not_yet")
	ErrClosed    = store.Fault(store.Gone, "error.registration_closed")
	ErrExists    = store.Fault(store.Conflict, "error.registration_exists")
	ErrUnknown   = store.Fault(store.Invalid, "error.registration_unknown_choice")
	ErrCancelled = store.Fault(store.Gone, "error.registration_cancelled")
	ErrTooLate   = store.Fault(store.Gone, "error.registration_undo_too_late")
	// ErrWrongDomain: the address is not of the organisation that was chosen, and the organiser has asked for the check.
	ErrWrongDomain = store.Fault(store.Invalid, "error.registration_wrong_domain")
	// ErrQuotasEnded: what is unused of the quotas has fallen into the pool for good.
	ErrQuotasEnded = store.Fault(store.Conflict, "error.quotas_ended")
	ErrWishes      = store.Fault(store.Gone, "error.wishes_closed")
	ErrStale       = store.Fault(store.Conflict, "error.changed_meanwhile")
)
