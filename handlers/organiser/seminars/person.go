package seminars

import (
	"slices"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/seminar"
	"samling/models/store"
	"samling/views/page"
)

// personPage decides about one person: where they sit, and where they do not come.
type personPage struct {
	desk.Frame
	ID, Organisation string
	Wishes           []string
	Now              []string // where they are placed now
	Slots            []pinField
	Seminars         []desk.Option
	Mine             bool
}

// pinField is one slot's choice.
type pinField struct {
	Number  int
	Field   page.Field
	Options []desk.Option
}

// someone is the person whom the address names. Errors: store.ErrNotFound for who is not coming to this edition.
func (h *Handlers) someone(c *fiber.Ctx) (registration.Row, error) {
	id, err := desk.PathID(c)
	if err != nil {
		return registration.Row{}, err
	}
	r, err := registration.RowByID(h.Store.Read(c.UserContext()), id)
	if err == nil && (r.EditionID != web.Edition(c).ID || r.Status != registration.Confirmed) {
		err = store.ErrNotFound
	}
	return r, err
}

// Person shows what is decided by hand about a person.
func (h *Handlers) Person(c *fiber.Ctx) error {
	r, err := h.someone(c)
	if err != nil {
		return err
	}
	if r.Alias() {
		if err := desk.Note(h.App, c, "protected_seen", r.ID, ""); err != nil {
			return err
		}
	}
	p, err := h.personPage(c, r, nil)
	if err != nil {
		return err
	}
	return h.Show(c, fiber.StatusOK, "seminars/person", p)
}

// personPage shows the person's form as it is saved, or as it was typed.
func (h *Handlers) personPage(c *fiber.Ctx, r registration.Row, typed *handForm) (*personPage, error) {
	e, db := web.Edition(c), h.Store.Read(c.UserContext())
	p := &personPage{Frame: h.frame(c, "seminars.person_title"), ID: string(r.ID), Organisation: r.OrganisationName, Mine: e.State.Allows(event.Allocate)}
	p.Title = p.T("seminars.person_title", "Name", r.ShownName())
	p.Under("/fordelning/for-hand", "seminars.hand_title")
	n, err := readNames(db, e)
	if err != nil {
		return nil, err
	}
	was, err := savedByHand(db, e.ID, r.ID)
	if err != nil {
		return nil, err
	}
	if typed != nil {
		was = *typed
	}
	wishes, err := seminar.WishesOf(db, r.ID)
	if err != nil {
		return nil, err
	}
	for _, w := range wishes {
		p.Wishes = append(p.Wishes, n.seminar(w))
	}
	places, err := seminar.PlacesOf(db, e.ID, r.ID)
	if err != nil {
		return nil, err
	}
	for _, place := range places {
		p.Now = append(p.Now, p.T("seminars.sits_in", "Slot", place.Slot, "Session", n.session(place.SessionID)))
	}
	p.choices(n, r, was)
	return p, nil
}

func (p *personPage) choices(n names, r registration.Row, was handForm) {
	for _, slot := range n.slots {
		if slot.Choose == event.FirstCome {
			continue
		}
		field := pinField{Number: slot.Number, Options: []desk.Option{{Value: "", Text: p.T("seminars.by_wishes"), Chosen: was.pins[slot.Number] == ""}}}
		if slot.Choose == event.Fixed {
			field.Options[0].Text = p.T("seminars.nowhere")
		}
		for _, s := range n.inSlot(slot.Number) {
			if s.Withdrawn {
				continue
			}
			field.Options = append(field.Options, desk.Option{Value: string(s.ID), Text: n.session(s.ID), Chosen: was.pins[slot.Number] == s.ID})
		}
		p.Slots = append(p.Slots, field)
	}
	p.fields()
	for _, s := range n.list {
		p.Seminars = append(p.Seminars, desk.Option{Value: string(s.ID), Text: s.Title, Chosen: slices.Contains(was.excluded, s.ID)})
	}
}

// fields gives each slot its label, and what is wrong with it once the form has been refused.
func (p *personPage) fields() {
	for i, slot := range p.Slots {
		p.Slots[i].Field = p.Form.Input(pinName(slot.Number), "seminars.slot_word")
		p.Slots[i].Field.Label = p.T("seminars.slot", "Number", slot.Number)
	}
}

func pinName(slot int) string { return "pass_" + strconv.Itoa(slot) }

// handForm is what is decided about one person.
type handForm struct {
	pins     map[int]store.ID // session by slot
	excluded []store.ID       // seminars
}

func savedByHand(db *store.DB, edition, person store.ID) (handForm, error) {
	f := handForm{pins: map[int]store.ID{}}
	pins, err := seminar.Pins(db, edition)
	if err != nil {
		return f, err
	}
	for _, p := range pins {
		if p.PersonID == person {
			f.pins[p.Slot] = p.SessionID
		}
	}
	exclusions, err := seminar.Exclusions(db, edition)
	for _, x := range exclusions {
		if x.PersonID == person {
			f.excluded = append(f.excluded, x.SeminarID)
		}
	}
	return f, err
}
