package attendee

import (
	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/registration"
	"samling/models/store"
	"samling/views/page"
	"samling/views/text"
)

// peoplePage is the list of attendees that attendees see: those who said yes to it.
type peoplePage struct {
	page.Base
	Here string
	R    registration.Registration
	Rows []personLine
}

type personLine struct{ Name, Organisation string }

// PeopleRoutes are the list of attendees, for those who have a seat.
func (h *Handlers) PeopleRoutes() []web.Route {
	return []web.Route{{Method: fiber.MethodGet, Path: "/min/:secret/deltagare", Guard: web.Everyone, Handle: h.People}}
}

// People shows who is coming among those who want to be seen, by the name they chose. It has no totals, because a total
// beside a list is what lets somebody subtract, and it says that names can be missing.
func (h *Handlers) People(c *fiber.Ctx) error {
	r, e, err := h.own(c)
	if err != nil {
		return err
	}
	if r.Status != registration.Confirmed {
		return store.ErrNotFound
	}
	p := peoplePage{Base: h.ownBase(c, e, "people.title"), Here: ownPath(h.Store.Keys(), r), R: r}
	p.Crumbs = []page.Link{{Href: p.Here, Text: p.T("attendee.own_title")}, {Text: p.Title}}
	seen, err := registration.OnList(h.Store.Read(c.UserContext()), e.ID)
	if err != nil {
		return err
	}
	for _, s := range seen {
		p.Rows = append(p.Rows, personLine(s))
	}
	text.SortSwedish(p.Rows, func(l personLine) string { return l.Name })
	return h.Show(c, fiber.StatusOK, "attendee/people", &p)
}
