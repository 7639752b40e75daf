package organiser

import (
	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/event"
	"samling/models/seminar"
	"samling/models/store"
	"samling/views/page"
)

// seminarPage is one seminar with its sessions, or the form for a new one.
type seminarPage struct {
	desk.Frame
	ID     string // "" for a new one
	Action string
	Slots  []slotFields
}

// slotFields are the fields of a seminar's session in a slot.
type slotFields struct {
	Number      int
	Title, Time string
	Room, Seats string // names of the fields
	Placed      int
}

func (h *Handlers) seminarPage(c *fiber.Ctx, title string) (*seminarPage, error) {
	p := &seminarPage{Frame: desk.NewFrame(h.App, c, title, "/program")}
	p.Action = p.Root + "/seminarium/nytt"
	p.Under("/program", "organiser.programme")
	e := web.Edition(c)
	programme, err := event.Programme(h.Store.Read(c.UserContext()), e.ID)
	if err != nil {
		return nil, err
	}
	for _, s := range event.Slots(programme) {
		p.Slots = append(p.Slots, slotFields{Number: s.Number, Title: s.Title,
			Time: p.Span(s.StartsAt.In(e.Zone()), s.EndsAt.In(e.Zone())), Room: event.RoomField(s.Number), Seats: event.SeatsField(s.Number)})
	}
	return p, nil
}

// NewSeminar shows the form for a seminar.
func (h *Handlers) NewSeminar(c *fiber.Ctx) error {
	p, err := h.seminarPage(c, "organiser.add_seminar")
	if err != nil {
		return err
	}
	return h.Show(c, fiber.StatusOK, "organiser/seminar", p)
}

// AddSeminar puts a seminar last.
func (h *Handlers) AddSeminar(c *fiber.Ctx) error {
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	p, err := h.seminarPage(c, "organiser.add_seminar")
	if err != nil {
		return err
	}
	return desk.Save(h.App, c, desk.Edit{View: "organiser/seminar", Page: p, Form: form, Path: "/program", Done: "seminar_added", Do: func(tx *store.Tx) error {
		_, err := event.AddSeminar(tx, web.Edition(c).ID, desk.Version(form), p.read(form))
		return err
	}})
}

// read takes the seminar and its sessions out of a form.
func (p *seminarPage) read(form web.Form) event.SeminarForm {
	f := event.SeminarForm{Title: form.Get("title"), Text: form.Get("text")}
	for _, s := range p.Slots {
		f.Sessions = append(f.Sessions, event.SessionForm{Slot: s.Number, Room: form.Get(s.Room), Seats: form.Get(s.Seats)})
	}
	return f
}

// seminar reads the seminar in the address and makes its page.
func (h *Handlers) seminar(c *fiber.Ctx) (event.Seminar, *seminarPage, error) {
	id, err := desk.PathID(c)
	if err != nil {
		return event.Seminar{}, nil, err
	}
	e, db := web.Edition(c), h.Store.Read(c.UserContext())
	s, err := event.SeminarByID(db, e.ID, id)
	if err != nil {
		return s, nil, err
	}
	p, err := h.seminarPage(c, "organiser.seminar")
	if err != nil {
		return s, nil, err
	}
	p.ID, p.Title, p.Action = string(id), s.Title, p.Root+"/seminarium/"+string(id)
	p.Crumbs[len(p.Crumbs)-1] = page.Link{Text: p.Title}
	p.Form.Values = desk.Values("title", s.Title, "text", s.Text)
	filled, err := seminar.Occupancy(db, e.ID)
	if err != nil {
		return s, nil, err
	}
	for i, slot := range p.Slots {
		session := sessionIn(filled, id, slot.Number)
		p.Slots[i].Placed = session.Placed
		if session.SessionID != "" {
			p.Form.Values[slot.Room], p.Form.Values[slot.Seats] = []string{session.Room}, []string{itoa(session.Seats)}
		}
	}
	return s, p, nil
}

// Seminar shows one seminar.
func (h *Handlers) Seminar(c *fiber.Ctx) error {
	_, p, err := h.seminar(c)
	if err != nil {
		return err
	}
	return h.Show(c, fiber.StatusOK, "organiser/seminar", p)
}

// SaveSeminar changes a seminar, its rooms and its seats.
func (h *Handlers) SaveSeminar(c *fiber.Ctx) error {
	s, p, err := h.seminar(c)
	if err != nil {
		return err
	}
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	return desk.Save(h.App, c, desk.Edit{View: "organiser/seminar", Page: p, Form: form, Path: "/program", Done: "seminar_saved", Do: func(tx *store.Tx) error {
		return event.EditSeminar(tx, web.Edition(c).ID, desk.Version(form), s.ID, p.read(form))
	}})
}
