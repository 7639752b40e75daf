package door

import (
	"regexp"
	"strings"
	"unicode"

	"samling/models/store"
)

// Presented is one presentation at the door: somebody holds up a code, says a reference, or is picked from the
// name search. Exactly one of Code, Reference and RegistrationID is set.
type Presented struct {
	Code           string     // what the scanner read: the whole address or the code alone
	Reference      string     // the six characters of the reference code
	RegistrationID store.ID   // picked from the search
	Sealed         string     // one of the three in the box that only we open (box.go): of a scan that has waited on a phone
	Nonce          string     // made by the client, once for each presentation: what makes a retry safe
	OccurredAt     store.Time // by the client's clock; zero means that it did not say
	Door           string     // "Dörr 1"
	Actor          string     // the signed-in user's id or the device's
	SessionID      store.ID   // of the room's door; "" at the house's
	DeviceID       store.ID   // "" without one
	Seq            *int64     // the device's own count
}

// What is wrong with a presentation itself, as opposed to the ticket. Nothing is stored for these.
var (
	ErrNonce   = store.Fault(store.Invalid, "error.door_nonce").On("nonce")
	ErrTicket  = store.Fault(store.Invalid, "error.door_ticket").On("code")
	ErrTooLong = store.Fault(store.Invalid, "error.door_too_long").On("code")
	ErrDoor    = store.Fault(store.Invalid, "error.door_name").On("door")
	ErrSession = store.Fault(store.NotFound, "error.door_session").On("session")
)

const (
	maxDoor = 40
	maxID   = 64 // far above any of ours: a scan keeps the room that it names, also one that is no more
)

// 8 characters at least, so that two phones do not draw the same; 64 at most, which holds any UUID or hash.
var nonceForm = regexp.MustCompile(`^[A-Za-z0-9_-]{8,64}$`)

// ValidNonce says whether a client's nonce has a form that can be one.
func ValidNonce(nonce string) bool { return nonceForm.MatchString(nonce) }

// check says whether a presentation can be judged at all. Errors: ErrNonce, ErrTicket, ErrTooLong, ErrDoor, ErrSession.
func (p Presented) check() error {
	given := 0
	for _, one := range []string{p.Code, p.Reference, string(p.RegistrationID)} {
		if one != "" {
			given++
		}
	}
	switch {
	case !ValidNonce(p.Nonce):
		return ErrNonce
	case given != 1:
		return ErrTicket
	case len(p.Code) > MaxCode, len(p.Reference) > MaxCode, len(p.RegistrationID) > MaxCode, len(p.Sealed) > 2*MaxCode:
		return ErrTooLong
	case len([]rune(p.Door)) > maxDoor, strings.ContainsFunc(p.Door, unicode.IsControl):
		return ErrDoor
	case len(p.SessionID) > maxID:
		return ErrSession
	}
	return nil
}
