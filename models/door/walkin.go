package door

import (
	"errors"
	"slices"

	"samling/models/event"
	"samling/models/registration"
	"samling/models/room"
	"samling/models/store"
)

// WalkIn is somebody who is not registered and stands at the desk.
type WalkIn struct {
	Presented                   // its nonce, door and actor
	Form      registration.Form // has passed registration.CheckFrom(registration.FromWalkIn)
	Sessions  []store.ID        // to be seated in; nil = as Propose says
	Kind      string            // of the organisation, for Propose
}

// AddWalkIn registers somebody, seats them in sessions that have room, and lets them in, in one step. A session that has
// filled up meanwhile, or is not for them, is left out: the verdict's places say what was given. Without a seat at the day
// nothing is saved. Errors: ErrNonce, ErrFull, ErrBooked, registration.ErrUnknown.
func AddWalkIn(tx *store.Tx, e event.Edition, w WalkIn) (Verdict, error) {
	if v, done, err := again(tx, e, w.Nonce); done || err != nil {
		return v, err
	}
	r, err := registration.Add(tx, e, w.Form, registration.FromWalkIn, w.Actor)
	switch {
	case errors.Is(err, registration.ErrExists):
		return Verdict{Attendee: &Attendee{ID: r.ID}}, ErrBooked
	case err != nil:
		return Verdict{}, err
	case r.Status != registration.Confirmed:
		return Verdict{}, ErrFull // the transaction is undone, and with it the place in the waitlist
	}
	if err := w.seat(tx, e, r.ID); err != nil {
		return Verdict{}, err
	}
	return letIn(tx, e, w.Presented, r.ID)
}

func (w WalkIn) seat(tx *store.Tx, e event.Edition, person store.ID) error {
	rooms, err := Rooms(tx.DB, e, tx.Now.Time)
	if err != nil {
		return err
	}
	sessions := w.Sessions
	if sessions == nil {
		sessions = Propose(rooms, w.Kind)
	}
	slots := map[int]bool{}
	for _, r := range rooms {
		if !slices.Contains(sessions, r.ID) || slots[r.Slot] {
			continue
		}
		slots[r.Slot] = true
		err := room.TakeAtDoor(tx, e, person, r.ID, r.Released, w.Actor)
		if kind := store.KindOf(err); err != nil && kind != store.Conflict && kind != store.Gone {
			return err
		}
	}
	return nil
}
