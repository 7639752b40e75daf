package host

import (
	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/event"
)

// resultsPage is what was answered about a day.
type resultsPage struct {
	*frame
	When []string // what happens when, while there is nothing to show
}

// Results shows what was answered about a day: the result first, then each question with last year beside.
func (h *Handlers) Results(c *fiber.Ctx) error {
	f, err := h.frame(c, "host.results", "")
	if err != nil {
		return err
	}
	p := &resultsPage{frame: f}
	p.when(web.Edition(c))
	return h.Show(c, fiber.StatusOK, "host/results", p)
}

// when tells what happens when, for a day that has nothing to show yet.
func (p *resultsPage) when(e event.Edition) {
	switch p.Told.State {
	case "none":
		p.When = []string{p.T("host.when_opens", "Date", p.Date(e.EndsAt.In(e.Zone()))), p.T("host.when_first", "First", p.Told.First, "Least", p.Told.Least), p.T("host.when_closes")}
	case "waiting":
		p.When = []string{p.T("host.when_first", "First", p.Told.First, "Least", p.Told.Least), p.T("host.when_closed_on", "Date", p.Told.Closes)}
	}
}
