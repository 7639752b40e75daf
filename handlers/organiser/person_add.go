package organiser

import (
	"errors"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/seminar"
	"samling/models/store"
	"samling/views/page"
)

// newPersonPage is the form for somebody who is registered by an organiser.
type newPersonPage struct {
	frame
	Organisations []organisationGroup
	Wishes        []wishChoice
	Existing      string // address of the page of who already has the e-mail
	Full          bool
	personFields
}

type wishChoice struct {
	Name, Label string
	Options     []option
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
	p := &newPersonPage{frame: h.frame(c, title, "/deltagare")}
	p.personFields = fields(p.Base, alias)
	p.under("/deltagare", "organiser.attendees")
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
			w.Options = append(w.Options, option{s.Key, s.Title, form.Get(w.Name) == s.Key})
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
	if err := require(c, event.Manage); err != nil {
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
	e := edit{view: "organiser/person-new", page: p, form: form, done: "person_added"}
	clean, err := h.checkNew(c, &e, source)
	if err != nil {
		return err
	}
	if len(e.form.Problems) > 0 {
		return h.refuse(c, e, fiber.StatusUnprocessableEntity, e.form.Problems)
	}
	var r registration.Registration
	err = h.Store.Write(c.UserContext(), func(tx *store.Tx) (err error) {
		r, err = registration.Add(tx, web.Edition(c), clean, source, string(web.User(c).ID))
		return err
	})
	if errors.Is(err, registration.ErrExists) {
		p.Existing = p.Root + "/deltagare/" + string(r.ID)
		return h.refuse(c, e, fiber.StatusConflict, []page.Problem{{Field: "email", Key: "organiser.problem.exists"}})
	}
	if err != nil {
		return h.again(c, e, err)
	}
	word := "person_added"
	if r.Status == registration.Waitlisted {
		word = "person_waitlisted"
	}
	return back(c, "/deltagare/"+string(r.ID), word)
}

func (h *Handlers) checkNew(c *fiber.Ctx, e *edit, source registration.Source) (registration.Form, error) {
	edition, db := web.Edition(c), h.Store.Read(c.UserContext())
	organisations, err := event.Organisations(db, edition.ID)
	if err != nil {
		return registration.Form{}, err
	}
	seminars, err := event.Seminars(db, edition.ID)
	if err != nil {
		return registration.Form{}, err
	}
	f := personForm(e.form)
	for rank := 1; rank <= seminar.MaxWishes; rank++ {
		f.Wishes = append(f.Wishes, e.form.Get("wish_"+itoa(rank)))
	}
	if source == registration.FromAlias && f.Name == "" {
		f.Name = e.page.Common().T("organiser.alias_name")
	}
	clean, problems := registration.CheckFrom(source, edition, organisations, seminars, f)
	e.problems(problems)
	return clean, nil
}
