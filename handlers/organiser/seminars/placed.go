package seminars

import (
	"net/url"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/seminar"
	"samling/models/store"
)

// placedPage lists people with where a run puts them, so that some can be pinned there.
type placedPage struct {
	desk.Frame
	ID, Search string
	Sessions   []sessionGroup
	Session    string
	Slots      []int
	Rows       []placedRow
	Window     desk.Window
	Mine       bool
	Page       int
}

// sessionGroup is a slot with its sessions, to choose one of.
type sessionGroup struct {
	Label   string
	Options []desk.Option
}

// placedRow is a person with a seat, or none, in each slot.
type placedRow struct {
	ID, Name, Organisation string
	Seats                  []placedSeat
}

// placedSeat is where somebody sits in a slot.
type placedSeat struct {
	Slot                 int
	Session, Where, Rank string
	Pinned               bool // now: it may be newer than the run
}

// Placed shows a page of the list. People with protected identity are not on it; the whole reference code finds them.
func (h *Handlers) Placed(c *fiber.Ctx) error {
	r, err := h.theRun(c)
	if err != nil {
		return err
	}
	e, db := web.Edition(c), h.Store.Read(c.UserContext())
	p := &placedPage{Frame: h.frame(c, "seminars.people_title"), ID: string(r.ID), Search: readSearch(c), Mine: e.State.Allows(event.Allocate)}
	p.Under("/fordelning/"+p.ID, "seminars.run_title")
	n, err := readNames(db, e)
	if err != nil {
		return err
	}
	places, err := seminar.PlacementsOf(db, r)
	if err != nil {
		return err
	}
	p.filter(c, n, r)
	if err := p.list(c, db, e, n, places); err != nil {
		return err
	}
	return h.Show(c, fiber.StatusOK, "seminars/placed", p)
}

// filter is the choice of one session.
func (p *placedPage) filter(c *fiber.Ctx, n names, r seminar.Run) {
	for _, room := range r.Figures.Rooms {
		if len(p.Slots) == 0 || p.Slots[len(p.Slots)-1] != room.Slot {
			p.Slots = append(p.Slots, room.Slot)
			p.Sessions = append(p.Sessions, sessionGroup{Label: p.T("seminars.slot", "Number", room.Slot)})
		}
		group, chosen := &p.Sessions[len(p.Sessions)-1], c.Query("tillfalle") == string(room.SessionID)
		if chosen {
			p.Session = string(room.SessionID)
		}
		group.Options = append(group.Options, desk.Option{Value: string(room.SessionID), Text: n.seminar(room.SeminarID) + ", " + room.Room, Chosen: chosen})
	}
}

func (p *placedPage) list(c *fiber.Ctx, db *store.DB, e event.Edition, n names, places []seminar.Placement) error {
	rows, err := p.rows(c, db, e, places)
	if err != nil {
		return err
	}
	of := make(map[store.ID][]seminar.Placement, len(rows))
	for _, r := range rows {
		of[r.ID] = nil
	}
	for _, place := range places {
		if mine, shown := of[place.Person]; shown {
			of[place.Person] = append(mine, place)
		}
	}
	pins, err := seminar.Pins(db, e.ID)
	if err != nil {
		return err
	}
	pinned := make(map[seminar.Pinned]bool, len(pins))
	for _, pin := range pins {
		pinned[seminar.Pinned{PersonID: pin.PersonID, SessionID: pin.SessionID}] = true
	}
	for _, r := range rows {
		row := placedRow{ID: string(r.ID), Name: r.ShownName(), Organisation: r.OrganisationName}
		for _, slot := range p.Slots {
			row.Seats = append(row.Seats, p.seat(n, of[r.ID], slot, pinned))
		}
		p.Rows = append(p.Rows, row)
	}
	return nil
}

// rows reads a page of people: from the database, or of those whom the run puts in one session.
func (p *placedPage) rows(c *fiber.Ctx, db *store.DB, e event.Edition, places []seminar.Placement) ([]registration.Row, error) {
	filter := registration.Filter{Edition: e.ID, Text: p.Search, Status: registration.Confirmed, Order: registration.ByName, Hidden: p.Search != ""}
	if p.Session == "" {
		total, err := registration.Count(db, filter)
		if err != nil {
			return nil, err
		}
		p.cut(c, total)
		filter.Limit, filter.Offset = desk.PerPage, p.Window.From
		rows, _, err := registration.List(db, filter)
		return rows, err
	}
	in := make(map[store.ID]bool)
	for _, place := range places {
		if string(place.Session) == p.Session {
			in[place.Person] = true
		}
	}
	all, _, err := registration.List(db, filter)
	if err != nil {
		return nil, err
	}
	rows := all[:0]
	for _, r := range all {
		if in[r.ID] {
			rows = append(rows, r)
		}
	}
	p.cut(c, len(rows))
	return rows[p.Window.From:p.Window.To], nil
}

func (p *placedPage) cut(c *fiber.Ctx, total int) {
	p.Page = max(1, c.QueryInt("sida", 1))
	p.Window = desk.Cut(p.Page, total, func(n int) string { return p.Root + placedAddress(p.ID, p.Search, p.Session, p.Int(n)) })
}

// placedAddress is the list's address below the edition's root.
func placedAddress(run, search, session, number string) string {
	q := url.Values{}
	for name, value := range map[string]string{"sok": search, "tillfalle": session, "sida": number} {
		if value != "" {
			q.Set(name, value)
		}
	}
	return "/fordelning/" + url.PathEscape(run) + "/personer?" + q.Encode()
}

func (p *placedPage) seat(n names, places []seminar.Placement, slot int, pinned map[seminar.Pinned]bool) placedSeat {
	for _, place := range places {
		if place.Slot == slot {
			s := placedSeat{Slot: slot, Session: string(place.Session), Where: n.session(place.Session), Rank: ordinal(p.Base, place.Rank),
				Pinned: pinned[seminar.Pinned{PersonID: place.Person, SessionID: place.Session}]}
			if place.Pinned {
				s.Rank = p.T("seminars.pinned_there")
			}
			return s
		}
	}
	return placedSeat{Slot: slot}
}

// donePinned is what the list tells after it.
const donePinned = "seminars.done.pinned"

// Pin pins somebody where a run put them, from its list.
func (h *Handlers) Pin(c *fiber.Ctx) error {
	if err := desk.Require(c, event.Allocate); err != nil {
		return err
	}
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	e, run := web.Edition(c), store.ID(form.Get("run"))
	if _, err := seminar.RunByID(h.Store.Read(c.UserContext()), e.ID, run); err != nil {
		return err
	}
	person, session := store.ID(form.Get("person")), store.ID(form.Get("session"))
	err = h.Store.Write(c.UserContext(), func(tx *store.Tx) error {
		people, err := registration.Attendees(tx.DB, e.ID)
		if err != nil {
			return err
		}
		if err := seminar.Pin(tx, e.ID, people, person, session, string(web.User(c).ID)); err != nil {
			return err
		}
		return desk.Log(tx, c, "placement_pinned", person, "session="+string(session))
	})
	if err != nil {
		return h.pinRefused(c, person, err)
	}
	back := placedAddress(string(run), form.Get("sok"), form.Get("tillfalle"), form.Get("sida"))
	return c.Redirect(desk.Root(e)+back+"&klart="+donePinned, fiber.StatusSeeOther)
}

// pinRefused leads to the person's own form, which says what is in the way.
func (h *Handlers) pinRefused(c *fiber.Ctx, person store.ID, refused error) error {
	if store.KindOf(refused) == store.NotFound {
		return refused
	}
	r, err := registration.RowByID(h.Store.Read(c.UserContext()), person)
	if err != nil {
		return err
	}
	was, err := savedByHand(h.Store.Read(c.UserContext()), web.Edition(c).ID, person)
	if err != nil {
		return err
	}
	return h.handRefused(c, r, web.Form{}, was, refused)
}
