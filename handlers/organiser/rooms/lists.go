package rooms

import (
	"bytes"
	"strings"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/event"
	"samling/models/room"
	"samling/models/store"
	"samling/views/badge"
	"samling/views/page"
	"samling/views/report"
	"samling/views/text"
)

// Lists are Swedish, like the day. They never hold people with protected identity, and so state no total: every room's list
// ends with empty lines to be ticked for those who are not on it, whoever they are.

// blankLines is how many of these there are.
const blankLines = 8

// PrintRooms prints a list for each room, to be ticked at its door.
func (h *Handlers) PrintRooms(c *fiber.Ctx) error {
	e, db, t := web.Edition(c), h.Store.Read(c.UserContext()), h.Texts.For("sv")
	halls, err := room.Halls(db, e.ID)
	if err != nil {
		return err
	}
	people, err := room.OnLists(db, e.ID)
	if err != nil {
		return err
	}
	in := map[store.ID][]room.Listed{}
	for _, p := range people {
		in[p.SessionID] = append(in[p.SessionID], p)
	}
	var rolls []badge.Roll
	for _, hall := range halls {
		if hall.Withdrawn {
			continue
		}
		text.SortSwedish(in[hall.ID], func(p room.Listed) string { return p.Name })
		rolls = append(rolls, h.roomRoll(t, e, hall, in[hall.ID]))
	}
	return h.print(c, "salslistor", "rooms.lists_title", rolls)
}

func (h *Handlers) roomRoll(t *text.Translator, e event.Edition, hall room.Hall, people []room.Listed) badge.Roll {
	r := badge.Roll{Heading: hall.Room + ": " + hall.Title, Lead: page.Capital(t.T("rooms.slot_n", "Slot", hall.Slot)), Notes: []string{t.T("rooms.list_note")},
		Empty: t.T("rooms.list_more"), Blank: blankLines, Tight: true}
	if !hall.StartsAt.IsZero() {
		r.Lead += ", " + t.Span(hall.StartsAt.In(e.Zone()), hall.EndsAt.In(e.Zone()))
	}
	r.Lead += " · " + e.Title + ", " + t.Date(e.StartsAt.In(e.Zone()))
	for _, p := range people {
		r.Lines = append(r.Lines, [3]string{p.Name, p.OrganisationName})
	}
	return r
}

// PrintOrganisations prints a list for each organisation: who is where.
func (h *Handlers) PrintOrganisations(c *fiber.Ctx) error {
	e, t := web.Edition(c), h.Texts.For("sv")
	lists, err := h.organisations(c)
	if err != nil {
		return err
	}
	rolls := make([]badge.Roll, 0, len(lists))
	for _, l := range lists {
		r := badge.Roll{Heading: l.name, Lead: e.Title + ", " + t.Date(e.StartsAt.In(e.Zone())), Notes: []string{t.T("rooms.organisation_note")},
			Columns: [3]string{t.T("organiser.name"), t.T("rooms.first_slot"), t.T("rooms.later_slots")}}
		for _, p := range l.people {
			r.Lines = append(r.Lines, [3]string{p.name, p.where(0, 1), p.where(1, len(p.places))})
		}
		rolls = append(rolls, r)
	}
	return h.print(c, "salar-per-organisation", "rooms.organisation_lists", rolls)
}

// ExportOrganisations sends the same as CSV: a row for each person, a column for each slot.
func (h *Handlers) ExportOrganisations(c *fiber.Ctx) error {
	e, t := web.Edition(c), h.Texts.For("sv")
	lists, err := h.organisations(c)
	if err != nil {
		return err
	}
	programme, err := event.Programme(h.Store.Read(c.UserContext()), e.ID)
	if err != nil {
		return err
	}
	slots := event.Slots(programme)
	header := []any{t.T("organiser.organisation"), t.T("organiser.name")}
	for _, slot := range slots {
		header = append(header, slot.Title+", "+t.T("organiser.seminar"), slot.Title+", "+t.T("organiser.room_label"))
	}
	var out bytes.Buffer
	table, rows := report.NewCSV(&out), 0
	_ = table.Row(header...) // an error stays, and Flush gives it
	for _, l := range lists {
		for _, p := range l.people {
			row := []any{l.name, p.name}
			for _, slot := range slots {
				at := p.in(slot.Number)
				row = append(row, at.Seminar, at.Room)
			}
			_ = table.Row(row...)
			rows++
		}
	}
	if err := table.Flush(); err != nil {
		return err
	}
	if err := desk.Note(h.App, c, "room_lists_exported", "", "rows="+itoa(rows)); err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "text/csv; charset=utf-8")
	c.Set(fiber.HeaderContentDisposition, report.ContentDisposition(report.FileName(h.Now().In(e.Zone()), e.Slug, "salar-per-organisation", "csv")))
	c.Set(fiber.HeaderCacheControl, "no-store")
	return c.Send(out.Bytes())
}

// organisationList is who comes from one organisation, by name, and where they are.
type organisationList struct {
	name   string
	people []placedPerson
}

type placedPerson struct {
	name   string
	places []room.Listed // by slot
}

// where writes some of a person's places: "Sal A · Rätt kurva".
func (p placedPerson) where(from, to int) string {
	var parts []string
	for _, at := range p.places[min(from, len(p.places)):min(to, len(p.places))] {
		parts = append(parts, at.Room+" · "+at.Seminar)
	}
	return strings.Join(parts, "; ")
}

// in is where a person is in a slot; nowhere is empty.
func (p placedPerson) in(slot int) room.Listed {
	for _, at := range p.places {
		if at.Slot == slot {
			return at
		}
	}
	return room.Listed{}
}

func (h *Handlers) organisations(c *fiber.Ctx) ([]organisationList, error) {
	rows, err := room.OnLists(h.Store.Read(c.UserContext()), web.Edition(c).ID)
	if err != nil {
		return nil, err
	}
	byOrganisation, names := map[store.ID][]placedPerson{}, map[store.ID]string{}
	at := map[store.ID]int{} // each person's place in the list of their organisation
	for _, row := range rows {
		of := byOrganisation[row.OrganisationID]
		i, known := at[row.PersonID]
		if !known {
			i = len(of)
			at[row.PersonID], of = i, append(of, placedPerson{name: row.Name})
		}
		of[i].places = append(of[i].places, row)
		byOrganisation[row.OrganisationID], names[row.OrganisationID] = of, row.OrganisationName
	}
	lists := make([]organisationList, 0, len(names))
	for id, name := range names {
		people := byOrganisation[id]
		text.SortSwedish(people, func(p placedPerson) string { return p.name })
		lists = append(lists, organisationList{name, people})
	}
	text.SortSwedish(lists, func(l organisationList) string { return l.name })
	return lists, nil
}

// print sends lists as a PDF and notes in the log that they were made. Nothing to print goes back to the page.
func (h *Handlers) print(c *fiber.Ctx, what, title string, rolls []badge.Roll) error {
	e, t := web.Edition(c), h.Texts.For("sv")
	if len(rolls) == 0 {
		return desk.Back(c, place, "rooms.done.nothing_to_print")
	}
	hosts, err := event.Hosts(h.Store.Read(c.UserContext()), e.ID)
	if err != nil {
		return err
	}
	names := make([]string, len(hosts))
	for i, host := range hosts {
		names[i] = host.FullName()
	}
	sheet := badge.Sheet{Title: t.T(title) + " " + e.Title, Lang: "sv", Hosts: strings.Join(names, " · "), Color: e.Color, Created: h.Now()}
	var pdf bytes.Buffer
	if err := badge.WriteRolls(&pdf, sheet, t.T("rooms.printed_at", "When", t.Stamp(h.Now().In(e.Zone()))), rolls...); err != nil {
		return err
	}
	if err := desk.Note(h.App, c, "room_lists_printed", "", "lists="+itoa(len(rolls))); err != nil {
		return err
	}
	return web.SendPDF(c, report.FileName(e.StartsAt.In(e.Zone()), e.Slug, what, "pdf"), pdf.Bytes())
}
