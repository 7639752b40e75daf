package organiser

import (
	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/account"
	"samling/models/event"
	"samling/models/store"
	"samling/models/survey"
)

// nextYearPage is the small form that makes next year's edition out of this one.
type nextYearPage struct {
	desk.Frame
	From string
}

func (h *Handlers) nextYearPage(c *fiber.Ctx) (*nextYearPage, error) {
	e := web.Edition(c)
	p := &nextYearPage{Frame: desk.NewFrame(h.App, c, "life.next_year", "/uppgifter"), From: e.Title}
	p.Under("/uppgifter", "organiser.details")
	all, err := event.Editions(h.Store.Read(c.UserContext()))
	if err != nil {
		return nil, err
	}
	f := e.Preset(all, h.Now())
	p.Form.Values = desk.Values("title", f.Title, "slug", f.Slug, "number", f.Number, "date", f.Date)
	return p, nil
}

// NewEdition shows the form, filled in as far as can be guessed.
func (h *Handlers) NewEdition(c *fiber.Ctx) error {
	p, err := h.nextYearPage(c)
	if err != nil {
		return err
	}
	return h.Show(c, fiber.StatusOK, "organiser/next-year", p)
}

// CopyEdition makes the new edition in one step and goes to its overview. Whoever makes it arranges it.
func (h *Handlers) CopyEdition(c *fiber.Ctx) error {
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	p, err := h.nextYearPage(c)
	if err != nil {
		return err
	}
	e := desk.Edit{View: "organiser/next-year", Page: p, Form: form}
	if len(form.Problems) > 0 {
		return desk.Refuse(h.App, c, e, fiber.StatusUnprocessableEntity, form.Problems)
	}
	var made event.Edition
	err = h.Store.Write(c.UserContext(), func(tx *store.Tx) (err error) {
		made, err = copyEdition(tx, c, form)
		return err
	})
	if err != nil {
		return desk.Again(h.App, c, e, err)
	}
	h.Cache.Clear()
	return c.Redirect(desk.Root(made)+"?klart=edition_copied", fiber.StatusSeeOther)
}

func copyEdition(tx *store.Tx, c *fiber.Ctx, form web.Form) (event.Edition, error) {
	from, user := web.Edition(c), web.User(c)
	made, err := event.Copy(tx, from, event.CopyForm{Title: form.Get("title"), Slug: form.Get("slug"), Number: form.Get("number"),
		Date: form.Get("date")})
	if err != nil {
		return made, err
	}
	if err := survey.CopyQuestions(tx, from.ID, made.ID); err != nil {
		return made, err
	}
	if !user.May(account.Organiser, made.ID) {
		if err := account.Grant(tx, user.ID, account.Organiser, made.ID); err != nil {
			return made, err
		}
	}
	return made, account.Log(tx, account.Entry{Actor: string(user.ID), EditionID: made.ID, Action: "edition_copied", Detail: from.Slug})
}

// checkLine is one thing to look through before a day is published: what there is of it, and where.
type checkLine struct {
	Text, Href string
	N          int
}

// checklist is what a draft has been given, to be looked through before it is published.
func checklist(db *store.DB, f desk.Frame, e event.Edition) ([]checkLine, error) {
	programme, err := event.Programme(db, e.ID)
	if err != nil {
		return nil, err
	}
	seminars, err := event.Seminars(db, e.ID)
	if err != nil {
		return nil, err
	}
	hosts, err := event.Hosts(db, e.ID)
	if err != nil {
		return nil, err
	}
	organisations, err := event.Organisations(db, e.ID)
	if err != nil {
		return nil, err
	}
	questions, err := survey.Questions(db, e.ID)
	if err != nil {
		return nil, err
	}
	return []checkLine{
		{f.T("life.check.dates"), f.Root + "/uppgifter", 1},
		{f.T("life.check.programme", "n", len(programme)), f.Root + "/program", len(programme)},
		{f.T("life.check.seminars", "n", len(seminars)), f.Root + "/program", len(seminars)},
		{f.T("life.check.hosts", "n", len(hosts)), f.Root + "/vardar", len(hosts)},
		{f.T("life.check.organisations", "n", len(organisations)), f.Root + "/organisationer", len(organisations)},
		{f.T("life.check.questions", "n", len(questions)), f.Root + "/utvardering", len(questions)},
	}, nil
}
