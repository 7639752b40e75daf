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
)

// facts are all that the verdict depends on. No clock is among them: a phone whose clock is wrong judges no
// differently.
type facts struct {
	Found       bool // the code belongs to a ticket
	Revoked     bool // it did, until the seat was passed on
	SameEdition bool // to this day
	Status      registration.Status
	Inside      bool // has been let in, and that has not been annulled
}

// decide is the rule of the door, the only place where it is written. A ticket that is wrong in several ways gets
// the first reason that applies, from the ticket towards the person.
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
	case f.Inside:
		return Error, AlreadyRedeemed
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
