package organiser

import (
	"bufio"
	"strings"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/seminar"
	"samling/models/store"
	"samling/views/page"
	"samling/views/report"
)

// columns of the export. The first six are part of the contract, in this order; the file is Swedish whatever language
// the organiser reads in, because scripts and sheets depend on its words.
var exportColumns = [...]any{"referens", "namn", "e-post", "organisation", "status", "anmäld", "organisationstyp", "enhet", "titel",
	"väntelistenummer", "seminarier", "incheckad"}

// exportStates are the words of the column status.
var exportStates = map[registration.Status]string{
	registration.Confirmed:  "anmäld",
	registration.Waitlisted: "väntelista",
	registration.Cancelled:  "avanmäld",
}

// exportTime is how times stand in a table, in the event's zone (Svenska skrivregler: 13.05).
const exportTime = "2006-01-02 15.04"

// ExportAttendees sends the list as CSV. People with protected identity are not in it. The log notes who took it and
// how many rows it had, before the first one leaves.
func (h *Handlers) ExportAttendees(c *fiber.Ctx) error {
	e, db := web.Edition(c), h.Store.Read(c.UserContext())
	rows, _, err := registration.List(db, registration.Filter{Edition: e.ID})
	if err != nil {
		return err
	}
	byName(rows)
	places, err := seminar.PlacesByPerson(db, e.ID)
	if err != nil {
		return err
	}
	if err := h.note(c, "attendees_exported", "", "rows="+itoa(len(rows))); err != nil {
		return err
	}
	swedish := page.Base{Translator: h.Texts.For("sv")}
	name := report.FileName(h.Now().In(e.Zone()), e.Slug, "deltagare", "csv")
	c.Set(fiber.HeaderContentType, "text/csv; charset=utf-8")
	c.Set(fiber.HeaderContentDisposition, report.ContentDisposition(name))
	c.Set(fiber.HeaderCacheControl, "no-store")
	// Everything that the writer uses is a copy: it runs after the handler has returned.
	c.Context().SetBodyStreamWriter(func(w *bufio.Writer) {
		table := report.NewCSV(w)
		_ = table.Row(exportColumns[:]...) // an error stays, and means that nobody listens any more
		for _, r := range rows {
			_ = table.Row(exportRow(swedish, e, r, places[r.ID])...)
		}
		_ = table.Flush()
	})
	return nil
}

func exportRow(b page.Base, e event.Edition, r registration.Row, places []seminar.Place) []any {
	at := func(t store.Time) any {
		if t.IsZero() {
			return nil
		}
		return t.In(e.Zone()).Format(exportTime)
	}
	var number any
	if r.Status == registration.Waitlisted {
		number = r.WaitlistNumber
	}
	titles := make([]string, len(places))
	for i, p := range places {
		titles[i] = p.Title
	}
	return []any{r.Reference, r.ShownName(), r.Email, r.OrganisationName, exportStates[r.Status], at(r.ReceivedAt),
		b.T("organiser.kind." + r.OrganisationKind), r.Unit, r.Title, number, strings.Join(titles, ", "), at(r.CheckedInAt)}
}
