package door

import "samling/models/registration"

// Status is the short answer to a presentation. Clients act on it and on the reason, never on an HTTP code.
type Status string

// The two answers.
const (
	OK    Status = "ok"
	Error Status = "error"
)

// Reason says why a presentation was refused; "" when it was not. The words are pretix's, so that whoever has
// written a scanner for it feels at home.
type Reason string

// Why somebody is not simply let in.
const (
	Invalid         Reason = "invalid"          // no such ticket
	AlreadyRedeemed Reason = "already_redeemed" // has come already
	Canceled        Reason = "canceled"         // has cancelled
	Waitlisted      Reason = "waitlisted"       // has no seat
	WrongEvent      Reason = "wrong_event"      // a ticket to another edition
	Revoked         Reason = "revoked"          // the seat has been passed on: somebody else has a ticket for it
	WrongSession    Reason = "wrong_session"    // at a room's door: has a seat in another room
	NoSeat          Reason = "no_seat"          // at a room's door: has no seat in any room of this slot
	NotYet          Reason = "not_yet"          // all is well with the ticket, but the door has not opened
	TooLate         Reason = "too_late"         // or has closed
	NotLetIn        Reason = "not_let_in"       // an offline door turned them away, though we would not have
	Unreadable      Reason = "unreadable"       // a phone told of a scan in a way that cannot be read
)

// Hour is where the door stands in its day: the clock is read before the rule is asked, and it is the server's wherever
// there is one.
type Hour string

// The door's hours.
const (
	InHours Hour = ""
	Before  Hour = "before"
	After   Hour = "after"
)

// Seat is where somebody belongs who stands at the door of a room.
type Seat string

// Seats. At the house's door nobody asks.
const (
	NotAsked  Seat = ""
	Here      Seat = "here"
	Elsewhere Seat = "elsewhere"
	NoRoom    Seat = "none"
)

// facts are all that the verdict depends on.
type facts struct {
	Found       bool // the code belongs to a ticket
	Revoked     bool // it did, until the seat was passed on
	SameEdition bool // to this day
	Status      registration.Status
	Seat        Seat
	Inside      bool // has been let in here (the house, or the room), and that has not been annulled
	Hour        Hour
}

// decide is the rule of the door, the only place where it is written. A ticket that is wrong in several ways gets
// the first reason that applies, from the ticket towards the person and then the clock: whoever has cancelled hears that
// also the evening before.
func decide(f facts) (Status, Reason) {
	switch {
	case !f.Found && f.Revoked:
		return Error, Revoked
	case !f.Found:
		return Error, Invalid
	case !f.SameEdition:
		return Error, WrongEvent
	case f.Status == registration.Cancelled:
		return Error, Canceled
	case f.Status == registration.Waitlisted:
		return Error, Waitlisted
	case f.Seat == Elsewhere:
		return Error, WrongSession
	case f.Seat == NoRoom:
		return Error, NoSeat
	case f.Inside:
		return Error, AlreadyRedeemed
	case f.Hour == Before:
		return Error, NotYet
	case f.Hour == After:
		return Error, TooLate
	}
	return OK, ""
}

// Face is which of the four screens a verdict is shown as: colour, shape, word and sound (domain.md §5).
type Face string

// The four screens.
const (
	FaceOK    Face = "ok"    // come in
	FaceIn    Face = "in"    // is in already
	FaceCheck Face = "check" // a known ticket that needs a look
	FaceNo    Face = "no"    // unknown code
)

// FaceOf picks the screen of an answer. Whatever is not known to be fine is shown as something to check.
func FaceOf(s Status, r Reason) Face {
	switch {
	case s == OK && r == "":
		return FaceOK
	case s == Error && r == AlreadyRedeemed:
		return FaceIn
	case s == Error && r == Invalid:
		return FaceNo
	}
	return FaceCheck
}
