package seminars

import (
	"errors"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/seminar"
	"samling/models/store"
	"samling/views/page"
)

// AskRun asks for an allocation and leads to where it is followed; nobody is placed or told by it.
func (h *Handlers) AskRun(c *fiber.Ctx) error {
	if err := desk.Require(c, event.Allocate); err != nil {
		return err
	}
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	terms := readTerms(&form)
	var run seminar.Run
	if len(form.Problems) == 0 {
		err = h.Store.Write(c.UserContext(), func(tx *store.Tx) error {
			people, err := registration.Attendees(tx.DB, web.Edition(c).ID)
			if err != nil {
				return err
			}
			run, err = seminar.Ask(tx, web.Edition(c), people, terms, string(web.User(c).ID))
			return err
		})
		if err == nil {
			return c.Redirect(desk.Root(web.Edition(c))+"/fordelning/"+string(run.ID), fiber.StatusSeeOther)
		}
	}
	return h.askAgain(c, form, terms, err)
}

// askAgain shows the form again with what is wrong in it, or with why there is no run.
func (h *Handlers) askAgain(c *fiber.Ctx, form web.Form, terms seminar.Terms, refused error) error {
	p, err := h.allocationPage(c)
	if err != nil {
		return err
	}
	p.Worsts = nil
	p.propose(terms)
	edit := desk.Edit{View: "seminars/allocation", Page: p, Form: form}
	if len(form.Problems) > 0 {
		return desk.Refuse(h.App, c, edit, fiber.StatusUnprocessableEntity, form.Problems)
	}
	var clashes seminar.Clashes
	if errors.As(refused, &clashes) {
		problems, err := h.clashProblems(c, clashes, "")
		if err != nil {
			return err
		}
		return desk.Refuse(h.App, c, edit, fiber.StatusConflict, problems)
	}
	return desk.Again(h.App, c, edit, refused)
}

// readTerms reads what an organiser decides about a run. An empty seed is drawn; the slider counts its positions from 0.
func readTerms(form *web.Form) seminar.Terms {
	t := seminar.Terms{}
	wrong := func(field, key string) { form.Problems = append(form.Problems, page.Problem{Field: field, Key: key}) }
	var err error
	if t.Seed, err = strconv.ParseUint(form.Get("seed"), 10, 64); err != nil {
		if form.Get("seed") != "" {
			wrong("seed", "seminars.problem.seed")
		}
		t.Seed = seminar.NewSeed()
	}
	at, err := number(form.Get("mix"))
	if err != nil || at < 0 || at > mostMix {
		wrong("mix", "seminars.problem.mix")
	} else {
		t.MixPrice = seminar.Prices[at]
	}
	if t.MixWorst, err = number(form.Get("worst")); err != nil || t.MixWorst < 0 || t.MixWorst > seminar.MaxWishes {
		wrong("worst", "error.choose")
		t.MixWorst = 0
	}
	if t.MixPrice == 0 {
		t.MixWorst = 0 // without a price nothing is given up for the mix
	}
	return t
}

// number reads a whole number; nothing is 0.
func number(s string) (int, error) {
	if s == "" {
		return 0, nil
	}
	return strconv.Atoi(s)
}
