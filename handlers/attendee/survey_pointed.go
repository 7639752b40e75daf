package attendee

import (
	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/survey"
	"samling/views/page"
)

// pointsAtSomebody says whether a text looks as if it named somebody, and whoever wrote it has not been asked yet.
func (h *Handlers) pointsAtSomebody(s survey.Sheets, form web.Form) bool {
	return len(s.Flags()) > 0 && !form.Ticked("behall")
}

// askBefore shows the answers again and asks whether they are to be sent as they are. Nothing has been sent.
func (h *Handlers) askBefore(c *fiber.Ctx, p *page.Survey, paper survey.Paper, form web.Form, s survey.Sheets) error {
	web.Problems(&p.Base, form.Values, nil)
	p.Lay(paper)
	for _, kind := range s.Flags() {
		p.Pointed = append(p.Pointed, p.T("survey.pointed."+string(kind)))
	}
	return h.Show(c, fiber.StatusUnprocessableEntity, "attendee/survey", p)
}
