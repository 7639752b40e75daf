package room

import (
	"time"

	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/store"
)

// Choice is a slot as one person may choose in it.
type Choice struct {
	Slot    event.Slot
	Why     error // why nothing can be chosen in it now; nil when something can
	Mine    *Option
	Back    *Option // what they had before their last change, while a seat there is free
	Options []Option
}

// Option is a session as one person may choose it.
type Option struct {
	Opening
	Why  error // why it is not for them, full or not; nil when it is
	Wait *Wait // where they stand in its line; nil when they do not
}

// CanTake says whether the person could take a seat in it at once.
func (o Option) CanTake() bool { return o.Why == nil && o.Left() > 0 }

// ChoicesOf lists the slots of a day with what a person has and can have in each, by number. It is the same judgement that
// Take and Join make. Errors: store.ErrNotFound.
func ChoicesOf(db *gorm.DB, e event.Edition, person store.ID, now time.Time) ([]Choice, error) {
	c, err := readChooser(db, e, person, now)
	if err != nil {
		return nil, err
	}
	var all []Choice
	for _, slot := range c.slots {
		all = append(all, c.choice(slot))
	}
	return all, nil
}

func (c chooser) choice(slot event.Slot) Choice {
	choice := Choice{Slot: slot, Why: c.slotOpen(slot)}
	for _, s := range c.sessions {
		if s.Slot == slot.Number {
			choice.Options = append(choice.Options, c.option(s))
		}
	}
	mine := c.mine[slot.Number]
	for i := range choice.Options {
		switch o := &choice.Options[i]; {
		case o.ID == mine.SessionID:
			choice.Mine = o
		case o.ID == mine.WasSessionID && choice.Why == nil && o.CanTake():
			choice.Back = o
		}
	}
	return choice
}

func (c chooser) option(s Opening) Option {
	o := Option{Opening: s, Why: c.may(s)}
	if w, ok := c.waits[s.ID]; ok {
		o.Wait = &w
	}
	return o
}
