package allocation

// Solve seats everybody as the package comment says. The result depends on nothing but the problem; an error
// wraps ErrInvalid, and is a *Contradictions if pins cannot be kept. Its time grows as n·S²·log n for n people
// and S seminars; the mix adds to it, see the package comment.
func Solve(p Problem) (Result, error) {
	if err := p.Validate(); err != nil {
		return Result{}, err
	}
	o := arrange(p).held()
	if o.plan.in.groups.matter() {
		return o.mixed(p.MixPrice, p.MixWorst), nil
	}
	o.takeTurns()
	return o.result(), nil
}

func (o *outcome) takeTurns() {
	o.plan.takeTurns()
	for !o.proven && o.plan.descend() { // other people in the later slots may have opened a way
		o.plan.takeTurns()
	}
}

// best gives the best plan found by aims 1-4, what no plan can surpass, and whether no plan is better.
func best(in *instance) outcome {
	units, bound := relax(in)
	pl, ok := split(in, units)
	if ok && pl.reachSizes() {
		return outcome{plan: pl, bound: bound, ceiling: bound, proven: true}
	}
	pl = bestDescent(in, pl)
	proven := in.slotsApart() || pl.aims(everySlot).compare(bound) == 0
	return outcome{plan: pl, bound: bound, ceiling: bound, proven: proven}
}

// reachSizes exchanges slots until every session has the size it has to have, and tells whether that worked.
func (pl *plan) reachSizes() bool {
	if pl.in.least == nil {
		return true
	}
	for t := range pl.in.slots {
		for u := t + 1; u < pl.in.slots; u++ {
			newCirculation(newTurnabout(pl, t, u), plainTally{}, oneGroup(pl.in), 0).run()
		}
	}
	return pl.aims(everySlot).missing == 0
}

// bestDescent is for unequal seats: from several beginnings to where no slot alone can be better. One of them
// is a division that did not fit, with the surplus sent home. If nobody is pinned or barred and no size has to
// be reached, the last has as many placements as exist, so that aim 1 is met.
func bestDescent(in *instance, divided *plan) *plan {
	forward, backward := newPlan(in), newPlan(in)
	for i := range in.slots {
		forward.improve(i)
		backward.improve(in.slots - 1 - i)
	}
	divided.dropSurplus()
	pl := better(better(descended(forward), descended(backward)), descended(divided))
	if in.restricted || in.least != nil {
		return pl
	}
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

// dropSurplus sends those home who are too many for a session, the last in the draw first.
func (pl *plan) dropSurplus() {
	used := pl.used()
	for p := pl.in.people - 1; p >= 0; p-- {
		for t := range pl.in.slots {
			s := pl.seminar(p, t)
			if s == pl.in.home() {
				continue
			}
			if at := s*pl.in.slots + t; used[at] > pl.in.seats[at] {
				used[at]--
				pl.set(p, t, pl.in.home())
			}
		}
	}
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
