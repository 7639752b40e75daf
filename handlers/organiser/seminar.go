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
	Kinds  []desk.Option // of organisation: who may come
	Slots  []slotFields
}

// slotFields are the fields of a seminar's session in a slot.
type slotFields struct {
	Number                                             int
	Title, Time                                        string
	Way                                                string // how one comes into the slot's sessions
	Room, Seats, Overbook, FireLimit, Least, Withdrawn string // names of the fields
	Placed                                             int
}

// Ruled says whether a session has, or was refused, any rule besides room and seats: then they are shown unfolded.
func (s slotFields) Ruled(f page.Form) bool {
	for _, name := range []string{s.Overbook, s.FireLimit, s.Least, s.Withdrawn} {
		if f.Value(name) != "" || f.Error(name) != "" {
			return true
		}
	}
	return false
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
	for _, kind := range event.OrganisationKinds {
		p.Kinds = append(p.Kinds, desk.Option{Value: kind, Text: p.T("kind." + kind)})
	}
	for _, s := range event.Slots(programme) {
		p.Slots = append(p.Slots, slotFields{Number: s.Number, Title: s.Title, Way: p.T("rules.choose." + string(s.Choose)),
			Time: p.Span(s.StartsAt.In(e.Zone()), s.EndsAt.In(e.Zone())), Room: event.RoomField(s.Number), Seats: event.SeatsField(s.Number),
			Overbook: event.OverbookField(s.Number), FireLimit: event.FireLimitField(s.Number), Least: event.LeastField(s.Number),
			Withdrawn: event.WithdrawnField(s.Number)})
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
	form, err := web.ReadForm(c, "only_kinds")
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
	f := event.SeminarForm{Title: form.Get("title"), Text: form.Get("text"), OnlyKinds: form.All("only_kinds")}
	for _, s := range p.Slots {
		f.Sessions = append(f.Sessions, event.SessionForm{Slot: s.Number, Room: form.Get(s.Room), Seats: form.Get(s.Seats),
			Overbook: form.Get(s.Overbook), FireLimit: form.Get(s.FireLimit), Least: form.Get(s.Least), Withdrawn: form.Ticked(s.Withdrawn)})
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
	p.Form.Values["only_kinds"] = s.Kinds()
	sessions, err := event.Sessions(db, e.ID)
	if err != nil {
		return s, nil, err
	}
	filled, err := seminar.Occupancy(db, e.ID)
	if err != nil {
		return s, nil, err
	}
	for i, slot := range p.Slots {
		p.Slots[i].Placed = sessionIn(filled, id, slot.Number).Placed
		for _, session := range sessions {
			if session.SeminarID == id && session.Slot == slot.Number {
				slot.fill(p.Form.Values, session)
			}
		}
	}
	return s, p, nil
}

// fill shows a session as it is; a rule that is off is an empty field.
func (s slotFields) fill(values map[string][]string, session event.Session) {
	values[s.Room], values[s.Seats] = []string{session.Room}, []string{itoa(session.Seats)}
	for name, n := range map[string]int{s.Overbook: session.Overbook, s.FireLimit: session.FireLimit, s.Least: session.Least} {
		if n > 0 {
			values[name] = []string{itoa(n)}
		}
	}
	if session.Withdrawn {
		values[s.Withdrawn] = []string{"ja"}
	}
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
	form, err := web.ReadForm(c, "only_kinds")
	if err != nil {
		return err
	}
	return desk.Save(h.App, c, desk.Edit{View: "organiser/seminar", Page: p, Form: form, Path: "/program", Done: "seminar_saved", Do: func(tx *store.Tx) error {
		return event.EditSeminar(tx, web.Edition(c).ID, desk.Version(form), s.ID, p.read(form))
	}})
}
