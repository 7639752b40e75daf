package evaluation

import (
	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/event"
	"samling/models/survey"
	"samling/views/page"
)

// Preview shows the form as somebody gets it who was in the first two seminars, in the organiser's own language. It is
// shown in a frame beside the questions, so it is the one page that our own pages may frame.
func (h *Handlers) Preview(c *fiber.Ctx) error {
	e, db := web.Edition(c), h.Store.Read(c.UserContext())
	questions, err := survey.Questions(db, e.ID)
	if err != nil {
		return err
	}
	seminars, err := event.Seminars(db, e.ID)
	if err != nil {
		return err
	}
	b := survey.Ballot{EditionID: e.ID}
	for _, s := range seminars[:min(2, len(seminars))] {
		b.Seminars = append(b.Seminars, s.ID)
	}
	p := page.Survey{Base: h.Base(c, "survey.title"), Preview: true}
	h.Frame(&p.Base, e)
	p.Demo = false // the frame around it has the bar
	p.Styles, p.Scripts = []string{"css/survey.css"}, []string{"survey/form.js"}
	p.Lay(survey.PaperFor(b, questions, seminars))
	web.Frameable(c)
	return h.Show(c, fiber.StatusOK, "attendee/survey", &p)
}
