package organiser

import (
	"errors"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/registration"
	"samling/models/seminar"
	"samling/models/store"
	"samling/views/badge"
	"samling/views/page"
)

const badgesView = "organiser/badges"

// badgesPage chooses which badges to print, and how.
type badgesPage struct {
	desk.Frame
	Layouts       []desk.Option
	Who           []desk.Option
	Orders        []desk.Option
	Fields        []desk.Option
	Organisations []organisationGroup
	Count         int
	Changed       int  // new ones and those whose text has changed since they were printed
	Printed       int  // have been printed at all
	Placed        bool // seminars are on the badges
}

// Badges shows the choice.
func (h *Handlers) Badges(c *fiber.Ctx) error {
	p, err := h.badgesPage(c)
	if err != nil {
		return err
	}
	return h.Show(c, fiber.StatusOK, badgesView, p)
}

func (h *Handlers) badgesPage(c *fiber.Ctx) (*badgesPage, error) {
	e, db, want := web.Edition(c), h.Store.Read(c.UserContext()), readChoice(c)
	p := &badgesPage{Frame: desk.NewFrame(h.App, c, "badges.title", "/namnskyltar")}
	for _, l := range badge.Layouts() {
		p.Layouts = append(p.Layouts, desk.Option{Value: string(l), Text: p.T("badges.layout." + string(l)), Chosen: l == want.Layout})
	}
	for _, who := range whoChoices {
		p.Who = append(p.Who, desk.Option{Value: who, Text: p.T("badges.who." + word(who, "anmalda")), Chosen: who == want.Who})
	}
	for _, order := range orderChoices {
		p.Orders = append(p.Orders, desk.Option{Value: order, Text: p.T("badges.order." + word(order, "namn")), Chosen: order == want.Order})
	}
	for _, field := range fieldChoices {
		p.Fields = append(p.Fields, desk.Option{Value: field, Text: p.T("badges.field." + field), Chosen: want.Shows[field]})
	}
	var err error
	if p.Organisations, err = h.organisationChoice(c, p.Base, want.Organisation); err != nil {
		return nil, err
	}
	if err := h.countBadges(c, p); err != nil {
		return nil, err
	}
	_, err = seminar.PublishedRun(db, e.ID)
	p.Placed = err == nil
	if errors.Is(err, store.ErrNotFound) {
		err = nil
	}
	return p, err
}

func word(value, usual string) string {
	if value == "" {
		return usual
	}
	return value
}

// countBadges tells how many there are and how many would be printed again.
func (h *Handlers) countBadges(c *fiber.Ctx, p *badgesPage) error {
	e, db := web.Edition(c), h.Store.Read(c.UserContext())
	rows, err := desk.Everybody(db, e)
	if err != nil {
		return err
	}
	prints, err := registration.BadgePrints(db, e.ID)
	if err != nil {
		return err
	}
	p.Printed = len(prints)
	faces, err := h.faces(c, rows)
	if err != nil {
		return err
	}
	for i, r := range rows {
		if r.Status != registration.Confirmed {
			continue
		}
		p.Count++
		if prints[r.ID] != digest(faces[i]) {
			p.Changed++
		}
	}
	return nil
}

// noBadges says that the choice matches nobody.
func (h *Handlers) noBadges(c *fiber.Ctx) error {
	p, err := h.badgesPage(c)
	if err != nil {
		return err
	}
	p.Notice = &page.Notice{Tone: "warn", Text: p.T("badges.none")}
	return h.Show(c, fiber.StatusNotFound, badgesView, p)
}
