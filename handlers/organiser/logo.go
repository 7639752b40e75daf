package organiser

import (
	"io"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/event"
	"samling/models/store"
)

// Logo sends a host's picture, to the organiser who looks at what was uploaded.
func (h *Handlers) Logo(c *fiber.Ctx) error {
	host, _, err := h.host(c)
	if err != nil {
		return err
	}
	logo, err := event.LogoOf(h.Store.Read(c.UserContext()), host.ID)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, logo.Type)
	c.Set(fiber.HeaderCacheControl, "private, no-cache")
	return c.Send(logo.Data)
}

// SetLogo takes an uploaded picture, or says why not. A picture chosen once must be chosen again after a refusal: no
// browser lets a page fill in a file.
func (h *Handlers) SetLogo(c *fiber.Ctx) error {
	host, p, err := h.host(c)
	if err != nil {
		return err
	}
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	typed := p.Form.Values
	e := desk.Edit{View: "organiser/host", Page: p, Form: form, Path: "/vardar/" + string(host.ID), Done: "logo_saved"}
	data, err := upload(c)
	if err != nil {
		return err
	}
	logo, err := event.ReadLogo(data)
	e.Form.Values = typed
	if err != nil {
		return desk.Again(h.App, c, e, err)
	}
	e.Do = func(tx *store.Tx) error {
		return event.SetLogo(tx, web.Edition(c).ID, desk.Version(form), host.ID, logo)
	}
	return desk.Save(h.App, c, e)
}

// upload reads the picture, and no more of it than shows that it is too large.
func upload(c *fiber.Ctx) ([]byte, error) {
	header := web.File(c, "logo")
	if header == nil {
		return nil, nil
	}
	file, err := header.Open()
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }()
	return io.ReadAll(io.LimitReader(file, event.MaxLogoBytes+1))
}

// RemoveLogo takes a host's picture away.
func (h *Handlers) RemoveLogo(c *fiber.Ctx) error {
	host, p, err := h.host(c)
	if err != nil {
		return err
	}
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	e := desk.Edit{View: "organiser/host", Page: p, Form: form, Path: "/vardar/" + string(host.ID), Done: "logo_removed"}
	e.Do = func(tx *store.Tx) error { return event.RemoveLogo(tx, web.Edition(c).ID, desk.Version(form), host.ID) }
	e.Form.Values = p.Form.Values
	return desk.Save(h.App, c, e)
}
