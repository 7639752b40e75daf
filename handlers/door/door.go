// Package door is the door as browsers and scanners meet it: the page of a phone in somebody's hand, which works
// without its script too, and the JSON interface beneath it.
package door

import (
	"slices"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/account"
	"samling/models/door"
	"samling/models/event"
	"samling/models/store"
)

// Handlers answer the door's routes.
type Handlers struct {
	*web.App
	rosters *door.Rosters
}

// New makes the handlers.
func New(app *web.App) *Handlers { return &Handlers{App: app, rosters: door.NewRosters(app.Store)} }

// Routes are the door's lines of the site's table.
func (h *Handlers) Routes() []web.Route {
	return slices.Concat(h.appRoutes(), h.formRoutes(), h.apiRoutes(), h.deskRoutes(), h.deskFormRoutes())
}

// formRoutes are the door without a script.
func (h *Handlers) formRoutes() []web.Route {
	return []web.Route{
		{Method: fiber.MethodGet, Path: "/dorr", Guard: web.DoorStaff, Handle: h.Nearest},
		{Method: fiber.MethodGet, Path: "/dorr/:edition", Guard: web.DoorStaff, Handle: opened(h.Door)},
		{Method: fiber.MethodPost, Path: "/dorr/:edition", Guard: web.DoorStaff, Handle: opened(h.Present)},
		{Method: fiber.MethodPost, Path: "/dorr/:edition/sok", Guard: web.DoorDesk, Handle: opened(h.Find)},
		{Method: fiber.MethodPost, Path: "/dorr/:edition/angra", Guard: web.DoorStaff, Handle: opened(h.TakeBack)},
	}
}

// apiRoutes are the protocol of docs/door-protocol.md.
func (h *Handlers) apiRoutes() []web.Route {
	return []web.Route{
		{Method: fiber.MethodGet, Path: "/api/v1/openapi.json", Guard: web.Everyone, Handle: h.OpenAPI},
		{Method: fiber.MethodPost, Path: "/api/v1/door/pair", Guard: web.Everyone, Handle: h.Pair},
		{Method: fiber.MethodGet, Path: "/api/v1/door/status", Guard: web.DoorStaff, Handle: h.Status},
		{Method: fiber.MethodPost, Path: "/api/v1/door/status", Guard: web.DoorStaff, Handle: h.Heartbeat},
		{Method: fiber.MethodGet, Path: "/api/v1/door/roster", Guard: web.DoorStaff, Handle: h.Roster},
		{Method: fiber.MethodGet, Path: "/api/v1/door/index", Guard: web.DoorDesk, Handle: h.Index},
		{Method: fiber.MethodPost, Path: "/api/v1/door/redeem", Guard: web.DoorStaff, Handle: h.Redeem},
		{Method: fiber.MethodPost, Path: "/api/v1/door/scans", Guard: web.DoorStaff, Handle: h.Scans},
		{Method: fiber.MethodPost, Path: "/api/v1/door/annul", Guard: web.DoorStaff, Handle: h.Annul},
		{Method: fiber.MethodPost, Path: "/api/v1/door/search", Guard: web.DoorDesk, Handle: h.Search},
	}
}

// mine lists the editions at whose door the user may stand.
func mine(db *store.DB, user account.User) ([]event.Edition, error) {
	all, err := event.Editions(db)
	if err != nil {
		return nil, err
	}
	kept := all[:0]
	for _, e := range all {
		if e.State.Allows(event.CheckIn) && user.May(account.Door, e.ID) {
			kept = append(kept, e)
		}
	}
	return kept, nil
}

// edition finds the edition that a request of the JSON interface names, or the nearest when it names none.
// A paired phone is at its own edition, whatever comes nearest.
func (h *Handlers) edition(c *fiber.Ctx, slug string) (event.Edition, error) {
	if _, ok := web.Device(c); ok {
		if e := web.Edition(c); slug == "" || slug == e.Slug {
			return open(e)
		}
		if err := h.AsUser(c); err != nil {
			return event.Edition{}, err
		}
	}
	db, user := h.Look(), web.User(c)
	if slug == "" {
		editions, err := mine(db, user)
		if err != nil {
			return event.Edition{}, err
		}
		e, ok := door.Nearest(editions, h.Now())
		if !ok {
			return e, store.ErrNotFound
		}
		return e, nil
	}
	e, err := event.BySlug(db, slug)
	switch {
	case err != nil:
		return e, err
	case !user.May(account.Door, e.ID):
		return e, fiber.ErrForbidden
	}
	return open(e)
}

// open refuses an edition that has no door: a draft, or one in the archive.
func open(e event.Edition) (event.Edition, error) {
	if !e.State.Allows(event.CheckIn) {
		return e, event.ErrNotInState
	}
	return e, nil
}

// opened lets a page be used only while its edition has a door.
func opened(use fiber.Handler) fiber.Handler {
	return func(c *fiber.Ctx) error {
		if _, err := open(web.Edition(c)); err != nil {
			return err
		}
		return use(c)
	}
}

// actor is who asks, as the rows name them: a user or a device.
func actor(c *fiber.Ctx) string {
	if d, ok := web.Device(c); ok {
		return string(d.ID)
	}
	return string(web.User(c).ID)
}

// by puts into a presentation who asks. A paired phone has the name that the organiser gave it, and one at a room's door
// scans into that room.
func by(c *fiber.Ctx, p door.Presented) door.Presented {
	p.Actor = actor(c)
	if d, ok := web.Device(c); ok {
		p.DeviceID, p.Door = d.ID, d.Name
		if d.Role == door.InRoom {
			p.SessionID = d.SessionID
		}
	}
	return p
}

// redeem judges a presentation, stores it, and gives the answer as the door shows it.
func (h *Handlers) redeem(c *fiber.Ctx, e event.Edition, p door.Presented) (answer, error) {
	p = by(c, p)
	var v door.Verdict
	err := h.Store.Write(c.UserContext(), func(tx *store.Tx) (err error) {
		v, err = door.Redeem(tx, p, e)
		return err
	})
	if err != nil {
		return answer{}, err
	}
	return h.answerOn(c, e, v)
}

// annul takes back the admission of a nonce.
func (h *Handlers) annul(c *fiber.Ctx, e event.Edition, nonce string) error {
	return h.Store.Write(c.UserContext(), func(tx *store.Tx) (err error) {
		if d, ok := web.Device(c); ok {
			_, err = door.AnnulOn(tx, e, nonce, d)
			return err
		}
		_, err = door.Annul(tx, e, nonce, string(web.User(c).ID))
		return err
	})
}
