package organiser

import (
	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
	"samling/views/page"
	"samling/views/text"
)

// coordinatorsPage is who may register colleagues through a link of their own.
type coordinatorsPage struct {
	desk.Frame
	Organisations []organisationGroup
	Rows          []coordinatorLine
}

type coordinatorLine struct {
	ID, Name, Email, Organisation, Chip, Tone string
	Registered                                int
	Revoked                                   bool
}

const coordinatorsView = "organiser/coordinators"

// CoordinatorRoutes are the pages about coordinators.
func (h *Handlers) CoordinatorRoutes() []web.Route {
	line := func(method, path string, handle fiber.Handler) web.Route {
		return web.Route{Method: method, Path: "/arrangor/:edition/samordnare" + path, Guard: web.Organiser, Handle: handle}
	}
	get, post := fiber.MethodGet, fiber.MethodPost
	return []web.Route{
		line(get, "", h.Coordinators),
		line(post, "", h.AddCoordinator),
		line(post, "/:id/mejla", h.MailCoordinator),
		line(post, "/:id/ny", h.RenewCoordinator),
		line(get, "/:id/aterkalla", h.AskRevokeCoordinator),
		line(post, "/:id/aterkalla", h.RevokeCoordinator),
	}
}

// Coordinators shows the page.
func (h *Handlers) Coordinators(c *fiber.Ctx) error {
	p, err := h.coordinatorsPage(c, "")
	if err != nil {
		return err
	}
	return h.Show(c, fiber.StatusOK, coordinatorsView, p)
}

func (h *Handlers) coordinatorsPage(c *fiber.Ctx, organisation string) (*coordinatorsPage, error) {
	e := web.Edition(c)
	p := &coordinatorsPage{Frame: desk.NewFrame(h.App, c, "coordinators.title", "/samordnare")}
	all, err := registration.Coordinators(h.Store.Read(c.UserContext()), e.ID)
	if err != nil {
		return nil, err
	}
	for _, one := range all {
		l := coordinatorLine{ID: string(one.ID), Name: one.Name, Email: one.Email, Organisation: one.OrganisationName, Registered: one.Registered,
			Revoked: !one.RevokedAt.IsZero(), Chip: p.T("coordinators.sent")}
		switch {
		case l.Revoked:
			l.Chip, l.Tone = p.T("coordinators.revoked"), "bad"
		case one.Registered > 0:
			l.Chip, l.Tone = p.T("coordinators.active"), "ok"
		case !one.OpenedAt.IsZero():
			l.Chip, l.Tone = p.T("coordinators.opened"), "info"
		}
		p.Rows = append(p.Rows, l)
	}
	text.SortSwedish(p.Rows, func(l coordinatorLine) string { return l.Organisation + "\x00" + l.Name })
	p.Organisations, err = h.organisationChoice(c, p.Base, organisation)
	return p, err
}

// AddCoordinator makes somebody a coordinator, and mails them their link.
func (h *Handlers) AddCoordinator(c *fiber.Ctx) error {
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	p, err := h.coordinatorsPage(c, form.Get("organisation"))
	if err != nil {
		return err
	}
	e := web.Edition(c)
	orgs, err := event.Organisations(h.Store.Read(c.UserContext()), e.ID)
	if err != nil {
		return err
	}
	clean, wrong := registration.CheckCoordinator(orgs, registration.Form{Name: form.Get("name"), Email: form.Get("email"),
		Organisation: form.Get("organisation"), Lang: form.Get("lang")})
	save := desk.Edit{View: coordinatorsView, Page: p, Form: form, Path: "/samordnare", Done: "coordinator_added"}
	save.Add(wrong)
	save.Do = func(tx *store.Tx) error {
		if err := event.Require(tx.DB, e.ID, event.See); err != nil {
			return err
		}
		if err := event.Require(tx.DB, e.ID, event.Manage); err != nil {
			return err
		}
		one, err := registration.AddCoordinator(tx, e, clean, string(web.User(c).ID))
		if err != nil {
			return err
		}
		return desk.Log(tx, c, "coordinator_added", one.ID, "")
	}
	return desk.Save(h.App, c, save)
}

// MailCoordinator mails somebody the link that they have.
func (h *Handlers) MailCoordinator(c *fiber.Ctx) error {
	return h.changeCoordinator(c, "coordinator_mailed", func(tx *store.Tx, id store.ID) error {
		return registration.MailCoordinator(tx, web.Edition(c).ID, id)
	})
}

// RenewCoordinator gives somebody a new link; the old one is dead.
func (h *Handlers) RenewCoordinator(c *fiber.Ctx) error {
	return h.changeCoordinator(c, "coordinator_renewed", func(tx *store.Tx, id store.ID) error {
		if err := event.Require(tx.DB, web.Edition(c).ID, event.Manage); err != nil {
			return err
		}
		_, err := registration.RenewCoordinator(tx, web.Edition(c).ID, id)
		return err
	})
}

// RevokeCoordinator closes somebody's link. Those whom they registered stay.
func (h *Handlers) RevokeCoordinator(c *fiber.Ctx) error {
	return h.changeCoordinator(c, "coordinator_revoked", func(tx *store.Tx, id store.ID) error {
		return registration.RevokeCoordinator(tx, web.Edition(c).ID, id)
	})
}

// changeCoordinator does something with a coordinator; the word names it in the log and on the page. A conflict is told there.
func (h *Handlers) changeCoordinator(c *fiber.Ctx, word string, do func(tx *store.Tx, id store.ID) error) error {
	id, err := desk.PathID(c)
	if err != nil {
		return err
	}
	err = h.Store.Write(c.UserContext(), func(tx *store.Tx) error {
		if err := do(tx, id); err != nil {
			return err
		}
		return desk.Log(tx, c, word, id, "")
	})
	if kind := store.KindOf(err); kind == store.Conflict || kind == store.Gone {
		p, failed := h.coordinatorsPage(c, "")
		if failed != nil {
			return failed
		}
		p.Notice = &page.Notice{Tone: "bad", Text: p.T("coordinators.changed")}
		return h.Show(c, fiber.StatusConflict, coordinatorsView, p)
	}
	if err != nil {
		return err
	}
	return desk.Back(c, "/samordnare", word)
}

// AskRevokeCoordinator asks first.
func (h *Handlers) AskRevokeCoordinator(c *fiber.Ctx) error {
	id, err := desk.PathID(c)
	if err != nil {
		return err
	}
	one, err := registration.CoordinatorByID(h.Store.Read(c.UserContext()), id)
	if err == nil && one.EditionID != web.Edition(c).ID {
		err = store.ErrNotFound
	}
	if err != nil {
		return err
	}
	p := desk.Confirm{Frame: desk.NewFrame(h.App, c, "coordinators.revoke_title", "/samordnare")}
	p.Under("/samordnare", "coordinators.title")
	p.Text, p.Button = p.T("coordinators.revoke_text", "Name", one.Name), p.T("coordinators.revoke")
	p.Action, p.Cancel = p.Root+"/samordnare/"+string(id)+"/aterkalla", p.Root+"/samordnare"
	return h.Show(c, fiber.StatusOK, desk.ConfirmView, &p)
}
