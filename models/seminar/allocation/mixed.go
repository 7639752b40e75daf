package allocation

import (
	"math/big"
	"slices"
)

// mixed goes on from the rank aims to the mix and the turns.
func (o *outcome) mixed(price, worst int) Result {
	m := &mixing{in: o.plan.in, price: price, worst: o.plan.aims(everySlot).worst, work: workFor(o.plan.in)}
	ranks := o.plan.aims(everySlot)
	relaxable := ranks.compareSeats(o.ceiling) == 0 && (price > 0 || ranks.compare(o.ceiling) == 0)
	if price > 0 {
		m.worst = max(m.worst, worst)
	}
	bound := m.easyBound(o.plan)
	if relaxable {
		units, reached, optimal := m.relaxed(o.plan)
		if pl, ok := split(m.in, units); ok && pl.reachSizes() {
			o.plan = pl
		}
		if optimal {
			bound = later(bound, m.value(reached))
		}
	}
	settled := m.descend(o.plan, o.proven)
	if c := o.plan.aims(everySlot).compare(ranks); c != 0 { // better if price is 0, usually worse if not
		o.proven = c < 0 && o.plan.aims(everySlot).compare(o.bound) == 0
	}
	r := o.result()
	r.Mix = m.mix(o.plan, bound, settled)
	return r
}

func later(a, b *big.Int) *big.Int {
	if a.Cmp(b) < 0 {
		return b
	}
	return a
}

// value is what is least after the rank aims: the mix, or the total if it has a price.
func (m *mixing) value(w worth) *big.Int {
	if m.price == 0 {
		return big.NewInt(w.mix)
	}
	return m.total(w)
}

// easyBound holds for every plan with as many placements, and with a price on the mix for those with no worse
// a worst rank: rooms as even as if there were no wishes, and steps as few as if there were no rooms.
func (m *mixing) easyBound(pl *plan) *big.Int {
	even := m.in.evenRooms(byOrganisation, pl.aims(everySlot).placed) + m.in.evenRooms(byKind, pl.aims(everySlot).placed)
	if m.price == 0 {
		return big.NewInt(even)
	}
	t := relaxed(m.in, priced(m.worst))
	t.run()
	fewest := t.aims()
	if fewest.compareSeats(pl.aims(everySlot)) != 0 { // with fewer placements there can be fewer steps
		fewest = newAims(m.in.seminars)
	}
	return m.total(worth{fewest, even})
}

// evenRooms is the least the measure of the mix can be at one level for so many placements, whoever they are:
// every group fills the rooms of a slot one by one where that costs least. Greedy is optimal for separable
// convex costs on a nested family of limits (Federgruen and Groenevelt 1986).
func (in *instance) evenRooms(level, placed int) (sum int64) {
	var marginals []int64
	for slot := range in.slots {
		room := in.roomTally(slot)
		sum += room.value(level)
		for group, size := range in.freePeople(level, slot) {
			marginals = append(marginals, room.fill(in, level, slot, group, size)...)
		}
	}
	slices.Sort(marginals)
	for _, m := range marginals[:min(placed, len(marginals))] {
		sum += m
	}
	return sum
}

// freePeople counts who is not pinned in a slot, by group.
func (in *instance) freePeople(level, slot int) []int {
	sizes := make([]int, [2]int{len(in.groups.kind), in.groups.kinds}[level])
	for p, o := range in.groups.organisation {
		if in.isPinned(p, slot) {
			continue
		}
		if level == byKind {
			o = in.groups.kind[o]
		}
		sizes[o]++
	}
	return sizes
}

// fill gives what each further person of a group costs at least.
func (r *roomTally) fill(in *instance, level, slot, group, size int) (marginals []int64) {
	added := make([]int, in.seminars)
	for range size {
		best := nowhere
		for s := range in.seminars {
			if added[s] < in.seatsIn(s, slot) && (best < 0 || r.up(level, s, group) < r.up(level, best, group)) {
				best = s
			}
		}
		if best < 0 {
			return marginals
		}
		marginals = append(marginals, r.up(level, best, group))
		added[best]++
		r.counts[level][best*r.of[level]+group]++
	}
	return marginals
}
