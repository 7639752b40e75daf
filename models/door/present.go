package door

import (
	"regexp"
	"strings"
	"time"
	"unicode"

	"samling/models/event"
	"samling/models/store"
)

// Presented is one presentation at the door: somebody holds up a code, says a reference, or is picked from the
// name search. Exactly one of Code, Reference and RegistrationID is set.
type Presented struct {
	Code           string     // what the scanner read: the whole address or the code alone
	Reference      string     // the six characters of the reference code
	RegistrationID store.ID   // picked from the search
	Nonce          string     // made by the client, once for each presentation: what makes a retry safe
	OccurredAt     store.Time // by the client's clock; zero means that it did not say
	Door           string     // "Dörr 1"
	Actor          string     // the signed-in user's id
}

// What is wrong with a presentation itself, as opposed to the ticket. Nothing is stored for these.
var (
	ErrNonce   = store.Fault(store.Invalid, "error.door_nonce").On("nonce")
	ErrTicket  = store.Fault(store.Invalid, "error.door_ticket").On("code")
	ErrTooLong = store.Fault(store.Invalid, "error.door_too_long").On("code")
	ErrDoor    = store.Fault(store.Invalid, "error.door_name").On("door")
)

const maxDoor = 40

// 8 characters at least, so that two phones do not draw the same; 64 at most, which holds any UUID or hash.
var nonceForm = regexp.MustCompile(`^[A-Za-z0-9_-]{8,64}$`)

// ValidNonce says whether a client's nonce has a form that can be one.
func ValidNonce(nonce string) bool { return nonceForm.MatchString(nonce) }

// check says whether a presentation can be judged at all. Errors: ErrNonce, ErrTicket, ErrTooLong, ErrDoor.
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
	case len(p.Code) > MaxCode, len(p.Reference) > MaxCode, len(p.RegistrationID) > MaxCode:
		return ErrTooLong
	case len([]rune(p.Door)) > maxDoor, strings.ContainsFunc(p.Door, unicode.IsControl):
		return ErrDoor
	}
	return nil
}

// earliest and ahead bound how far the client's clock is believed.
const (
	earliest = 12 * time.Hour  // before check-in opens: crews and hosts come first
	ahead    = 2 * time.Minute // after the server's own time
)

// happened is the instant that the screens show for an admission. The client's clock is believed only within the
// day of the event and not in the future; outside that the server's own time is the better guess. Both times are
// kept on the scan's row as they were told, and the verdict depends on neither.
func happened(e event.Edition, occurred, received store.Time) store.Time {
	if occurred.Before(e.CheckInAt.Add(-earliest)) || occurred.After(received.Add(ahead)) {
		return received
	}
	return occurred
}
