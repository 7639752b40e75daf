package badge

import (
	"strings"

	"samling/models/event"
	"samling/models/registration"
	"samling/models/seminar"
	"samling/models/store"
	"samling/views/text"
)

// Of is the front of a person's badge: name, organisation, own seminars, and the code of the ticket. base is where the site
// is. Somebody with protected identity goes by the name that was made up for them and has a badge like everybody else's.
func Of(t *text.Translator, e event.Edition, r registration.Row, places []seminar.Place, base string, keys store.Keys) Badge {
	first, rest, _ := strings.Cut(strings.TrimSpace(r.ShownName()), " ")
	return Badge{FirstName: first, Rest: strings.TrimSpace(rest), Organisation: r.OrganisationName, Unit: r.Title, Event: e.Title,
		Lines: ownLines(t, e, places), Reference: r.Reference, URL: TicketURL(base, r.Ticket(keys))}
}

// TicketURL is the content of a ticket's QR code. Upper case lets the code use its alphanumeric mode, which makes it a
// third smaller; hosts and our own path ignore case.
func TicketURL(base, code string) string { return strings.ToUpper(base) + "/T/" + code }

// ownLines are a person's own seminars: "13.00 Rätt kurva · Sal A".
func ownLines(t *text.Translator, e event.Edition, places []seminar.Place) []string {
	lines := make([]string, 0, len(places))
	for _, p := range places {
		if p.Withdrawn {
			continue // not held: paper would send people to an empty room
		}
		line := p.Title + " · " + p.Room
		if !p.StartsAt.IsZero() {
			line = t.Clock(p.StartsAt.In(e.Zone())) + " " + line
		}
		lines = append(lines, line)
	}
	return lines
}
