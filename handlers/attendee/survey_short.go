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

// ShortRoutes are what the QR codes on slides and at the doors of seminars lead to. Nobody is asked who they are.
func (h *Handlers) ShortRoutes() []web.Route {
	return []web.Route{
		{Method: fiber.MethodGet, Path: "/:edition/svara", Guard: web.Everyone, Handle: h.ShortSurvey},
		{Method: fiber.MethodPost, Path: "/:edition/svara", Guard: web.Everyone, Handle: h.AnswerShort},
		{Method: fiber.MethodGet, Path: "/:edition/svara/:seminar", Guard: web.Everyone, Handle: h.ShortSurvey},
		{Method: fiber.MethodPost, Path: "/:edition/svara/:seminar", Guard: web.Everyone, Handle: h.AnswerShort},
	}
}

// short is what a code leads to.
type short struct {
	edition event.Edition
	seminar *event.Seminar // nil: the day
	paper   survey.Paper
	address string
}

func (h *Handlers) short(c *fiber.Ctx) (short, error) {
	e, err := h.PublicEdition(c)
	if err != nil {
		return short{}, err
	}
	db := h.Store.Read(c.UserContext())
	s := short{edition: e, address: "/" + e.Slug + "/svara"}
	if key := c.Params("seminar"); key != "" {
		seminar, err := event.SeminarByKey(db, e.ID, key)
		if err != nil {
			return s, err
		}
		s.seminar, s.address = &seminar, s.address+"/"+key
	}
	questions, err := survey.Questions(db, e.ID)
	if err != nil {
		return s, err
	}
	s.paper = survey.ShortPaper(questions, s.seminar)
	if s.paper.Empty() {
		return s, store.ErrNotFound
	}
	return s, nil
}

// ShortSurvey shows the short form, or thanks for it, or says why there is none.
func (h *Handlers) ShortSurvey(c *fiber.Ctx) error {
	s, err := h.short(c)
	if err != nil {
		return err
	}
	if c.Query("tack") != "" {
		p := h.ballotPage(c, s.edition, "thanks")
		p.Again = s.address
		return h.Show(c, fiber.StatusOK, "attendee/ballot", &p)
	}
	plan, err := survey.PlanOf(h.Store.Read(c.UserContext()), s.edition.ID)
	if err != nil {
		return err
	}
	if err := plan.ShortUsable(s.edition, h.Now()); err != nil {
		return h.unusable(c, s.edition, err)
	}
	p := h.shortPage(c, s)
	p.Lay(s.paper)
	return h.Show(c, fiber.StatusOK, "attendee/survey", &p)
}

// AnswerShort takes a short form. The answer leads to the same page whoever sent it.
func (h *Handlers) AnswerShort(c *fiber.Ctx) error {
	s, err := h.short(c)
	if err != nil {
		return err
	}
	form, err := web.ReadForm(c, s.paper.Several()...)
	if err != nil {
		return err
	}
	sheets, wrong := survey.Check(s.paper, form.Values)
	p := h.shortPage(c, s)
	if problems := surveyProblems(s.paper.Fields(), form.Problems, wrong); len(problems) > 0 {
		web.Problems(&p.Base, form.Values, problems)
		p.Lay(s.paper)
		return h.Show(c, fiber.StatusUnprocessableEntity, "attendee/survey", &p)
	}
	if h.pointsAtSomebody(sheets, form) {
		return h.askBefore(c, &p, s.paper, form, sheets)
	}
	if !h.flood.Allow(web.Network(c), h.Now()) {
		return web.ErrFlood
	}
	err = h.Store.Write(c.UserContext(), func(tx *store.Tx) error { return survey.CastShort(tx, s.edition, sheets) })
	if errors.Is(err, survey.ErrClosed) || errors.Is(err, survey.ErrNotYet) {
		return h.unusable(c, s.edition, err)
	}
	if err != nil {
		return err
	}
	return c.Redirect(s.address+"?tack=ja", fiber.StatusSeeOther)
}

func (h *Handlers) shortPage(c *fiber.Ctx, s short) page.Survey {
	p := h.surveyPage(c, s.edition)
	p.Short = s.address
	if s.seminar != nil {
		p.Title = p.T("survey.short_seminar", "Title", s.seminar.Title)
	}
	return p
}
