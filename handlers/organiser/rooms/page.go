package rooms

import (
	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/door"
	"samling/models/event"
	"samling/models/room"
	"samling/models/store"
	"samling/views/page"
)

// roomsPage is every room of the day, slot by slot.
type roomsPage struct {
	desk.Frame
	Headline string
	Slots    []slotView
	Legend   []page.KindLook
	Placed   bool // somebody is placed
	Changes  []changeLine
	Counter  string // who counts, as the form suggests
	Editable bool
	came     map[store.ID]int // people scanned in at each room's door
}

type slotView struct {
	Title, Time string
	Rooms       []roomLine
}

// roomLine is a session on the page.
type roomLine struct {
	room.Hall
	Href     string
	Chips    []chip
	Bits     []page.Bit // who sits there, by kind of organisation
	Mix      string     // the same in words
	Counted  string
	Came     int    // scanned in at the room's door
	Field    string // of its count
	Overbook string
}

type chip struct{ Tone, Text string }

type changeLine struct{ Href, At, Text string }

const roomsView = "rooms/rooms"

// changesShown is how many of the last changes of room stand on the page.
const changesShown = 10

// Rooms shows the rooms.
func (h *Handlers) Rooms(c *fiber.Ctx) error {
	p, err := h.roomsPage(c)
	if err != nil {
		return err
	}
	return h.Show(c, fiber.StatusOK, roomsView, p)
}

func (h *Handlers) roomsPage(c *fiber.Ctx) (*roomsPage, error) {
	e, db := web.Edition(c), h.Store.Read(c.UserContext())
	p := &roomsPage{Frame: frame(h.App, c, "rooms.title"), Counter: web.User(c).Name, Editable: e.State.Allows(event.Edit)}
	all, err := room.Halls(db, e.ID)
	if err != nil {
		return nil, err
	}
	programme, err := event.Programme(db, e.ID)
	if err != nil {
		return nil, err
	}
	if p.came, err = door.CameToSessions(db, e.ID); err != nil {
		return nil, err
	}
	for _, slot := range event.Slots(programme) {
		p.Slots = append(p.Slots, p.slotView(e, slot, all))
	}
	p.headline(all)
	p.Legend = page.KindLegend(p.Translator, event.OrganisationKinds[:])
	return p, p.readChanges(db, e)
}

func frame(app *web.App, c *fiber.Ctx, title string) desk.Frame {
	f := desk.NewFrame(app, c, title, place)
	f.Styles = append(f.Styles, "css/seminars.css", "css/rooms.css")
	return f
}

// headline says the result first: all fit, or where they do not.
func (p *roomsPage) headline(all []room.Hall) {
	over := 0
	for _, h := range all {
		p.Placed = p.Placed || h.Placed > 0
		if h.Over() > 0 {
			over++
		}
	}
	switch {
	case len(all) == 0:
		p.Headline = p.T("rooms.none_head")
	case !p.Placed:
		p.Headline = p.T("rooms.early_head")
	case over > 0:
		p.Headline = p.T("rooms.over_head", "n", over)
	default:
		p.Headline = p.T("rooms.fit_head", "n", len(all))
	}
}

func (p *roomsPage) slotView(e event.Edition, slot event.Slot, all []room.Hall) slotView {
	v := slotView{Title: slot.Title, Time: p.Span(slot.StartsAt.In(e.Zone()), slot.EndsAt.In(e.Zone()))}
	for _, hall := range all {
		if hall.Slot == slot.Number {
			v.Rooms = append(v.Rooms, p.roomLine(e, hall))
		}
	}
	return v
}

func (p *roomsPage) roomLine(e event.Edition, hall room.Hall) roomLine {
	l := roomLine{Hall: hall, Came: p.came[hall.ID], Href: p.Root + place + "/" + string(hall.ID), Field: "antal-" + string(hall.ID)}
	l.Chips = chips(p.Base, hall)
	l.Bits, l.Mix = mix(p.Base, hall.Mix)
	if hall.Overbook > 0 {
		l.Overbook = p.T("rooms.overbooked", "Limit", p.Int(hall.Capacity()))
	}
	if hall.Count.Done() {
		l.Counted = p.T("rooms.counted_by", "Time", p.Clock(hall.Count.CountedAt.In(e.Zone())), "Name", hall.Count.CountedBy)
	}
	return l
}

// chips are what somebody should look at.
func chips(b page.Base, h room.Hall) []chip {
	var all []chip
	switch {
	case h.Withdrawn:
		all = append(all, chip{"", b.T("rooms.withdrawn")})
	case h.FireLimit > 0 && h.Placed > h.FireLimit:
		all = append(all, chip{"bad", b.T("rooms.above_fire", "n", h.Placed-h.FireLimit)})
	case h.Over() > 0:
		all = append(all, chip{"bad", b.T("rooms.over", "n", h.Over())})
	case h.Placed > 0 && h.Placed < h.Least:
		all = append(all, chip{"warn", b.T("rooms.below_least", "Least", b.Int(h.Least))})
	}
	if h.Withdrawn && h.Placed > 0 {
		all = append(all, chip{"bad", b.T("rooms.withdrawn_placed", "n", h.Placed)})
	}
	if h.Waiting > 0 {
		all = append(all, chip{"", b.T("rooms.waiting", "n", h.Waiting)})
	}
	if h.Count.Done() && h.FireLimit > 0 && h.Count.People > h.FireLimit {
		all = append(all, chip{"bad", b.T("rooms.counted_above_fire")})
	}
	return all
}

// mix draws who sits in a room, and says it: "Kommun 20, Polis 12. Mest: Nacka kommun, 30 %".
func mix(b page.Base, m room.Mix) ([]page.Bit, string) {
	kinds, all := m.All(), 0
	for _, k := range kinds {
		all += k.People
	}
	if all == 0 {
		return nil, ""
	}
	return page.MixBits(kinds), page.MixWords(b.Translator, kinds) + ". " +
		b.T("rooms.largest", "Name", m.Name, "Share", b.Percent(float64(m.Largest)/float64(all)))
}

func (p *roomsPage) readChanges(db *store.DB, e event.Edition) error {
	made, err := room.Changes(db, e.ID, changesShown)
	if err != nil {
		return err
	}
	for _, one := range made {
		p.Changes = append(p.Changes, changeLine{Href: p.Root + place + "/andringar/" + string(one.ID), At: p.Stamp(one.MadeAt.In(e.Zone())),
			Text: sentence(p.Base, one.Edits[0])})
	}
	return nil
}

// sentence says what an edit does: "Rätt kurva (pass 1): Sal A → Sal B".
func sentence(b page.Base, e room.Edit) string {
	from, to := e.From.Room, e.To.Room
	if !e.Moves() {
		from, to = b.T("rooms.seats_n", "n", e.From.Seats), b.T("rooms.seats_n", "n", e.To.Seats)
	}
	return b.T("rooms.edit_line", "Title", e.Title, "Slot", e.Slot, "From", from, "To", to)
}
