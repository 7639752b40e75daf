package organiser

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/seminar"
	"samling/views/badge"
	"samling/views/page"
)

// badges makes what is printed for each person. Badges are Swedish, like the day.
func (h *Handlers) badges(c *fiber.Ctx, rows []registration.Row) ([]badge.Badge, error) {
	e := web.Edition(c)
	places, err := seminar.PlacesByPerson(h.Store.Read(c.UserContext()), e.ID)
	if err != nil {
		return nil, err
	}
	swedish := page.Base{Translator: h.Texts.For("sv")}
	list := make([]badge.Badge, len(rows))
	for i, r := range rows {
		first, rest := splitName(r.ShownName())
		list[i] = badge.Badge{FirstName: first, Rest: rest, Organisation: r.OrganisationName, Unit: r.Title, Event: e.Title,
			Lines: badgeLines(swedish, e, places[r.ID]), Reference: r.Reference, URL: ticketURL(h.Site.BaseURL, r.Ticket(h.Store.Keys()))}
	}
	return list, nil
}

// ticketURL is the content of a ticket's QR code. Upper case lets the code use its alphanumeric mode, which makes it
// a third smaller; hosts and our own path ignore case.
func ticketURL(base, code string) string { return strings.ToUpper(base) + "/T/" + code }

// splitName takes the first word of a name, which stands large on the badge, from the rest of it.
func splitName(name string) (first, rest string) {
	first, rest, _ = strings.Cut(strings.TrimSpace(name), " ")
	return first, strings.TrimSpace(rest)
}

// badgeLines is a person's own day: "13.00 Rätt kurva · Sal A".
func badgeLines(b page.Base, e event.Edition, places []seminar.Place) []string {
	lines := make([]string, len(places))
	for i, p := range places {
		lines[i] = p.Title + " · " + p.Room
		if !p.StartsAt.IsZero() {
			lines[i] = b.Clock(p.StartsAt.In(e.Zone())) + " " + lines[i]
		}
	}
	return lines
}

func (h *Handlers) sheet(c *fiber.Ctx, layout badge.Layout) (badge.Sheet, error) {
	e := web.Edition(c)
	hosts, err := event.Hosts(h.Store.Read(c.UserContext()), e.ID)
	names := make([]string, len(hosts))
	for i, host := range hosts {
		names[i] = host.FullName()
	}
	title := h.Texts.For("sv").T("organiser.badges") + " " + e.Title
	return badge.Sheet{Layout: layout, Title: title, Lang: "sv", Hosts: strings.Join(names, " · "), Color: e.Color, Created: h.Now()}, err
}
