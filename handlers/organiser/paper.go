package organiser

import (
	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/registration"
	"samling/models/store"
	"samling/views/badge"
	"samling/views/page"
)

// Paper prints the ticket of somebody who gets no mail: code, reference and the way to their own page. There is no name,
// organisation or address on it, so a paper left in a printer tells of nobody. The log notes that it was printed.
func (h *Handlers) Paper(c *fiber.Ctx) error {
	r, err := h.person(c)
	if err != nil {
		return err
	}
	// Who has an address gets the ticket by mail; and the own page of somebody else is not an organiser's to print.
	if r.Email != "" || r.Status != registration.Confirmed {
		return store.ErrNotFound
	}
	if err := desk.Note(h.App, c, "paper_printed", r.ID, ""); err != nil {
		return err
	}
	e, t := web.Edition(c), h.Texts.For("sv")
	zone := e.Zone()
	place := e.Venue
	if place == "" {
		place = e.Place
	}
	return h.paper(c, "biljett", badge.Document{
		Heading: t.T("paper.heading"), Lead: e.Title,
		Facts: [][2]string{{t.T("paper.when"), page.Capital(t.Date(e.StartsAt.In(zone))) + ", " + t.Span(e.StartsAt.In(zone), e.EndsAt.In(zone))},
			{t.T("paper.where"), place}},
		Code: badge.TicketURL(h.Site.BaseURL, r.Ticket(h.Store.Keys())), Reference: r.Reference[:3] + " " + r.Reference[3:],
		Notes: []string{t.T("paper.show"), t.T("paper.own") + ": " + h.URL("/min/"+r.Link(h.Store.Keys())), t.T("paper.own_text"), t.T("paper.keep")},
	})
}
