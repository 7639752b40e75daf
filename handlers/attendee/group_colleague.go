package attendee

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/account"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
	"samling/views/page"
)

// colleaguePage is about one colleague: whether to cancel them, or who comes instead.
type colleaguePage struct {
	page.Base
	Here      string // the coordinator's page
	Colleague registration.Colleague
}

// colleague finds the one in the address among those whom the coordinator registered. Anybody else is nobody here.
func (h *Handlers) colleague(c *fiber.Ctx, title string) (*colleaguePage, registration.Coordinator, event.Edition, error) {
	who, e, err := h.coordinator(c)
	if err != nil {
		return nil, who, e, err
	}
	id := store.ID(c.Params("id"))
	if !id.Valid() {
		return nil, who, e, store.ErrNotFound
	}
	one, err := registration.ColleagueOf(h.Store.Read(c.UserContext()), who, id, store.At(h.Now()))
	if err != nil {
		return nil, who, e, err
	}
	return &colleaguePage{Base: h.groupBase(c, e, who, title), Here: h.groupPath(who), Colleague: one}, who, e, nil
}

// AskCancelColleague asks once more, and says that the colleague is told.
func (h *Handlers) AskCancelColleague(c *fiber.Ctx) error {
	p, _, e, err := h.colleague(c, "group.cancel_title")
	switch {
	case err != nil:
		return err
	case !e.ChangesOpen(h.Now()):
		return registration.ErrOver
	case p.Colleague.Status == registration.Cancelled:
		return c.Redirect(p.Here, fiber.StatusSeeOther)
	}
	return h.Show(c, fiber.StatusOK, "attendee/group_cancel", p)
}

// CancelColleague cancels a colleague. Doing it twice is doing it once.
func (h *Handlers) CancelColleague(c *fiber.Ctx) error {
	return h.changeColleague(c, "avanmald", registration.CancelColleague)
}

// RestoreColleague undoes it.
func (h *Handlers) RestoreColleague(c *fiber.Ctx) error {
	return h.changeColleague(c, "angrat", registration.RestoreColleague)
}

func (h *Handlers) changeColleague(c *fiber.Ctx, word string,
	do func(*store.Tx, event.Edition, registration.Coordinator, store.ID) error) error {
	p, who, e, err := h.colleague(c, "group.title")
	if err != nil {
		return err
	}
	err = h.Store.Write(c.UserContext(), func(tx *store.Tx) error { return do(tx, e, who, p.Colleague.ID) })
	if err != nil {
		return err
	}
	return c.Redirect(p.Here+"?klart="+word, fiber.StatusSeeOther)
}

// AskSwapColleague shows the form for who comes instead.
func (h *Handlers) AskSwapColleague(c *fiber.Ctx) error {
	p, _, e, err := h.colleague(c, "group.swap_title")
	switch {
	case err != nil:
		return err
	case !e.ChangesOpen(h.Now()):
		return registration.ErrOver
	case p.Colleague.Status == registration.Cancelled:
		return registration.ErrCancelled
	}
	web.Problems(&p.Base, map[string][]string{"version": {strconv.Itoa(p.Colleague.Version)}}, nil)
	return h.Show(c, fiber.StatusOK, "attendee/group_swap", p)
}

// SwapColleague lets another colleague take the seat.
func (h *Handlers) SwapColleague(c *fiber.Ctx) error {
	p, who, e, err := h.colleague(c, "group.swap_title")
	if err != nil {
		return err
	}
	if !e.ChangesOpen(h.Now()) {
		return registration.ErrOver
	}
	sent, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	clean, wrong := registration.CheckSubstitute(registration.Form{Name: sent.Get("name"), Email: sent.Get("email"), Unit: sent.Get("unit"),
		Title: sent.Get("title"), Lang: web.Lang(c)})
	if problems := join(sent.Problems, wrong); len(problems) > 0 {
		return h.swapAgain(c, p, sent, fiber.StatusUnprocessableEntity, problems...)
	}
	err = h.Store.Write(c.UserContext(), func(tx *store.Tx) error {
		return account.Throttle(tx, "swap|"+string(p.Colleague.ID), swapTries, time.Hour)
	})
	if err != nil {
		return err
	}
	version, _ := strconv.Atoi(sent.Get("version")) // what is no number is no version, and so out of date
	err = h.Store.Write(c.UserContext(), func(tx *store.Tx) error {
		return registration.SwapColleague(tx, who, p.Colleague.ID, version, clean)
	})
	switch {
	case err == nil:
		return c.Redirect(p.Here+"?klart=bytt", fiber.StatusSeeOther)
	case errors.Is(err, registration.ErrExists):
		return h.swapAgain(c, p, sent, fiber.StatusConflict, page.Problem{Field: "email", Key: "group.swap_taken"})
	case errors.Is(err, registration.ErrSamePerson):
		return h.swapAgain(c, p, sent, fiber.StatusUnprocessableEntity, page.Problem{Field: "email", Key: "error.substitute_same"})
	case errors.Is(err, registration.ErrStale):
		sent.Values["version"] = []string{strconv.Itoa(p.Colleague.Version)}
		return h.swapAgain(c, p, sent, fiber.StatusConflict, page.Problem{Key: "error.changed_meanwhile"})
	}
	return err
}

func (h *Handlers) swapAgain(c *fiber.Ctx, p *colleaguePage, sent web.Form, status int, problems ...page.Problem) error {
	web.Problems(&p.Base, sent.Values, problems)
	return h.Show(c, status, "attendee/group_swap", p)
}

func firstName(name string) string {
	first, _, _ := strings.Cut(name, " ")
	return first
}
