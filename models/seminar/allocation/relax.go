package allocation

import "sort"

// relax forgets which slot a session is in: everybody gets up to `slots` different seminars, each seminar has
// the seats of all its sessions. No true plan is better than this by aims 1-4. It gives the seminars held,
// [person*slots+unit], and the aims they meet.
func relax(in *instance) ([]int32, aims) {
	most := relaxed(in, countOnly(in.seminars)).reach()
	worst := leastWorst(0, in.seminars, func(worst int) bool {
		return relaxed(in, countOnly(worst)).reach() == most
	})
	t := relaxed(in, lexicographic(worst, in.seminars))
	t.run()
	return t.held, t.aims()
}

func relaxed(in *instance, pr prices) *transport {
	t := newTransport(in, pr, in.slots, in.allSeats())
	if in.least != nil {
		t.least = in.sums(in.least)
	}
	return t
}

// aims counts what the units held reach.
func (t *transport) aims() aims {
	reached := newAims(t.in.seminars)
	for i, s := range t.held {
		if t.in.seated(s) {
			reached.add(t.in.rank(i/t.demand, int(s)))
		}
	}
	reached.missing = t.filled().missing
	return reached
}

// leastWorst gives the smallest rank in [low, high] that is enough; high always is.
func leastWorst(low, high int, enough func(worst int) bool) int {
	return low + sort.Search(high-low, func(i int) bool { return enough(low + i) })
}

// allSeats gives the seats of each seminar in all slots together.
func (in *instance) allSeats() []int { return in.sums(in.seats) }

// sums adds up a list by [seminar*slots+slot] for each seminar.
func (in *instance) sums(list []int) []int {
	sums := make([]int, in.seminars)
	for i, n := range list {
		sums[i/in.slots] += n
	}
	return sums
}

// inSlot gives the part of a list by [seminar*slots+slot] that is about one slot.
func (in *instance) inSlot(list []int, slot int) []int {
	part := make([]int, in.seminars)
	for s := range part {
		part[s] = list[s*in.slots+slot]
	}
	return part
}
