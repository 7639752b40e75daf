package organiser

import (
	"bufio"
	"context"
	"time"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/seminar"
	"samling/models/store"
	"samling/views/page"
	"samling/views/report"
)

// exportTimeout is how long a file may take to be sent: as long as the server lets one answer take.
const exportTimeout = 60 * time.Second

// ExportAttendees sends the list, or what a search finds in it, as CSV with the columns that the user has chosen. People
// with protected identity are not in it. The log notes who took it and how many rows it had, before the first one leaves.
// Rows are read a few hundred at a time while they are sent, so 50 000 need no more memory than 500.
func (h *Handlers) ExportAttendees(c *fiber.Ctx) error {
	e, db := web.Edition(c), h.Store.Read(c.UserContext())
	s := readSearch(c)
	filter, err := s.read(db, e)
	if err != nil {
		return err
	}
	filter.Hidden, filter.Protected = false, false
	if s.Status == protected {
		filter.Organisation = nobody
	}
	chosen, err := chosenColumns(db, web.User(c).ID, registration.InFile)
	if err != nil {
		return err
	}
	total, err := registration.Count(db, filter)
	if err != nil {
		return err
	}
	if err := desk.Note(h.App, c, "attendees_exported", "", "rows="+itoa(total)); err != nil {
		return err
	}
	name := report.FileName(h.Now().In(e.Zone()), e.Slug, "deltagare", "csv")
	c.Set(fiber.HeaderContentType, "text/csv; charset=utf-8")
	c.Set(fiber.HeaderContentDisposition, report.ContentDisposition(name))
	c.Set(fiber.HeaderCacheControl, "no-store")
	swedish := page.Base{Translator: h.Texts.For("sv")}
	// The writer runs after the handler has returned: it has a context of its own and nothing of the request.
	c.Context().SetBodyStreamWriter(func(w *bufio.Writer) {
		ctx, cancel := context.WithTimeout(context.Background(), exportTimeout)
		defer cancel()
		table := report.NewCSV(w)
		err := h.writeAttendees(ctx, table, w, rowView{Base: swedish, edition: e}, chosen, filter)
		if err != nil {
			h.Log.Warn("an export was cut off", "error", err)
			_ = table.Row("FILEN ÄR INTE KOMPLETT") // the status has been sent: this is the only place left to say it
		}
		_ = table.Flush()
	})
	return nil
}

// writeAttendees writes the heading and a row for each attendee. Each page is flushed: when nobody listens any more, the
// error of that ends the reading.
func (h *Handlers) writeAttendees(ctx context.Context, table *report.CSV, w *bufio.Writer, v rowView, chosen []column, filter registration.Filter) error {
	cells := make([]any, len(chosen))
	for i, c := range chosen {
		cells[i] = c.heading
	}
	if err := table.Row(cells...); err != nil {
		return err
	}
	db := h.Store.Read(ctx)
	return registration.Each(ctx, db, filter, func(rows []registration.Row) error {
		places, err := placesOf(db, v.edition, rows)
		if err != nil {
			return err
		}
		for _, r := range rows {
			v.row, v.places = r, places[r.ID]
			for i, c := range chosen {
				cells[i] = c.value(v)
			}
			if err := table.Row(cells...); err != nil {
				return err
			}
		}
		if err := table.Flush(); err != nil {
			return err
		}
		return w.Flush()
	})
}

func placesOf(db *store.DB, e event.Edition, rows []registration.Row) (map[store.ID][]seminar.Place, error) {
	ids := make([]store.ID, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	return seminar.PlacesOfPeople(db, e.ID, ids)
}
