package attendee

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/room"
	"samling/models/store"
	"samling/views/page"
)

const pickPrefix = "pass_"

// pickSlot is a slot in which who comes first takes a seat, as the registration form asks about it.
type pickSlot struct {
	event.Slot
	Field   string
	Time    string
	Options []pickOption
}

// pickOption is a session of such a slot.
type pickOption struct {
	room.Opening
	Kinds []string // the kinds of organisation that it is for, as words; none: all
}

// pickSlots lists them; none where nothing is taken first come.
func (h *Handlers) pickSlots(c *fiber.Ctx, e event.Edition) ([]pickSlot, error) {
	db, t := h.Store.Read(c.UserContext()), h.T(c)
	programme, err := event.Programme(db, e.ID)
	if err != nil {
		return nil, err
	}
	var slots []pickSlot
	for _, slot := range event.Slots(programme) {
		if slot.Choose == event.FirstCome {
			slots = append(slots, pickSlot{Slot: slot, Field: fmt.Sprint(pickPrefix, slot.Number), Time: t.Clock(slot.StartsAt.In(e.Zone()))})
		}
	}
	if len(slots) == 0 {
		return nil, nil
	}
	openings, err := room.Openings(db, e.ID)
	for _, o := range openings {
		at := slices.IndexFunc(slots, func(s pickSlot) bool { return s.Number == o.Slot })
		if at < 0 || o.Withdrawn {
			continue
		}
		option := pickOption{Opening: o}
		for _, kind := range o.Kinds() {
			option.Kinds = append(option.Kinds, t.T("kind."+kind))
		}
		slots[at].Options = append(slots[at].Options, option)
	}
	return slots, err
}

// ForKinds says for whom a session is, when it is not for all.
func (o pickOption) ForKinds() string { return strings.Join(o.Kinds, ", ") }

// picked is a session that somebody chose when they signed up, and the field in which they did.
type picked struct {
	field   string
	session store.ID
}

// isPick says whether a field is one of those that pickSlots asks about.
func isPick(field string) bool { return strings.HasPrefix(field, pickPrefix) }

// picksOf reads what was chosen in each slot. No choice is a choice, too: one can choose later.
func (h *Handlers) picksOf(c *fiber.Ctx, e event.Edition, sent web.Form) ([]picked, []page.Problem, error) {
	slots, err := h.pickSlots(c, e)
	if err != nil {
		return nil, nil, err
	}
	var picks []picked
	var problems []page.Problem
	for _, slot := range slots {
		key := sent.Get(slot.Field)
		if key == "" {
			continue
		}
		at := slices.IndexFunc(slot.Options, func(o pickOption) bool { return o.Key == key })
		if at < 0 {
			problems = append(problems, page.Problem{Field: slot.Field, Key: "attendee.problem.wish_unknown"})
			continue
		}
		picks = append(picks, picked{slot.Field, slot.Options[at].ID})
	}
	return picks, problems, nil
}

// takePicks takes the seats of somebody who has just got one at the day. Whoever waits for that chooses when they come.
func takePicks(tx *store.Tx, e event.Edition, r registration.Registration, picks []picked) error {
	if r.Status != registration.Confirmed {
		return nil
	}
	for _, p := range picks { // as many as the day has slots: two, seldom more
		err := room.Take(tx, e, r.ID, p.session)
		var fault *store.Error
		if errors.As(err, &fault) {
			return fault.On(p.field)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
