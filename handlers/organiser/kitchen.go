package organiser

import (
	"bytes"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/registration"
	"samling/views/badge"
	"samling/views/page"
	"samling/views/report"
)

// kitchenPage is what the kitchen is told. It holds numbers only: an organiser does not see who needs what.
type kitchenPage struct {
	desk.Frame
	Kitchen page.Kitchen
}

// KitchenRoutes are the numbers for the kitchen.
func (h *Handlers) KitchenRoutes() []web.Route {
	return []web.Route{
		{Method: fiber.MethodGet, Path: "/arrangor/:edition/koket", Guard: web.Organiser, Handle: h.Kitchen},
		{Method: fiber.MethodGet, Path: "/arrangor/:edition/koket.pdf", Guard: web.Organiser, Handle: h.KitchenPDF},
	}
}

// Kitchen shows plates and their numbers.
func (h *Handlers) Kitchen(c *fiber.Ctx) error {
	p := kitchenPage{Frame: desk.NewFrame(h.App, c, "organiser.kitchen", "/koket")}
	var err error
	if p.Kitchen, err = h.kitchen(c, p.Base, "kitchen_seen"); err != nil {
		return err
	}
	return h.Show(c, fiber.StatusOK, "organiser/kitchen", &p)
}

func (h *Handlers) kitchen(c *fiber.Ctx, b page.Base, action string) (page.Kitchen, error) {
	e := web.Edition(c)
	meals, err := registration.CountMeals(h.Store.Read(c.UserContext()), e.ID)
	if err != nil {
		return page.Kitchen{}, err
	}
	gone := h.Now().After(registration.NeedsDisposedAt(e.EndsAt).Time)
	return page.NewKitchen(b.Translator, e, meals, gone), desk.Note(h.App, c, action, "", "plates="+itoa(len(meals.Plates)))
}

// KitchenPDF sends the same on paper, in Swedish like the day.
func (h *Handlers) KitchenPDF(c *fiber.Ctx) error {
	e, swedish := web.Edition(c), page.Base{Translator: h.Texts.For("sv")}
	k, err := h.kitchen(c, swedish, "kitchen_printed")
	if err != nil {
		return err
	}
	return h.paper(c, "koket", k.Document(swedish.Translator, e))
}

// paper sends one that is printed for somebody.
func (h *Handlers) paper(c *fiber.Ctx, what string, d badge.Document) error {
	e := web.Edition(c)
	sheet, err := h.sheet(c, choice{Shows: map[string]bool{"varder": true}})
	if err != nil {
		return err
	}
	sheet.Title = d.Heading + " " + e.Title
	var pdf bytes.Buffer
	if err := badge.WriteDocument(&pdf, sheet, d); err != nil {
		return err
	}
	name := report.FileName(e.StartsAt.In(e.Zone()), e.Slug, what, "pdf")
	return web.SendPDF(c, name, pdf.Bytes())
}
