package attendee

import (
	"errors"
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/account"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
	"samling/views/page"
)

// errPassedOn says that a personal link was somebody's until the seat was passed on.
var errPassedOn = store.Fault(store.Gone, "error.registration_transferred")

// substitutePage asks who comes instead.
type substitutePage struct {
	page.Base
	Here    string
	R       registration.Registration
	Waiting bool
	Needs   bool // there are needs, which will be erased
}

// passedOnPage is what an old link shows.
type passedOnPage struct {
	page.Base
	Edition event.Edition
}

// SubstituteRoutes are the pages on which a seat is passed on.
func (h *Handlers) SubstituteRoutes() []web.Route {
	return []web.Route{
		{Method: fiber.MethodGet, Path: "/min/:secret/byt", Guard: web.Everyone, Handle: h.AskSubstitute},
		{Method: fiber.MethodPost, Path: "/min/:secret/byt", Guard: web.Everyone, Handle: h.Substitute},
	}
}

// AskSubstitute shows the form.
func (h *Handlers) AskSubstitute(c *fiber.Ctx) error {
	p, r, err := h.substitutePage(c)
	if err != nil {
		return err
	}
	web.Problems(&p.Base, map[string][]string{"unit": {r.Unit}, "version": {strconv.Itoa(r.Version)}}, nil)
	return h.Show(c, fiber.StatusOK, "attendee/own_substitute", p)
}

func (h *Handlers) substitutePage(c *fiber.Ctx) (*substitutePage, registration.Registration, error) {
	r, e, err := h.own(c)
	switch {
	case err != nil:
		return nil, r, err
	case r.Status == registration.Cancelled:
		return nil, r, registration.ErrCancelled
	case !e.ChangesOpen(h.Now()):
		return nil, r, registration.ErrOver
	}
	needs, err := registration.NeedsOf(h.Store.Read(c.UserContext()), r.ID)
	p := &substitutePage{Base: h.ownBase(c, e, "substitute.title"), Here: ownPath(h.Store.Keys(), r), R: r,
		Waiting: r.Status == registration.Waitlisted, Needs: !needs.Empty()}
	p.Crumbs = []page.Link{{Href: p.Here, Text: p.T("attendee.own_title")}, {Text: p.Title}}
	return p, r, err
}

// swapTries bounds how often one link may be used to try addresses: the answer tells whether one is registered.
const swapTries = 10

// Substitute passes the seat on. Afterwards this link is dead; its page says so, and is where the browser goes.
func (h *Handlers) Substitute(c *fiber.Ctx) error {
	p, r, err := h.substitutePage(c)
	if err != nil {
		return err
	}
	sent, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	clean, wrong := registration.CheckSubstitute(registration.Form{Name: sent.Get("name"), Email: sent.Get("email"), Unit: sent.Get("unit")})
	if problems := join(sent.Problems, wrong); len(problems) > 0 {
		return h.substituteAgain(c, p, sent, fiber.StatusUnprocessableEntity, problems)
	}
	err = h.Store.Write(c.UserContext(), func(tx *store.Tx) error {
		return account.Throttle(tx, "swap|"+string(r.ID), swapTries, time.Hour)
	})
	if err != nil {
		return err
	}
	version, _ := strconv.Atoi(sent.Get("version")) // what is no number is no version, and so out of date
	err = h.Store.Write(c.UserContext(), func(tx *store.Tx) error {
		_, err := registration.Substitute(tx, r.ID, version, clean, registration.Self)
		return err
	})
	switch {
	case err == nil:
		return c.Redirect(p.Here, fiber.StatusSeeOther)
	case errors.Is(err, registration.ErrExists):
		return h.substituteAgain(c, p, sent, fiber.StatusConflict, []page.Problem{{Field: "email", Key: "substitute.taken"}})
	case errors.Is(err, registration.ErrSamePerson):
		return h.substituteAgain(c, p, sent, fiber.StatusUnprocessableEntity, []page.Problem{{Field: "email", Key: "error.substitute_same"}})
	case errors.Is(err, registration.ErrStale):
		sent.Values["version"] = []string{strconv.Itoa(r.Version)}
		return h.substituteAgain(c, p, sent, fiber.StatusConflict, []page.Problem{{Key: "error.changed_meanwhile"}})
	}
	return err
}

func (h *Handlers) substituteAgain(c *fiber.Ctx, p *substitutePage, sent web.Form, status int, problems []page.Problem) error {
	web.Problems(&p.Base, sent.Values, problems)
	return h.Show(c, status, "attendee/own_substitute", p)
}

// deadOrUnknown tells a link that has died from one that never was.
func deadOrUnknown(db *store.DB, secret string) error {
	_, err := registration.DeadLink(db, secret)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return errNoLink
	case err != nil:
		return err
	}
	return errPassedOn
}

// passedOn says that the seat is somebody else's now, and nothing about whose.
func (h *Handlers) passedOn(c *fiber.Ctx) error {
	db := h.Store.Read(c.UserContext())
	id, err := registration.DeadLink(db, c.Params("secret"))
	if err != nil {
		return err
	}
	e, err := event.ByID(db, id)
	if err != nil {
		return err
	}
	p := passedOnPage{Base: h.ownBase(c, e, "substitute.done_title"), Edition: e}
	return h.Show(c, fiber.StatusGone, "attendee/own_passed_on", &p)
}
