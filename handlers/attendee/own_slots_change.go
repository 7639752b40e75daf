package attendee

import (
	"fmt"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/event"
	"samling/models/room"
	"samling/models/store"
	"samling/views/page"
)

// act does something for a person with a session.
type act func(tx *store.Tx, e event.Edition, person, session store.ID) error

// TakeSeat takes a seat, or swaps to it.
func (h *Handlers) TakeSeat(c *fiber.Ctx) error { return h.changeSlot(c, "bytt", room.Take) }

// JoinLine waits for a seat in a full session.
func (h *Handlers) JoinLine(c *fiber.Ctx) error { return h.changeSlot(c, "ko", room.Join) }

// LeaveLine waits no more.
func (h *Handlers) LeaveLine(c *fiber.Ctx) error { return h.changeSlot(c, "kolamnad", room.LeaveLine) }

// AcceptSeat takes the seat that is held.
func (h *Handlers) AcceptSeat(c *fiber.Ctx) error { return h.changeSlot(c, "bytt", room.Accept) }

// DeclineSeat lets the seat that is held go on.
func (h *Handlers) DeclineSeat(c *fiber.Ctx) error { return h.changeSlot(c, "nej", room.LeaveLine) }

// LeaveSeat gives up a seat and takes no other.
func (h *Handlers) LeaveSeat(c *fiber.Ctx) error {
	p, r, e, err := h.slotPage(c)
	if err != nil {
		return err
	}
	err = h.Store.Write(c.UserContext(), func(tx *store.Tx) error { return room.Leave(tx, e, r.ID, p.Number) })
	return h.slotDone(c, p, "lamnad", nil, err)
}

// changeSlot does it with the session of the seminar that the form names.
func (h *Handlers) changeSlot(c *fiber.Ctx, word string, do act) error {
	p, r, e, err := h.slotPage(c)
	if err != nil {
		return err
	}
	sent, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	o, found := p.find(sent.Get("seminarium"))
	if !found {
		web.Problems(&p.Base, sent.Values, []page.Problem{{Field: "seminarium", Key: "seminarval.choose_one"}})
		return h.Show(c, fiber.StatusUnprocessableEntity, "attendee/own_slot", p)
	}
	err = h.Store.Write(c.UserContext(), func(tx *store.Tx) error { return do(tx, e, r.ID, o.ID) })
	return h.slotDone(c, p, word, sent.Values, err)
}

// slotDone goes back to the own page; what somebody else was quicker with is told on the page as it is now.
func (h *Handlers) slotDone(c *fiber.Ctx, p *slotPage, word string, sent map[string][]string, cause error) error {
	if cause == nil {
		return c.Redirect(fmt.Sprintf("%s?klar=%s&pass=%d", p.Here, word, p.Number), fiber.StatusSeeOther)
	}
	status, refused := map[store.Kind]int{store.Conflict: fiber.StatusConflict, store.Gone: fiber.StatusGone}[store.KindOf(cause)]
	if !refused {
		return cause
	}
	now, _, _, err := h.slotPage(c)
	if err != nil {
		return err
	}
	web.Problems(&now.Base, sent, []page.Problem{{Field: "seminarium", Key: keyOf(cause)}})
	return h.Show(c, status, "attendee/own_slot", now)
}
