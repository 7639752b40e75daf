package door

import (
	"errors"

	"github.com/gofiber/fiber/v2"

	"samling/models/door"
	"samling/models/registration"
	"samling/models/store"
)

// Redeem judges a code, a reference or a person picked from the search. Whatever the verdict, the answer is 200 and
// says it in status and reason; another status means that the message itself could not be read.
func (h *Handlers) Redeem(c *fiber.Ctx) error {
	var body redeemBody
	if err := read(c.Body(), &body); err != nil {
		return err
	}
	e, err := h.edition(c, body.Edition)
	if err != nil {
		return err
	}
	a, err := h.redeem(c, e, body.presented())
	if err != nil {
		return err
	}
	return send(c, a)
}

// annulled is the answer to an undo.
type annulled struct {
	Status  door.Status `json:"status"`
	Reason  string      `json:"reason"` // unknown_nonce, not_admitted, not_yours
	Message string      `json:"message"`
	Nonce   string      `json:"nonce"`
	Counter counter     `json:"counter"`
}

// Annul takes back the admission that a nonce brought. Taking it back twice is the same as once.
func (h *Handlers) Annul(c *fiber.Ctx) error {
	var body annulBody
	if err := read(c.Body(), &body); err != nil {
		return err
	}
	e, err := h.edition(c, body.Edition)
	if err != nil {
		return err
	}
	a := annulled{Status: door.OK, Nonce: body.Nonce, Message: h.T(c).T("door.undone")}
	switch err := h.annul(c, e, body.Nonce); {
	case errors.Is(err, store.ErrNotFound):
		a.Status, a.Reason, a.Message = door.Error, "unknown_nonce", h.T(c).T("error.door_nothing_to_undo")
	case errors.Is(err, door.ErrNotYours):
		a.Status, a.Reason, a.Message = door.Error, "not_yours", h.T(c).T("error.door_not_yours")
	case errors.Is(err, door.ErrNothingToUndo):
		a.Status, a.Reason, a.Message = door.Error, "not_admitted", h.T(c).T("error.door_nothing_to_undo")
	case err != nil:
		return err
	}
	if a.Counter, err = h.count(c, e); err != nil {
		return err
	}
	return send(c, a)
}

// hit is one found person. InsideSince is a time of day, "" for whom has not come.
type hit struct {
	RegistrationID store.ID            `json:"registration_id"`
	Name           string              `json:"name"`
	Organisation   string              `json:"organisation"`
	Status         registration.Status `json:"status"`
	Note           string              `json:"note"`
	InsideSince    string              `json:"inside_since"`
}

// Search finds people by name, organisation or reference. It is a POST so that no name stands in an address, where
// it would reach logs and the browser's history.
func (h *Handlers) Search(c *fiber.Ctx) error {
	var body searchBody
	if err := read(c.Body(), &body); err != nil {
		return err
	}
	e, err := h.edition(c, body.Edition)
	if err != nil {
		return err
	}
	hits, more, err := h.find(c, e, body.Q)
	if err != nil {
		return err
	}
	return send(c, fiber.Map{"status": door.OK, "reason": "", "hits": hits, "more": more, "message": h.foundText(c, hits, more)})
}

// send answers with JSON that nobody keeps.
func send(c *fiber.Ctx, what any) error {
	c.Set(fiber.HeaderCacheControl, "no-store")
	return c.JSON(what)
}
