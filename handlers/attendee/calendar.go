package attendee

import (
	"github.com/gofiber/fiber/v2"

	"samling/models/registration"
	"samling/models/seminar"
	"samling/models/store"
	"samling/views/calendar"
)

// Calendar is the day as a calendar file, with the seminars as soon as somebody is placed. Only who has a seat has
// a day to put into a calendar.
func (h *Handlers) Calendar(c *fiber.Ctx) error {
	r, e, err := h.own(c)
	if err != nil {
		return err
	}
	switch r.Status {
	case registration.Cancelled:
		return registration.ErrCancelled
	case registration.Waitlisted:
		return store.ErrNotFound
	}
	places, err := seminar.PlacesOf(h.Store.Read(c.UserContext()), e.ID, r.ID)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, calendar.Type)
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Set(fiber.HeaderContentDisposition, `attachment; filename="`+e.Slug+`.ics"`)
	return c.Send(calendar.Day(h.T(c), calendar.Entry{Edition: e, Places: places, URL: h.URL("/" + e.Slug), Now: h.Now()}))
}
