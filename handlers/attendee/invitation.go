package attendee

import (
	"errors"
	"net/url"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
	"samling/views/page"
)

// invitationPage is what a person's invitation shows: come, or say that you cannot.
type invitationPage struct {
	page.Base
	Edition event.Edition
	I       registration.Invitation
	Here    string
	Accept  string // the form
	When    string
	Where   string
	Until   string
	Answer  registration.Answer
	Open    bool
}

// notInvitedPage says that the form is for the invited, and whom to ask.
type notInvitedPage struct {
	page.Base
	Edition event.Edition
	Why     string
}

// InvitationRoutes are the pages behind the code of an invitation.
func (h *Handlers) InvitationRoutes() []web.Route {
	return []web.Route{
		{Method: fiber.MethodGet, Path: "/inbjudan/:code", Guard: web.Everyone, Handle: h.Invitation},
		{Method: fiber.MethodPost, Path: "/inbjudan/:code/nej", Guard: web.Everyone, Handle: h.DeclineInvitation},
		{Method: fiber.MethodPost, Path: "/inbjudan/:code/angra", Guard: web.Everyone, Handle: h.UndoDecline},
	}
}

// Invitation shows a person's invitation; an organisation's leads to the form.
func (h *Handlers) Invitation(c *fiber.Ctx) error {
	i, e, err := h.invitation(c)
	if err != nil {
		return err
	}
	if !i.RevokedAt.IsZero() {
		return h.notInvited(c, e, registration.ErrInvitationRevoked)
	}
	if !i.Personal {
		return c.Redirect(h.acceptPath(e, i), fiber.StatusSeeOther)
	}
	h.noteOpened(c, i)
	p := &invitationPage{Base: h.PublicBase(c, "invited.title"), Edition: e, I: i, Here: "/inbjudan/" + i.Code(h.Store.Keys()),
		Accept: h.acceptPath(e, i), Answer: i.Answer(), Where: where(e), Open: e.Registration(h.Now()) == event.Open}
	h.frame(&p.Base, e)
	zone := e.Zone()
	p.When = page.Capital(p.Date(e.StartsAt.In(zone))) + ", " + p.Span(e.StartsAt.In(zone), e.EndsAt.In(zone))
	p.Until = p.Moment(e.RegistrationClosesAt.In(zone))
	return h.Show(c, fiber.StatusOK, "attendee/invitation", p)
}

func (h *Handlers) acceptPath(e event.Edition, i registration.Invitation) string {
	return "/" + e.Slug + "/anmalan?inbjudan=" + url.QueryEscape(i.Code(h.Store.Keys()))
}

// invitation finds what a code opens, of an edition that people may see.
func (h *Handlers) invitation(c *fiber.Ctx) (registration.Invitation, event.Edition, error) {
	c.Set("X-Robots-Tag", "noindex, nofollow")
	db := h.Store.Read(c.UserContext())
	i, err := registration.InvitationBy(db, c.Params("code"))
	if errors.Is(err, store.ErrNotFound) {
		err = errNoLink
	}
	if err != nil {
		return i, event.Edition{}, err
	}
	e, err := event.ByID(db, i.EditionID)
	if err == nil && !e.Public() {
		err = errNoLink
	}
	return i, e, err
}

// noteOpened notes the first look. What is not noted this once is noted the next time, so a full queue stops nobody.
func (h *Handlers) noteOpened(c *fiber.Ctx, i registration.Invitation) {
	if i.Personal && i.OpenedAt.IsZero() && c.Method() == fiber.MethodGet {
		_ = h.Store.Write(c.UserContext(), func(tx *store.Tx) error { return registration.NoteOpened(tx, i.ID) })
	}
}

// DeclineInvitation says that somebody cannot come. Doing it twice is doing it once.
func (h *Handlers) DeclineInvitation(c *fiber.Ctx) error {
	return h.answerInvitation(c, registration.DeclineInvitation)
}

// UndoDecline takes it back.
func (h *Handlers) UndoDecline(c *fiber.Ctx) error {
	return h.answerInvitation(c, registration.UndoDecline)
}

func (h *Handlers) answerInvitation(c *fiber.Ctx, do func(*store.Tx, registration.Invitation) error) error {
	i, e, err := h.invitation(c)
	switch {
	case err != nil:
		return err
	case !i.RevokedAt.IsZero():
		return h.notInvited(c, e, registration.ErrInvitationRevoked)
	case !i.Personal:
		return errNoLink
	}
	err = h.Store.Write(c.UserContext(), func(tx *store.Tx) error { return do(tx, i) })
	if err != nil && !errors.Is(err, registration.ErrInvitationUsed) { // who is registered reads so on the page
		return err
	}
	return c.Redirect("/inbjudan/"+i.Code(h.Store.Keys()), fiber.StatusSeeOther)
}

// notInvited answers somebody who may not have the form, with the status of the reason.
func (h *Handlers) notInvited(c *fiber.Ctx, e event.Edition, cause error) error {
	status, problem, ok := invitationProblem(cause)
	if !ok {
		return cause
	}
	p := notInvitedPage{Base: h.PublicBase(c, "invited.only"), Edition: e}
	p.Why = p.T(problem.Key)
	h.frame(&p.Base, e)
	return h.Show(c, status, "attendee/not_invited", &p)
}

// invitationProblem says how a form is refused for its invitation.
func invitationProblem(err error) (status int, p page.Problem, ok bool) {
	for _, known := range [...]struct {
		fault  *store.Error
		status int
	}{
		{registration.ErrNotInvited, fiber.StatusForbidden}, {registration.ErrInvitationRevoked, fiber.StatusGone},
		{registration.ErrInvitationUsed, fiber.StatusConflict}, {registration.ErrOtherOrganisation, fiber.StatusUnprocessableEntity},
	} {
		if errors.Is(err, known.fault) {
			return known.status, page.Problem{Field: known.fault.Field, Key: known.fault.Key}, true
		}
	}
	return 0, page.Problem{}, false
}

// registerInvited shows the form to somebody who comes with a code, with what the invitation knows filled in.
func (h *Handlers) registerInvited(c *fiber.Ctx, e event.Edition, code string) error {
	c.Set("X-Robots-Tag", "noindex, nofollow")
	i, err := registration.Admission(h.Store.Read(c.UserContext()), e, code)
	if err == nil && i.Personal && i.Registered > 0 && e.Access == event.InvitedOnly {
		err = registration.ErrInvitationUsed
	}
	if err != nil {
		return h.notInvited(c, e, err)
	}
	h.noteOpened(c, i)
	p, err := h.registerPage(c, e)
	if err != nil {
		return err
	}
	if i.ID == "" {
		p.Notice = &page.Notice{Tone: "warn", Text: p.T("invited.no_use")}
		return h.Show(c, fiber.StatusOK, "attendee/register", p)
	}
	p.Invited = p.invitedBy(i)
	web.Problems(&p.Base, map[string][]string{"inbjudan": {code}, "organisation": {i.OrganisationKey}, "email": {i.Email}, "name": {i.Name}}, nil)
	return h.Show(c, fiber.StatusOK, "attendee/register", p)
}

// invitedBy says on the form what the invitation is for.
func (p *registerPage) invitedBy(i registration.Invitation) string {
	if i.OrganisationName != "" {
		return p.T("invited.for_organisation", "Organisation", i.OrganisationName)
	}
	return p.T("invited.for_you")
}
