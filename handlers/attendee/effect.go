package attendee

import (
	"errors"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/event"
	"samling/models/store"
	"samling/models/survey"
	"samling/views/page"
)

// errNoFollowUp says that a link to the follow-up is not one of ours. It answers for a forged and a damaged link alike.
var errNoFollowUp = store.Fault(store.NotFound, "error.follow_up_unknown")

// EffectRoutes are what is asked three months later, and one's own page about what one wanted to do. The two know nothing
// of each other: a ballot's link names nobody.
func (h *Handlers) EffectRoutes() []web.Route {
	get, post := fiber.MethodGet, fiber.MethodPost
	return []web.Route{
		{Method: get, Path: "/uppfoljning/:ballot", Guard: web.Everyone, Handle: h.FollowUp},
		{Method: post, Path: "/uppfoljning/:ballot", Guard: web.Everyone, Handle: h.AnswerFollowUp},
		{Method: get, Path: "/uppfoljning/:ballot/tack", Guard: web.Everyone, Handle: h.FollowUpThanks},
		{Method: get, Path: "/min/:secret/foresats", Guard: web.Everyone, Handle: h.OwnCommitment},
		{Method: post, Path: "/min/:secret/foresats", Guard: web.Everyone, Handle: h.ReleaseOwnCommitment},
		{Method: post, Path: "/min/:secret/foresats/radera", Guard: web.Everyone, Handle: h.ForgetOwnCommitment},
	}
}

// later is what a link to the follow-up leads to.
type later struct {
	ballot  survey.FollowUpBallot
	state   survey.FollowUpState
	edition event.Edition
}

func (h *Handlers) later(c *fiber.Ctx) (l later, err error) {
	c.Set("X-Robots-Tag", "noindex, nofollow")
	db := h.Store.Read(c.UserContext())
	if l.ballot, err = survey.FollowUpByToken(db, c.Params("ballot")); errors.Is(err, store.ErrNotFound) {
		err = errNoFollowUp
	}
	if err != nil {
		return l, err
	}
	if l.state, err = survey.FollowUpOf(db, l.ballot.EditionID); err != nil {
		return l, err
	}
	l.edition, err = event.ByID(db, l.ballot.EditionID)
	return l, err
}

// FollowUp shows the questions, or why there are none.
func (h *Handlers) FollowUp(c *fiber.Ctx) error {
	l, err := h.later(c)
	if err != nil {
		return err
	}
	if err := l.ballot.Usable(l.state, h.Now()); err != nil {
		return h.noFollowUp(c, l, err)
	}
	paper, err := h.followUpPaper(c, l)
	if err != nil {
		return err
	}
	p := h.followUpPage(c, l)
	p.Lay(paper)
	return h.Show(c, fiber.StatusOK, "attendee/survey", &p)
}

// AnswerFollowUp takes the answers. What does not fit comes back with everything that was typed.
func (h *Handlers) AnswerFollowUp(c *fiber.Ctx) error {
	l, err := h.later(c)
	if err != nil {
		return err
	}
	if err := l.ballot.Usable(l.state, h.Now()); err != nil {
		return h.noFollowUp(c, l, err)
	}
	paper, err := h.followUpPaper(c, l)
	if err != nil {
		return err
	}
	form, err := web.ReadForm(c, paper.Several()...)
	if err != nil {
		return err
	}
	sheets, wrong := survey.Check(paper, form.Values)
	p := h.followUpPage(c, l)
	if problems := surveyProblems(paper.Fields(), form.Problems, wrong); len(problems) > 0 {
		web.Problems(&p.Base, form.Values, problems)
		p.Lay(paper)
		return h.Show(c, fiber.StatusUnprocessableEntity, "attendee/survey", &p)
	}
	if h.pointsAtSomebody(sheets, form) {
		return h.askBefore(c, &p, paper, form, sheets)
	}
	err = h.Store.Write(c.UserContext(), func(tx *store.Tx) error { return survey.CastFollowUp(tx, l.edition, l.ballot, sheets) })
	if err != nil {
		return h.noFollowUp(c, l, err)
	}
	return c.Redirect("/uppfoljning/"+c.Params("ballot")+"/tack", fiber.StatusSeeOther)
}

// FollowUpThanks thanks for an answer.
func (h *Handlers) FollowUpThanks(c *fiber.Ctx) error {
	l, err := h.later(c)
	if err != nil {
		return err
	}
	if !l.ballot.Spent() {
		return c.Redirect("/uppfoljning/"+c.Params("ballot"), fiber.StatusSeeOther)
	}
	return h.followUpDone(c, fiber.StatusOK, l, "thanks")
}

// noFollowUp shows why a ballot cannot be used. Other errors pass.
func (h *Handlers) noFollowUp(c *fiber.Ctx, l later, err error) error {
	switch {
	case errors.Is(err, survey.ErrSpent):
		return h.followUpDone(c, fiber.StatusGone, l, "spent")
	case errors.Is(err, survey.ErrClosed):
		return h.followUpDone(c, fiber.StatusGone, l, "closed")
	}
	return err
}

func (h *Handlers) followUpDone(c *fiber.Ctx, status int, l later, state string) error {
	p := page.Ballot{Base: h.Base(c, "effect."+state), State: state, EventLink: "/" + l.edition.Slug}
	h.Frame(&p.Base, l.edition)
	if state == "thanks" {
		p.Scripts = []string{"survey/form.js"} // what the device kept of the answers goes
	}
	return h.Show(c, status, "attendee/effect_ballot", &p)
}

func (h *Handlers) followUpPaper(c *fiber.Ctx, l later) (survey.Paper, error) {
	questions, err := survey.Questions(h.Store.Read(c.UserContext()), l.edition.ID)
	return survey.FollowUpPaper(questions), err
}

func (h *Handlers) followUpPage(c *fiber.Ctx, l later) page.Survey {
	p := h.surveyPage(c, l.edition)
	p.After, p.Title, p.Closes = true, p.T("effect.title"), p.Moment(l.state.ClosesAt.In(l.edition.Zone()))
	return p
}
