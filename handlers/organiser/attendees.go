package organiser

import (
	"cmp"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/bulk"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/seminar"
	"samling/models/store"
	"samling/views/page"
)

// attendeesPage lists attendees.
type attendeesPage struct {
	desk.Frame
	Search        search
	Query         string // the search as it stands in an address, for actions on all it finds
	Tabs          []page.Link
	Kinds         []desk.Option
	Seminars      []desk.Option
	Organisations []organisationGroup
	File          string // address of the list as a file
	Filters       []savedFilter
	Head          []headCell
	Rows          []attendeeLine
	Window        desk.Window
	Actions       []desk.Option // what can be done with many
	All           bool          // nothing is filtered: an empty list means that nobody has registered
}

type savedFilter struct{ ID, Name, Href string }

type headCell struct {
	Text   string
	Number bool
}

type attendeeLine struct {
	ID, Name, Title string
	Cells           []listCell
}

// listCell is a cell of the list: text, or a state with its tone.
type listCell struct {
	Text, Tone   string
	Chip, Number bool
}

// Attendees shows a page of the list. People with protected identity are not on it; "skyddade" lists them alone, and
// that is noted in the log. The number of queries is the same for ten people and for 50 000.
func (h *Handlers) Attendees(c *fiber.Ctx) error {
	p, err := h.attendeesPage(c, readSearch(c))
	if err != nil {
		return err
	}
	return h.Show(c, fiber.StatusOK, "organiser/attendees", p)
}

func (h *Handlers) attendeesPage(c *fiber.Ctx, s search) (*attendeesPage, error) {
	e, db := web.Edition(c), h.Store.Read(c.UserContext())
	p := &attendeesPage{Frame: desk.NewFrame(h.App, c, "organiser.attendees", "/deltagare"), Search: s}
	p.Styles = append(p.Styles, "css/list.css")
	if p.Search.Status == protected {
		if err := desk.Note(h.App, c, "protected_listed", "", ""); err != nil {
			return nil, err
		}
	}
	filter, err := h.attendeesFilter(c, p)
	if err != nil {
		return nil, err
	}
	tally, err := registration.TallyOf(db, filter)
	if err != nil {
		return nil, err
	}
	total := tabCount(tally, p.Search.Status)
	p.Window = newWindow(p.Search, p.Root+"/deltagare", total)
	filter.Limit, filter.Offset = desk.PerPage, p.Window.From
	rows, _, err := registration.List(db, filter)
	if err != nil {
		return nil, err
	}
	if err := h.noteProtected(c, p.Search, rows); err != nil {
		return nil, err
	}
	p.Window.To = min(p.Window.To, p.Window.From+len(rows))
	p.tabs(tally)
	return p, h.attendeeLines(c, p, e, rows)
}

// attendeesFilter reads what the filters offer, and gives the search as the database reads it.
func (h *Handlers) attendeesFilter(c *fiber.Ctx, p *attendeesPage) (registration.Filter, error) {
	e, db := web.Edition(c), h.Store.Read(c.UserContext())
	seminars, err := event.Seminars(db, e.ID)
	if err != nil {
		return registration.Filter{}, err
	}
	organisations, err := event.Organisations(db, e.ID)
	if err != nil {
		return registration.Filter{}, err
	}
	saved, err := registration.SavedFilters(db, web.User(c).ID, e.ID)
	if err != nil {
		return registration.Filter{}, err
	}
	for _, f := range saved {
		p.Filters = append(p.Filters, savedFilter{string(f.ID), f.Name, searchFrom(f.Query).address(p.Root + "/deltagare")})
	}
	for _, kind := range event.OrganisationKinds {
		p.Kinds = append(p.Kinds, desk.Option{Value: kind, Text: p.T("kind." + kind), Chosen: p.Search.Kind == kind})
	}
	for _, s := range seminars {
		p.Seminars = append(p.Seminars, desk.Option{Value: s.Key, Text: s.Title, Chosen: p.Search.Seminar == s.Key})
	}
	p.Organisations = grouped(p.Base, organisations, p.Search.Organisation)
	p.All = p.Search == search{Page: p.Search.Page}
	p.Query = p.Search.query()
	file := p.Search
	file.Page = 1
	p.File = file.address(p.Root + "/deltagare.csv")
	if e.State.Allows(event.Manage) {
		for _, kind := range bulk.Kinds {
			p.Actions = append(p.Actions, desk.Option{Value: string(kind), Text: p.T("bulk.action." + string(kind))})
		}
	}
	return p.Search.filter(e, seminars, organisations), nil
}

func (p *attendeesPage) tabs(tally registration.Tally) {
	for _, tab := range tabs {
		s := p.Search
		s.Status, s.Page = tab, 1
		p.Tabs = append(p.Tabs, page.Link{Href: s.address(p.Root + "/deltagare"), Current: p.Search.Status == tab,
			Text: p.T("organiser.tab."+cmp.Or(tab, "alla")) + " " + p.Int(tabCount(tally, tab))})
	}
}

// attendeeLines makes the rows with the columns that the user has chosen.
func (h *Handlers) attendeeLines(c *fiber.Ctx, p *attendeesPage, e event.Edition, rows []registration.Row) error {
	db := h.Store.Read(c.UserContext())
	chosen, err := chosenColumns(db, web.User(c).ID, registration.OnScreen)
	if err != nil {
		return err
	}
	programme, err := event.Programme(db, e.ID)
	if err != nil {
		return err
	}
	ids := make([]store.ID, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	places, err := seminar.PlacesOfPeople(db, e.ID, ids)
	if err != nil {
		return err
	}
	slots := event.Slots(programme)
	p.head(chosen, slots)
	for _, row := range rows {
		p.Rows = append(p.Rows, p.line(rowView{p.Base, e, row, places[row.ID]}, chosen, slots))
	}
	return nil
}

// head makes the headings; the seminars have a column for each slot.
func (p *attendeesPage) head(chosen []column, slots []event.Slot) {
	for _, c := range chosen {
		if c.key != "seminarier" {
			p.Head = append(p.Head, headCell{p.T("list.column." + c.key), numeric[c.key]})
			continue
		}
		for _, slot := range slots {
			p.Head = append(p.Head, headCell{Text: p.T("organiser.slot", "Number", slot.Number)})
		}
	}
}

// numeric are the columns that stand to the right.
var numeric = map[string]bool{"anmald": true, "vantelista": true, "incheckad": true}

func (p *attendeesPage) line(v rowView, chosen []column, slots []event.Slot) attendeeLine {
	l := attendeeLine{ID: string(v.row.ID), Name: v.row.ShownName(), Title: cmp.Or(v.row.Title, v.row.Unit)}
	for _, c := range chosen {
		switch c.key {
		case "seminarier":
			for _, slot := range slots {
				l.Cells = append(l.Cells, listCell{Text: roomIn(v.places, slot.Number)})
			}
		case "status":
			word, tone := chip(v.Base, v.edition, v.row)
			l.Cells = append(l.Cells, listCell{Text: word, Tone: tone, Chip: true})
		case "anmald":
			l.Cells = append(l.Cells, listCell{Text: v.row.ReceivedAt.In(v.edition.Zone()).Format("2006-01-02"), Number: true})
		default:
			l.Cells = append(l.Cells, listCell{Text: shownCell(v.Base, c.value(v)), Number: numeric[c.key]})
		}
	}
	return l
}

func shownCell(b page.Base, value any) string {
	switch v := value.(type) {
	case string:
		return v
	case int:
		return b.Int(v)
	}
	return ""
}

func roomIn(places []seminar.Place, slot int) string {
	for _, place := range places {
		if place.Slot == slot {
			return place.Title
		}
	}
	return "–"
}

// chip says in a word where a registration stands.
func chip(b page.Base, e event.Edition, r registration.Row) (word, tone string) {
	switch {
	case r.Status == registration.Cancelled:
		return b.T("organiser.status.cancelled"), "bad"
	case r.Status == registration.Waitlisted:
		return b.T("organiser.status.waitlisted_number", "Number", r.WaitlistNumber), "warn"
	case !r.CheckedInAt.IsZero():
		return b.T("organiser.status.checked_in", "Time", b.Clock(r.CheckedInAt.In(e.Zone()))), "ok"
	}
	return b.T("organiser.status.confirmed"), ""
}

// noteProtected logs that somebody with protected identity was found by their reference code, which is the one way to
// meet them outside the list of their own.
func (h *Handlers) noteProtected(c *fiber.Ctx, s search, rows []registration.Row) error {
	for _, r := range rows {
		if s.Status == protected || !r.Alias() {
			continue
		}
		if err := desk.Note(h.App, c, "protected_seen", r.ID, ""); err != nil {
			return err
		}
	}
	return nil
}
