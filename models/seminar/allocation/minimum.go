package allocation

import (
	"slices"
)

// outcome is what aims 1-4 lead to.
type outcome struct {
	plan    *plan
	bound   aims // no plan is better
	ceiling aims // what the relaxation reaches with the sessions of this plan
	proven  bool // no plan is better than this one
}

// state of a session with a minimum size, while it is searched which ones are held.
type state int8

const (
	undecided state = iota
	closed          // not held
	held            // has to reach its minimum
)

// held decides which sessions with a minimum size are held and seats people by aims 1-4. The instance of the
// plan it gives has the closed ones without seats and the others with their minimum as a size to be reached.
func (in *instance) held() outcome {
	if in.minimum == nil {
		return best(in)
	}
	s := &search{in: in, states: make([]state, len(in.seats))}
	s.limit = max(24, 4_000_000/(1+in.people*in.seminars*in.slots))
	for i, least := range in.minimum {
		if least > in.seats[i] {
			s.states[i] = closed
		}
	}
	s.greedy(slices.Clone(s.states))
	s.visit()
	o := s.best
	o.bound, o.proven = o.plan.aims(everySlot), true
	for _, open := range s.open {
		if open.compare(o.bound) < 0 {
			o.bound, o.proven = open, false
		}
	}
	o.plan = settled(o.plan)
	return o
}

// search is branch and bound over the sessions that end with some people, but too few: each is closed in one
// branch and has to reach its size in the other.
type search struct {
	in            *instance
	states        []state
	best          outcome
	open          []aims // bounds of what was not searched to the end
	visits, limit int
}

// greedy finds something to begin with: it closes the session that is furthest from its size, until none is.
func (s *search) greedy(states []state) {
	for {
		o := best(s.in.with(states))
		at := s.tooSmall(o.plan, states)
		if at < 0 {
			s.best = o
			return
		}
		states[at] = closed
	}
}

func (s *search) visit() {
	o := best(s.in.with(s.states))
	s.visits++
	at := s.tooSmall(o.plan, s.states)
	switch {
	case o.bound.missing > 0, o.bound.compare(s.best.plan.aims(everySlot)) >= 0:
		return // impossible, or no better than what there is
	case at < 0 && o.plan.aims(everySlot).missing == 0:
		if !o.proven {
			s.open = append(s.open, o.bound)
		}
		if o.plan.aims(everySlot).compare(s.best.plan.aims(everySlot)) < 0 {
			s.best = o
		}
		return
	case at < 0 || s.visits >= s.limit:
		s.open = append(s.open, o.bound)
		return
	}
	for _, choice := range [2]state{held, closed} {
		s.states[at] = choice
		s.visit()
	}
	s.states[at] = undecided
}

// tooSmall gives the undecided session that has people and lacks most, or nowhere.
func (s *search) tooSmall(pl *plan, states []state) int {
	at, most := nowhere, 0
	for i, n := range pl.used() {
		lacks := s.in.minimum[i] - n
		if states[i] == undecided && n > 0 && lacks > most {
			at, most = i, lacks
		}
	}
	return at
}

// with gives the instance in which sessions are closed or have to reach their size.
func (in *instance) with(states []state) *instance {
	decided := *in
	decided.seats, decided.least = slices.Clone(in.seats), nil
	for i, st := range states {
		switch st {
		case closed:
			decided.seats[i] = 0
		case held:
			decided.least = orZeros(decided.least, len(in.seats))
			decided.least[i] = in.minimum[i]
		}
	}
	return &decided
}

// settled fixes which sessions are held as the plan has it, so that no later step undoes that.
func settled(pl *plan) *plan {
	states := make([]state, len(pl.in.seats))
	for i, n := range pl.used() {
		if least := pl.in.minimum[i]; least > 0 && n >= least {
			states[i] = held
		} else if least > 0 {
			states[i] = closed
		}
	}
	return &plan{in: pl.in.with(states), at: pl.at}
}
