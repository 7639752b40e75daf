package allocation

import "slices"

// plan says who is where in every slot.
type plan struct {
	in *instance
	at []int32 // [person*slots+slot] → seminar or home
}

func newPlan(in *instance) *plan {
	pl := &plan{in: in, at: make([]int32, in.people*in.slots)}
	for i := range pl.at {
		pl.at[i] = int32(in.home())
	}
	return pl
}

func (pl *plan) seminar(person, slot int) int { return int(pl.at[person*pl.in.slots+slot]) }

func (pl *plan) set(person, slot, seminar int) { pl.at[person*pl.in.slots+slot] = int32(seminar) }

func (pl *plan) clone() *plan { return &plan{in: pl.in, at: slices.Clone(pl.at)} }

// aims counts what the plan reaches in the slots for which counted is true.
func (pl *plan) aims(counted func(slot int) bool) aims {
	reached := newAims(pl.in.seminars)
	for p := range pl.in.people {
		for t := range pl.in.slots {
			if s := pl.seminar(p, t); s != pl.in.home() && counted(t) {
				reached.add(pl.in.rank(p, s))
			}
		}
	}
	if pl.in.least != nil {
		for i, n := range pl.used() {
			reached.missing += max(0, pl.in.least[i]-n)
		}
	}
	return reached
}

// used counts the people in each session, [seminar*slots+slot], those pinned left out.
func (pl *plan) used() []int {
	used := make([]int, len(pl.in.seats))
	for i, s := range pl.at {
		if int(s) != pl.in.home() {
			used[int(s)*pl.in.slots+i%pl.in.slots]++
		}
	}
	return used
}

func everySlot(int) bool { return true }

// improve fills one slot anew, as well as the other slots allow, if that is better than what is there. To keep
// what is as good is what lets descend end at a plan that no slot alone can improve.
func (pl *plan) improve(slot int) (better bool) {
	most := pl.transport(slot, countOnly(pl.in.seminars)).reach()
	others := pl.aims(func(t int) bool { return t != slot })
	worst := leastWorst(others.worst, pl.in.seminars, func(worst int) bool {
		return pl.transport(slot, countOnly(worst)).reach() == most
	})
	next := pl.clone()
	next.fill(slot, pl.transport(slot, lexicographic(worst, pl.in.seminars)))
	if next.aims(everySlot).compare(pl.aims(everySlot)) >= 0 {
		return false
	}
	pl.at = next.at
	return true
}

// descend improves slot after slot until no slot alone can be better, and tells whether any was.
func (pl *plan) descend() (better bool) {
	for unchanged, slot := 0, 0; unchanged < pl.in.slots; slot = (slot + 1) % pl.in.slots {
		if pl.improve(slot) {
			unchanged, better = 0, true
		} else {
			unchanged++
		}
	}
	return better
}

// takeTurns fills the later slots once more, with the worst rank the plan has, so that of all equally good
// ways the one is taken in which those who lost before go first (aim 6).
func (pl *plan) takeTurns() {
	for slot := 1; slot < pl.in.slots; slot++ {
		t := pl.transport(slot, lexicographic(pl.aims(everySlot).worst, pl.in.seminars))
		t.turn = pl.losses(slot)
		pl.fill(slot, t)
	}
}

// losses sums everybody's ranks in the slots before; unplaced counts as worse than any rank.
func (pl *plan) losses(before int) []int64 {
	lost := make([]int64, pl.in.people)
	for p := range lost {
		for t := range before {
			if s := pl.seminar(p, t); pl.in.isPinned(p, t) {
				continue // nothing was lost, it was decided
			} else if s == pl.in.home() {
				lost[p] += int64(pl.in.seminars + 1)
			} else {
				lost[p] += int64(pl.in.rank(p, s))
			}
		}
	}
	return lost
}

// transport is the task of filling one slot, closed to everybody where they are in another slot.
func (pl *plan) transport(slot int, pr prices) *transport {
	t := newTransport(pl.in, pr, 1, pl.in.inSlot(pl.in.seats, slot))
	if pl.in.least != nil {
		t.least = pl.in.inSlot(pl.in.least, slot)
	}
	t.closed = func(p, seminar int) bool {
		if pl.in.isPinned(p, slot) {
			return true
		}
		for other := range pl.in.slots {
			if other != slot && pl.seminar(p, other) == seminar {
				return true
			}
		}
		return false
	}
	return t
}

func (pl *plan) fill(slot int, t *transport) {
	t.run()
	for p := range pl.in.people {
		if t.held[p] != nowhere { // where p is pinned
			pl.set(p, slot, int(t.held[p]))
		}
	}
}
