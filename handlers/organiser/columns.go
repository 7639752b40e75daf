package organiser

import (
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/seminar"
	"samling/models/store"
	"samling/views/page"
)

// column is one that a list of attendees can have. Heading is what the file calls it: Swedish whatever language the
// organiser reads in, because scripts and sheets depend on its words.
type column struct {
	key, heading string
	value        func(v rowView) any
}

func (c column) same(other column) bool { return c.key == other.key }

// rowView is what a column shows of: a registration, where it is placed, and how times and words are written.
type rowView struct {
	page.Base
	edition event.Edition
	row     registration.Row
	places  []seminar.Place
}

func (v rowView) at(t store.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.In(v.edition.Zone()).Format(exportTime)
}

// exportTime is how times stand in a table, in the event's zone (Svenska skrivregler: 13.05).
const exportTime = "2006-01-02 15.04"

// columns are all of them. The first six are part of the file's contract, in this order. Needs are no column: they are
// never in a list.
var columns = [...]column{
	{"referens", "referens", func(v rowView) any { return v.row.Reference }},
	{"namn", "namn", func(v rowView) any { return v.row.ShownName() }},
	{"epost", "e-post", func(v rowView) any { return v.row.Email }},
	{"organisation", "organisation", func(v rowView) any { return v.row.OrganisationName }},
	{"status", "status", func(v rowView) any { return exportStates[v.row.Status] }},
	{"anmald", "anmäld", func(v rowView) any { return v.at(v.row.ReceivedAt) }},
	{"typ", "organisationstyp", func(v rowView) any { return v.T("organiser.kind." + v.row.OrganisationKind) }},
	{"enhet", "enhet", func(v rowView) any { return v.row.Unit }},
	{"titel", "titel", func(v rowView) any { return v.row.Title }},
	{"vantelista", "väntelistenummer", waitlistNumber},
	{"seminarier", "seminarier", func(v rowView) any { return strings.Join(v.titles(), ", ") }},
	{"incheckad", "incheckad", func(v rowView) any { return v.at(v.row.CheckedInAt) }},
	{"telefon", "telefon", func(v rowView) any { return v.row.Phone }},
	{"deltagarlista", "deltagarlista", optIn},
}

// exportStates are the words of the column status.
var exportStates = map[registration.Status]string{
	registration.Confirmed:  "anmäld",
	registration.Waitlisted: "väntelista",
	registration.Cancelled:  "avanmäld",
}

func waitlistNumber(v rowView) any {
	if v.row.Status != registration.Waitlisted {
		return nil
	}
	return v.row.WaitlistNumber
}

func optIn(v rowView) any {
	if v.row.ListOptIn {
		return "ja"
	}
	return "nej"
}

func (v rowView) titles() []string {
	titles := make([]string, len(v.places))
	for i, p := range v.places {
		titles[i] = p.Title
	}
	return titles
}

// usual are the columns of somebody who has chosen none. The name is always in the list.
var usual = map[registration.View][]string{
	registration.OnScreen: {"organisation", "seminarier", "status", "anmald"},
	registration.InFile: {"referens", "namn", "epost", "organisation", "status", "anmald", "typ", "enhet", "titel", "vantelista",
		"seminarier", "incheckad"},
}

// screenOrder is how columns stand in the list; in the file they stand in the order of its contract.
var screenOrder = [...]string{"referens", "epost", "organisation", "typ", "enhet", "titel", "telefon", "seminarier", "status", "vantelista",
	"anmald", "incheckad", "deltagarlista"}

// chosenColumns are the columns of a view as its user wants them, in our order.
func chosenColumns(db *store.DB, user store.ID, view registration.View) ([]column, error) {
	keys, err := registration.ColumnsOf(db, user, view)
	if err != nil {
		return nil, err
	}
	if len(keys) == 0 {
		keys = usual[view]
	}
	var chosen []column
	for _, c := range columns {
		if slices.Contains(keys, c.key) {
			chosen = append(chosen, c)
		}
	}
	if view == registration.OnScreen {
		slices.SortStableFunc(chosen, func(a, b column) int {
			return slices.Index(screenOrder[:], a.key) - slices.Index(screenOrder[:], b.key)
		})
	}
	return chosen, nil
}

// columnsPage chooses columns, for the screen and for the file.
type columnsPage struct {
	desk.Frame
	Screen, File []desk.Option
}

// Columns shows what can be chosen.
func (h *Handlers) Columns(c *fiber.Ctx) error {
	p := &columnsPage{Frame: desk.NewFrame(h.App, c, "list.columns", "/deltagare")}
	p.Under("/deltagare", "organiser.attendees")
	db, user := h.Store.Read(c.UserContext()), web.User(c).ID
	for _, view := range []registration.View{registration.OnScreen, registration.InFile} {
		chosen, err := chosenColumns(db, user, view)
		if err != nil {
			return err
		}
		var options []desk.Option
		for _, column := range columns {
			if view == registration.OnScreen && column.key == "namn" {
				continue
			}
			ticked := slices.ContainsFunc(chosen, column.same)
			options = append(options, desk.Option{Value: column.key, Text: p.T("list.column." + column.key), Chosen: ticked})
		}
		if view == registration.OnScreen {
			p.Screen = options
		} else {
			p.File = options
		}
	}
	return h.Show(c, fiber.StatusOK, "organiser/columns", p)
}

// SetColumns keeps a choice. None ticked goes back to the usual ones.
func (h *Handlers) SetColumns(c *fiber.Ctx) error {
	form, err := web.ReadForm(c, "kolumn")
	if err != nil {
		return err
	}
	view := registration.View(form.Get("vy"))
	if view != registration.OnScreen && view != registration.InFile {
		return fiber.ErrBadRequest
	}
	var keys []string
	for _, column := range columns {
		if slices.Contains(form.All("kolumn"), column.key) {
			keys = append(keys, column.key)
		}
	}
	err = h.Store.Write(c.UserContext(), func(tx *store.Tx) error {
		return registration.SetColumns(tx, web.User(c).ID, view, keys)
	})
	if err != nil {
		return err
	}
	if view == registration.InFile {
		return desk.Back(c, "/deltagare/kolumner", "columns_saved")
	}
	return desk.Back(c, "/deltagare", "columns_saved")
}
