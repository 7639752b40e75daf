package door

import (
	"time"

	"github.com/gofiber/fiber/v2"

	"samling/models/door"
	"samling/models/event"
	"samling/models/seminar"
	"samling/models/store"
	"samling/views/text"
)

// answer is a verdict as the JSON interface gives it and as the page shows it. Clients act on Status and Reason;
// Message says the same to a person, in their language.
type answer struct {
	Status   door.Status `json:"status"`
	Reason   door.Reason `json:"reason"`
	Message  string      `json:"message"`
	Nonce    string      `json:"nonce"` // given back, so that a client knows that the answer is to its own question
	Annulled bool        `json:"annulled"`
	Attendee *attendee   `json:"attendee"`
	Earlier  *earlier    `json:"earlier"`
	Counter  counter     `json:"counter"`
	Room     *roomBody   `json:"room,omitempty"` // at a room's door: how it stands
}

type attendee struct {
	Name         string  `json:"name"`
	Organisation string  `json:"organisation"`
	Status       string  `json:"status"` // confirmed, waitlisted, cancelled
	Places       []place `json:"places"`
}

// place is a seminar to go to. Time is a time of day in the event's zone, written for people.
type place struct {
	Slot    int      `json:"slot"`
	Time    string   `json:"time"`
	Title   string   `json:"title"`
	Room    string   `json:"room"`
	Session store.ID `json:"session"`
}

type earlier struct {
	At   time.Time `json:"at"`
	Time string    `json:"time"`
	Door string    `json:"door"`
}

type counter struct {
	In       int `json:"in"`
	Expected int `json:"expected"`
}

func (h *Handlers) answerOn(c *fiber.Ctx, e event.Edition, v door.Verdict) (answer, error) {
	db, t := h.Look(), h.T(c)
	v, err := door.Details(db, e, v)
	if err != nil {
		return answer{}, err
	}
	a := answer{Status: v.Status, Reason: v.Reason, Nonce: v.Nonce, Annulled: v.Annulled, Message: message(t, e, v)}
	if v.Attendee != nil {
		a.Attendee = &attendee{Name: v.Attendee.Name, Organisation: v.Attendee.Organisation,
			Status: string(v.Attendee.Status), Places: places(t, e, v.Attendee.Places)}
	}
	if v.Earlier != nil {
		a.Earlier = &earlier{At: v.Earlier.At.Time, Time: t.Clock(v.Earlier.At.In(e.Zone())), Door: v.Earlier.Door}
	}
	if v.Session != "" {
		// A room that is no more in the programme has nothing to say about itself.
		if a.Room, err = h.roomBody(c, e, v.Session); err != nil && store.KindOf(err) != store.NotFound {
			return a, err
		}
	}
	a.Counter, err = h.count(c, e)
	return a, err
}

func (h *Handlers) count(c *fiber.Ctx, e event.Edition) (counter, error) {
	in, expected, err := door.Count(h.Look(), e.ID)
	return counter{In: in, Expected: expected}, err
}

func places(t *text.Translator, e event.Edition, all []seminar.Place) []place {
	out := make([]place, 0, len(all))
	for _, p := range all {
		out = append(out, place{Slot: p.Slot, Time: clock(t, e, p.StartsAt), Title: p.Title, Room: p.Room, Session: p.SessionID})
	}
	return out
}

// clock is a time of day at the event; "" for a slot that the programme no longer has.
func clock(t *text.Translator, e event.Edition, at store.Time) string {
	if at.IsZero() {
		return ""
	}
	return t.Clock(at.In(e.Zone()))
}

// message is the sentence under the big word: why, and what to do.
func message(t *text.Translator, e event.Edition, v door.Verdict) string {
	switch v.Reason {
	case door.NotYet:
		return t.T("door.why_not_yet", "Time", t.Stamp(door.HoursOf(e, v.At.Time).OpensAt.In(e.Zone())))
	case door.TooLate:
		return t.T("door.why_too_late", "Time", t.Stamp(door.HoursOf(e, v.At.Time).ClosesAt.In(e.Zone())))
	case door.AlreadyRedeemed:
		return cameIn(t, e, v)
	case door.Waitlisted:
		return t.T("door.why_waitlisted", "Number", v.Attendee.WaitlistNumber)
	case door.WrongEvent:
		return t.T("door.why_wrong_event", "Day", v.OtherDay)
	case door.Canceled:
		return t.T("door.why_canceled")
	case door.Revoked:
		return t.T("door.why_revoked")
	case door.Invalid:
		return t.T("door.why_invalid")
	case door.WrongSession:
		return wrongRoom(t, v)
	case door.NoSeat:
		return t.T("door.why_no_seat")
	}
	if v.Annulled {
		return t.T("door.why_annulled")
	}
	return ""
}

// wrongRoom says where somebody belongs who stands at another room's door.
func wrongRoom(t *text.Translator, v door.Verdict) string {
	if v.RightRoom == nil {
		return t.T("door.why_no_seat")
	}
	return t.T("door.why_wrong_session", "Room", v.RightRoom.Room, "Title", v.RightRoom.Title)
}

func cameIn(t *text.Translator, e event.Edition, v door.Verdict) string {
	if v.Earlier == nil {
		return ""
	}
	at := clock(t, e, v.Earlier.At)
	if v.Earlier.Door == "" {
		return t.T("door.why_already", "Time", at)
	}
	return t.T("door.why_already_at", "Time", at, "Door", v.Earlier.Door)
}

// face is the screen that shows the answer. A scan that has been undone since is never shown as a welcome.
func (a answer) face() door.Face {
	if a.Annulled {
		return door.FaceCheck
	}
	return door.FaceOf(a.Status, a.Reason)
}
