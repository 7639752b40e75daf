package attendee

import (
	"errors"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/room"
	"samling/models/store"
	"samling/views/page"
)

// questionPage is where somebody asks who leads their seminar, and sees what they have asked.
type questionPage struct {
	page.Base
	Here     string
	Seminars []questionTo
	Yours    []room.Question
	MaySign  bool
	Name     string // that they would sign with
}

type questionTo struct {
	room.Asked
	Chosen bool
}

const questionView = "attendee/own_question"

// QuestionRoutes are the questions to those who lead seminars.
func (h *Handlers) QuestionRoutes() []web.Route {
	return []web.Route{
		{Method: fiber.MethodGet, Path: "/min/:secret/fraga", Guard: web.Everyone, Handle: h.OwnQuestions},
		{Method: fiber.MethodPost, Path: "/min/:secret/fraga", Guard: web.Everyone, Handle: h.Ask},
		{Method: fiber.MethodPost, Path: "/min/:secret/fraga/:id/ta-tillbaka", Guard: web.Everyone, Handle: h.TakeBackQuestion},
	}
}

// loadOwnQuestions finds out whether there is anybody to ask.
func (h *Handlers) loadOwnQuestions(c *fiber.Ctx, p *ownPage) error {
	if p.R.Status != registration.Confirmed || p.Over {
		return nil
	}
	open, err := room.Askable(h.Store.Read(c.UserContext()), p.Edition.ID, p.R.ID)
	p.Asks = len(open) > 0
	return err
}

// OwnQuestions shows the form.
func (h *Handlers) OwnQuestions(c *fiber.Ctx) error {
	p, _, err := h.questionPage(c, "")
	if err != nil {
		return err
	}
	switch c.Query("klar") {
	case "fragat":
		p.Notice = &page.Notice{Tone: "ok", Text: p.T("leader.ask_sent")}
	case "tillbaka":
		p.Notice = &page.Notice{Tone: "ok", Text: p.T("leader.ask_taken_back")}
	}
	return h.Show(c, fiber.StatusOK, questionView, p)
}

// questionPage reads whom one can ask. Where there is only one, it is chosen.
func (h *Handlers) questionPage(c *fiber.Ctx, chosen string) (*questionPage, registration.Registration, error) {
	change, r, e, err := h.change(c, "leader.ask_title")
	if err != nil {
		return nil, r, err
	}
	p := &questionPage{Base: change.Base, Here: change.Here, MaySign: !r.Alias(), Name: r.ShownName()}
	db := h.Store.Read(c.UserContext())
	open, err := room.Askable(db, e.ID, r.ID)
	if err != nil {
		return p, r, err
	}
	for _, s := range open {
		p.Seminars = append(p.Seminars, questionTo{s, len(open) == 1 || string(s.ID) == chosen})
	}
	p.Yours, err = room.QuestionsBy(db, h.Store.Keys(), r.ID)
	return p, r, err
}

// Ask sends a question.
func (h *Handlers) Ask(c *fiber.Ctx) error {
	sent, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	p, r, err := h.questionPage(c, sent.Get("seminarium"))
	if err != nil {
		return err
	}
	if len(sent.Problems) == 0 {
		err = h.Store.Write(c.UserContext(), func(tx *store.Tx) error {
			return room.Ask(tx, r, store.ID(sent.Get("seminarium")), sent.Get("fraga"), sent.Ticked("namn"))
		})
		if err == nil {
			return c.Redirect(p.Here+"/fraga?klar=fragat", fiber.StatusSeeOther)
		}
	}
	status := fiber.StatusUnprocessableEntity
	var rules event.Problems
	var fault *store.Error
	switch {
	case err == nil:
	case errors.As(err, &rules):
		for _, one := range rules {
			sent.Problems = append(sent.Problems, page.Problem{Field: one.Field, Key: one.Key, Args: one.Args})
		}
	case errors.As(err, &fault) && fault.Kind == store.Conflict && fault.Field != "":
		status = fiber.StatusConflict
		sent.Problems = append(sent.Problems, page.Problem{Field: fault.Field, Key: fault.Key})
	default:
		return err
	}
	web.Problems(&p.Base, sent.Values, sent.Problems)
	return h.Show(c, status, questionView, p)
}

// TakeBackQuestion removes a question of one's own.
func (h *Handlers) TakeBackQuestion(c *fiber.Ctx) error {
	r, _, err := h.own(c)
	if err != nil {
		return err
	}
	id := store.ID(c.Params("id"))
	if !id.Valid() {
		return store.ErrNotFound
	}
	if err := h.Store.Write(c.UserContext(), func(tx *store.Tx) error { return room.TakeBack(tx, r.ID, id) }); err != nil {
		return err
	}
	return c.Redirect(ownPath(h.Store.Keys(), r)+"/fraga?klar=tillbaka", fiber.StatusSeeOther)
}
