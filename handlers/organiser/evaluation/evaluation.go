package evaluation

import (
	"errors"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/door"
	"samling/models/event"
	"samling/models/store"
	"samling/models/survey"
	"samling/views/page"
)

const evaluationView = "evaluation/evaluation"

// evaluationPage is the evaluation as the organiser sees it: whether it is open and how many have answered. What they
// answered is for the host agencies.
type evaluationPage struct {
	desk.Frame
	Questions   int
	In          int
	Opened      bool
	Open        bool
	OpenedAt    string
	ClosesAt    string
	HandedOut   int
	Answered    int // 0 while fewer than Least
	Least       int
	Rate        string
	Newcomers   int // have come in since the ballots were handed out
	BeforeEnd   bool
	DayEnds     string
	OpenForDays int
	Plan        planView
	Seminars    []event.Seminar
	Pool        int // answers through the codes, in whole steps; 0 while few
	Effect      *effectView
}

// Evaluation shows the page.
func (h *Handlers) Evaluation(c *fiber.Ctx) error {
	p, err := h.evaluationPage(c)
	if err != nil {
		return err
	}
	return h.Show(c, fiber.StatusOK, evaluationView, p)
}

func (h *Handlers) evaluationPage(c *fiber.Ctx) (*evaluationPage, error) {
	e, db, now := web.Edition(c), h.Store.Read(c.UserContext()), h.Now()
	p := &evaluationPage{Frame: desk.NewFrame(h.App, c, "organiser.evaluation", "/utvardering"), Least: survey.Least,
		OpenForDays: int(survey.OpenFor.Hours()) / 24, BeforeEnd: now.Before(e.EndsAt.Time)}
	p.DayEnds = p.Moment(e.EndsAt.In(e.Zone()))
	questions, err := survey.Questions(db, e.ID)
	if err != nil {
		return nil, err
	}
	p.Questions = len(questions)
	if p.In, _, err = door.Count(db, e.ID); err != nil {
		return nil, err
	}
	if err := p.readPlan(db, e); err != nil {
		return nil, err
	}
	if p.Seminars, err = event.Seminars(db, e.ID); err != nil {
		return nil, err
	}
	if p.Pool, err = survey.ShortCount(db, e.ID); err != nil {
		return nil, err
	}
	if err := p.readEffect(db, e, store.At(now)); err != nil {
		return nil, err
	}
	p.Opened, p.Open = !e.SurveyOpenedAt.IsZero(), e.SurveyOpen(now)
	if !p.Opened {
		return p, nil
	}
	p.OpenedAt, p.ClosesAt = p.Moment(e.SurveyOpenedAt.In(e.Zone())), p.Moment(e.SurveyClosesAt.In(e.Zone()))
	live, err := survey.LiveTurnout(db, e.ID)
	if err != nil {
		return nil, err
	}
	p.HandedOut, p.Answered = live.HandedOut, live.Answered
	p.Newcomers = max(0, p.In-p.HandedOut)
	if p.HandedOut > 0 {
		p.Rate = p.Percent(float64(p.Answered) / float64(p.HandedOut))
	}
	return p, nil
}

// OpenEvaluation hands a ballot to everybody who has come and has none, and mails it.
func (h *Handlers) OpenEvaluation(c *fiber.Ctx) error {
	return h.changeEvaluation(c, "survey_opened", func(tx *store.Tx) error {
		n, err := door.HandOutBallots(tx, web.Edition(c))
		if err != nil {
			return err
		}
		return desk.Log(tx, c, "survey_opened", "", "ballots="+strconv.Itoa(n))
	})
}

// CloseEvaluation closes it before its time.
func (h *Handlers) CloseEvaluation(c *fiber.Ctx) error {
	return h.changeEvaluation(c, "survey_closed", func(tx *store.Tx) error {
		if err := survey.Close(tx, web.Edition(c)); err != nil {
			return err
		}
		return desk.Log(tx, c, "survey_closed", "", "")
	})
}

func (h *Handlers) changeEvaluation(c *fiber.Ctx, word string, do func(tx *store.Tx) error) error {
	err := h.Store.Write(c.UserContext(), do)
	var fault *store.Error
	if errors.As(err, &fault) && (fault.Kind == store.Conflict || fault.Kind == store.Gone) {
		p, failed := h.evaluationPage(c)
		if failed != nil {
			return failed
		}
		p.Notice = &page.Notice{Tone: "bad", Text: p.T(fault.Key)}
		return h.Show(c, fiber.StatusConflict, evaluationView, p)
	}
	if err != nil {
		return err
	}
	h.Cache.Clear()
	return desk.Back(c, "/utvardering", word)
}
