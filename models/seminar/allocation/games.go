package allocation

// shuffle lets a circulation move the units of a transport: one slot, or the relaxation of all.
type shuffle struct {
	t           *transport
	used, seats []int // [seminar]
}

func newShuffle(t *transport) *shuffle {
	s := &shuffle{t: t, used: t.used(), seats: make([]int, t.in.seminars)}
	for i, n := range s.used {
		s.seats[i] = n + t.room[i]
	}
	return s
}

func (s *shuffle) people() int    { return s.t.in.people }
func (s *shuffle) receivers() int { return s.t.in.seminars + 1 }

func (s *shuffle) offers(person int, offer func(from, to int)) {
	home, offeredHome := s.t.in.home(), false
	for _, unit := range s.t.units(person) {
		from := int(unit)
		if from == nowhere || from == home && offeredHome {
			continue
		}
		offeredHome = offeredHome || from == home
		for to := range home {
			if to != from && s.t.open(person, to) {
				offer(from, to)
			}
		}
		if from != home {
			offer(from, home)
		}
	}
}

func (s *shuffle) can(person, from, to int) bool {
	return s.t.holds(person, from) && (to == s.t.in.home() || s.t.open(person, to))
}

func (s *shuffle) cost(person, from, to int) cost {
	return s.t.price(person, to).minus(s.t.price(person, from))
}

func (s *shuffle) move(person, from, to int) {
	units := s.t.units(person)
	for i, unit := range units {
		if int(unit) == from {
			units[i] = int32(to)
			break
		}
	}
	if from != s.t.in.home() {
		s.used[from]--
		s.t.room[from]++
	}
	if to != s.t.in.home() {
		s.used[to]++
		s.t.room[to]--
	}
}

func (s *shuffle) gain(r int) (missing int64, ok bool) {
	if r == s.t.in.home() {
		return 0, true
	}
	return gained(s.used[r], s.t.leastOf(r)), s.used[r] < s.seats[r]
}

func (s *shuffle) lose(r int) (missing int64, ok bool) {
	if r == s.t.in.home() {
		return 0, true
	}
	return lost(s.used[r], s.t.leastOf(r)), s.used[r] > 0
}

// gained is what one more does to what is missing to a size, lost what one less does.
func gained(used, least int) int64 {
	if used < least {
		return -1
	}
	return 0
}

func lost(used, least int) int64 {
	if used <= least {
		return 1
	}
	return 0
}

// turnabout lets people exchange their seminars in two slots: who is in a in the one and in b in the other
// goes from a to b. Nobody's seminars change, only when they take place.
type turnabout struct {
	plan *plan
	t, u int
	used []int // [seminar*slots+slot]
}

func newTurnabout(pl *plan, t, u int) *turnabout {
	return &turnabout{plan: pl, t: t, u: u, used: pl.used()}
}

func (x *turnabout) people() int    { return x.plan.in.people }
func (x *turnabout) receivers() int { return x.plan.in.seminars + 1 }

func (x *turnabout) offers(person int, offer func(from, to int)) {
	in := x.plan.in
	a, b := x.plan.seminar(person, x.t), x.plan.seminar(person, x.u)
	if a != b && !in.isPinned(person, x.t) && !in.isPinned(person, x.u) {
		offer(a, b)
	}
}

func (x *turnabout) can(person, from, to int) bool {
	return x.plan.seminar(person, x.t) == from && x.plan.seminar(person, x.u) == to
}

func (x *turnabout) cost(int, int, int) cost { return cost{} }

func (x *turnabout) move(person, from, to int) {
	x.plan.set(person, x.t, to)
	x.plan.set(person, x.u, from)
	x.count(from, x.t, x.u)
	x.count(to, x.u, x.t)
}

// count books one person of a seminar from one slot to another.
func (x *turnabout) count(seminar, from, to int) {
	if seminar != x.plan.in.home() {
		x.used[seminar*x.plan.in.slots+from]--
		x.used[seminar*x.plan.in.slots+to]++
	}
}

func (x *turnabout) gain(r int) (missing int64, ok bool) { return x.change(r, x.t, x.u) }
func (x *turnabout) lose(r int) (missing int64, ok bool) { return x.change(r, x.u, x.t) }

func (x *turnabout) change(r, more, less int) (missing int64, ok bool) {
	in := x.plan.in
	if r == in.home() {
		return 0, true
	}
	m, l := r*in.slots+more, r*in.slots+less
	return gained(x.used[m], x.leastOf(m)) + lost(x.used[l], x.leastOf(l)), x.used[m] < in.seats[m] && x.used[l] > 0
}

func (x *turnabout) leastOf(at int) int {
	if x.plan.in.least == nil {
		return 0
	}
	return x.plan.in.least[at]
}
