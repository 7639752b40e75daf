package needs

import (
	"bytes"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/registration"
	"samling/views/badge"
	"samling/views/page"
	"samling/views/report"
)

// kitchenPage is what the kitchen is told.
type kitchenPage struct {
	frame
	Kitchen page.Kitchen
}

// Kitchen shows plates and their numbers.
func (h *Handlers) Kitchen(c *fiber.Ctx) error {
	p := kitchenPage{frame: h.frame(c, "needs.kitchen", "/koket")}
	var err error
	if p.Kitchen, err = h.kitchen(c, p.Base, "kitchen_seen"); err != nil {
		return err
	}
	return h.Show(c, fiber.StatusOK, "needs/kitchen", &p)
}

func (h *Handlers) kitchen(c *fiber.Ctx, b page.Base, action string) (page.Kitchen, error) {
	e := web.Edition(c)
	meals, err := registration.CountMeals(h.Store.Read(c.UserContext()), e.ID)
	if err != nil {
		return page.Kitchen{}, err
	}
	return page.NewKitchen(b.Translator, e, meals, h.erased(e)), h.note(c, action, "plates="+strconv.Itoa(len(meals.Plates)))
}

// KitchenPDF sends the same on paper, in Swedish like the day.
func (h *Handlers) KitchenPDF(c *fiber.Ctx) error {
	e, swedish := web.Edition(c), page.Base{Translator: h.Texts.For("sv")}
	k, err := h.kitchen(c, swedish, "kitchen_printed")
	if err != nil {
		return err
	}
	var pdf bytes.Buffer
	sheet := badge.Sheet{Title: swedish.T("needs.kitchen") + " " + e.Title, Lang: "sv", Color: e.Color, Created: h.Now()}
	if err := badge.WriteDocument(&pdf, sheet, k.Document(swedish.Translator, e)); err != nil {
		return err
	}
	name := report.FileName(e.StartsAt.In(e.Zone()), e.Slug, "koket", "pdf")
	return web.SendPDF(c, name, pdf.Bytes())
}
