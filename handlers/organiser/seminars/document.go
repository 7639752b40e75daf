package seminars

import (
	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/seminar"
	"samling/views/report"
)

// Document sends everything that a run was made of as `samling allocate` reads it: people by opaque ids, no names. Anybody
// can repeat the run with it, on a computer of their own.
func (h *Handlers) Document(c *fiber.Ctx) error {
	r, err := h.theRun(c)
	if err != nil {
		return err
	}
	document, err := seminar.Document(h.Store.Read(c.UserContext()), r.ID)
	if err != nil {
		return err
	}
	if err := desk.Note(h.App, c, "allocation_downloaded", r.ID, ""); err != nil {
		return err
	}
	e := web.Edition(c)
	c.Set(fiber.HeaderContentType, fiber.MIMEApplicationJSONCharsetUTF8)
	c.Set(fiber.HeaderContentDisposition, report.ContentDisposition(report.FileName(r.RunAt.In(e.Zone()), e.Slug, "fordelning", "json")))
	c.Set(fiber.HeaderCacheControl, "no-store")
	return c.Send(document)
}
