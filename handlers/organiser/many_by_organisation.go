package organiser

import (
	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
	"samling/views/text"
)

// byOrganisationPage lists the people of one organisation for printing, or all organisations to choose from.
type byOrganisationPage struct {
	desk.Frame
	Organisations []organisationLink
	Chosen        string
	Rows          []registration.Row
	Cut           bool
}

type organisationLink struct {
	Href, Name                    string
	Confirmed, Waiting, Cancelled int
}

// mostPrinted bounds a printed list: twenty pages of paper.
const mostPrinted = 1000

// ByOrganisation lists who comes from where.
func (h *Handlers) ByOrganisation(c *fiber.Ctx) error {
	e, db := web.Edition(c), h.Store.Read(c.UserContext())
	p := &byOrganisationPage{Frame: desk.NewFrame(h.App, c, "list.by_organisation", "/deltagare")}
	p.Styles = append(p.Styles, "css/list.css")
	p.Under("/deltagare", "organiser.attendees")
	all, err := event.Organisations(db, e.ID)
	if err != nil {
		return err
	}
	if key := c.Query("organisation"); key != "" {
		return h.oneOrganisation(c, p, all, key)
	}
	counts, err := registration.CountByOrganisation(db, e.ID)
	if err != nil {
		return err
	}
	sortOrganisations(all)
	for _, o := range all {
		t := counts[o.ID]
		p.Organisations = append(p.Organisations, organisationLink{Href: p.Root + "/deltagare/per-organisation?organisation=" + o.Key,
			Name: o.Name, Confirmed: t.Confirmed, Waiting: t.Waitlisted, Cancelled: t.Cancelled})
	}
	return h.Show(c, fiber.StatusOK, "organiser/by-organisation", p)
}

func (h *Handlers) oneOrganisation(c *fiber.Ctx, p *byOrganisationPage, all []event.Organisation, key string) error {
	db, id := h.Store.Read(c.UserContext()), organisationByKey(all, key)
	if id == nobody {
		return store.ErrNotFound
	}
	for _, o := range all {
		if o.ID == id {
			p.Title, p.Chosen = o.Name, o.Name
		}
	}
	p.Crumbs[len(p.Crumbs)-1].Text = p.Title
	rows, total, err := registration.List(db, registration.Filter{Edition: web.Edition(c).ID, Organisation: id, Status: registration.Confirmed,
		Order: registration.ByName, Limit: mostPrinted})
	if err != nil {
		return err
	}
	p.Rows, p.Cut = rows, total > len(rows)
	return h.Show(c, fiber.StatusOK, "organiser/by-organisation", p)
}

func sortOrganisations(all []event.Organisation) {
	text.SortSwedish(all, func(o event.Organisation) string { return o.Name })
}
