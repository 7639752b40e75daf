package organiser

import (
	"errors"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/seminar"
	"samling/models/store"
	"samling/views/page"
)

// newPersonPage is the form for somebody who is registered by an organiser.
type newPersonPage struct {
	desk.Frame
	Organisations []organisationGroup
	Wishes        []wishChoice
	Existing      string // address of the page of who already has the e-mail
	Full          bool
	personFields
}

type wishChoice struct {
	Name, Label string
	Options     []desk.Option
}

// NewAttendee shows the form for an attendee.
func (h *Handlers) NewAttendee(c *fiber.Ctx) error { return h.newPerson(c, false) }

// NewAlias shows the form for somebody with protected identity.
func (h *Handlers) NewAlias(c *fiber.Ctx) error { return h.newPerson(c, true) }

func (h *Handlers) newPerson(c *fiber.Ctx, alias bool) error {
	p, err := h.newPersonPage(c, web.Form{}, alias)
	if err != nil {
		return err
	}
	return h.Show(c, fiber.StatusOK, "organiser/person-new", p)
}

func (h *Handlers) newPersonPage(c *fiber.Ctx, form web.Form, alias bool) (*newPersonPage, error) {
	e, db := web.Edition(c), h.Store.Read(c.UserContext())
	title := "organiser.add_attendee"
	if alias {
		title = "organiser.add_alias"
	}
	p := &newPersonPage{Frame: desk.NewFrame(h.App, c, title, "/deltagare")}
	p.personFields = fields(p.Base, alias)
	p.Under("/deltagare", "organiser.attendees")
	var err error
	if p.Organisations, err = h.organisationChoice(c, p.Base, form.Get("organisation")); err != nil {
		return nil, err
	}
	seats, err := event.SeatsOf(db, e.ID)
	if err != nil {
		return nil, err
	}
	p.Full = seats.Left() <= 0
	seminars, err := event.Seminars(db, e.ID)
	if err != nil {
		return nil, err
	}
	for rank := 1; rank <= min(len(seminars), seminar.MaxWishes); rank++ {
		w := wishChoice{Name: "wish_" + itoa(rank), Label: p.T("organiser.wish_label", "Number", rank)}
		for _, s := range seminars {
			w.Options = append(w.Options, desk.Option{Value: s.Key, Text: s.Title, Chosen: form.Get(w.Name) == s.Key})
		}
		p.Wishes = append(p.Wishes, w)
	}
	return p, nil
}

// AddAttendee registers somebody by hand.
func (h *Handlers) AddAttendee(c *fiber.Ctx) error { return h.addPerson(c, registration.FromOrganiser) }

// AddAlias registers somebody with protected identity: a made-up name, a reference code, no mail.
func (h *Handlers) AddAlias(c *fiber.Ctx) error { return h.addPerson(c, registration.FromAlias) }

func (h *Handlers) addPerson(c *fiber.Ctx, source registration.Source) error {
	if err := desk.Require(c, event.Manage); err != nil {
		return err
	}
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	p, err := h.newPersonPage(c, form, source == registration.FromAlias)
	if err != nil {
		return err
	}
	e := desk.Edit{View: "organiser/person-new", Page: p, Form: form, Done: "person_added"}
	clean, err := h.checkNew(c, &e, source)
	if err != nil {
		return err
	}
	if len(e.Form.Problems) > 0 {
		return desk.Refuse(h.App, c, e, fiber.StatusUnprocessableEntity, e.Form.Problems)
	}
	var r registration.Registration
	err = h.Store.Write(c.UserContext(), func(tx *store.Tx) (err error) {
		r, err = registration.Add(tx, web.Edition(c), clean, source, string(web.User(c).ID))
		return err
	})
	if errors.Is(err, registration.ErrExists) {
		p.Existing = p.Root + "/deltagare/" + string(r.ID)
		return desk.Refuse(h.App, c, e, fiber.StatusConflict, []page.Problem{{Field: "email", Key: "organiser.problem.exists"}})
	}
	if err != nil {
		return desk.Again(h.App, c, e, err)
	}
	word := "person_added"
	if r.Status == registration.Waitlisted {
		word = "person_waitlisted"
	}
	return desk.Back(c, "/deltagare/"+string(r.ID), word)
}

func (h *Handlers) checkNew(c *fiber.Ctx, e *desk.Edit, source registration.Source) (registration.Form, error) {
	edition, db := web.Edition(c), h.Store.Read(c.UserContext())
	organisations, err := event.Organisations(db, edition.ID)
	if err != nil {
		return registration.Form{}, err
	}
	seminars, err := event.Seminars(db, edition.ID)
	if err != nil {
		return registration.Form{}, err
	}
	f := personForm(e.Form)
	for rank := 1; rank <= seminar.MaxWishes; rank++ {
		f.Wishes = append(f.Wishes, e.Form.Get("wish_"+itoa(rank)))
	}
	if source == registration.FromAlias && f.Name == "" {
		f.Name = e.Page.Common().T("organiser.alias_name")
	}
	clean, problems := registration.CheckFrom(source, edition, organisations, seminars, f)
	e.Add(problems)
	return clean, nil
}
