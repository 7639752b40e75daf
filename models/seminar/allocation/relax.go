package allocation

import "sort"

// relax forgets which slot a session is in: everybody gets up to `slots` different seminars, each seminar has
// the seats of all its sessions. No true plan is better than this by aims 1-4. It gives the seminars held,
// [person*slots+unit], and the aims they meet.
func relax(in *instance) ([]int32, aims) {
	solve := func(pr prices) (*transport, int) {
		t := newTransport(in, pr, in.slots, in.allSeats())
		return t, t.run()
	}
	_, most := solve(countOnly(in.seminars))
	worst := leastWorst(0, in.seminars, func(worst int) bool {
		_, placed := solve(countOnly(worst))
		return placed == most
	})
	t, _ := solve(lexicographic(worst, in.seminars))
	reached := newAims(in.seminars)
	for i, s := range t.held {
		if int(s) != in.home() {
			reached.add(in.rank(i/in.slots, int(s)))
		}
	}
	return t.held, reached
}

// leastWorst gives the smallest rank in [low, high] that is enough; high always is.
func leastWorst(low, high int, enough func(worst int) bool) int {
	return low + sort.Search(high-low, func(i int) bool { return enough(low + i) })
}

// allSeats gives the seats of each seminar in all slots together.
func (in *instance) allSeats() []int {
	seats := make([]int, in.seminars)
	for s := range seats {
		for t := range in.slots {
			seats[s] += in.seatsIn(s, t)
		}
	}
	return seats
}

// slotSeats gives the seats of each seminar in one slot.
func (in *instance) slotSeats(slot int) []int {
	seats := make([]int, in.seminars)
	for s := range seats {
		seats[s] = in.seatsIn(s, slot)
	}
	return seats
}
