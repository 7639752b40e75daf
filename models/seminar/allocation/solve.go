package allocation

// Solve seats everybody as the package comment says. The result depends on nothing but the problem; an error
// wraps ErrInvalid. Its time grows as n·S²·log n for n people and S seminars.
func Solve(p Problem) (Result, error) {
	if err := p.Validate(); err != nil {
		return Result{}, err
	}
	in := arrange(p)
	pl, bound, proven := best(in)
	pl.takeTurns()
	for !proven && pl.descend() { // other people in the later slots may have opened a way
		pl.takeTurns()
	}
	r := in.result(pl)
	r.Bound, r.Proven = bound.bound(), proven
	return r, nil
}

// best gives the best plan found by aims 1-4, what no plan can surpass, and whether no plan is better.
func best(in *instance) (pl *plan, bound aims, proven bool) {
	held, bound := relax(in)
	if pl, ok := split(in, held); ok {
		return pl, bound, true
	}
	pl = bestDescent(in)
	return pl, bound, in.slotsApart() || pl.aims(everySlot).compare(bound) == 0
}

// bestDescent is for unequal seats: from several beginnings to where no slot alone can be better. The last
// beginning has as many placements as exist, so aim 1 is always met.
func bestDescent(in *instance) *plan {
	forward, backward := newPlan(in), newPlan(in)
	for i := range in.slots {
		forward.improve(i)
		backward.improve(in.slots - 1 - i)
	}
	pl := better(descended(forward), descended(backward))
	if _, most := mostSeated(in); pl.aims(everySlot).placed < most {
		return descended(seatMost(in))
	}
	return pl
}

func descended(pl *plan) *plan {
	pl.descend()
	return pl
}

func better(a, b *plan) *plan {
	if b.aims(everySlot).compare(a.aims(everySlot)) < 0 {
		return b
	}
	return a
}

// slotsApart tells whether no seminar is in two slots: then the slots do not touch each other, and a plan
// that no slot alone can improve is the best there is.
func (in *instance) slotsApart() bool {
	for s := range in.seminars {
		slots := 0
		for t := range in.slots {
			if in.seatsIn(s, t) > 0 {
				slots++
			}
		}
		if slots > 1 {
			return false
		}
	}
	return true
}
