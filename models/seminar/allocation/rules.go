package allocation

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// ErrContradiction is wrapped by *Contradictions.
var ErrContradiction = errors.New("pins contradict the rules")

// highestMixPrice keeps sums of costs within a word: 100 wish steps for one unit of the mix.
const highestMixPrice = 10_000

func (p Problem) validateRules() error {
	if p.MixPrice < 0 || p.MixPrice > highestMixPrice {
		return fmt.Errorf("%w: the price of the mix is 0 to %d", ErrInvalid, highestMixPrice)
	}
	if p.MixWorst < 0 || p.MixWorst > len(p.Seminars) {
		return fmt.Errorf("%w: the worst rank for the mix is 0 to %d", ErrInvalid, len(p.Seminars))
	}
	if len(p.OnlyKinds) > len(p.Seminars) {
		return fmt.Errorf("%w: kinds for %d seminars, there are %d", ErrInvalid, len(p.OnlyKinds), len(p.Seminars))
	}
	for i, e := range p.Exclusions {
		if e.Person < 0 || e.Person >= len(p.People) || e.Seminar < 0 || e.Seminar >= len(p.Seminars) {
			return fmt.Errorf("%w: exclusion %d is of an unknown person or seminar", ErrInvalid, i)
		}
	}
	for i, pin := range p.Pins {
		if pin.Person < 0 || pin.Person >= len(p.People) || pin.Session < 0 || pin.Session >= len(p.Sessions) {
			return fmt.Errorf("%w: pin %d is of an unknown person or session", ErrInvalid, i)
		}
	}
	return nil
}

// admits tells whether a seminar is for people of this kind.
func (p Problem) admits(seminar int, kind string) bool {
	if seminar >= len(p.OnlyKinds) || len(p.OnlyKinds[seminar]) == 0 {
		return true
	}
	return slices.Contains(p.OnlyKinds[seminar], kind)
}

// Reasons why pins cannot be kept.
const (
	PinnedTwiceInSlot    = "pinned_twice_in_slot"    // one person, two pins in one slot
	PinnedTwiceInSeminar = "pinned_twice_in_seminar" // one person, the same seminar in two slots
	PinnedWhereExcluded  = "pinned_where_excluded"   // by an exclusion
	PinnedWhereNotKind   = "pinned_where_not_kind"   // the seminar is not for the person's kind
	PinnedToWithdrawn    = "pinned_to_withdrawn"
	PinnedBeyondSeats    = "pinned_beyond_seats" // more pins than the session can take
)

// Contradiction is a group of pins that cannot all be kept, or one that cannot.
type Contradiction struct {
	Reason string
	Pins   []int // indexes into Problem.Pins
}

// Contradictions are all the reasons why the pins of a problem cannot be kept; nothing was solved.
type Contradictions struct {
	List  []Contradiction
	names []string
}

func (c *Contradictions) Error() string {
	return fmt.Sprintf("%v: %v: %s", ErrInvalid, ErrContradiction, strings.Join(c.names, "; "))
}

// Unwrap lets errors.Is find ErrInvalid and ErrContradiction.
func (c *Contradictions) Unwrap() []error { return []error{ErrInvalid, ErrContradiction} }

func (p Problem) contradictions() error {
	found := &Contradictions{}
	note := func(reason string, pins ...int) {
		found.List = append(found.List, Contradiction{reason, pins})
		found.names = append(found.names, reason+" "+p.describe(pins))
	}
	excluded := p.excluded()
	for i, pin := range p.Pins {
		session := p.Sessions[pin.Session]
		if session.Withdrawn {
			note(PinnedToWithdrawn, i)
		}
		if excluded[Exclusion{pin.Person, session.Seminar}] {
			note(PinnedWhereExcluded, i)
		}
		if !p.admits(session.Seminar, p.People[pin.Person].Kind) {
			note(PinnedWhereNotKind, i)
		}
	}
	p.clashes(note)
	if len(found.List) == 0 {
		return nil
	}
	return found
}

// clashes finds the pins that are each possible, but not together.
func (p Problem) clashes(note func(reason string, pins ...int)) {
	ofPerson, ofSession := map[int][]int{}, make([][]int, len(p.Sessions))
	for i, pin := range p.Pins {
		for _, other := range ofPerson[pin.Person] {
			a, b := p.Sessions[p.Pins[other].Session], p.Sessions[pin.Session]
			switch {
			case a.Slot == b.Slot:
				note(PinnedTwiceInSlot, other, i)
			case a.Seminar == b.Seminar:
				note(PinnedTwiceInSeminar, other, i)
			}
		}
		ofPerson[pin.Person] = append(ofPerson[pin.Person], i)
		ofSession[pin.Session] = append(ofSession[pin.Session], i)
	}
	for i, pins := range ofSession {
		if s := p.Sessions[i]; !s.Withdrawn && len(pins) > s.Capacity() {
			note(PinnedBeyondSeats, pins...)
		}
	}
}

func (p Problem) excluded() map[Exclusion]bool {
	set := make(map[Exclusion]bool, len(p.Exclusions))
	for _, e := range p.Exclusions {
		set[e] = true
	}
	return set
}

func (p Problem) describe(pins []int) string {
	var parts []string
	for _, i := range pins {
		session := p.Sessions[p.Pins[i].Session]
		parts = append(parts, fmt.Sprintf("%q to %q in slot %d", p.People[p.Pins[i].Person].ID, p.Seminars[session.Seminar], session.Slot))
	}
	return strings.Join(parts, ", ")
}
