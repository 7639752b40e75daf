package room

import (
	"slices"
	"time"

	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
)

// Why somebody cannot have a seat. A page shows each as its own sentence beside the session or the slot.
var (
	ErrFull        = store.Fault(store.Conflict, "error.session_full")
	ErrSameSeminar = store.Fault(store.Conflict, "error.session_same_seminar") // in another slot
	ErrOtherKinds  = store.Fault(store.Conflict, "error.session_kinds")        // it is for organisations of other kinds
	ErrExcluded    = store.Fault(store.Conflict, "error.session_excluded")
	ErrWithdrawn   = store.Fault(store.Gone, "error.session_withdrawn")

	ErrFixed  = store.Fault(store.Conflict, "error.slot_fixed")      // the organiser places people in this slot
	ErrEarly  = store.Fault(store.Conflict, "error.slot_not_placed") // nobody is placed yet
	ErrBegun  = store.Fault(store.Gone, "error.slot_begun")
	ErrPinned = store.Fault(store.Conflict, "error.slot_pinned")
	ErrNotIn  = store.Fault(store.Conflict, "error.slot_no_seat_at_day") // no seat at the day, so none in a room
)

// slotOpen says why nobody, or not this person, can choose in a slot now; nil when they can.
func (c chooser) slotOpen(slot event.Slot) error {
	switch {
	case !c.e.ChangesOpen(c.now):
		return registration.ErrOver
	case c.person.Status != registration.Confirmed:
		return ErrNotIn
	case !c.now.Before(slot.StartsAt.Time):
		return ErrBegun
	case slot.Choose == event.Fixed:
		return ErrFixed
	case slot.Choose == event.Ranked && !c.published:
		return ErrEarly
	case slot.Choose == event.Ranked && c.pinned(slot.Number):
		return ErrPinned
	}
	return nil
}

// may says why a session is not for this person, full or not; nil when it is.
func (c chooser) may(s Opening) error {
	switch {
	case s.Withdrawn:
		return ErrWithdrawn
	case !(event.Seminar{OnlyKinds: s.OnlyKinds}).Open(c.person.OrganisationKind):
		return ErrOtherKinds
	case slices.Contains(c.excluded, s.SeminarID):
		return ErrExcluded
	}
	for slot, p := range c.mine {
		if slot != s.Slot && p.SeminarID == s.SeminarID {
			return ErrSameSeminar
		}
	}
	return nil
}

// linesClose is how long before a slot begins nobody is offered a seat in it any more: a seat held for somebody who does
// not read their mail in the corridor would stay empty. What is left then is for whoever comes first.
const linesClose = 15 * time.Minute
