package seminar

import (
	"errors"
	"strconv"

	"samling/models/event"
	"samling/models/seminar/allocation"
	"samling/models/store"
)

// PinnedWhereTaken is a reason of a Clash besides those of the allocation (allocation.PinnedTwiceInSlot and so on): the
// person has taken a seat in the same seminar where one does so oneself.
const PinnedWhereTaken = "pinned_where_taken"

// ErrPinsClash says that the pins cannot all be kept.
var ErrPinsClash = store.Fault(store.Conflict, "error.pins_clash")

// Clash is a group of pins that cannot all be kept, or one that cannot, and why.
type Clash struct {
	Reason string // allocation.PinnedTwiceInSlot …, or PinnedWhereTaken
	Pins   []Pinned
}

// Clashes are all the reasons why the pins cannot be kept. It is an ErrPinsClash.
type Clashes []Clash

func (c Clashes) Error() string { return "pins cannot be kept: " + strconv.Itoa(len(c)) }

// Unwrap makes it an ErrPinsClash.
func (c Clashes) Unwrap() error { return ErrPinsClash }

// clashes tells which pins cannot be kept, over ranked and fixed slots together; nil when all can.
func (in *input) clashes() error {
	t := in.task(Terms{}, event.Ranked, event.Fixed)
	if t.problem.Slots == 0 {
		return nil
	}
	return in.named(t, t.problem.Validate())
}

// named turns the allocation's contradictions into clashes; any other error stays what it is.
func (in *input) named(t task, err error) error {
	var found *allocation.Contradictions
	if !errors.As(err, &found) {
		return err
	}
	excluded := make(map[Excluded]bool, len(in.exclusions))
	for _, e := range in.exclusions {
		excluded[Excluded{PersonID: e.PersonID, SeminarID: e.SeminarID}] = true
	}
	clashes := make(Clashes, len(found.List))
	for i, c := range found.List {
		clashes[i].Reason = c.Reason
		for _, pin := range c.Pins {
			clashes[i].Pins = append(clashes[i].Pins, t.pins[pin])
		}
		first := clashes[i].Pins[0]
		if c.Reason == allocation.PinnedWhereExcluded && !excluded[Excluded{PersonID: first.PersonID, SeminarID: first.SeminarID}] {
			clashes[i].Reason = PinnedWhereTaken
		}
	}
	return clashes
}
