package allocation

// transport seats people one by one so that the sum of costs is least, for everybody seated so far, after
// each of them. Everybody holds `demand` units, each in a seminar of its own or at home (unplaced).
type transport struct {
	in     *instance
	prices prices
	demand int
	room   []int // [seminar] free seats; a seminar that is full stays full

	closed func(person, seminar int) bool // nil: open to everybody
	turn   []int64                        // [person] aim 6: the price of one rank; nil: not looked at
	least  []int                          // [seminar] how many it has to have in the end; nil: any number

	held      []int32 // [person*demand+unit] → seminar, home or nowhere
	exchanges []exchangeHeap
	built     []bool // [seminar] its exchanges are kept: it has been filled
	route     route
}

const nowhere = -1

func newTransport(in *instance, pr prices, demand int, room []int) *transport {
	t := &transport{in: in, prices: pr, demand: demand, room: room}
	t.held = make([]int32, in.people*demand)
	for i := range t.held {
		t.held[i] = nowhere
	}
	t.exchanges = make([]exchangeHeap, in.seminars*(in.seminars+1))
	t.built = make([]bool, in.seminars)
	for s, free := range room {
		t.built[s] = free == 0
	}
	t.route = newRoute(in.seminars + 1)
	return t
}

// filled is how far people could be seated at all; equal values are equally good.
type filled struct {
	missing int // to the sizes that have to be reached
	placed  int
}

// run seats everybody, in the order of the draw, and tells how far that went. Units of people who are pinned
// stay nowhere.
func (t *transport) run() filled {
	for p := range t.in.people {
		for range t.free(p) {
			t.seat(p)
		}
	}
	if t.filled().missing > 0 {
		newCirculation(newShuffle(t), plainTally{}, oneGroup(t.in), 0).run()
	}
	return t.filled()
}

func (t *transport) filled() (f filled) {
	used := t.used()
	for s, n := range used {
		f.placed += n
		if t.least != nil {
			f.missing += max(0, t.least[s]-n)
		}
	}
	return f
}

func (t *transport) used() []int {
	used := make([]int, t.in.seminars)
	for _, s := range t.held {
		if t.in.seated(s) {
			used[s]++
		}
	}
	return used
}

// free is how many units of p are to be seated.
func (t *transport) free(p int) int {
	if t.in.pinned == nil || t.demand < t.in.slots {
		return t.demand // one slot at a time: closed where p is pinned
	}
	return t.demand - t.in.pinnedSlots(p)
}

func (t *transport) seat(p int) {
	end, found := t.direct(p)
	if found {
		t.take(p, end)
	} else {
		t.search(p)
		end = t.nearest()
		t.walk(p, end)
	}
	if end == t.in.home() {
		return
	}
	t.room[end]--
	if t.room[end] == 0 {
		t.build(end)
	}
}

// direct finds a free seat in a seminar that is as cheap as any for p. No detour can be cheaper: its rest
// would improve the plan by itself, and the plan is optimal already.
func (t *transport) direct(p int) (seminar int, found bool) {
	best, open := cost{}, false
	for s := range t.in.seminars {
		if !t.open(p, s) {
			continue
		}
		c := t.price(p, s)
		switch {
		case !open || c.less(best):
			best, open = c, true
			seminar, found = s, t.room[s] > 0
		case best.less(c):
		case t.room[s] > 0 && (!found || t.room[s] > t.room[seminar]):
			seminar, found = s, true
		}
	}
	if !open {
		return t.in.home(), true
	}
	return seminar, found
}

// open tells whether p may be given one more unit, in this seminar.
func (t *transport) open(p, seminar int) bool {
	return t.in.rank(p, seminar) <= t.prices.worst && !t.holds(p, seminar) &&
		(t.closed == nil || !t.closed(p, seminar))
}

func (t *transport) units(p int) []int32 { return t.held[p*t.demand:][:t.demand] }

func (t *transport) holds(p, seminar int) bool {
	for _, s := range t.units(p) {
		if int(s) == seminar {
			return true
		}
	}
	return false
}

func (t *transport) price(p, seminar int) cost {
	if seminar == t.in.home() {
		c := t.prices.unplaced
		c[2] = t.turnPrice(p, t.in.seminars+1)
		return c
	}
	rank := t.in.rank(p, seminar)
	c := t.prices.byRank[rank]
	c[2] = t.turnPrice(p, rank)
	return c
}

func (t *transport) turnPrice(p, rank int) int64 {
	if t.turn == nil {
		return 0
	}
	return t.turn[p] * int64(rank)
}

// take gives p, who has a unit nowhere, a seat.
func (t *transport) take(p, seminar int) { t.move(p, nowhere, seminar) }

// move changes one unit of p and offers the exchanges that this makes possible.
func (t *transport) move(p, from, to int) {
	units := t.units(p)
	for i, s := range units {
		if int(s) == from {
			units[i] = int32(to)
			break
		}
	}
	t.offerAll(p, to)
	if from == nowhere || from == t.in.home() {
		return
	}
	for _, s := range units {
		if int(s) != to {
			t.offer(p, int(s), from)
		}
	}
}
