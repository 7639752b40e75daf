package attendee

import (
	"github.com/gofiber/fiber/v2"

	"samling/models/event"
	"samling/views/page"
)

// startPage lists the editions: those ahead of us, and those that were.
type startPage struct {
	page.Base
	Coming, Past []startLine
}

type startLine struct {
	Slug, Title, Date, Place string
	Open                     bool
}

// Start shows the open and earlier events.
func (h *Handlers) Start(c *fiber.Ctx) error {
	return h.Cached(c, "start", func() ([]byte, error) {
		all, err := event.Editions(h.Store.Read(c.UserContext()))
		if err != nil {
			return nil, err
		}
		p := startPage{Base: h.PublicBase(c, "event.start_title")}
		for _, e := range all {
			if !e.Public() {
				continue
			}
			line := startLine{e.Slug, e.Title, page.Capital(p.Date(e.StartsAt.In(e.Zone()))), e.Place, e.Registration(h.Now()) == event.Open}
			if e.Over(h.Now()) {
				p.Past = append(p.Past, line)
			} else {
				p.Coming = append([]startLine{line}, p.Coming...) // the nearest first
			}
		}
		return h.Pages.Render("attendee/start", &p)
	})
}
