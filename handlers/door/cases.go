package door

import (
	"errors"
	"time"

	"github.com/gofiber/fiber/v2"

	"samling/models/door"
	"samling/models/event"
	"samling/models/store"
)

// caseBody is a case as the desk's list shows it. It names nobody.
type caseBody struct {
	ID     store.ID    `json:"id"`
	Number int         `json:"number"`
	State  string      `json:"state"` // open, taken, closed
	At     time.Time   `json:"at"`
	Time   string      `json:"time"`
	Door   string      `json:"door"`
	Reason door.Reason `json:"reason"` // of the scan; "" when nothing was scanned, or all was well
	Note   string      `json:"note"`
}

func (h *Handlers) caseBody(c *fiber.Ctx, e event.Edition, one door.Case) caseBody {
	b := caseBody{ID: one.ID, Number: one.Number, State: "open", At: one.MadeAt.Time, Time: clock(h.T(c), e, one.MadeAt), Door: one.Door,
		Reason: one.Reason, Note: one.Note}
	switch {
	case !one.ClosedAt.IsZero():
		b.State = "closed"
	case !one.TakenAt.IsZero():
		b.State = "taken"
	}
	return b
}

type passOnBody struct {
	Nonce   string `json:"nonce"`
	Scan    string `json:"scan"`
	Note    string `json:"note"`
	Door    string `json:"door"`
	Edition string `json:"edition"`
}

// PassOn hands somebody over to the help desk.
func (h *Handlers) PassOn(c *fiber.Ctx) error {
	var body passOnBody
	if err := read(c.Body(), &body); err != nil {
		return err
	}
	e, err := h.edition(c, body.Edition)
	if err != nil {
		return err
	}
	one, err := h.passOn(c, e, body)
	if errors.Is(err, door.ErrCaseScan) {
		return send(c, fiber.Map{"status": door.Error, "reason": "unknown_nonce", "nonce": body.Nonce, "message": h.T(c).T(door.ErrCaseScan.Key)})
	}
	if err != nil {
		return err
	}
	return send(c, fiber.Map{"status": door.OK, "reason": "", "nonce": body.Nonce, "case": h.caseBody(c, e, one),
		"message": h.T(c).T("checkin.case_made", "Number", one.Number)})
}

func (h *Handlers) passOn(c *fiber.Ctx, e event.Edition, body passOnBody) (one door.Case, err error) {
	p := by(c, door.Presented{Door: body.Door})
	err = h.Store.Write(c.UserContext(), func(tx *store.Tx) (err error) {
		one, err = door.PassOn(tx, e, door.CaseForm{Nonce: body.Nonce, ScanNonce: body.Scan, Note: body.Note, Door: p.Door}, p.Actor)
		return err
	})
	return one, err
}

// Cases lists what waits for the desk.
func (h *Handlers) Cases(c *fiber.Ctx) error {
	e, err := h.edition(c, c.Query("edition"))
	if err != nil {
		return err
	}
	all, err := door.Cases(h.Store.Read(c.UserContext()), e.ID)
	if err != nil {
		return err
	}
	list := make([]caseBody, len(all))
	for i, one := range all {
		list[i] = h.caseBody(c, e, one)
	}
	return send(c, fiber.Map{"status": door.OK, "reason": "", "cases": list})
}

type caseActBody struct {
	ID      store.ID     `json:"id"`
	Outcome door.Outcome `json:"outcome"`
	Edition string       `json:"edition"`
}

// OpenCase takes a case and shows who it is about.
func (h *Handlers) OpenCase(c *fiber.Ctx) error {
	return h.onCase(c, func(tx *store.Tx, e event.Edition, body caseActBody) (door.Case, error) {
		return door.TakeCase(tx, e, body.ID, actor(c))
	})
}

// CloseCase ends a case.
func (h *Handlers) CloseCase(c *fiber.Ctx) error {
	return h.onCase(c, func(tx *store.Tx, e event.Edition, body caseActBody) (door.Case, error) {
		return door.CloseCase(tx, e, body.ID, body.Outcome, actor(c))
	})
}

func (h *Handlers) onCase(c *fiber.Ctx, do func(tx *store.Tx, e event.Edition, body caseActBody) (door.Case, error)) error {
	var body caseActBody
	if err := read(c.Body(), &body); err != nil {
		return err
	}
	e, err := h.edition(c, body.Edition)
	if err != nil {
		return err
	}
	var one door.Case
	err = h.Store.Write(c.UserContext(), func(tx *store.Tx) (err error) { one, err = do(tx, e, body); return err })
	switch {
	case errors.Is(err, store.ErrNotFound):
		return send(c, fiber.Map{"status": door.Error, "reason": "not_found", "message": h.T(c).T("error.not_found")})
	case errors.Is(err, door.ErrCaseClosed):
		return send(c, fiber.Map{"status": door.Error, "reason": "case_closed", "message": h.T(c).T(door.ErrCaseClosed.Key)})
	case err != nil:
		return err
	}
	who, err := h.whoseCase(c, e, one)
	if err != nil {
		return err
	}
	return send(c, fiber.Map{"status": door.OK, "reason": "", "case": h.caseBody(c, e, one), "person": who})
}

// whoseCase is the person whom the case's scan was about; nil when it was about nobody of this day.
func (h *Handlers) whoseCase(c *fiber.Ctx, e event.Edition, one door.Case) (*person, error) {
	if one.ScanNonce == "" || !one.ClosedAt.IsZero() {
		return nil, nil
	}
	v, err := door.Answer(h.Store.Read(c.UserContext()), e, one.ScanNonce)
	if err != nil || v.Attendee == nil {
		return nil, err
	}
	return h.person(c, e, door.Presented{RegistrationID: v.Attendee.ID})
}
