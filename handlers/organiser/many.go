package organiser

import (
	"errors"
	"slices"
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/account"
	"samling/models/bulk"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
	"samling/views/page"
)

// ManyRoutes are the pages that work with many attendees at once. They stand before those about one: their paths are
// fixed where the others have an id.
func (h *Handlers) ManyRoutes() []web.Route {
	return organiserRoutes(
		line{fiber.MethodGet, "/arrangor/:edition/deltagare/kolumner", h.Columns},
		line{fiber.MethodPost, "/arrangor/:edition/deltagare/kolumner", h.SetColumns},
		line{fiber.MethodPost, "/arrangor/:edition/deltagare/urval", h.SaveFilter},
		line{fiber.MethodPost, "/arrangor/:edition/deltagare/urval/:id/ta-bort", h.RemoveFilter},
		line{fiber.MethodGet, "/arrangor/:edition/deltagare/per-organisation", h.ByOrganisation},
		line{fiber.MethodGet, "/arrangor/:edition/deltagare/atgarder", h.Actions},
		line{fiber.MethodPost, "/arrangor/:edition/deltagare/atgarder", h.PrepareAction},
		line{fiber.MethodGet, "/arrangor/:edition/deltagare/atgarder/:id", h.Action},
		line{fiber.MethodPost, "/arrangor/:edition/deltagare/atgarder/:id", h.BeginAction},
		line{fiber.MethodPost, "/arrangor/:edition/deltagare/atgarder/:id/angra", h.UndoAction},
		line{fiber.MethodGet, "/arrangor/:edition/deltagare/importera", h.NewImport},
		line{fiber.MethodPost, "/arrangor/:edition/deltagare/importera", h.ReceiveImport},
		line{fiber.MethodGet, "/arrangor/:edition/deltagare/importera/:id", h.Import},
		line{fiber.MethodPost, "/arrangor/:edition/deltagare/importera/:id/kolumner", h.ChooseColumns},
		line{fiber.MethodPost, "/arrangor/:edition/deltagare/importera/:id", h.BeginImport},
		line{fiber.MethodPost, "/arrangor/:edition/deltagare/importera/:id/slang", h.ForgetImport},
		line{fiber.MethodGet, "/arrangor/:edition/deltagare/importera/:id/fel.csv", h.RefusedLines},
	)
}

// atOnce is how long a request goes on with an action itself; the rest is a job's. Most actions are done within it.
const atOnce = 3 * time.Second

// PrepareAction notes whom an action is about and shows what it will do. Nothing happens to anybody yet.
func (h *Handlers) PrepareAction(c *fiber.Ctx) error {
	form, err := web.ReadForm(c, "id")
	if err != nil {
		return err
	}
	if err := desk.Require(c, event.Manage); err != nil {
		return err
	}
	e, db := web.Edition(c), h.Store.Read(c.UserContext())
	s := searchFrom(form.Get("urval"))
	ids, err := selection(db, e, form, s)
	if err != nil {
		return err
	}
	organisations, err := event.Organisations(db, e.ID)
	if err != nil {
		return err
	}
	to := organisationByKey(organisations, form.Get("till"))
	var a bulk.Action
	err = h.Store.Write(c.UserContext(), func(tx *store.Tx) (err error) {
		a, err = bulk.Prepare(tx, e.ID, bulk.Kind(form.Get("atgard")), to, ids, string(web.User(c).ID))
		return err
	})
	if err != nil {
		return h.listAgain(c, form, s, err)
	}
	return c.Redirect(desk.Root(e)+"/deltagare/atgarder/"+string(a.ID), fiber.StatusSeeOther)
}

// listAgain shows the list with what is wrong with the choice, and what was chosen still chosen.
func (h *Handlers) listAgain(c *fiber.Ctx, form web.Form, s search, cause error) error {
	var fault *store.Error
	if !errors.As(cause, &fault) || fault.Kind != store.Invalid {
		return cause
	}
	s.Page, _ = strconv.Atoi(form.Get("sida"))
	s.Page = max(s.Page, 1)
	p, err := h.attendeesPage(c, s)
	if err != nil {
		return err
	}
	web.Problems(&p.Base, form.Values, []page.Problem{{Field: field(cause), Key: fault.Key}})
	return h.Show(c, fiber.StatusUnprocessableEntity, "organiser/attendees", p)
}

// field is the field of the list that is to be mended.
func field(cause error) string {
	if errors.Is(cause, bulk.ErrWhere) {
		return "till"
	}
	return "valj"
}

// selection is whom an action is about: those who were ticked, or all whom the search finds.
func selection(db *store.DB, e event.Edition, form web.Form, s search) ([]store.ID, error) {
	if form.Get("omfattning") == "alla" {
		filter, err := s.read(db, e)
		if err != nil {
			return nil, err
		}
		return registration.IDs(db, filter, bulk.Most+1)
	}
	var ids []store.ID
	for _, id := range form.All("id") {
		if store.ID(id).Valid() && !slices.Contains(ids, store.ID(id)) {
			ids = append(ids, store.ID(id))
		}
	}
	return ids, nil
}

// Action shows an action as it stands.
func (h *Handlers) Action(c *fiber.Ctx) error {
	a, err := h.action(c)
	if err != nil {
		return err
	}
	p, err := h.actionPage(c, a)
	if err != nil {
		return err
	}
	if p.Refresh {
		c.Set("Refresh", "2")
	}
	return h.Show(c, fiber.StatusOK, "organiser/action", p)
}

func (h *Handlers) action(c *fiber.Ctx) (bulk.Action, error) {
	id, err := desk.PathID(c)
	if err != nil {
		return bulk.Action{}, err
	}
	return bulk.ByID(h.Store.Read(c.UserContext()), web.Edition(c).ID, id)
}

// BeginAction says yes to what the preview showed.
func (h *Handlers) BeginAction(c *fiber.Ctx) error { return h.goOn(c, bulk.Begin) }

// UndoAction takes an action back, for those who were not changed since.
func (h *Handlers) UndoAction(c *fiber.Ctx) error { return h.goOn(c, bulk.Undo) }

func (h *Handlers) goOn(c *fiber.Ctx, begin func(tx *store.Tx, a bulk.Action) error) error {
	a, err := h.action(c)
	if err != nil {
		return err
	}
	err = h.Store.Write(c.UserContext(), func(tx *store.Tx) error { return begin(tx, a) })
	if err != nil {
		return err
	}
	if a, err = bulk.ByID(h.Store.Read(c.UserContext()), a.EditionID, a.ID); err != nil {
		return err
	}
	if _, err := bulk.Run(c.UserContext(), h.Store, a, atOnce); err != nil {
		return err
	}
	h.Cache.Clear()
	return c.Redirect(desk.Root(web.Edition(c))+"/deltagare/atgarder/"+string(a.ID), fiber.StatusSeeOther)
}

// actionsPage lists what was done with many.
type actionsPage struct {
	desk.Frame
	Rows []actionRow
}

type actionRow struct{ Href, What, When, Who, State string }

// Actions lists the latest actions on many, so that one can be found and taken back.
func (h *Handlers) Actions(c *fiber.Ctx) error {
	e, db := web.Edition(c), h.Store.Read(c.UserContext())
	p := &actionsPage{Frame: desk.NewFrame(h.App, c, "bulk.latest", "/deltagare")}
	p.Under("/deltagare", "organiser.attendees")
	all, err := bulk.Latest(db, e.ID, desk.PerPage)
	if err != nil {
		return err
	}
	names, err := userNames(db)
	if err != nil {
		return err
	}
	for _, a := range all {
		p.Rows = append(p.Rows, actionRow{Href: p.Root + "/deltagare/atgarder/" + string(a.ID), What: p.T("bulk.action." + string(a.Kind)),
			When: p.Stamp(a.CreatedAt.In(e.Zone())), Who: whoDid(p.Base, a.Actor, names), State: p.T("bulk.state." + string(a.State))})
	}
	return h.Show(c, fiber.StatusOK, "organiser/actions", p)
}

func userNames(db *store.DB) (map[string]string, error) {
	users, err := account.List(db)
	names := make(map[string]string, len(users))
	for _, u := range users {
		names[string(u.ID)] = u.Name
	}
	return names, err
}
