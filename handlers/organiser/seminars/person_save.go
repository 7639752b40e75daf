package seminars

import (
	"errors"
	"maps"
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

// SavePerson saves what is decided about a person: all of it or nothing.
func (h *Handlers) SavePerson(c *fiber.Ctx) error {
	if err := desk.Require(c, event.Allocate); err != nil {
		return err
	}
	r, err := h.someone(c)
	if err != nil {
		return err
	}
	form, err := web.ReadForm(c, "undanta")
	if err != nil {
		return err
	}
	n, err := readNames(h.Store.Read(c.UserContext()), web.Edition(c))
	if err != nil {
		return err
	}
	typed := handForm{pins: map[int]store.ID{}}
	for _, slot := range n.slots {
		if id := store.ID(form.Get(pinName(slot.Number))); id != "" {
			typed.pins[slot.Number] = id
		}
	}
	for _, id := range form.Values["undanta"] {
		typed.excluded = append(typed.excluded, store.ID(id))
	}
	if len(form.Problems) == 0 {
		err = h.Store.Write(c.UserContext(), func(tx *store.Tx) error { return decide(tx, c, r.ID, typed) })
	}
	if err != nil || len(form.Problems) > 0 {
		return h.handRefused(c, r, form, typed, err)
	}
	return desk.Back(c, "/fordelning/for-hand", "seminars.done.decided")
}

// decide makes what is saved about a person what was typed. What is taken away goes first: it may be in the way of the rest.
func decide(tx *store.Tx, c *fiber.Ctx, person store.ID, typed handForm) error {
	edition, by := web.Edition(c).ID, string(web.User(c).ID)
	was, err := savedByHand(tx.DB, edition, person)
	if err != nil {
		return err
	}
	for slot, session := range was.pins {
		if typed.pins[slot] != session {
			if err := seminar.Unpin(tx, edition, person, session); err != nil {
				return err
			}
		}
	}
	for _, sem := range was.excluded {
		if !slices.Contains(typed.excluded, sem) {
			if err := seminar.Admit(tx, edition, person, sem); err != nil {
				return err
			}
		}
	}
	if err := add(tx, edition, person, was, typed, by); err != nil {
		return err
	}
	return desk.Log(tx, c, "placement_by_hand", person, "pins="+strconv.Itoa(len(typed.pins))+" exclusions="+strconv.Itoa(len(typed.excluded)))
}

func add(tx *store.Tx, edition, person store.ID, was, typed handForm, by string) error {
	people, err := registration.Attendees(tx.DB, edition)
	if err != nil {
		return err
	}
	for _, sem := range typed.excluded {
		if !slices.Contains(was.excluded, sem) {
			if err := seminar.Exclude(tx, edition, people, person, sem, by); err != nil {
				return err
			}
		}
	}
	for _, slot := range slices.Sorted(maps.Keys(typed.pins)) {
		if session := typed.pins[slot]; was.pins[slot] != session {
			if err := seminar.Pin(tx, edition, people, person, session, by); err != nil {
				return err
			}
		}
	}
	return nil
}

// handRefused shows the form again: what is wrong in it, or which pins cannot be kept and why. Nothing was saved.
func (h *Handlers) handRefused(c *fiber.Ctx, r registration.Row, form web.Form, typed handForm, refused error) error {
	status, problems := fiber.StatusUnprocessableEntity, form.Problems
	var clashes seminar.Clashes
	var fault *store.Error
	var err error
	switch {
	case errors.As(refused, &clashes):
		status = fiber.StatusConflict
		problems, err = h.clashProblems(c, clashes, r.ID)
	case errors.As(refused, &fault) && fault.Kind == store.Conflict:
		status, problems = fiber.StatusConflict, []page.Problem{{Key: fault.Key}}
	default:
		err = refused
	}
	if err != nil {
		return err
	}
	p, err := h.personPage(c, r, &typed)
	if err != nil {
		return err
	}
	web.Problems(&p.Base, form.Values, problems)
	p.fields()
	return h.Show(c, status, "seminars/person", p)
}
