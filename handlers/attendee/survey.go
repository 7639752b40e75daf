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

// errNoBallot says that a link to the evaluation is not one of ours. It answers for a forged and a damaged link alike.
var errNoBallot = store.Fault(store.NotFound, "error.ballot_unknown")

// SurveyRoutes are the evaluation's lines. A ballot's link is all there is: no cookie is set and none is read.
func (h *Handlers) SurveyRoutes() []web.Route {
	return []web.Route{
		{Method: fiber.MethodGet, Path: "/svara/:ballot", Guard: web.Everyone, Handle: h.Survey},
		{Method: fiber.MethodPost, Path: "/svara/:ballot", Guard: web.Everyone, Handle: h.AnswerSurvey},
		{Method: fiber.MethodGet, Path: "/svara/:ballot/tack", Guard: web.Everyone, Handle: h.SurveyThanks},
	}
}

// Survey shows what a ballot asks, or why it asks nothing.
func (h *Handlers) Survey(c *fiber.Ctx) error {
	b, e, err := h.ballot(c)
	if err != nil {
		return err
	}
	if err := b.Usable(e, store.At(h.Now())); err != nil {
		return h.unusable(c, e, err)
	}
	paper, err := h.paper(c, b)
	if err != nil {
		return err
	}
	p := h.surveyPage(c, e)
	p.Lay(paper)
	return h.Show(c, fiber.StatusOK, "attendee/survey", &p)
}

// AnswerSurvey takes the answers. What does not fit comes back with everything that was typed.
func (h *Handlers) AnswerSurvey(c *fiber.Ctx) error {
	b, e, err := h.ballot(c)
	if err != nil {
		return err
	}
	if err := b.Usable(e, store.At(h.Now())); err != nil {
		return h.unusable(c, e, err)
	}
	paper, err := h.paper(c, b)
	if err != nil {
		return err
	}
	form, err := web.ReadForm(c, paper.Several()...)
	if err != nil {
		return err
	}
	sheets, wrong := survey.Check(paper, form.Values)
	if problems := surveyProblems(paper.Fields(), form.Problems, wrong); len(problems) > 0 {
		return h.askAgain(c, e, paper, form, problems)
	}
	if h.pointsAtSomebody(sheets, form) {
		p := h.surveyPage(c, e)
		return h.askBefore(c, &p, paper, form, sheets)
	}
	err = h.Store.Write(c.UserContext(), func(tx *store.Tx) error { return survey.Cast(tx, e, b, sheets) })
	if err != nil {
		return h.unusable(c, e, err)
	}
	return c.Redirect("/svara/"+c.Params("ballot")+"/tack"+h.keep(c, b, sheets), fiber.StatusSeeOther)
}

// keep saves the commitment in a write of its own, apart from the answers. The ballot is cast by now, so a failure
// is told and not an error; it answers what to put behind the address.
func (h *Handlers) keep(c *fiber.Ctx, b survey.Ballot, s survey.Sheets) string {
	if s.Commitment() == "" {
		return ""
	}
	err := h.Store.WriteSoon(c.UserContext(), func(tx *store.Tx) error {
		return survey.KeepCommitment(tx, b, s.Commitment(), s.RemindMe())
	})
	if err != nil {
		h.Log.Error("a commitment was not kept", "request", web.RequestID(c), "error", err)
		return "?foresats=borta"
	}
	return ""
}

// SurveyThanks thanks for an answer. It shows nothing of it: nobody can, any more.
func (h *Handlers) SurveyThanks(c *fiber.Ctx) error {
	b, e, err := h.ballot(c)
	if err != nil {
		return err
	}
	if !b.Spent() {
		return c.Redirect("/svara/"+c.Params("ballot"), fiber.StatusSeeOther)
	}
	p := h.ballotPage(c, e, "thanks")
	p.Lost = c.Query("foresats") == "borta"
	if p.Reminder, err = survey.HasCommitment(h.Store.Read(c.UserContext()), b); err != nil {
		return err
	}
	return h.Show(c, fiber.StatusOK, "attendee/ballot", &p)
}

func (h *Handlers) ballot(c *fiber.Ctx) (survey.Ballot, event.Edition, error) {
	db := h.Store.Read(c.UserContext())
	b, err := survey.ByToken(db, c.Params("ballot"))
	if errors.Is(err, store.ErrNotFound) {
		err = errNoBallot
	}
	if err != nil {
		return b, event.Edition{}, err
	}
	e, err := event.ByID(db, b.EditionID)
	return b, e, err
}

func (h *Handlers) paper(c *fiber.Ctx, b survey.Ballot) (survey.Paper, error) {
	db := h.Store.Read(c.UserContext())
	questions, err := survey.Questions(db, b.EditionID)
	if err != nil {
		return survey.Paper{}, err
	}
	seminars, err := event.Seminars(db, b.EditionID)
	if err != nil {
		return survey.Paper{}, err
	}
	return survey.PaperFor(b, questions, seminars), nil
}

func (h *Handlers) surveyPage(c *fiber.Ctx, e event.Edition) page.Survey {
	p := page.Survey{Base: h.Base(c, "survey.title")}
	h.Frame(&p.Base, e)
	p.Styles, p.Scripts = []string{"css/survey.css"}, []string{"survey/form.js"}
	if !e.SurveyClosesAt.IsZero() {
		p.Closes = p.Moment(e.SurveyClosesAt.In(e.Zone()))
	}
	return p
}

func (h *Handlers) askAgain(c *fiber.Ctx, e event.Edition, paper survey.Paper, form web.Form, problems []page.Problem) error {
	p := h.surveyPage(c, e)
	web.Problems(&p.Base, form.Values, problems)
	p.Lay(paper)
	return h.Show(c, fiber.StatusUnprocessableEntity, "attendee/survey", &p)
}

// surveyProblems joins what is wrong with the form as such and with its answers, in the order of the paper, each
// field once. What was sent under a name that is not on the paper is not looked at.
func surveyProblems(fields []string, sent []page.Problem, wrong []survey.Problem) []page.Problem {
	first := map[string]page.Problem{}
	for _, w := range wrong {
		first[w.Field] = page.Problem{Field: w.Field, Key: w.Key, Args: w.Args}
	}
	for _, p := range sent {
		first[p.Field] = p
	}
	var out []page.Problem
	for _, field := range fields {
		if p, found := first[field]; found {
			out = append(out, p)
		}
	}
	return out
}

// unusable shows why a ballot cannot be used: it is spent, or the survey is closed or not open. Other errors pass.
func (h *Handlers) unusable(c *fiber.Ctx, e event.Edition, err error) error {
	state, status := "", fiber.StatusGone
	switch {
	case errors.Is(err, survey.ErrSpent):
		state = "spent"
	case errors.Is(err, survey.ErrClosed):
		state = "closed"
	case errors.Is(err, survey.ErrNotYet):
		state, status = "not_yet", fiber.StatusConflict
	default:
		return err
	}
	p := h.ballotPage(c, e, state)
	return h.Show(c, status, "attendee/ballot", &p)
}

func (h *Handlers) ballotPage(c *fiber.Ctx, e event.Edition, state string) page.Ballot {
	p := page.Ballot{Base: h.Base(c, "survey."+state), State: state, EventLink: "/" + e.Slug}
	h.Frame(&p.Base, e)
	if state == "thanks" {
		p.Scripts = []string{"survey/form.js"} // what the device kept of the answers goes
	}
	return p
}
