package allocation

import (
	"cmp"
	"math/big"
)

// mixing improves the mix of a plan.
type mixing struct {
	in    *instance
	price int // Problem.MixPrice
	worst int // the rank that may not be surpassed
	work  int // arcs that may still be looked at
}

// workFor bounds the search for a better mix, in arcs looked at, so that it ends in reasonable time however
// many people and organisations there are, and always at the same place.
func workFor(in *instance) int { return 100_000_000 + 1_000*in.people*in.slots }

func (m *mixing) prices() prices {
	if m.price > 0 {
		return priced(m.worst)
	}
	return lexicographic(m.worst, m.in.seminars)
}

// run spends what is left of the work on a game, and tells whether the plan is optimal in it.
func (m *mixing) run(g game, counts tally) (optimal bool) {
	if m.work <= 0 {
		return false
	}
	c := newCirculation(g, counts, m.in.groups, int64(m.price))
	_, optimal = c.runWithin(m.work)
	m.work -= c.work
	return optimal
}

// relaxed gives the seminars for everybody that would mix best if it did not matter what slot they are in, and
// what they reach. If optimal, that is a bound on every plan; with price 0 on every plan as good as pl by its
// ranks, if no relaxed plan is better by them.
func (m *mixing) relaxed(pl *plan) (units []int32, reached worth, optimal bool) {
	t := relaxed(m.in, m.prices())
	t.hold(pl.at)
	for i, s := range pl.at {
		if int(s) == m.in.home() && m.in.isPinned(i/m.in.slots, i%m.in.slots) {
			t.held[i] = nowhere
		}
	}
	counts := m.in.spreadTally()
	for i, s := range t.held {
		if m.in.seated(s) {
			o := int(m.in.groups.organisation[i/t.demand])
			counts.shift(int(s), o, int(m.in.groups.kind[o]), 1)
		}
	}
	optimal = m.run(newShuffle(t), counts)
	return t.held, worth{t.aims(), counts.value()}, optimal
}

// hold sets who holds what.
func (t *transport) hold(units []int32) {
	copy(t.held, units)
	for s, n := range t.used() {
		t.room[s] -= n
	}
}

// slot makes one slot as well mixed as the other slots allow, and of equally good ways takes the one in which
// those who lost before go first.
func (m *mixing) slot(pl *plan, slot int) (optimal bool) {
	t := pl.transport(slot, m.prices())
	if slot > 0 {
		t.turn = pl.losses(slot)
	}
	units := make([]int32, m.in.people)
	for p := range units {
		units[p] = int32(pl.seminar(p, slot))
	}
	t.hold(units)
	optimal = m.run(newShuffle(t), pl.rooms()[slot])
	for p := range m.in.people {
		pl.set(p, slot, int(t.held[p]))
	}
	return optimal
}

// turnabouts divides everybody's seminars over pairs of slots so that the rooms mix.
func (m *mixing) turnabouts(pl *plan) {
	for t := range m.in.slots {
		for u := t + 1; u < m.in.slots; u++ {
			rooms := pl.rooms()
			m.run(newTurnabout(pl, t, u), pairTally{rooms[t], rooms[u]})
		}
	}
}

// descend improves pair after pair and slot after slot until nothing of that kind is left to gain. It tells
// whether it got there.
func (m *mixing) descend(pl *plan, proven bool) (settled bool) {
	for m.work > 0 {
		before := pl.worth()
		m.turnabouts(pl)
		settled = true
		for slot := range m.in.slots {
			if !proven && m.price == 0 && pl.improve(slot) { // the mix of another slot may have opened a way
				m.worst = pl.aims(everySlot).worst
			}
			settled = m.slot(pl, slot) && settled
		}
		if m.compare(pl.worth(), before) >= 0 {
			return settled
		}
	}
	return false
}

// worth is what the aims up to the mix say of a plan.
type worth struct {
	aims aims
	mix  int64
}

func (pl *plan) worth() worth { return worth{pl.aims(everySlot), pl.mix()} }

// mix is the measure of the mix over all rooms and both levels.
func (pl *plan) mix() (sum int64) {
	for _, room := range pl.rooms() {
		sum += room.value(byOrganisation) + room.value(byKind)
	}
	return sum
}

// rooms counts who is in every room.
func (pl *plan) rooms() []*roomTally {
	rooms := make([]*roomTally, pl.in.slots)
	for slot := range rooms {
		rooms[slot] = pl.in.roomTally(slot)
		for p := range pl.in.people {
			if s := pl.seminar(p, slot); s != pl.in.home() {
				rooms[slot].add(p, s)
			}
		}
	}
	return rooms
}

// compare is negative if a is better than b by the aims up to the mix.
func (m *mixing) compare(a, b worth) int {
	if m.price == 0 {
		if c := a.aims.compare(b.aims); c != 0 {
			return c
		}
		return cmp.Compare(a.mix, b.mix)
	}
	if c := a.aims.compareSeats(b.aims); c != 0 {
		return c
	}
	return m.total(a).Cmp(m.total(b))
}

// total is what is least with a price on the mix: in billionths of a hundredth of a wish step.
func (m *mixing) total(w worth) *big.Int {
	steps := new(big.Int).Mul(big.NewInt(w.aims.steps()), big.NewInt(100*unit))
	return steps.Add(steps, new(big.Int).Mul(big.NewInt(int64(m.price)), big.NewInt(w.mix)))
}
