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

// undoPage asks before a publication is undone.
type undoPage struct {
	desk.Frame
	ID            string
	People, Mails int
	Lost          changes // seats that people have had since and would lose
}

func (h *Handlers) undoPage(c *fiber.Ctx) (*undoPage, error) {
	if err := desk.Require(c, event.Allocate); err != nil {
		return nil, err
	}
	id, err := desk.PathID(c)
	if err != nil {
		return nil, err
	}
	e, db := web.Edition(c), h.Store.Read(c.UserContext())
	people, err := registration.Attendees(db, e.ID)
	if err != nil {
		return nil, err
	}
	undoing, err := seminar.UndoPreview(db, e.ID, id, people)
	if err != nil {
		return nil, err
	}
	p := &undoPage{Frame: h.frame(c, "seminars.undo_title"), ID: string(id)}
	p.Under("/fordelning/"+p.ID, "seminars.run_title")
	if p.People, p.Mails, err = told(db, e, undoing.Moves); err != nil {
		return nil, err
	}
	n, err := readNames(db, e)
	if err != nil {
		return nil, err
	}
	p.Lost, err = tellChanges(db, p.Base, n, undoing.Lost)
	return p, err
}

// AskUndo tells what undoing a publication would do.
func (h *Handlers) AskUndo(c *fiber.Ctx) error {
	p, err := h.undoPage(c)
	if err != nil {
		return err
	}
	return h.Show(c, fiber.StatusOK, "seminars/undo", p)
}

// Undo puts people back where they were before, and tells them. Seats that they have taken since are lost only when the
// organiser has ticked that they may be.
func (h *Handlers) Undo(c *fiber.Ctx) error {
	p, err := h.undoPage(c)
	if err != nil {
		return err
	}
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	err = h.Store.Write(c.UserContext(), func(tx *store.Tx) error { return undo(tx, c, store.ID(p.ID), form.Ticked("force")) })
	if errors.Is(err, seminar.ErrTakenSince) {
		return desk.Refuse(h.App, c, desk.Edit{View: "seminars/undo", Page: p, Form: form}, fiber.StatusConflict,
			[]page.Problem{{Field: "force", Key: "error.undo_taken_since"}})
	}
	if err != nil {
		return err
	}
	h.Cache.Clear()
	return desk.Back(c, "/fordelning/"+p.ID, "seminars.done.undone")
}

func undo(tx *store.Tx, c *fiber.Ctx, run store.ID, force bool) error {
	e := web.Edition(c)
	people, err := registration.Attendees(tx.DB, e.ID)
	if err != nil {
		return err
	}
	recipients, err := registration.Recipients(tx.DB, e.ID)
	if err != nil {
		return err
	}
	done, err := seminar.Undo(tx, e, run, string(web.User(c).ID), people, recipients, force)
	if err != nil {
		return err
	}
	return desk.Log(tx, c, "allocation_undone", run, "mails="+strconv.Itoa(done.Told)+" lost="+strconv.Itoa(len(done.Lost)))
}
