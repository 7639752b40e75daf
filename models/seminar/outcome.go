package seminar

import (
	"cmp"
	"fmt"
	"slices"

	"samling/models/event"
	"samling/models/seminar/allocation"
	"samling/models/store"
)

// ErrNoSessions says that the edition has no seminar sessions to place anybody in.
var ErrNoSessions = store.Fault(store.Conflict, "error.no_sessions")

// ErrNobody says that there is nobody to place.
var ErrNobody = store.Fault(store.Conflict, "error.nobody_to_place")

// outcome is an allocation that has been worked out but not saved.
type outcome struct {
	figures    Figures
	task       task
	placements []Placement // by person and slot
}

// workOut allocates by the wishes, the seats, the rules and the terms, and saves nothing: the same input and terms always give
// the same outcome. Errors: Clashes.
func (in *input) workOut(terms Terms) (outcome, error) {
	if err := in.clashes(); err != nil {
		return outcome{}, err
	}
	t := in.task(terms, event.Ranked)
	result, err := t.solve()
	if err != nil {
		return outcome{}, in.named(t, err)
	}
	return in.read(t, result)
}

// solve works the ranked slots out; where there are none, nobody is placed by wishes.
func (t task) solve() (allocation.Result, error) {
	if t.problem.Slots == 0 {
		return allocation.Result{}, nil
	}
	result, err := allocation.Solve(t.problem)
	if err != nil {
		return result, fmt.Errorf("allocate: %w", err)
	}
	return result, nil
}

// read turns the answer into placements and figures.
func (in *input) read(t task, result allocation.Result) (outcome, error) {
	o := outcome{task: t, placements: slices.Concat(t.places(result), t.fixed)}
	slices.SortFunc(o.placements, func(a, b Placement) int {
		return cmp.Or(cmp.Compare(a.Person, b.Person), cmp.Compare(a.Slot, b.Slot))
	})
	o.figures = t.figures(result, o.placements)
	o.figures.Rooms = in.rooms(o)
	o.figures.Mix.Deviation = deviation(o.figures.Rooms)
	o.figures.WorstOff = in.worstOff(&o)
	var err error
	o.figures.Input, err = t.digest()
	return o, err
}

// places reads the ranked slots. A rank is 0 outside the wishes.
func (t task) places(result allocation.Result) []Placement {
	var places []Placement
	pinned := make(map[[2]int]bool, len(t.problem.Pins))
	for _, pin := range t.problem.Pins {
		pinned[[2]int{pin.Person, pin.Session}] = true
	}
	for p := range result.Placements {
		person := t.problem.People[p]
		for slot, session := range result.Placements[p] {
			if session == allocation.Unplaced {
				continue
			}
			rank := result.Ranks[p][slot]
			if rank > len(person.Wishes) {
				rank = 0
			}
			places = append(places, Placement{Person: store.ID(person.ID), Slot: t.frame.Ranked[slot], Session: t.sessions[session].ID,
				Rank: rank, Pinned: pinned[[2]int{p, session}]})
		}
	}
	return places
}
