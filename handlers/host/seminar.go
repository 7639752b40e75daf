package host

import (
	"github.com/gofiber/fiber/v2"

	"samling/models/event"
	"samling/models/store"
	"samling/views/figures"

	"samling/handlers/web"
)

// seminarPage is everything about one seminar.
type seminarPage struct {
	*frame
	Seminar figures.Seminar
	Room    *figures.Room    // who sat there
	Codes   *figures.Seminar // what came in through the code on its door
	Answers bool             // somebody was asked about it
}

// Seminar shows one seminar.
func (h *Handlers) Seminar(c *fiber.Ctx) error {
	e, key := web.Edition(c), c.Params("seminar")
	seminars, err := event.Seminars(h.Store.Read(c.UserContext()), e.ID)
	if err != nil {
		return err
	}
	title := ""
	for _, s := range seminars {
		if s.Key == key {
			title = s.Title
		}
	}
	if title == "" {
		return store.ErrNotFound
	}
	f, err := h.frame(c, "host.seminar", "/seminarium/"+key)
	if err != nil {
		return err
	}
	f.Title = title
	f.back()
	p := &seminarPage{frame: f}
	p.Seminar, p.Answers = f.Told.Seminar(key)
	for i := range f.Told.Rooms {
		if f.Told.Rooms[i].Key == key {
			p.Room = &f.Told.Rooms[i]
		}
	}
	if f.Told.Pool != nil {
		for i := range f.Told.Pool.Seminars {
			if f.Told.Pool.Seminars[i].Key == key {
				p.Codes = &f.Told.Pool.Seminars[i]
			}
		}
	}
	return h.Show(c, fiber.StatusOK, "host/seminar", p)
}
