package organiser

import (
	"errors"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/registration"
	"samling/models/store"
	"samling/views/page"
)

// swapPage asks who takes over somebody's seat.
type swapPage struct {
	desk.Frame
	R        registration.Registration
	Here     string // the person's own page
	Existing string // address of the page of who already has the e-mail
}

// SwapRoutes are the pages on which an organiser passes a seat on.
func (h *Handlers) SwapRoutes() []web.Route {
	return []web.Route{
		{Method: fiber.MethodGet, Path: "/arrangor/:edition/deltagare/:id/byt", Guard: web.Organiser, Handle: h.AskSwap},
		{Method: fiber.MethodPost, Path: "/arrangor/:edition/deltagare/:id/byt", Guard: web.Organiser, Handle: h.Swap},
		{Method: fiber.MethodGet, Path: "/arrangor/:edition/deltagare/:id/papper.pdf", Guard: web.Organiser, Handle: h.Paper},
	}
}

// AskSwap shows the form.
func (h *Handlers) AskSwap(c *fiber.Ctx) error {
	p, r, err := h.swapPage(c)
	if err != nil {
		return err
	}
	p.Form.Values = desk.Values("unit", r.Unit, "version", itoa(r.Version))
	return h.Show(c, fiber.StatusOK, "organiser/person-swap", p)
}

func (h *Handlers) swapPage(c *fiber.Ctx) (*swapPage, registration.Registration, error) {
	r, err := h.person(c)
	if err != nil {
		return nil, r, err
	}
	if r.Status == registration.Cancelled {
		return nil, r, registration.ErrCancelled
	}
	p := &swapPage{Frame: desk.NewFrame(h.App, c, "organiser.substitute", "/deltagare"), R: r}
	p.Here = p.Root + "/deltagare/" + string(r.ID)
	p.Under("/deltagare", "organiser.attendees")
	return p, r, nil
}

// Swap passes the seat on.
func (h *Handlers) Swap(c *fiber.Ctx) error {
	p, r, err := h.swapPage(c)
	if err != nil {
		return err
	}
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	clean, problems := registration.CheckSubstitute(registration.Form{Name: form.Get("name"), Email: form.Get("email"),
		Unit: form.Get("unit"), Title: form.Get("title")})
	e := desk.Edit{View: "organiser/person-swap", Page: p, Form: form, Path: "/deltagare/" + string(r.ID), Done: "person_substituted"}
	e.Add(problems)
	if len(e.Form.Problems) > 0 {
		return desk.Refuse(h.App, c, e, fiber.StatusUnprocessableEntity, e.Form.Problems)
	}
	var other registration.Registration
	err = h.Store.Write(c.UserContext(), func(tx *store.Tx) (err error) {
		other, err = registration.Substitute(tx, r.ID, desk.Version(form), clean, string(web.User(c).ID))
		return err
	})
	if errors.Is(err, registration.ErrExists) {
		p.Existing = p.Root + "/deltagare/" + string(other.ID)
		return desk.Refuse(h.App, c, e, fiber.StatusConflict, []page.Problem{{Field: "email", Key: "organiser.problem.exists"}})
	}
	if err != nil {
		return desk.Again(h.App, c, e, err)
	}
	return desk.Back(c, e.Path, e.Done)
}
