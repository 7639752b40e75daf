package rooms

import (
	"errors"
	"strings"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/account"
	"samling/models/event"
	"samling/models/room"
	"samling/models/store"
	"samling/views/page"
)

// Count notes how many an organiser has counted in a room.
func (h *Handlers) Count(c *fiber.Ctx) error {
	p, err := h.roomsPage(c)
	if err != nil {
		return err
	}
	id, form, err := readCount(c)
	if err != nil {
		return err
	}
	return desk.Save(h.App, c, desk.Edit{View: roomsView, Page: p, Form: form, Path: place, Done: "rooms.done.counted", Do: func(tx *store.Tx) error {
		return atField(room.AddCount(tx, web.Edition(c).ID, id, form.Get("antal"), form.Get("raknare")), id)
	}})
}

func readCount(c *fiber.Ctx) (store.ID, web.Form, error) {
	id, err := sessionID(c)
	if err != nil {
		return "", web.Form{}, err
	}
	form, err := web.ReadForm(c)
	if err != nil {
		return id, form, err
	}
	// The page has one such form for each room: what was typed goes back to the one that it came from.
	for _, name := range []string{"antal", "raknare"} {
		form.Values[name+"-"+string(id)] = form.Values[name]
	}
	for i, p := range form.Problems {
		if p.Field == "antal" || p.Field == "raknare" {
			form.Problems[i].Field += "-" + string(id)
		}
	}
	return id, form, nil
}

// atField lets a problem name the field of its own room.
func atField(err error, id store.ID) error {
	var rules event.Problems
	if !errors.As(err, &rules) {
		return err
	}
	named := make(event.Problems, len(rules))
	for i, p := range rules {
		p.Field += "-" + string(id)
		named[i] = p
	}
	return named
}

// countPage is for whoever counts heads with a phone in the hand: one room after the other, and nothing about anybody.
type countPage struct {
	page.Base
	Slug    string
	Slots   []slotView
	Counter string
}

const countView = "rooms/count"

// counter is who counts: somebody who is logged in, or a paired phone. A phone that stands at one room counts only that.
type counter struct {
	id   store.ID
	name string
	room store.ID // "" for any
}

func counterOf(c *fiber.Ctx) counter {
	if d, ok := web.Device(c); ok {
		return counter{d.ID, d.Name, d.SessionID}
	}
	return counter{id: web.User(c).ID, name: web.User(c).Name}
}

// may says whether the counter stands at a session's room.
func (w counter) may(session store.ID) bool { return w.room == "" || w.room == session }

func (h *Handlers) countPage(c *fiber.Ctx) (*countPage, error) {
	e, db := web.Edition(c), h.Store.Read(c.UserContext())
	p := &countPage{Base: h.Base(c, "rooms.count_title"), Slug: e.Slug, Counter: strings.TrimSpace(c.Query("raknare"))}
	h.Frame(&p.Base, e)
	p.Styles = []string{"css/organiser.css", "css/rooms.css"}
	p.Crumbs = []page.Link{{Href: "/dorr/" + e.Slug, Text: p.T("rooms.to_door")}, {Text: p.Title}}
	p.Notice = desk.Done(p.Base, c.Query("klart"))
	who := counterOf(c)
	if p.Counter == "" {
		p.Counter = who.name
	}
	all, err := room.Halls(db, e.ID)
	if err != nil {
		return nil, err
	}
	programme, err := event.Programme(db, e.ID)
	if err != nil {
		return nil, err
	}
	for _, slot := range event.Slots(programme) {
		v := slotView{Title: slot.Title, Time: p.Span(slot.StartsAt.In(e.Zone()), slot.EndsAt.In(e.Zone()))}
		for _, hall := range all {
			if hall.Slot == slot.Number && !hall.Withdrawn && who.may(hall.ID) {
				l := roomLine{Hall: hall, Href: "/dorr/" + e.Slug + place + "/" + string(hall.ID), Field: "antal-" + string(hall.ID)}
				if hall.Count.Done() {
					l.Counted = p.T("rooms.counted_at", "People", p.Int(hall.Count.People), "Time", p.Clock(hall.Count.CountedAt.In(e.Zone())), "Name", hall.Count.CountedBy)
				}
				v.Rooms = append(v.Rooms, l)
			}
		}
		if len(v.Rooms) > 0 {
			p.Slots = append(p.Slots, v)
		}
	}
	return p, nil
}

// CountPage shows the rooms to whoever counts.
func (h *Handlers) CountPage(c *fiber.Ctx) error {
	p, err := h.countPage(c)
	if err != nil {
		return err
	}
	return h.Show(c, fiber.StatusOK, countView, p)
}

// CountAtDoor notes a count of the door's.
func (h *Handlers) CountAtDoor(c *fiber.Ctx) error {
	id, form, err := readCount(c)
	if err != nil {
		return err
	}
	e, who := web.Edition(c), counterOf(c)
	if !who.may(id) {
		return fiber.ErrForbidden
	}
	err = h.Store.Write(c.UserContext(), func(tx *store.Tx) error {
		if len(form.Problems) > 0 {
			return nil
		}
		if err := room.AddCount(tx, e.ID, id, form.Get("antal"), form.Get("raknare")); err != nil {
			return atField(err, id)
		}
		return account.Log(tx, account.Entry{Actor: string(who.id), EditionID: e.ID, Action: "heads_counted", Subject: string(id)})
	})
	var rules event.Problems
	if errors.As(err, &rules) {
		form.Problems = append(form.Problems, desk.Shown(rules)...)
	} else if err != nil {
		return err
	}
	if len(form.Problems) == 0 {
		return c.Redirect("/dorr/"+e.Slug+place+"?klart=rooms.done.counted", fiber.StatusSeeOther)
	}
	p, err := h.countPage(c)
	if err != nil {
		return err
	}
	p.Notice = nil
	web.Problems(&p.Base, form.Values, form.Problems)
	return h.Show(c, fiber.StatusUnprocessableEntity, countView, p)
}
