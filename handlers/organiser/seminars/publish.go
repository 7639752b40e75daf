package seminars

import (
	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/seminar"
	"samling/models/store"
	"samling/views/page"
)

// publishPage asks before people are placed and told.
type publishPage struct {
	desk.Frame
	ID            string
	People, Mails int // whose places are new, and who of them are told
	Chosen        int // who lose a seat that they have chosen themselves
	First         bool
}

// AskPublish asks before a draft is published. Errors: those of publishing.
func (h *Handlers) AskPublish(c *fiber.Ctx) error {
	if err := desk.Require(c, event.Allocate); err != nil {
		return err
	}
	r, err := h.theRun(c)
	if err != nil {
		return err
	}
	if r.State != seminar.Drafted {
		return seminar.ErrPublished
	}
	e, db := web.Edition(c), h.Store.Read(c.UserContext())
	people, err := registration.Attendees(db, e.ID)
	if err != nil {
		return err
	}
	since, err := seminar.Since(db, r, people)
	if err != nil {
		return err
	}
	if !since.None() { // the run's own page says what has changed
		return c.Redirect(desk.Root(e)+"/fordelning/"+string(r.ID), fiber.StatusSeeOther)
	}
	p := &publishPage{Frame: h.frame(c, "seminars.publish_title"), ID: string(r.ID)}
	p.Under("/fordelning/"+p.ID, "seminars.run_title")
	moves, err := seminar.Moves(db, r)
	if err != nil {
		return err
	}
	if p.People, p.Mails, err = told(db, e, moves); err != nil {
		return err
	}
	if p.Chosen, err = seminar.ChosenThemselves(db, e.ID, moves); err != nil {
		return err
	}
	_, err = seminar.PublishedRun(db, e.ID)
	p.First = store.KindOf(err) == store.NotFound
	if err != nil && !p.First {
		return err
	}
	return h.Show(c, fiber.StatusOK, "seminars/publish", p)
}

// told counts whom moves concern, and who of them are told by mail.
func told(db *store.DB, e event.Edition, moves []seminar.Move) (people, mails int, err error) {
	concerned := make(map[store.ID]bool, len(moves))
	for _, m := range moves {
		concerned[m.Person] = true
	}
	recipients, err := registration.Recipients(db, e.ID)
	for _, r := range recipients {
		if r.Address != "" && concerned[r.Person] {
			mails++
		}
	}
	return len(concerned), mails, err
}

// Publish asks for the draft to be published, and leads to where that is followed.
func (h *Handlers) Publish(c *fiber.Ctx) error {
	if err := desk.Require(c, event.Allocate); err != nil {
		return err
	}
	r, err := h.theRun(c)
	if err != nil {
		return err
	}
	if refused, err := h.refuseStale(c, r); refused || err != nil {
		return err
	}
	err = h.Store.Write(c.UserContext(), func(tx *store.Tx) error {
		return seminar.AskPublish(tx, web.Edition(c).ID, r.ID, string(web.User(c).ID))
	})
	if err != nil {
		return err
	}
	return c.Redirect(desk.Root(web.Edition(c))+"/fordelning/"+string(r.ID), fiber.StatusSeeOther)
}

// refuseStale shows the run with what has changed since it was made, if anything has. What changes after this is found when
// the run is published.
func (h *Handlers) refuseStale(c *fiber.Ctx, r seminar.Run) (bool, error) {
	if r.State != seminar.Drafted {
		return false, nil
	}
	p, err := h.runPage(c, r)
	if err != nil || !p.Stale {
		return false, err
	}
	return true, desk.Refuse(h.App, c, desk.Edit{View: "seminars/run", Page: p}, fiber.StatusConflict,
		[]page.Problem{{Key: seminar.ErrInputChanged.Key}})
}
