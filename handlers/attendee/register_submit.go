package attendee

import (
	"errors"
	"slices"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
	"samling/views/page"
)

// fieldOrder is the order of the fields on the page; the summary of what is wrong follows it.
var fieldOrder = [...]string{"name", "email", "phone", "organisation", "unit", "title", "wishes", "needs", "needs_text",
	"display_name", "list_opt_in"}

// SubmitRegistration signs somebody up and sends them to their own page, which is the confirmation. What is wrong
// comes back with everything that was typed.
func (h *Handlers) SubmitRegistration(c *fiber.Ctx) error {
	e, err := h.PublicEdition(c)
	if err != nil {
		return err
	}
	if status, ok := notOpen(e.Registration(h.Now())); !ok {
		return h.closed(c, e, status)
	}
	sent, err := web.ReadForm(c, "needs")
	if err != nil {
		return err
	}
	f := formOf(sent)
	f.Lang, f.Invitation = web.Lang(c), sent.Get("inbjudan")
	if f.Invitation == "" && e.Access == event.InvitedOnly {
		return h.notInvited(c, e, registration.ErrNotInvited)
	}
	clean, wrong, err := h.checkRegistration(c, e, f)
	if err != nil {
		return err
	}
	picks, unknown, err := h.picksOf(c, e, sent)
	if err != nil {
		return err
	}
	if problems := join(append(sent.Problems, unknown...), wrong); len(problems) > 0 {
		return h.registerAgain(c, e, sent, problems)
	}
	r, exists, err := h.add(c, e, clean, picks)
	switch {
	case isPick(fieldOf(err)): // somebody else was quicker, or it is not for this person: the rest of the form is kept
		return h.registerRefused(c, e, sent, fiber.StatusConflict, []page.Problem{{Field: fieldOf(err), Key: keyOf(err)}})
	case errors.Is(err, registration.ErrWrongDomain):
		return h.registerAgain(c, e, sent, []page.Problem{{Field: "email", Key: "error.registration_wrong_domain"}})
	case errors.Is(err, registration.ErrUnknown): // the list changed while the form was open
		return h.registerAgain(c, e, sent, []page.Problem{{Field: fieldOf(err), Key: "error.registration_unknown_choice"}})
	case err != nil:
		if status, problem, ok := invitationProblem(err); ok {
			return h.registerRefused(c, e, sent, status, []page.Problem{problem})
		}
		return err
	case exists:
		return h.exists(c, e, clean.Email)
	}
	return c.Redirect(ownPath(h.Store.Keys(), r)+"?klar=anmald", fiber.StatusSeeOther)
}

func notOpen(door event.Door) (status int, open bool) {
	switch door {
	case event.NotYet:
		return fiber.StatusConflict, false
	case event.Shut:
		return fiber.StatusGone, false
	}
	return 0, true
}

// add registers, and takes the seats in seminars that were chosen; somebody who is registered gets their link by mail instead, in the same transaction.
func (h *Handlers) add(c *fiber.Ctx, e event.Edition, f registration.Form, picks []picked) (r registration.Registration, exists bool, err error) {
	err = h.Store.Write(c.UserContext(), func(tx *store.Tx) (err error) {
		exists = false
		r, err = registration.Add(tx, e, f, registration.FromForm, registration.Self)
		if errors.Is(err, registration.ErrExists) {
			exists = true
			return registration.MailLink(tx, r)
		}
		if err != nil {
			return err
		}
		return takePicks(tx, e, r, picks)
	})
	return r, exists, err
}

func (h *Handlers) checkRegistration(c *fiber.Ctx, e event.Edition, f registration.Form) (registration.Form, []registration.Problem, error) {
	db := h.Store.Read(c.UserContext())
	orgs, err := event.Organisations(db, e.ID)
	if err != nil {
		return f, nil, err
	}
	seminars, err := event.Rankable(db, e.ID)
	if err != nil {
		return f, nil, err
	}
	clean, problems := registration.Check(e, orgs, seminars, f)
	return clean, problems, nil
}

func (h *Handlers) registerAgain(c *fiber.Ctx, e event.Edition, sent web.Form, problems []page.Problem) error {
	return h.registerRefused(c, e, sent, fiber.StatusUnprocessableEntity, problems)
}

func (h *Handlers) registerRefused(c *fiber.Ctx, e event.Edition, sent web.Form, status int, problems []page.Problem) error {
	p, err := h.registerPage(c, e)
	if err != nil {
		return err
	}
	web.Problems(&p.Base, sent.Values, problems)
	return h.Show(c, status, "attendee/register", p)
}

// exists says the same whether or not a mail could be sent, so that it tells nothing but what it says.
func (h *Handlers) exists(c *fiber.Ctx, e event.Edition, email string) error {
	p := existsPage{Base: h.Base(c, "attendee.exists_title"), Edition: e, Email: email}
	h.frame(&p.Base, e)
	return h.Show(c, fiber.StatusOK, "attendee/register_exists", &p)
}

// join puts what is wrong with the form as such before what is wrong with its answers: one sentence for each field,
// in the order of the page. Fields that the page does not have are nobody's business.
func join(sent []page.Problem, wrong []registration.Problem) []page.Problem {
	all := make([]page.Problem, 0, len(sent)+len(wrong))
	for _, p := range sent {
		if len(p.Field) > 5 && p.Field[:5] == "wish_" {
			p.Field = "wishes"
		}
		all = append(all, p)
	}
	for _, p := range wrong {
		all = append(all, page.Problem{Field: p.Field, Key: p.Key, Args: p.Args})
	}
	var out []page.Problem
	for _, field := range fieldOrder {
		if i := slices.IndexFunc(all, func(p page.Problem) bool { return p.Field == field }); i >= 0 {
			out = append(out, all[i])
		}
		if field == "wishes" { // the slots in which one takes a seat are asked about after the wishes
			out = append(out, slices.DeleteFunc(slices.Clone(all), func(p page.Problem) bool { return !isPick(p.Field) })...)
		}
	}
	return out
}

func fieldOf(err error) string {
	var e *store.Error
	if errors.As(err, &e) {
		return e.Field
	}
	return ""
}
