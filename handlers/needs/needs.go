// Package needs is the room of the behovsansvarig: who needs what, and what the kitchen is told. Everything that is looked
// at here is noted in the audit log, with how many people were on the page and never who.
package needs

import (
	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/account"
	"samling/models/event"
	"samling/models/store"
	"samling/views/page"
)

// Handlers are the pages of this room.
type Handlers struct{ *web.App }

// New makes the room.
func New(app *web.App) *Handlers { return &Handlers{App: app} }

// Routes are the room's lines in the site's table.
func (h *Handlers) Routes() []web.Route {
	get := func(path string, handle fiber.Handler) web.Route {
		return web.Route{Method: fiber.MethodGet, Path: path, Guard: web.NeedsStaff, Handle: handle}
	}
	return []web.Route{
		get("/behov", h.Editions),
		get("/behov/:edition", h.List),
		get("/behov/:edition/koket", h.Kitchen),
		get("/behov/:edition/koket.pdf", h.KitchenPDF),
	}
}

// frame is what every page about an edition has.
type frame struct {
	page.Base
	Root string // "/behov/samverkansdag-2027"
}

func (h *Handlers) frame(c *fiber.Ctx, title, place string) frame {
	e := web.Edition(c)
	f := frame{Base: h.Base(c, title), Root: "/behov/" + e.Slug}
	h.Frame(&f.Base, e)
	f.Styles = []string{"css/organiser.css"}
	f.Nav = []page.Link{
		{Href: f.Root, Text: f.T("needs.title"), Icon: "users", Current: place == ""},
		{Href: f.Root + "/koket", Text: f.T("needs.kitchen"), Icon: "list", Current: place == "/koket"},
	}
	f.Crumbs = []page.Link{{Href: "/behov", Text: f.T("needs.title")}, {Text: e.Title}}
	return f
}

// note writes a line of the audit log for something that was looked at.
func (h *Handlers) note(c *fiber.Ctx, action, detail string) error {
	return h.Store.Write(c.UserContext(), func(tx *store.Tx) error {
		return account.Log(tx, account.Entry{Actor: string(web.User(c).ID), EditionID: web.Edition(c).ID, Action: action, Detail: detail})
	})
}

// editionsPage lists the days whose needs the user may read.
type editionsPage struct {
	page.Base
	Editions []editionLine
}

type editionLine struct{ Href, Title, Date string }

// Editions lists the days, the newest first. Nothing about anybody is on this page.
func (h *Handlers) Editions(c *fiber.Ctx) error {
	all, err := event.Editions(h.Store.Read(c.UserContext()))
	if err != nil {
		return err
	}
	p := editionsPage{Base: h.Base(c, "needs.title")}
	p.Nav = []page.Link{{Href: "/behov", Text: p.T("needs.title"), Icon: "users", Current: true}}
	for _, e := range all {
		if web.User(c).May(account.Needs, e.ID) {
			p.Editions = append(p.Editions, editionLine{"/behov/" + e.Slug, e.Title, page.Capital(p.Date(e.StartsAt.In(e.Zone())))})
		}
	}
	return h.Show(c, fiber.StatusOK, "needs/editions", &p)
}
