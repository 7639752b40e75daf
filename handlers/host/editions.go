package host

import (
	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/event"
	"samling/models/survey"
	"samling/views/page"
)

// editionsPage lists the days whose results the user may see.
type editionsPage struct {
	page.Base
	Editions []editionLine
}

type editionLine struct {
	Href, Title, Date, Turnout string
}

// Editions lists the days of a host, the newest first.
func (h *Handlers) Editions(c *fiber.Ctx) error {
	db := h.Store.Read(c.UserContext())
	all, err := event.Editions(db)
	if err != nil {
		return err
	}
	turnouts, err := survey.Turnouts(db, h.Now())
	if err != nil {
		return err
	}
	p := editionsPage{Base: h.Base(c, "host.editions")}
	p.Nav = []page.Link{{Href: "/vard", Text: p.T("host.results"), Icon: "chart", Current: true}}
	for _, e := range mine(web.User(c), all) {
		p.Editions = append(p.Editions, editionLine{Href: "/vard/" + e.Slug, Title: e.Title,
			Date: page.Capital(p.Date(e.StartsAt.In(e.Zone()))), Turnout: turnout(p.Base, e, turnouts[e.ID])})
	}
	return h.Show(c, fiber.StatusOK, "host/editions", &p)
}

// turnout is the line under an edition: how many have answered, or when there will be something to see.
func turnout(b page.Base, e event.Edition, t survey.Turnout) string {
	switch {
	case e.SurveyOpenedAt.IsZero():
		return b.T("host.line_none")
	case t.Answered == 0:
		return b.T("host.line_few")
	}
	return b.T("results.lead_answered", "Answered", b.Int(t.Answered), "Asked", b.Int(t.HandedOut))
}
