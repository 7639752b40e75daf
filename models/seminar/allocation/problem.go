package allocation

import (
	"errors"
	"fmt"
)

// ErrInvalid is wrapped by every error about a Problem that contradicts itself.
var ErrInvalid = errors.New("allocation: invalid problem")

// Problem is everything the allocation depends on.
type Problem struct {
	Seminars []string  // keys, all different
	Slots    int       // at least 1
	Sessions []Session // at most one for each seminar and slot
	People   []Person
	Seed     uint64 // decides the draw; keep it with the result

	Pins       []Pin       // placements decided by hand
	Exclusions []Exclusion // who may not come where
	OnlyKinds  [][]string  // [seminar] the kinds of organisation that may come; nil or empty: everybody
	MixPrice   int         // 0: wishes first. Else the price of the mix, in hundredths of a wish step (see Mix)
	MixWorst   int         // with a price: the worst rank that may be given for the mix; 0: no worse than without
}

// Session is a seminar in a slot.
type Session struct {
	Seminar int // index into Seminars
	Slot    int // from 0
	Seats   int

	Overbook  int  // per cent of Seats that may be given away above them, for those who will not come
	Limit     int  // the room's fire limit, never exceeded; 0: none
	Least     int  // minimum size: with fewer the session is not held; 0: none
	Withdrawn bool // not held; wishes for it stay as they are
}

// Pin puts a person in a session, whatever the wishes are.
type Pin struct{ Person, Session int } // indexes into People and Sessions

// Exclusion keeps a person out of a seminar.
type Exclusion struct{ Person, Seminar int } // indexes into People and Seminars

// mostSeats is more than there can be people: counts beyond it say nothing, and sums of it do not overflow.
const mostSeats = 1 << 40

// Capacity is how many may be placed: the seats and the overbooking, rounded down, within the fire limit.
func (s Session) Capacity() int {
	if s.Withdrawn {
		return 0
	}
	seats := min(s.Seats, mostSeats)
	seats += seats * s.Overbook / 100
	if s.Limit > 0 {
		seats = min(seats, s.Limit)
	}
	return seats
}

// Person is somebody to be seated once in every slot.
type Person struct {
	ID     string // opaque, all different
	Wishes []int  // indexes into Seminars, best first; may be short or empty

	Organisation string // for the mix; empty: none, and nothing to mix
	Kind         string // of the organisation: for the mix and for OnlyKinds
}

// Validate returns an error wrapping ErrInvalid that names the first fault, or nil. Pins that contradict the
// other rules are a *Contradictions, which names them all.
func (p Problem) Validate() error {
	if p.Slots < 1 {
		return fmt.Errorf("%w: %d slots", ErrInvalid, p.Slots)
	}
	if err := p.validateSeminars(); err != nil {
		return err
	}
	if err := p.validateSessions(); err != nil {
		return err
	}
	if err := p.validatePeople(); err != nil {
		return err
	}
	if err := p.validateRules(); err != nil {
		return err
	}
	return p.contradictions()
}

func (p Problem) validateSeminars() error {
	seen := make(map[string]bool, len(p.Seminars))
	for _, key := range p.Seminars {
		if seen[key] {
			return fmt.Errorf("%w: seminar %q is listed twice", ErrInvalid, key)
		}
		seen[key] = true
	}
	return nil
}

func (p Problem) validateSessions() error {
	type place struct{ seminar, slot int }
	seen := make(map[place]bool, len(p.Sessions))
	for i, s := range p.Sessions {
		switch here := (place{s.Seminar, s.Slot}); {
		case s.Seminar < 0 || s.Seminar >= len(p.Seminars):
			return fmt.Errorf("%w: session %d is of unknown seminar %d", ErrInvalid, i, s.Seminar)
		case s.Slot < 0 || s.Slot >= p.Slots:
			return fmt.Errorf("%w: session %d is in unknown slot %d", ErrInvalid, i, s.Slot)
		case s.Seats < 0:
			return fmt.Errorf("%w: session %d has %d seats", ErrInvalid, i, s.Seats)
		case s.Overbook < 0 || s.Overbook > 100 || s.Limit < 0 || s.Least < 0:
			return fmt.Errorf("%w: session %d: overbooking is 0 to 100 per cent, limit and minimum not negative", ErrInvalid, i)
		case seen[here]:
			return fmt.Errorf("%w: seminar %q has two sessions in slot %d", ErrInvalid, p.Seminars[s.Seminar], s.Slot)
		default:
			seen[here] = true
		}
	}
	return nil
}

func (p Problem) validatePeople() error {
	ids := make(map[string]bool, len(p.People))
	wishedBy := make([]int, len(p.Seminars)) // 1 + the last person who wished for it
	for i, person := range p.People {
		if ids[person.ID] {
			return fmt.Errorf("%w: person %q is listed twice", ErrInvalid, person.ID)
		}
		ids[person.ID] = true
		for _, s := range person.Wishes {
			if s < 0 || s >= len(p.Seminars) {
				return fmt.Errorf("%w: person %q wishes for unknown seminar %d", ErrInvalid, person.ID, s)
			}
			if wishedBy[s] == i+1 {
				return fmt.Errorf("%w: person %q wishes for %q twice", ErrInvalid, person.ID, p.Seminars[s])
			}
			wishedBy[s] = i + 1
		}
	}
	return nil
}
