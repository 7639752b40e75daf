package attendee

import (
	"errors"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
	"samling/models/survey"
	"samling/views/page"
)

// commitmentPage is what somebody wanted to do differently, for that person alone.
type commitmentPage struct {
	page.Base
	Here     string // the own page, to go back to
	Text     string // "" when nothing is kept
	Released bool
	NoMail   bool   // there is no address to mail it to
	Reminder string // when a reminder comes, "" when none is wanted or it has gone out
	MailedOn string // when it comes back; "" when it has
	ErasedOn string
	Answer   string // the way to the follow-up while it can be answered
}

const commitmentView = "attendee/own_effect"

// OwnCommitment shows what was written, when it is mailed and erased, and what its author can do with it.
func (h *Handlers) OwnCommitment(c *fiber.Ctx) error {
	r, e, err := h.own(c)
	if err != nil {
		return err
	}
	p := &commitmentPage{Base: h.ownBase(c, e, "effect.own_title"), Here: ownPath(h.Store.Keys(), r), NoMail: r.Email == ""}
	p.Crumbs = []page.Link{{Href: p.Here, Text: p.T("attendee.own_title")}, {Text: p.Title}}
	if what := c.Query("klar"); what == "slappt" || what == "behallt" || what == "raderat" {
		p.Notice = &page.Notice{Tone: "ok", Text: p.T("effect.done_" + what)}
	}
	if err := h.fillCommitment(c, p, r, e); err != nil && !errors.Is(err, store.ErrNotFound) {
		return err
	}
	return h.Show(c, fiber.StatusOK, commitmentView, p)
}

func (h *Handlers) fillCommitment(c *fiber.Ctx, p *commitmentPage, r registration.Registration, e event.Edition) error {
	db := h.Store.Read(c.UserContext())
	pledge, err := survey.PledgeOf(db, e.ID, r.ID)
	if err != nil {
		return err
	}
	state, err := survey.FollowUpOf(db, e.ID)
	if err != nil {
		return err
	}
	day := func(at store.Time) string { return p.Date(at.In(e.Zone())) }
	p.Text, p.Released, p.ErasedOn = pledge.Text, pledge.Released, day(state.ClosesAt)
	if state.OpenedAt.IsZero() {
		at := survey.FollowUpAt(e)
		p.MailedOn, p.ErasedOn = day(at), day(store.At(at.Add(survey.FollowUpOpenFor)))
		if pledge.Remind {
			p.Reminder = day(survey.ReminderAt(e))
		}
	}
	if pledge.BallotID == "" {
		return nil
	}
	ballot, err := survey.FollowUpByID(db, pledge.BallotID)
	if err == nil && ballot.Usable(state, h.Now()) == nil {
		p.Answer = "/uppfoljning/" + ballot.Token(h.Store.Keys())
	}
	return err
}

// ReleaseOwnCommitment lets hosts read the text later, or not.
func (h *Handlers) ReleaseOwnCommitment(c *fiber.Ctx) error {
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	what := "behallt"
	if form.Ticked("slapp") {
		what = "slappt"
	}
	return h.changeCommitment(c, what, func(tx *store.Tx, r registration.Registration) error {
		return survey.ReleaseCommitment(tx, r.EditionID, r.ID, form.Ticked("slapp"))
	})
}

// ForgetOwnCommitment erases the text now.
func (h *Handlers) ForgetOwnCommitment(c *fiber.Ctx) error {
	return h.changeCommitment(c, "raderat", func(tx *store.Tx, r registration.Registration) error {
		return survey.ForgetCommitment(tx, r.EditionID, r.ID)
	})
}

// changeCommitment does it and goes back. What is gone meanwhile is told by the page itself.
func (h *Handlers) changeCommitment(c *fiber.Ctx, what string, do func(*store.Tx, registration.Registration) error) error {
	r, _, err := h.own(c)
	if err != nil {
		return err
	}
	at := ownPath(h.Store.Keys(), r) + "/foresats"
	err = h.Store.Write(c.UserContext(), func(tx *store.Tx) error { return do(tx, r) })
	if errors.Is(err, store.ErrNotFound) {
		return c.Redirect(at, fiber.StatusSeeOther)
	}
	if err != nil {
		return err
	}
	return c.Redirect(at+"?klar="+what, fiber.StatusSeeOther)
}

// loadOwnCommitment finds out whether something is kept, so that the own page leads to it.
func (h *Handlers) loadOwnCommitment(c *fiber.Ctx, p *ownPage) error {
	_, err := survey.PledgeOf(h.Store.Read(c.UserContext()), p.Edition.ID, p.R.ID)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	p.Commitment = err == nil
	return err
}
