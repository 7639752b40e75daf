package attendee

import (
	"github.com/gofiber/fiber/v2"

	"samling/models/registration"
	"samling/models/store"
)

// AskToCancel asks once more. A link in a mail must never cancel by being opened: mail scanners open links.
func (h *Handlers) AskToCancel(c *fiber.Ctx) error {
	p, r, e, err := h.change(c, "attendee.cancel_title")
	if err != nil {
		return err
	}
	if !e.ChangesOpen(h.Now()) {
		return registration.ErrOver
	}
	counts, err := registration.Counts(h.Store.Read(c.UserContext()), e.ID)
	if err != nil {
		return err
	}
	p.Waiting = r.Status == registration.Waitlisted
	p.Full = counts[registration.Waitlisted] > 0
	return h.Show(c, fiber.StatusOK, "attendee/own_cancel", p)
}

// CancelOwn cancels. Doing it twice is doing it once.
func (h *Handlers) CancelOwn(c *fiber.Ctx) error {
	r, e, err := h.own(c)
	if err != nil {
		return err
	}
	err = h.Store.Write(c.UserContext(), func(tx *store.Tx) error {
		_, err := registration.CancelOwn(tx, e, r.ID)
		return err
	})
	if err != nil {
		return err
	}
	return c.Redirect(ownPath(h.Store.Keys(), r)+"?klar=avanmald", fiber.StatusSeeOther)
}

// RestoreOwn undoes one's cancellation while it can be undone.
func (h *Handlers) RestoreOwn(c *fiber.Ctx) error {
	r, e, err := h.own(c)
	if err != nil {
		return err
	}
	err = h.Store.Write(c.UserContext(), func(tx *store.Tx) error {
		_, err := registration.RestoreOwn(tx, e, r.ID)
		return err
	})
	if err != nil {
		return err
	}
	return c.Redirect(ownPath(h.Store.Keys(), r)+"?klar=angrat", fiber.StatusSeeOther)
}
