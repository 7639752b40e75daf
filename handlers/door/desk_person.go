package door

import (
	"github.com/gofiber/fiber/v2"

	"samling/models/door"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
)

// person is somebody as the desk sees them, with what can be done.
type person struct {
	Status         door.Status `json:"status"`
	Reason         string      `json:"reason"`
	RegistrationID store.ID    `json:"registration_id"`
	Version        int         `json:"version"`
	Attendee       attendee    `json:"attendee"`
	WaitlistNumber int         `json:"waitlist_number"`
	InsideSince    string      `json:"inside_since"`
	Nonce          string      `json:"nonce"` // of the admission, for an undo
	May            []string    `json:"may"`
	Badge          string      `json:"badge"`
	SeatsLeft      int         `json:"seats_left"`
}

// Person shows somebody whom a search, the index or a case has named. Nothing is stored.
func (h *Handlers) Person(c *fiber.Ctx) error {
	var body redeemBody
	if err := read(c.Body(), &body); err != nil {
		return err
	}
	e, err := h.edition(c, body.Edition)
	if err != nil {
		return err
	}
	p, err := h.person(c, e, body.presented())
	if store.KindOf(err) == store.NotFound {
		return send(c, fiber.Map{"status": door.Error, "reason": door.Invalid, "message": h.T(c).T("door.why_invalid")})
	}
	if err != nil {
		return err
	}
	return send(c, p)
}

func (h *Handlers) person(c *fiber.Ctx, e event.Edition, presented door.Presented) (*person, error) {
	t := h.T(c)
	found, err := door.PersonBy(h.Store.Read(c.UserContext()), e, presented)
	if err != nil {
		return nil, err
	}
	p := &person{Status: door.OK, RegistrationID: found.ID, Version: found.Version, WaitlistNumber: found.WaitlistNumber,
		InsideSince: clock(t, e, found.InsideSince), Nonce: found.Nonce, May: found.May(), Badge: badgePath(e, found.ID),
		Attendee: attendee{Name: found.Name, Organisation: found.Organisation, Status: string(found.Status), Places: places(t, e, found.Places)}}
	if p.May == nil {
		p.May = []string{}
	}
	p.SeatsLeft, err = h.seatsLeft(c, e)
	return p, err
}

type substituteBody struct {
	Nonce          string   `json:"nonce"`
	RegistrationID store.ID `json:"registration_id"`
	Version        int      `json:"version"`
	Name           string   `json:"name"`
	Email          string   `json:"email"`
	Door           string   `json:"door"`
	Edition        string   `json:"edition"`
}

// Substitute passes a seat on to a colleague who stands at the desk, and lets them in.
func (h *Handlers) Substitute(c *fiber.Ctx) error {
	var body substituteBody
	if err := read(c.Body(), &body); err != nil {
		return err
	}
	e, err := h.edition(c, body.Edition)
	if err != nil {
		return err
	}
	v, problems, err := h.substitute(c, e, body)
	if len(problems) > 0 {
		return h.wrongForm(c, e, body.Nonce, problems)
	}
	return h.done(c, e, body.Nonce, v, err)
}

func (h *Handlers) substitute(c *fiber.Ctx, e event.Edition, body substituteBody) (v door.Verdict, problems []registration.Problem, err error) {
	form, problems := registration.CheckSubstituteAtDoor(registration.Form{Name: body.Name, Email: body.Email, Lang: h.T(c).Lang()})
	if len(problems) > 0 {
		return v, problems, nil
	}
	if !body.RegistrationID.Valid() {
		return v, nil, store.ErrNotFound
	}
	err = h.Store.Write(c.UserContext(), func(tx *store.Tx) (err error) {
		v, err = door.SubstituteIn(tx, e, body.RegistrationID, body.Version, form, by(c, door.Presented{Nonce: body.Nonce, Door: body.Door}))
		return err
	})
	return v, nil, err
}

type promoteBody struct {
	Nonce          string   `json:"nonce"`
	RegistrationID store.ID `json:"registration_id"`
	Door           string   `json:"door"`
	Edition        string   `json:"edition"`
}

// Promote gives somebody who waits a seat, and lets them in.
func (h *Handlers) Promote(c *fiber.Ctx) error {
	var body promoteBody
	if err := read(c.Body(), &body); err != nil {
		return err
	}
	e, err := h.edition(c, body.Edition)
	if err != nil {
		return err
	}
	v, err := h.promote(c, e, body)
	return h.done(c, e, body.Nonce, v, err)
}

func (h *Handlers) promote(c *fiber.Ctx, e event.Edition, body promoteBody) (v door.Verdict, err error) {
	if !body.RegistrationID.Valid() {
		return v, store.ErrNotFound
	}
	reason := h.Texts.For("sv").T("checkin.desk_promoted") // the history is Swedish, like the day
	err = h.Store.Write(c.UserContext(), func(tx *store.Tx) (err error) {
		v, err = door.PromoteIn(tx, e, body.RegistrationID, reason, by(c, door.Presented{Nonce: body.Nonce, Door: body.Door}))
		return err
	})
	return v, err
}
