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
}

// Session is a seminar in a slot.
type Session struct {
	Seminar int // index into Seminars
	Slot    int // from 0
	Seats   int
}

// Person is somebody to be seated once in every slot.
type Person struct {
	ID     string // opaque, all different
	Wishes []int  // indexes into Seminars, best first; may be short or empty
}

// Validate returns an error wrapping ErrInvalid that names the first contradiction, or nil.
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
	return p.validatePeople()
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
