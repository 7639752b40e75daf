package organiser

import (
	"cmp"
	"slices"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/account"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/seminar"
	"samling/models/store"
	"samling/views/page"
	"samling/views/text"
)

// attendeesPage lists attendees.
type attendeesPage struct {
	frame
	Search   search
	Tabs     []page.Link
	Kinds    []option
	Seminars []option
	Slots    []int
	Rows     []attendeeLine
	Window   window
	All      bool // nothing is filtered: an empty list means that nobody has registered
}

type attendeeLine struct {
	ID, Name, Title, Organisation string
	Places                        []string // the room of each slot, "–" for none
	Chip, Tone                    string
	Received                      string
}

// Attendees shows a page of the list. People with protected identity are not on it; "skyddade" lists them alone, and
// that is noted in the log.
func (h *Handlers) Attendees(c *fiber.Ctx) error {
	e, db := web.Edition(c), h.Store.Read(c.UserContext())
	p := attendeesPage{frame: h.frame(c, "organiser.attendees", "/deltagare"), Search: readSearch(c)}
	if p.Search.Status == protected {
		if err := h.note(c, "protected_listed", "", ""); err != nil {
			return err
		}
	}
	seminars, err := event.Seminars(db, e.ID)
	if err != nil {
		return err
	}
	rows, err := p.Search.find(db, e, seminars)
	if err != nil {
		return err
	}
	counts := countTabs(rows)
	rows = slices.DeleteFunc(rows, func(r registration.Row) bool { return !p.Search.shows(r) })
	p.Search.sort(rows)
	p.Window = newWindow(p.Search, p.Root+"/deltagare", len(rows))
	places, err := seminar.PlacesByPerson(db, e.ID)
	if err != nil {
		return err
	}
	programme, err := event.Programme(db, e.ID)
	if err != nil {
		return err
	}
	p.fill(e, seminars, programme, counts)
	for _, row := range rows[p.Window.From:p.Window.To] {
		p.Rows = append(p.Rows, p.line(e, row, places[row.ID]))
	}
	return h.Show(c, fiber.StatusOK, "organiser/attendees", &p)
}

func (p *attendeesPage) fill(e event.Edition, seminars []event.Seminar, programme []event.Item, counts map[string]int) {
	p.All = p.Search == search{Page: p.Search.Page}
	for _, slot := range event.Slots(programme) {
		p.Slots = append(p.Slots, slot.Number)
	}
	for _, tab := range [...]string{"", "anmalda", "inne", "reserver", "avanmalda"} {
		s := p.Search
		s.Status, s.Page = tab, 1
		p.Tabs = append(p.Tabs, page.Link{Href: s.address(p.Root + "/deltagare"), Current: p.Search.Status == tab,
			Text: p.T("organiser.tab."+cmp.Or(tab, "alla")) + " " + p.Int(counts[tab])})
	}
	for _, kind := range event.OrganisationKinds {
		p.Kinds = append(p.Kinds, option{kind, p.T("kind." + kind), p.Search.Kind == kind})
	}
	for _, s := range seminars {
		p.Seminars = append(p.Seminars, option{s.Key, s.Title, p.Search.Seminar == s.Key})
	}
}

func (p *attendeesPage) line(e event.Edition, r registration.Row, places []seminar.Place) attendeeLine {
	l := attendeeLine{ID: string(r.ID), Name: r.ShownName(), Title: cmp.Or(r.Title, r.Unit), Organisation: r.OrganisationName,
		Received: r.ReceivedAt.In(e.Zone()).Format("2006-01-02")}
	for _, slot := range p.Slots {
		l.Places = append(l.Places, roomIn(places, slot))
	}
	l.Chip, l.Tone = chip(p.Base, e, r)
	return l
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

// note writes a line of the audit log for something that was only looked at.
func (h *Handlers) note(c *fiber.Ctx, action string, subject store.ID, detail string) error {
	return h.Store.Write(c.UserContext(), func(tx *store.Tx) error { return log(tx, c, action, subject, detail) })
}

// log writes a line of the audit log in the transaction of what it tells of.
func log(tx *store.Tx, c *fiber.Ctx, action string, subject store.ID, detail string) error {
	return account.Log(tx, account.Entry{Actor: string(web.User(c).ID), EditionID: web.Edition(c).ID, Action: action,
		Subject: string(subject), Detail: detail})
}

// byName sorts registrations by the shown name, the Swedish way.
func byName(rows []registration.Row) {
	text.SortSwedish(rows, func(r registration.Row) string { return r.ShownName() })
}
