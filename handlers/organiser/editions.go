package organiser

import (
	"slices"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/account"
	"samling/models/event"
	"samling/views/page"
)

// editionsPage lists the editions that the user arranges.
type editionsPage struct {
	page.Base
	Editions []editionLine
	Mails    bool
}

type editionLine struct {
	Href, Title, Date, Place, State, Tone string
}

// Editions lists the days, the newest first.
func (h *Handlers) Editions(c *fiber.Ctx) error {
	mine, err := h.mine(c)
	if err != nil {
		return err
	}
	p := editionsPage{Base: h.Base(c, "organiser.editions"), Mails: len(mine) > 0}
	p.Styles = desk.Styles()
	p.Nav = []page.Link{
		{Href: "/arrangor", Text: p.T("organiser.editions"), Icon: "calendar", Current: true},
		{Href: "/arrangor/mejl", Text: p.T("organiser.mails"), Icon: "mail"},
	}
	for _, e := range mine {
		p.Editions = append(p.Editions, editionLine{Href: desk.Root(e), Title: e.Title, Date: page.Capital(p.Date(e.StartsAt.In(e.Zone()))),
			Place: e.Place, State: p.T("organiser.state." + string(e.State)), Tone: stateTone(e.State)})
	}
	return h.Show(c, fiber.StatusOK, "organiser/editions", &p)
}

// mine lists the editions that the user may arrange.
func (h *Handlers) mine(c *fiber.Ctx) ([]event.Edition, error) {
	all, err := event.Editions(h.Store.Read(c.UserContext()))
	if err != nil {
		return nil, err
	}
	user := web.User(c)
	return slices.DeleteFunc(all, func(e event.Edition) bool { return !user.May(account.Organiser, e.ID) }), nil
}

func stateTone(s event.State) string {
	switch s {
	case event.Published:
		return "ok"
	case event.Draft:
		return "warn"
	}
	return ""
}
