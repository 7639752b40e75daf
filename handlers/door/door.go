// Package door is the door as browsers and scanners meet it: the page of a phone in somebody's hand, which works
// without its script too, and the JSON interface beneath it.
package door

import (
	"github.com/gofiber/fiber/v2"
	"samling/handlers/web"
	"samling/models/account"
	"samling/models/door"
	"samling/models/event"
	"samling/models/store"
)

// Handlers answer the door's routes.
type Handlers struct{ *web.App }

// New makes the handlers.
func New(app *web.App) *Handlers { return &Handlers{App: app} }

// Routes are the door's lines of the site's table.
func (h *Handlers) Routes() []web.Route {
	return []web.Route{
		{Method: fiber.MethodGet, Path: "/dorr", Guard: web.DoorStaff, Handle: h.Nearest},
		{Method: fiber.MethodGet, Path: "/dorr/:edition", Guard: web.DoorStaff, Handle: h.Door},
		{Method: fiber.MethodPost, Path: "/dorr/:edition", Guard: web.DoorStaff, Handle: h.Present},
		{Method: fiber.MethodPost, Path: "/dorr/:edition/sok", Guard: web.DoorStaff, Handle: h.Find},
		{Method: fiber.MethodPost, Path: "/dorr/:edition/angra", Guard: web.DoorStaff, Handle: h.TakeBack},
		{Method: fiber.MethodGet, Path: "/api/v1/door/status", Guard: web.DoorStaff, Handle: h.Status},
		{Method: fiber.MethodPost, Path: "/api/v1/door/redeem", Guard: web.DoorStaff, Handle: h.Redeem},
		{Method: fiber.MethodPost, Path: "/api/v1/door/annul", Guard: web.DoorStaff, Handle: h.Annul},
		{Method: fiber.MethodPost, Path: "/api/v1/door/search", Guard: web.DoorStaff, Handle: h.Search},
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
func (h *Handlers) edition(c *fiber.Ctx, slug string) (event.Edition, error) {
	db, user := h.Store.Read(c.UserContext()), web.User(c)
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
	case err == nil && !user.May(account.Door, e.ID):
		err = fiber.ErrForbidden
	case err == nil && !e.State.Allows(event.CheckIn):
		err = event.ErrNotInState
	}
	return e, err
}

// redeem judges a presentation, stores it, and gives the answer as the door shows it.
func (h *Handlers) redeem(c *fiber.Ctx, e event.Edition, p door.Presented) (answer, error) {
	p.Actor = string(web.User(c).ID)
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
	return h.Store.Write(c.UserContext(), func(tx *store.Tx) error {
		_, err := door.Annul(tx, e, nonce, string(web.User(c).ID))
		return err
	})
}
