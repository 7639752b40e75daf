package seminars

import (
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

// DraftAllocation works an allocation out and shows it; nobody is placed or told by it.
func (h *Handlers) DraftAllocation(c *fiber.Ctx) error {
	if err := desk.Require(c, event.Allocate); err != nil {
		return err
	}
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	p, err := h.allocationPage(c)
	if err != nil {
		return err
	}
	e := desk.Edit{View: "seminars/allocation", Page: p, Form: form, Path: "/fordelning", Done: "allocation_drafted"}
	seed, ok := readSeed(form.Get("seed"))
	if !ok {
		e.Form.Problems = append(e.Form.Problems, page.Problem{Field: "seed", Key: "organiser.problem.seed"})
	}
	e.Do = func(tx *store.Tx) error {
		people, err := desk.Everybody(tx.DB, web.Edition(c))
		if err != nil {
			return err
		}
		_, err = seminar.Draft(tx, web.Edition(c), desk.Coming(people), seed, string(web.User(c).ID))
		return err
	}
	return desk.Save(h.App, c, e)
}

// readSeed reads a seed; an empty field draws one.
func readSeed(s string) (uint64, bool) {
	if s == "" {
		return seminar.NewSeed(), true
	}
	seed, err := strconv.ParseUint(s, 10, 64)
	return seed, err == nil
}

// PublishAllocation places people as the draft said and tells each for whom something changes.
func (h *Handlers) PublishAllocation(c *fiber.Ctx) error {
	if err := desk.Require(c, event.Allocate); err != nil {
		return err
	}
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	p, err := h.allocationPage(c)
	if err != nil {
		return err
	}
	run := store.ID(form.Get("run"))
	return desk.Save(h.App, c, desk.Edit{View: "seminars/allocation", Page: p, Form: form, Path: "/fordelning", Done: "allocation_published",
		Do: func(tx *store.Tx) error { return publish(tx, c, run) }})
}

func publish(tx *store.Tx, c *fiber.Ctx, id store.ID) error {
	e := web.Edition(c)
	rows, err := desk.Everybody(tx.DB, e)
	if err != nil {
		return err
	}
	run, moves, err := seminar.Publish(tx, e, desk.Coming(rows), id)
	if err != nil {
		return err
	}
	told, err := seminar.Tell(tx, e, run, moves, recipients(rows))
	if err != nil {
		return err
	}
	return desk.Log(tx, c, "allocation_published", run.ID, "seed="+strconv.FormatUint(run.Seed, 10)+" mails="+strconv.Itoa(told))
}

func recipients(rows []registration.Row) []seminar.Recipient {
	list := make([]seminar.Recipient, 0, len(rows))
	for _, r := range rows {
		if r.Status == registration.Confirmed {
			list = append(list, seminar.Recipient{Person: r.ID, Address: r.Email, Name: r.ShownName(), Lang: r.Lang})
		}
	}
	return list
}
