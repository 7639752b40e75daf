package allocation

import (
	"cmp"
	"math"
	"math/bits"
	"math/rand/v2"
	"slices"
)

// instance is a valid Problem in an order decided by ids, keys and seed alone, so that the order of the input
// can neither help nor harm anybody.
type instance struct {
	people, seminars, slots int

	person  []int   // [person] → index into Problem.People; the place in the draw is the index here
	place   []int   // the other way round
	session []int   // [seminar*slots+slot] → index into Problem.Sessions, or -1
	seats   []int   // [seminar*slots+slot] left for those not pinned, never more than there are people
	ranks   []int32 // [person*seminars+seminar], or barred
	wishes  []int   // [person] → how many seminars they ranked

	pinned     []int32 // [person*slots+slot] → seminar or nowhere; nil: nobody is pinned
	pinRank    []int32 // [person*slots+slot] the rank of the seminar they are pinned to
	restricted bool    // somebody is pinned, or barred from somewhere
	minimum    []int   // [seminar*slots+slot] size below which a session is not held; nil: none
	least      []int   // [seminar*slots+slot] size that has to be reached (see minimum.go); nil: none
	groups     groups
}

// barred is a rank above all others: no worst rank allows it.
const barred = math.MaxInt32

func arrange(p Problem) *instance {
	in := &instance{people: len(p.People), seminars: len(p.Seminars), slots: p.Slots}
	draw := rand.NewPCG(p.Seed, 0)
	in.person = drawn(len(p.People), draw, func(a, b int) int { return cmp.Compare(p.People[a].ID, p.People[b].ID) })
	in.place = inverse(in.person)
	order := drawn(len(p.Seminars), draw, func(a, b int) int { return cmp.Compare(p.Seminars[a], p.Seminars[b]) })
	place := inverse(order) // index in Problem → index here
	in.addSessions(p, place)
	in.addWishes(p, place)
	in.groups = groupsOf(p, in)
	in.addPins(p, place)
	in.bar(p, place)
	return in
}

func inverse(order []int) []int {
	place := make([]int, len(order))
	for i, original := range order {
		place[original] = i
	}
	return place
}

func (in *instance) addSessions(p Problem, place []int) {
	in.session = make([]int, in.seminars*in.slots)
	in.seats = make([]int, in.seminars*in.slots)
	for i := range in.session {
		in.session[i] = -1
	}
	for i, s := range p.Sessions {
		at := place[s.Seminar]*in.slots + s.Slot
		in.session[at], in.seats[at] = i, min(s.Capacity(), in.people)
		if s.Least > 0 && !s.Withdrawn {
			in.minimum = orZeros(in.minimum, len(in.seats))
			in.minimum[at] = s.Least
		}
	}
}

// addPins takes the seats of those pinned. A session with somebody pinned is held whatever its minimum is.
func (in *instance) addPins(p Problem, place []int) {
	if len(p.Pins) == 0 {
		return
	}
	in.restricted = true
	in.pinned = repeated[int32](nowhere, in.people*in.slots)
	in.pinRank = make([]int32, in.people*in.slots)
	for _, pin := range p.Pins {
		s, person := p.Sessions[pin.Session], in.drawOf(pin.Person)
		at := place[s.Seminar]*in.slots + s.Slot
		in.pinned[person*in.slots+s.Slot] = int32(place[s.Seminar])
		in.pinRank[person*in.slots+s.Slot] = in.ranksOf(person)[place[s.Seminar]]
		in.ranksOf(person)[place[s.Seminar]] = barred
		in.seats[at]--
		if in.minimum != nil {
			in.minimum[at] = 0
		}
	}
}

// bar closes seminars to people: by exclusion, by kind, and where every session is in a slot they are pinned in.
func (in *instance) bar(p Problem, place []int) {
	for _, e := range p.Exclusions {
		in.ranksOf(in.drawOf(e.Person))[place[e.Seminar]], in.restricted = barred, true
	}
	for s, kinds := range p.OnlyKinds {
		for i, original := range in.person {
			if len(kinds) > 0 && !p.admits(s, p.People[original].Kind) {
				in.ranksOf(i)[place[s]], in.restricted = barred, true
			}
		}
	}
	for _, pin := range p.Pins {
		in.barUnreachable(in.drawOf(pin.Person))
	}
}

func (in *instance) barUnreachable(person int) {
	for s := range in.seminars {
		reachable := false
		for t := range in.slots {
			reachable = reachable || in.seatsIn(s, t) > 0 && !in.isPinned(person, t)
		}
		if !reachable {
			in.ranksOf(person)[s] = barred
		}
	}
}

// drawOf gives the place in the draw of a person of the problem.
func (in *instance) drawOf(original int) int { return in.place[original] }

func (in *instance) ranksOf(person int) []int32 { return in.ranks[person*in.seminars:][:in.seminars] }

func (in *instance) isPinned(person, slot int) bool {
	return in.pinned != nil && in.pinned[person*in.slots+slot] != nowhere
}

func (in *instance) pinnedSlots(person int) (n int) {
	for t := range in.slots {
		if in.isPinned(person, t) {
			n++
		}
	}
	return n
}

// pins counts the placements decided by hand.
func (in *instance) pins() (n int) {
	for _, s := range in.pinned {
		if s != nowhere {
			n++
		}
	}
	return n
}

// seated tells whether this is a seminar, neither home nor nowhere.
func (in *instance) seated(seminar int32) bool { return seminar >= 0 && int(seminar) < in.seminars }

func orZeros(list []int, n int) []int {
	if list == nil {
		return make([]int, n)
	}
	return list
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
