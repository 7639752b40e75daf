package organiser

import (
	"html/template"
	"strings"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
	"samling/views/badge"
	"samling/views/page"
	"samling/views/report"
)

// linkPage is an organisation's link, to be copied, shown and printed.
type linkPage struct {
	desk.Frame
	Link    registration.Invitation
	Here    string
	Address string
	QR      template.HTML
	When    string
	Where   string
	Revoked bool
}

// MakeLinks gives every organisation that never had a link one.
func (h *Handlers) MakeLinks(c *fiber.Ctx) error {
	return h.doneWith(c, "/inbjudningar", "links_made", func(tx *store.Tx) error {
		if err := event.Require(tx.DB, web.Edition(c).ID, event.Manage); err != nil {
			return err
		}
		n, err := registration.MakeLinks(tx, web.Edition(c).ID, string(web.User(c).ID))
		if err != nil {
			return err
		}
		return desk.Log(tx, c, "links_made", "", "links="+itoa(n))
	})
}

func (h *Handlers) linkOf(c *fiber.Ctx) (registration.Invitation, error) {
	id, err := desk.PathID(c)
	if err != nil {
		return registration.Invitation{}, err
	}
	return registration.LinkByID(h.Store.Read(c.UserContext()), web.Edition(c).ID, id)
}

// linkAddress is the short address of an invitation. In upper case it makes a smaller QR code; hosts and our own path
// ignore case.
func (h *Handlers) linkAddress(l registration.Invitation) string {
	return h.URL("/inbjudan/" + l.Code(h.Store.Keys()))
}

func (h *Handlers) linkCode(l registration.Invitation) (badge.QR, error) {
	return badge.NewQR(strings.ToUpper(h.linkAddress(l)))
}

// InvitationLink shows the link with its code. A revoked one has none to show.
func (h *Handlers) InvitationLink(c *fiber.Ctx) error {
	l, err := h.linkOf(c)
	if err != nil {
		return err
	}
	e := web.Edition(c)
	p := linkPage{Frame: desk.NewFrame(h.App, c, "invitations.link", "/inbjudningar"), Link: l, Address: h.linkAddress(l), Revoked: !l.RevokedAt.IsZero()}
	p.Title = p.T("invitations.link_of", "Organisation", l.OrganisationName)
	p.Styles = append(p.Styles, "css/groups.css")
	p.Under("/inbjudningar", "invitations.title")
	p.Here = p.Root + "/inbjudningar/lankar/" + string(l.ID)
	p.When, p.Where = whenAndWhere(p.Frame, e)
	if !p.Revoked {
		code, err := h.linkCode(l)
		if err != nil {
			return err
		}
		p.QR = code.SVG(p.T("invitations.qr_label", "Organisation", l.OrganisationName))
	}
	return h.Show(c, fiber.StatusOK, "organiser/invitation-link", &p)
}

func whenAndWhere(f desk.Frame, e event.Edition) (when, where string) {
	zone := e.Zone()
	if where = e.Venue; where == "" {
		where = e.Place
	}
	return page.Capital(f.Date(e.StartsAt.In(zone))) + ", " + f.Span(e.StartsAt.In(zone), e.EndsAt.In(zone)), where
}

// linkScale makes the picture about a thousand pixels wide: sharp on a poster.
const linkScale = 24

// InvitationLinkPNG sends the code as a picture, for letters and screens.
func (h *Handlers) InvitationLinkPNG(c *fiber.Ctx) error {
	l, err := h.livingLink(c)
	if err != nil {
		return err
	}
	code, err := h.linkCode(l)
	if err != nil {
		return err
	}
	png, err := code.PNG(linkScale)
	if err != nil {
		return err
	}
	e := web.Edition(c)
	c.Set(fiber.HeaderContentType, "image/png")
	c.Set(fiber.HeaderContentDisposition, report.ContentDisposition(report.FileName(e.StartsAt.In(e.Zone()), e.Slug, "inbjudan "+l.OrganisationKey, "png")))
	c.Set(fiber.HeaderCacheControl, "no-store")
	return c.Send(png)
}

// livingLink is the link in the address. What is revoked is not printed again. Errors: registration.ErrInvitationRevoked.
func (h *Handlers) livingLink(c *fiber.Ctx) (registration.Invitation, error) {
	l, err := h.linkOf(c)
	if err == nil && !l.RevokedAt.IsZero() {
		err = registration.ErrInvitationRevoked
	}
	return l, err
}

// InvitationLinkPDF sends the code on a page to be put up, in Swedish like the day.
func (h *Handlers) InvitationLinkPDF(c *fiber.Ctx) error {
	l, err := h.livingLink(c)
	if err != nil {
		return err
	}
	e, t := web.Edition(c), h.Texts.For("sv")
	zone := e.Zone()
	_, where := whenAndWhere(desk.NewFrame(h.App, c, "invitations.link", "/inbjudningar"), e)
	return h.paper(c, "inbjudan "+l.OrganisationKey, badge.Document{
		Heading: t.T("invitations.poster_heading", "Title", e.Title), Lead: l.OrganisationName,
		Facts: [][2]string{{t.T("invitations.poster_when"), page.Capital(t.Date(e.StartsAt.In(zone))) + ", " + t.Span(e.StartsAt.In(zone), e.EndsAt.In(zone))},
			{t.T("invitations.poster_where"), where}, {t.T("invitations.poster_until"), t.Moment(e.RegistrationClosesAt.In(zone))}},
		Code:  strings.ToUpper(h.linkAddress(l)),
		Notes: []string{t.T("invitations.poster_how"), h.linkAddress(l)},
	})
}

// RenewLink gives the organisation a new code; the old one is dead wherever it is printed.
func (h *Handlers) RenewLink(c *fiber.Ctx) error {
	l, err := h.linkOf(c)
	if err != nil {
		return err
	}
	return h.doneWith(c, "/inbjudningar/lankar/"+string(l.ID), "link_renewed", func(tx *store.Tx) error {
		if err := event.Require(tx.DB, l.EditionID, event.Manage); err != nil {
			return err
		}
		if _, err := registration.RenewLink(tx, l.EditionID, l.ID); err != nil {
			return err
		}
		return desk.Log(tx, c, "link_renewed", l.ID, "")
	})
}

// AskRevokeLink asks before an organisation's code dies.
func (h *Handlers) AskRevokeLink(c *fiber.Ctx) error {
	l, err := h.linkOf(c)
	if err != nil {
		return err
	}
	p := desk.Confirm{Frame: desk.NewFrame(h.App, c, "invitations.revoke_link_title", "/inbjudningar")}
	p.Under("/inbjudningar", "invitations.title")
	p.Text, p.Button = p.T("invitations.revoke_link_text", "Organisation", l.OrganisationName), p.T("invitations.revoke_link")
	here := p.Root + "/inbjudningar/lankar/" + string(l.ID)
	p.Action, p.Cancel = here+"/aterkalla", here
	return h.Show(c, fiber.StatusOK, desk.ConfirmView, &p)
}

// RevokeLink makes an organisation's code worthless.
func (h *Handlers) RevokeLink(c *fiber.Ctx) error {
	l, err := h.linkOf(c)
	if err != nil {
		return err
	}
	return h.doneWith(c, "/inbjudningar", "link_revoked", func(tx *store.Tx) error {
		if err := registration.RevokeLink(tx, l.EditionID, l.ID); err != nil {
			return err
		}
		return desk.Log(tx, c, "link_revoked", l.ID, "")
	})
}
