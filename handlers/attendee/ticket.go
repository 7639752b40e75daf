package attendee

import (
	"errors"

	"github.com/gofiber/fiber/v2"

	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
	"samling/views/page"
)

// ticketPage is what a stranger's phone shows of a code on a badge: nothing about whose it is.
type ticketPage struct {
	page.Base
	Known       bool
	When, Where string
}

// Ticket says what a code is for. The page is the same for every code of a day, whatever has become of its
// registration; an unknown code gets the same page without the day.
func (h *Handlers) Ticket(c *fiber.Ctx) error {
	c.Set("X-Robots-Tag", "noindex, nofollow")
	p := ticketPage{Base: h.PublicBase(c, "attendee.ticket_title")}
	db := h.Store.Read(c.UserContext())
	r, err := registration.ByTicket(db, c.Params("code"))
	if errors.Is(err, store.ErrNotFound) {
		return h.Show(c, fiber.StatusNotFound, "attendee/ticket", &p)
	}
	if err != nil {
		return err
	}
	e, err := event.ByID(db, r.EditionID)
	if err != nil {
		return err
	}
	h.Frame(&p.Base, e)
	zone := e.Zone()
	p.Known, p.Where = true, where(e)
	p.When = page.Capital(p.Date(e.StartsAt.In(zone))) + ", " + p.Span(e.StartsAt.In(zone), e.EndsAt.In(zone))
	return h.Show(c, fiber.StatusOK, "attendee/ticket", &p)
}
