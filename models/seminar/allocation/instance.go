package allocation

import (
	"cmp"
	"math/bits"
	"math/rand/v2"
	"slices"
)

// instance is a valid Problem in an order decided by ids, keys and seed alone, so that the order of the input
// can neither help nor harm anybody.
type instance struct {
	people, seminars, slots int

	person  []int   // [person] → index into Problem.People; the place in the draw is the index here
	session []int   // [seminar*slots+slot] → index into Problem.Sessions, or -1
	seats   []int   // [seminar*slots+slot], never more than there are people
	ranks   []int32 // [person*seminars+seminar]
	wishes  []int   // [person] → how many seminars they ranked
}

func arrange(p Problem) *instance {
	in := &instance{people: len(p.People), seminars: len(p.Seminars), slots: p.Slots}
	draw := rand.NewPCG(p.Seed, 0)
	in.person = drawn(len(p.People), draw, func(a, b int) int { return cmp.Compare(p.People[a].ID, p.People[b].ID) })
	order := drawn(len(p.Seminars), draw, func(a, b int) int { return cmp.Compare(p.Seminars[a], p.Seminars[b]) })
	place := make([]int, len(order)) // index in Problem → index here
	for i, s := range order {
		place[s] = i
	}
	in.addSessions(p, place)
	in.addWishes(p, place)
	return in
}

func (in *instance) addSessions(p Problem, place []int) {
	in.session = make([]int, in.seminars*in.slots)
	in.seats = make([]int, in.seminars*in.slots)
	for i := range in.session {
		in.session[i] = -1
	}
	for i, s := range p.Sessions {
		at := place[s.Seminar]*in.slots + s.Slot
		in.session[at], in.seats[at] = i, min(s.Seats, in.people)
	}
}

func (in *instance) addWishes(p Problem, place []int) {
	in.ranks = make([]int32, in.people*in.seminars)
	in.wishes = make([]int, in.people)
	for i, original := range in.person {
		wishes := p.People[original].Wishes
		in.wishes[i] = len(wishes)
		if len(wishes) == 0 {
			continue // NoWish everywhere
		}
		ranks := in.ranks[i*in.seminars:][:in.seminars]
		for s := range ranks {
			ranks[s] = int32(len(wishes) + 1)
		}
		for r, s := range wishes {
			ranks[place[s]] = int32(r + 1)
		}
	}
}

// home is the receiver of those without a seat: the index after the last seminar.
func (in *instance) home() int { return in.seminars }

func (in *instance) rank(person, seminar int) int {
	return int(in.ranks[person*in.seminars+seminar])
}

func (in *instance) seatsIn(seminar, slot int) int { return in.seats[seminar*in.slots+slot] }

// drawn gives 0..n-1 sorted by compare and then shuffled. The shuffle is spelled out since a draw must come
// out the same years later, and the library promises that for PCG only, not for its own Shuffle.
func drawn(n int, draw *rand.PCG, compare func(a, b int) int) []int {
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, compare)
	for i := n - 1; i > 0; i-- {
		j := below(uint64(i+1), draw)
		order[i], order[j] = order[j], order[i]
	}
	return order
}

// below gives an unbiased number in [0, n): Lemire, Fast random integer generation in an interval, 2019.
func below(n uint64, draw *rand.PCG) uint64 {
	high, low := bits.Mul64(draw.Uint64(), n)
	for low < -n%n {
		high, low = bits.Mul64(draw.Uint64(), n)
	}
	return high
}
