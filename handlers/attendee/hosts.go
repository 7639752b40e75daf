package attendee

import (
	"github.com/gofiber/fiber/v2"

	"samling/models/event"
	"samling/models/store"
)

func (h *Handlers) loadHosts(c *fiber.Ctx, p *eventPage) error {
	db := h.Store.Read(c.UserContext())
	hosts, err := event.Hosts(db, p.Edition.ID)
	if err != nil {
		return err
	}
	logos, err := event.Logos(db, p.Edition.ID)
	if err != nil {
		return err
	}
	for _, host := range hosts {
		logo, ok := logos[host.ID]
		p.Hosts = append(p.Hosts, hostView{host, ok, logo.Width, logo.Height})
	}
	organisations, err := event.Organisations(db, p.Edition.ID)
	if err != nil {
		return err
	}
	counts := map[string]int{}
	for _, o := range organisations {
		counts[o.Kind]++
	}
	for _, kind := range event.OrganisationKinds {
		if n := counts[kind]; n > 0 {
			p.Invited = append(p.Invited, p.T("event.invited_"+kind, "n", n))
		}
	}
	return nil
}

// Logo sends a host's logotype. Its type was checked when it came in.
func (h *Handlers) Logo(c *fiber.Ctx) error {
	e, err := h.PublicEdition(c)
	if err != nil {
		return err
	}
	logos, err := event.Logos(h.Store.Read(c.UserContext()), e.ID)
	if err != nil {
		return err
	}
	id := store.ID(c.Params("host"))
	if _, ok := logos[id]; !ok {
		return store.ErrNotFound
	}
	logo, err := event.LogoOf(h.Store.Read(c.UserContext()), id)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, logo.Type)
	c.Set(fiber.HeaderCacheControl, "public, max-age=3600")
	return c.Send(logo.Data)
}

// Theme is the stylesheet with the event's one colour. Everything else is derived from it in app.css.
func (h *Handlers) Theme(c *fiber.Ctx) error {
	e, err := h.PublicEdition(c)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "text/css; charset=utf-8")
	c.Set(fiber.HeaderCacheControl, "no-cache")
	if e.Color == "" {
		return c.SendString(":root{}")
	}
	return c.SendString(":root{--event:" + e.Color + "}")
}
