package allocation

import (
	"fmt"
	"math/rand/v2"
)

// shape says what random problems look like.
type shape struct {
	people, seminars, slots, seats int  // at most
	equal                          bool // the same seats in every slot
	apart                          bool // every seminar in one slot only
	whole                          bool // everybody ranks everything
}

func (sh shape) problem(r *rand.Rand) Problem {
	p := Problem{Slots: 1 + r.IntN(sh.slots), Seed: r.Uint64()}
	for s := range 1 + r.IntN(sh.seminars) {
		p.Seminars = append(p.Seminars, fmt.Sprintf("seminar-%d", s))
		seats, only := r.IntN(sh.seats+1), r.IntN(p.Slots)
		for t := range p.Slots {
			if !sh.equal {
				seats = r.IntN(sh.seats + 1)
			}
			if sh.apart && t != only || !sh.equal && r.IntN(6) == 0 {
				continue
			}
			p.Sessions = append(p.Sessions, Session{Seminar: s, Slot: t, Seats: seats})
		}
	}
	for i := range r.IntN(sh.people + 1) {
		p.People = append(p.People, Person{ID: fmt.Sprintf("p%02d", i), Wishes: sh.wishes(r, len(p.Seminars))})
	}
	return p
}

// wishes are skewed towards the first seminars, so that there is a contest.
func (sh shape) wishes(r *rand.Rand, seminars int) []int {
	wishes := r.Perm(seminars)
	for i := range wishes {
		if j := r.IntN(seminars); wishes[j] < wishes[i] && j > i {
			wishes[i], wishes[j] = wishes[j], wishes[i]
		}
	}
	if sh.whole {
		return wishes
	}
	return wishes[:r.IntN(seminars+1)]
}
