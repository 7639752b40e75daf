package organiser

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
	"samling/views/page"
	"samling/views/text"
)

// organisationsPage lists who takes part.
type organisationsPage struct {
	desk.Frame
	Rows []organisationRow
}

type organisationRow struct {
	ID, Key, Name, Kind string
	People              int // registered, whatever became of it
}

// organisationPage is one organisation that takes part, or the form for a new one.
type organisationPage struct {
	desk.Frame
	ID     string // "" for a new one
	Action string
	Kinds  []desk.Option
}

// Organisations lists who takes part, in the Swedish order.
func (h *Handlers) Organisations(c *fiber.Ctx) error {
	e, db := web.Edition(c), h.Store.Read(c.UserContext())
	p := &organisationsPage{Frame: desk.NewFrame(h.App, c, "organiser.organisations", "/organisationer")}
	all, err := event.Organisations(db, e.ID)
	if err != nil {
		return err
	}
	counts, err := registration.CountByOrganisation(db, e.ID)
	if err != nil {
		return err
	}
	text.SortSwedish(all, func(o event.Organisation) string { return o.Name })
	for _, o := range all {
		p.Rows = append(p.Rows, organisationRow{string(o.ID), o.Key, o.Name, p.T("organiser.kind." + o.Kind), counts[o.ID].All()})
	}
	return h.Show(c, fiber.StatusOK, "organiser/organisations", p)
}

func (h *Handlers) organisationPage(c *fiber.Ctx, title, kind string) *organisationPage {
	p := &organisationPage{Frame: desk.NewFrame(h.App, c, title, "/organisationer")}
	p.Action = p.Root + "/organisationer/ny"
	p.Under("/organisationer", "organiser.organisations")
	for _, k := range event.OrganisationKinds {
		p.Kinds = append(p.Kinds, desk.Option{Value: k, Text: p.T("organiser.kind." + k), Chosen: k == kind})
	}
	return p
}

// NewOrganisation shows the form for an organisation.
func (h *Handlers) NewOrganisation(c *fiber.Ctx) error {
	return h.Show(c, fiber.StatusOK, "organiser/organisation", h.organisationPage(c, "life.add_organisation", "kommun"))
}

// AddOrganisation lets an organisation take part.
func (h *Handlers) AddOrganisation(c *fiber.Ctx) error {
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	p := h.organisationPage(c, "life.add_organisation", form.Get("kind"))
	return desk.Save(h.App, c, desk.Edit{View: "organiser/organisation", Page: p, Form: form, Path: "/organisationer", Done: "organisation_added",
		Do: func(tx *store.Tx) error {
			_, err := event.AddOrganisation(tx, web.Edition(c).ID, desk.Version(form), organisationForm(form))
			return err
		}})
}

func organisationForm(form web.Form) event.OrganisationForm {
	return event.OrganisationForm{Name: form.Get("name"), Kind: form.Get("kind"), ContactName: form.Get("contact_name"),
		ContactEmail: form.Get("contact_email"), Domains: form.Get("domains")}
}

// organisation reads the one in the address and makes its page.
func (h *Handlers) organisation(c *fiber.Ctx, kind string) (event.Organisation, *organisationPage, error) {
	id, err := desk.PathID(c)
	if err != nil {
		return event.Organisation{}, nil, err
	}
	o, err := event.OrganisationByID(h.Store.Read(c.UserContext()), web.Edition(c).ID, id)
	if err != nil {
		return o, nil, err
	}
	if kind == "" {
		kind = o.Kind
	}
	p := h.organisationPage(c, "organiser.organisation", kind)
	p.ID, p.Title, p.Action = string(id), o.Name, p.Root+"/organisationer/"+string(id)
	p.Crumbs[len(p.Crumbs)-1] = page.Link{Text: p.Title}
	p.Form.Values = desk.Values("name", o.Name, "contact_name", o.ContactName, "contact_email", o.ContactEmail,
		"domains", strings.ReplaceAll(o.Domains, " ", ", "))
	return o, p, nil
}

// Organisation shows one organisation.
func (h *Handlers) Organisation(c *fiber.Ctx) error {
	_, p, err := h.organisation(c, "")
	if err != nil {
		return err
	}
	return h.Show(c, fiber.StatusOK, "organiser/organisation", p)
}

// SaveOrganisation changes what is known of it.
func (h *Handlers) SaveOrganisation(c *fiber.Ctx) error {
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	o, p, err := h.organisation(c, form.Get("kind"))
	if err != nil {
		return err
	}
	return desk.Save(h.App, c, desk.Edit{View: "organiser/organisation", Page: p, Form: form, Path: "/organisationer", Done: "organisation_saved",
		Do: func(tx *store.Tx) error {
			return event.EditOrganisation(tx, web.Edition(c).ID, desk.Version(form), o.ID, organisationForm(form))
		}})
}

func (h *Handlers) organisationRemoval(c *fiber.Ctx) (event.Organisation, *desk.Confirm, error) {
	o, op, err := h.organisation(c, "")
	if err != nil {
		return o, nil, err
	}
	p := &desk.Confirm{Frame: desk.NewFrame(h.App, c, "life.remove_organisation", "/organisationer")}
	p.Under("/organisationer", "organiser.organisations")
	p.Text, p.Button = p.T("life.remove_organisation_text", "Name", o.Name), p.T("life.remove_organisation")
	p.Action, p.Cancel = op.Action+"/ta-bort", op.Action
	return o, p, nil
}

// AskRemoveOrganisation asks before an organisation is taken away.
func (h *Handlers) AskRemoveOrganisation(c *fiber.Ctx) error {
	_, p, err := h.organisationRemoval(c)
	if err != nil {
		return err
	}
	return h.Show(c, fiber.StatusOK, desk.ConfirmView, p)
}

// RemoveOrganisation takes away an organisation for which nobody has registered.
func (h *Handlers) RemoveOrganisation(c *fiber.Ctx) error {
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	o, p, err := h.organisationRemoval(c)
	if err != nil {
		return err
	}
	return desk.Save(h.App, c, desk.Edit{View: desk.ConfirmView, Page: p, Form: form, Path: "/organisationer", Done: "organisation_removed",
		Do: func(tx *store.Tx) error {
			return event.RemoveOrganisation(tx, web.Edition(c).ID, desk.Version(form), o.ID)
		}})
}
