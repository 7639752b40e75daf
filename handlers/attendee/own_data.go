package attendee

import (
	"errors"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
	"samling/views/page"
)

// changePage is a form that changes a part of one's own registration. Each part has a page of its own.
type changePage struct {
	page.Base
	Here    string // the own page, to go back to
	Groups  []organisationGroup
	Ranking ranking
	Needs   needChoices
	Until   string // when it can no longer be changed
	Placed  bool   // the seminars have been given out already
	Any     bool   // there is something to erase
	Full    bool   // somebody waits for the seat
	Waiting bool   // there is no seat to lose yet
}

// change opens a form page of one's own. Somebody who is not coming has nothing to change and is sent back.
func (h *Handlers) change(c *fiber.Ctx, title string) (*changePage, registration.Registration, event.Edition, error) {
	r, e, err := h.own(c)
	if err != nil {
		return nil, r, e, err
	}
	if r.Status == registration.Cancelled {
		return nil, r, e, registration.ErrCancelled
	}
	p := &changePage{Base: h.ownBase(c, e, title), Here: ownPath(h.Store.Keys(), r)}
	p.Crumbs = []page.Link{{Href: p.Here, Text: p.T("attendee.own_title")}, {Text: p.Title}}
	return p, r, e, nil
}

// OwnData shows the form in which people correct what is saved about them.
func (h *Handlers) OwnData(c *fiber.Ctx) error {
	p, r, e, err := h.dataPage(c)
	if err != nil {
		return err
	}
	org, err := h.organisationOf(c, r)
	if err != nil {
		return err
	}
	if p.Groups, err = h.organisationGroups(c, e); err != nil {
		return err
	}
	web.Problems(&p.Base, valuesOf(r, org.Key), nil)
	return h.Show(c, fiber.StatusOK, "attendee/own_data", p)
}

// dataPage: somebody with protected identity has no data here that could be corrected, and must not be asked for any.
func (h *Handlers) dataPage(c *fiber.Ctx) (*changePage, registration.Registration, event.Edition, error) {
	p, r, e, err := h.change(c, "attendee.data_title")
	if err == nil && r.Alias() {
		err = store.ErrNotFound
	}
	return p, r, e, err
}

// SaveOwnData saves corrected data. Whoever saves second is told, and sees what they typed.
func (h *Handlers) SaveOwnData(c *fiber.Ctx) error {
	p, r, e, err := h.dataPage(c)
	if err != nil {
		return err
	}
	sent, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	orgs, err := event.Organisations(h.Store.Read(c.UserContext()), e.ID)
	if err != nil {
		return err
	}
	clean, wrong := registration.CheckPerson(r.Source, orgs, formOf(sent))
	problems := join(sent.Problems, wrong)
	if len(problems) == 0 {
		version, _ := strconv.Atoi(sent.Get("version")) // what is no number is no version, and so out of date
		err = h.Store.Write(c.UserContext(), func(tx *store.Tx) error {
			_, err := registration.Update(tx, r.ID, version, clean, registration.Self)
			return err
		})
		if err == nil {
			return c.Redirect(p.Here+"?klar=uppgifter", fiber.StatusSeeOther)
		}
	}
	return h.dataAgain(c, p, r, e, sent, problems, err)
}

func (h *Handlers) dataAgain(c *fiber.Ctx, p *changePage, r registration.Registration, e event.Edition, sent web.Form,
	problems []page.Problem, cause error) (err error) {
	status := fiber.StatusUnprocessableEntity
	switch {
	case errors.Is(cause, registration.ErrExists):
		problems = []page.Problem{{Field: "email", Key: "attendee.problem.email_taken"}}
	case errors.Is(cause, registration.ErrUnknown):
		problems = []page.Problem{{Field: "organisation", Key: "attendee.problem.organisation_unknown"}}
	case errors.Is(cause, registration.ErrStale):
		status = fiber.StatusConflict
		problems = []page.Problem{{Key: "error.changed_meanwhile"}}
		sent.Values["version"] = []string{strconv.Itoa(r.Version)}
	case store.KindOf(cause) == store.TooMany:
		status = fiber.StatusTooManyRequests
		problems = []page.Problem{{Field: "email", Key: "error.too_many"}}
	case cause != nil:
		return cause
	}
	if p.Groups, err = h.organisationGroups(c, e); err != nil {
		return err
	}
	web.Problems(&p.Base, sent.Values, problems)
	return h.Show(c, status, "attendee/own_data", p)
}
