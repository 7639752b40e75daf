package door

import (
	"errors"
	"net/url"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/door"
	"samling/models/store"
	"samling/views/page"
)

// Present takes a reference code (or whatever a scanner typed into its field) or a person picked from the search, and
// shows the verdict as a page.
func (h *Handlers) Present(c *fiber.Ctx) error {
	e := web.Edition(c)
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	if len(form.Problems) > 0 {
		return h.again(c, form, form.Problems...)
	}
	p := door.Presented{Code: form.Get("reference"), RegistrationID: store.ID(form.Get("registration_id")),
		Nonce: form.Get("nonce"), Door: form.Get("door")}
	if p.Code == "" && p.RegistrationID == "" {
		return h.again(c, form, page.Problem{Field: "reference", Key: "door.reference_missing"})
	}
	a, err := h.redeem(c, e, p)
	var fault *store.Error
	if errors.As(err, &fault) && fault.Kind == store.Invalid {
		return h.again(c, form, page.Problem{Field: "reference", Key: fault.Key})
	}
	if err != nil {
		return err
	}
	return h.show(c, fiber.StatusOK, e, func(p *doorPage) { p.judged(c, a) })
}

// nameFor is for how many seconds a name stays on a screen that everybody in the queue can read (domain.md §5).
const nameFor = "5"

// judged turns the page into a verdict, which goes back to the form by itself: without a script the browser does it.
func (p *doorPage) judged(c *fiber.Ctx, a answer) {
	p.Verdict, p.Counter, p.Scripts = &verdict{answer: a, Face: a.face()}, a.Counter, nil
	if p.Verdict.Face == door.FaceOK {
		p.Undo = a.Nonce
	}
	c.Set("Refresh", nameFor+"; url=/dorr/"+p.Slug+"?"+url.Values{"dorr": {p.Door}, "senast": {p.Undo}}.Encode())
}

// again shows the page with what is wrong in its form.
func (h *Handlers) again(c *fiber.Ctx, form web.Form, problems ...page.Problem) error {
	return h.show(c, fiber.StatusUnprocessableEntity, web.Edition(c), func(p *doorPage) {
		web.Problems(&p.Base, form.Values, problems)
	})
}

// Find searches by form. The search is posted, so that no name stands in an address.
func (h *Handlers) Find(c *fiber.Ctx) error {
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	if len(form.Problems) > 0 {
		return h.again(c, form, form.Problems...)
	}
	hits, more, err := h.find(c, web.Edition(c), form.Get("q"))
	var fault *store.Error
	if errors.As(err, &fault) && fault.Kind == store.Invalid {
		return h.again(c, form, page.Problem{Field: "q", Key: fault.Key})
	}
	if err != nil {
		return err
	}
	return h.show(c, fiber.StatusOK, web.Edition(c), func(p *doorPage) {
		p.Form = page.NewForm(p.Translator, form.Values)
		p.Found = &found{Hits: hits, Text: h.foundText(c, hits, more)}
	})
}

// TakeBack undoes an admission by form.
func (h *Handlers) TakeBack(c *fiber.Ctx) error {
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	notice := page.Notice{Tone: "ok", Text: h.T(c).T("door.undone")}
	switch err := h.annul(c, web.Edition(c), form.Get("nonce")); {
	case errors.Is(err, store.ErrNotFound), errors.Is(err, door.ErrNothingToUndo):
		notice = page.Notice{Tone: "warn", Text: h.T(c).T("error.door_nothing_to_undo")}
	case errors.Is(err, door.ErrNotYours):
		notice = page.Notice{Tone: "warn", Text: h.T(c).T("error.door_not_yours")}
	case err != nil:
		return err
	}
	return h.show(c, fiber.StatusOK, web.Edition(c), func(p *doorPage) { p.Notice, p.Undo = &notice, "" })
}
