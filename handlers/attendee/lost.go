package attendee

import (
	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/registration"
	"samling/models/store"
	"samling/views/page"
)

// lostPage asks for the address that somebody registered with.
type lostPage struct {
	page.Base
	Email string
}

// LostRoutes are the way back to a lost link.
func (h *Handlers) LostRoutes() []web.Route {
	return []web.Route{
		{Method: fiber.MethodGet, Path: "/hitta", Guard: web.Everyone, Handle: h.Lost},
		{Method: fiber.MethodPost, Path: "/hitta", Guard: web.Everyone, Handle: h.SendLost},
	}
}

// Lost shows the form.
func (h *Handlers) Lost(c *fiber.Ctx) error {
	p := lostPage{Base: h.PublicBase(c, "lost.title")}
	return h.Show(c, fiber.StatusOK, "attendee/lost", &p)
}

// SendLost notes the request and gives the same answer, after the same work, whether or not the address is registered:
// who looks it up is a job.
func (h *Handlers) SendLost(c *fiber.Ctx) error {
	p := lostPage{Base: h.PublicBase(c, "lost.title")}
	sent, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	email, wrong := registration.CheckEmail(sent.Get("email"))
	if problems := join(sent.Problems, wrong); len(problems) > 0 {
		web.Problems(&p.Base, sent.Values, problems)
		return h.Show(c, fiber.StatusUnprocessableEntity, "attendee/lost", &p)
	}
	err = h.Store.Write(c.UserContext(), func(tx *store.Tx) error { return registration.AskForLinks(tx, email, web.Network(c)) })
	if err != nil {
		return err
	}
	p.Title, p.Email = p.T("lost.sent_title"), email
	return h.Show(c, fiber.StatusOK, "attendee/lost_sent", &p)
}
