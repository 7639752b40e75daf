package attendee

import (
	"errors"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/room"
	"samling/models/store"
	"samling/views/page"
)

// ownSlot is a slot on somebody's own page: what they have in it, and what they can do about it.
type ownSlot struct {
	room.Choice
	Number  int
	Time    string
	Free    int           // sessions with a seat that they could take at once
	Waits   []room.Option // that they stand in line for
	Offered []ownSeatOffer
}

// ownSeatOffer is a seat in a session that is held for them.
type ownSeatOffer struct {
	room.Option
	Until string
}

// Open says whether something can be done in the slot.
func (s ownSlot) Open() bool { return s.Why == nil }

// SlotRoutes are the pages on which people choose in one slot.
func (h *Handlers) SlotRoutes() []web.Route {
	get, post := fiber.MethodGet, fiber.MethodPost
	return []web.Route{
		{Method: get, Path: "/min/:secret/pass/:slot", Guard: web.Everyone, Handle: h.OwnSlot},
		{Method: post, Path: "/min/:secret/pass/:slot", Guard: web.Everyone, Handle: h.TakeSeat},
		{Method: post, Path: "/min/:secret/pass/:slot/lamna", Guard: web.Everyone, Handle: h.LeaveSeat},
		{Method: post, Path: "/min/:secret/pass/:slot/ko", Guard: web.Everyone, Handle: h.JoinLine},
		{Method: post, Path: "/min/:secret/pass/:slot/ko/lamna", Guard: web.Everyone, Handle: h.LeaveLine},
		{Method: post, Path: "/min/:secret/pass/:slot/ja", Guard: web.Everyone, Handle: h.AcceptSeat},
		{Method: post, Path: "/min/:secret/pass/:slot/nej", Guard: web.Everyone, Handle: h.DeclineSeat},
	}
}

// loadOwnSlots finds what somebody who is coming can choose.
func (h *Handlers) loadOwnSlots(c *fiber.Ctx, p *ownPage) error {
	if p.R.Status != registration.Confirmed || !p.Edition.ChangesOpen(h.Now()) {
		return nil
	}
	choices, err := room.ChoicesOf(h.Store.Read(c.UserContext()), p.Edition, p.R.ID, h.Now())
	if err != nil {
		return err
	}
	for _, choice := range choices {
		slot := h.ownSlot(&p.Base, p.Edition, choice)
		if p.Slots = append(p.Slots, slot); slot.Open() {
			p.Choosing = true
		}
		if c.Query("klar") == "bytt" && slot.Mine != nil && c.Query("pass") == strconv.Itoa(slot.Number) {
			p.Notice.Text = p.T("seminarval.now", "Time", slot.Time, "Seminar", slot.Mine.Title, "Room", slot.Mine.Room)
			p.Changed = &slot
		}
	}
	return nil
}

func (h *Handlers) ownSlot(b *page.Base, e event.Edition, choice room.Choice) ownSlot {
	zone := e.Zone()
	s := ownSlot{Choice: choice, Number: choice.Slot.Number, Time: b.Clock(choice.Slot.StartsAt.In(zone))}
	for _, o := range choice.Options {
		switch {
		case o.Wait != nil && o.Wait.Open(h.Now()):
			s.Offered = append(s.Offered, ownSeatOffer{o, b.Moment(o.Wait.ExpiresAt.In(zone))})
		case o.Wait != nil && o.Wait.State == room.Waiting:
			s.Waits = append(s.Waits, o)
		case o.CanTake() && !s.Has(o):
			s.Free++
		}
	}
	return s
}

// SlotReason is why nothing can be chosen in a slot.
func (p *ownPage) SlotReason(s ownSlot) string { return p.T(keyOf(s.Why)) }

// Has says whether a session is the one that they sit in.
func (s ownSlot) Has(o room.Option) bool { return s.Mine != nil && s.Mine.ID == o.ID }

// slotPage is where somebody chooses in one slot.
type slotPage struct {
	changePage
	ownSlot
	Takeable, Full, Others []room.Option
	WhyNot                 string // why nothing can be chosen, "" when something can
}

// Reason is why a session is not for them.
func (p *slotPage) Reason(o room.Option) string { return p.T(keyOf(o.Why)) }

// OwnSlot shows the sessions of a slot: those with a free seat, the full ones with their lines, and those that are not for
// this person, with the reason.
func (h *Handlers) OwnSlot(c *fiber.Ctx) error {
	p, _, _, err := h.slotPage(c)
	if err != nil {
		return err
	}
	if p.Mine != nil {
		web.Problems(&p.Base, map[string][]string{"seminarium": {p.Mine.Key}}, nil)
	}
	return h.Show(c, fiber.StatusOK, "attendee/own_slot", p)
}

func (h *Handlers) slotPage(c *fiber.Ctx) (*slotPage, registration.Registration, event.Edition, error) {
	form, r, e, err := h.change(c, "seminarval.title")
	if err != nil {
		return nil, r, e, err
	}
	choices, err := room.ChoicesOf(h.Store.Read(c.UserContext()), e, r.ID, h.Now())
	if err != nil {
		return nil, r, e, err
	}
	number, _ := strconv.Atoi(c.Params("slot")) // what is no number is no slot
	for _, choice := range choices {
		if choice.Slot.Number != number {
			continue
		}
		p := &slotPage{changePage: *form, ownSlot: h.ownSlot(&form.Base, e, choice)}
		if p.sort(); p.Mine != nil {
			p.Title = p.T("seminarval.swap_title")
			p.Crumbs[len(p.Crumbs)-1].Text = p.Title
		}
		return p, r, e, nil
	}
	return nil, r, e, store.ErrNotFound
}

// sort puts each session where it is looked for.
func (p *slotPage) sort() {
	if p.Why != nil {
		p.WhyNot = p.T(keyOf(p.Why))
	}
	for _, o := range p.Options {
		switch {
		case p.Has(o) && !o.Withdrawn, o.CanTake():
			p.Takeable = append(p.Takeable, o)
		case o.Why == nil:
			p.Full = append(p.Full, o)
		default:
			p.Others = append(p.Others, o)
		}
	}
}

// find gives the session of a seminar in the slot.
func (p *slotPage) find(key string) (room.Option, bool) {
	for _, o := range p.Options {
		if o.Key == key {
			return o, true
		}
	}
	return room.Option{}, false
}

// keyOf is the text of a reason.
func keyOf(err error) string {
	var fault *store.Error
	if errors.As(err, &fault) {
		return fault.Key
	}
	return "error.internal"
}
