package organiser

import (
	"errors"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
	"samling/views/page"
)

// SavePerson corrects somebody's data.
func (h *Handlers) SavePerson(c *fiber.Ctx) error {
	if err := desk.Require(c, event.Manage); err != nil {
		return err
	}
	r, err := h.person(c)
	if err != nil {
		return err
	}
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	p, err := h.personPage(c, r)
	if err != nil {
		return err
	}
	p.Organisations, err = h.organisationChoice(c, p.Base, form.Get("organisation"))
	if err != nil {
		return err
	}
	e := desk.Edit{View: "organiser/person", Page: p, Form: form, Path: "/deltagare/" + string(r.ID), Done: "person_saved"}
	clean, err := h.checkPerson(c, &e, r.Source)
	if err != nil {
		return err
	}
	e.Do = func(tx *store.Tx) error {
		_, err := registration.Update(tx, r.ID, desk.Version(form), clean, string(web.User(c).ID))
		return err
	}
	return desk.Save(h.App, c, e)
}

// checkPerson reads who somebody is from a form and adds what is wrong to the form's problems.
func (h *Handlers) checkPerson(c *fiber.Ctx, e *desk.Edit, source registration.Source) (registration.Form, error) {
	organisations, err := event.Organisations(h.Store.Read(c.UserContext()), web.Edition(c).ID)
	if err != nil {
		return registration.Form{}, err
	}
	clean, problems := registration.CheckPerson(source, organisations, personForm(e.Form))
	e.Add(problems)
	return clean, nil
}

func personForm(form web.Form) registration.Form {
	return registration.Form{Name: form.Get("name"), Email: form.Get("email"), Organisation: form.Get("organisation"),
		Unit: form.Get("unit"), Title: form.Get("title"), Phone: form.Get("phone"), DisplayName: form.Get("display_name"),
		ListOptIn: form.Ticked("list_opt_in")}
}

func (h *Handlers) organisationChoice(c *fiber.Ctx, b page.Base, chosen string) ([]organisationGroup, error) {
	all, err := event.Organisations(h.Store.Read(c.UserContext()), web.Edition(c).ID)
	return grouped(b, all, chosen), err
}

// AskCancel asks before somebody loses their seat.
func (h *Handlers) AskCancel(c *fiber.Ctx) error {
	r, err := h.person(c)
	if err != nil {
		return err
	}
	p := desk.Confirm{Frame: desk.NewFrame(h.App, c, "organiser.cancel_title", "/deltagare")}
	p.Under("/deltagare", "organiser.attendees")
	here := p.Root + "/deltagare/" + string(r.ID)
	p.Text, p.Button = p.T("organiser.cancel_text", "Name", r.ShownName()), p.T("organiser.cancel_button")
	p.Action, p.Cancel = here+"/avanmal", here
	return h.Show(c, fiber.StatusOK, desk.ConfirmView, &p)
}

// Cancel cancels a registration; its page offers to undo it.
func (h *Handlers) Cancel(c *fiber.Ctx) error {
	return h.change(c, "person_cancelled", registration.Cancel)
}

// Restore takes a cancellation back.
func (h *Handlers) Restore(c *fiber.Ctx) error {
	return h.change(c, "person_restored", registration.Restore)
}

// MailAgain mails somebody the link to their registration once more.
func (h *Handlers) MailAgain(c *fiber.Ctx) error {
	return h.change(c, "person_mailed", func(tx *store.Tx, id store.ID, _ string) (registration.Registration, error) {
		r, err := registration.ByID(tx.DB, id)
		if err == nil && r.Email == "" {
			err = errNoAddress
		}
		if err != nil {
			return r, err
		}
		return r, registration.MailLink(tx, r)
	})
}

// errNoAddress says that somebody has no e-mail and is told by other means.
var errNoAddress = store.Fault(store.Conflict, "error.no_address")

// change does something with a registration and goes back to its page. A conflict is told there, too.
func (h *Handlers) change(c *fiber.Ctx, word string, do func(tx *store.Tx, id store.ID, actor string) (registration.Registration, error)) error {
	if err := desk.Require(c, event.Manage); err != nil {
		return err
	}
	r, err := h.person(c)
	if err != nil {
		return err
	}
	err = h.Store.Write(c.UserContext(), func(tx *store.Tx) error {
		_, err := do(tx, r.ID, string(web.User(c).ID))
		return err
	})
	var fault *store.Error
	if errors.As(err, &fault) && fault.Kind == store.Conflict {
		p, failed := h.personPage(c, r)
		if failed != nil {
			return failed
		}
		p.Notice = &page.Notice{Tone: "bad", Text: p.T(fault.Key)}
		return h.Show(c, fiber.StatusConflict, "organiser/person", p)
	}
	if err != nil {
		return err
	}
	return desk.Back(c, "/deltagare/"+string(r.ID), word)
}
