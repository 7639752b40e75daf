package allocation

// split divides everybody's seminars over the slots so that every session keeps to its seats, and tells
// whether that succeeded. With two slots it succeeds if it can be done; with more if every seminar has the
// same seats in every slot.
func split(in *instance, units []int32) (*plan, bool) {
	sp := &splitter{in: in, plan: newPlan(in), over: make([]int, in.seminars*in.slots)}
	for i, seats := range in.seats {
		sp.over[i] = -seats
	}
	for p := range in.people {
		for _, s := range units[p*in.slots:][:in.slots] {
			if in.seated(s) {
				sp.place(p, int(s))
			}
		}
	}
	return sp.plan, sp.repairAll()
}

// splitter moves people between slots, keeping count of how far each session is over its seats.
type splitter struct {
	in   *instance
	plan *plan
	over []int   // [seminar*slots+slot] placements - seats
	pair [][]int // [a*(seminars+1)+b] people in a in the one slot and b in the other
}

func (sp *splitter) overIn(seminar, slot int) int { return sp.over[seminar*sp.in.slots+slot] }

// place puts a seminar in that free slot of p where it has most seats left.
func (sp *splitter) place(p, seminar int) {
	best := -1
	for t := range sp.in.slots {
		free := sp.plan.seminar(p, t) == sp.in.home() && !sp.in.isPinned(p, t)
		if free && (best < 0 || sp.overIn(seminar, t) < sp.overIn(seminar, best)) {
			best = t
		}
	}
	sp.plan.set(p, best, seminar)
	sp.over[seminar*sp.in.slots+best]++
}

// repairAll goes over all pairs of slots until nothing is over its seats or nothing can be done. Every chain
// takes one placement from what is over, so it ends.
func (sp *splitter) repairAll() bool {
	for {
		left, moved := 0, false
		for t := range sp.in.slots {
			for u := range sp.in.slots {
				if t != u {
					moved = sp.repair(t, u) || moved
				}
			}
		}
		for _, over := range sp.over {
			left += max(0, over)
		}
		if left == 0 || !moved {
			return left == 0
		}
	}
}

// repair relieves slot t by letting people exchange their seminars in t and u.
func (sp *splitter) repair(t, u int) (moved bool) {
	if !sp.crowded(t, u) {
		return false
	}
	sp.sortPairs(t, u)
	for s := range sp.in.seminars {
		for sp.overIn(s, t) > 0 && sp.overIn(s, u) < 0 {
			chain := sp.chain(s, t, u)
			if chain == nil {
				break
			}
			sp.swap(chain, t, u)
			moved = true
		}
	}
	return moved
}

func (sp *splitter) crowded(t, u int) bool {
	for s := range sp.in.seminars {
		if sp.overIn(s, t) > 0 && sp.overIn(s, u) < 0 {
			return true
		}
	}
	return false
}

func (sp *splitter) sortPairs(t, u int) {
	sp.pair = make([][]int, (sp.in.seminars+1)*(sp.in.seminars+1))
	for p := range sp.in.people {
		if sp.in.isPinned(p, t) || sp.in.isPinned(p, u) {
			continue
		}
		list := sp.people(sp.plan.seminar(p, t), sp.plan.seminar(p, u))
		*list = append(*list, p)
	}
}

func (sp *splitter) people(a, b int) *[]int { return &sp.pair[a*(sp.in.seminars+1)+b] }

// chain is a shortest chain of seminars start, b, c … where somebody is in start in t and in b in u, somebody
// in b in t and in c in u, and so on; the last can take one more in t. Nil if there is none.
func (sp *splitter) chain(start, t, u int) []int {
	from := make([]int, sp.in.seminars+1)
	for i := range from {
		from[i] = -1
	}
	from[start] = start
	queue := []int{start}
	for len(queue) > 0 {
		a := queue[0]
		queue = queue[1:]
		for b := range sp.in.seminars + 1 {
			if from[b] >= 0 || len(*sp.people(a, b)) == 0 {
				continue
			}
			from[b] = a
			if sp.canTake(b, t, u) {
				return backtrack(from, start, b)
			}
			queue = append(queue, b)
		}
	}
	return nil
}

// canTake tells whether one placement moved from slot u to t leaves b no further over its seats than it is.
// The second case only moves the excess: the proof for equal seats in three slots or more rests on it.
func (sp *splitter) canTake(b, t, u int) bool {
	return b == sp.in.home() || sp.overIn(b, t) < 0 || sp.overIn(b, t) < sp.overIn(b, u)
}

func backtrack(from []int, start, end int) []int {
	chain := []int{end}
	for end != start {
		end = from[end]
		chain = append(chain, end)
	}
	for i, j := 0, len(chain)-1; i < j; i, j = i+1, j-1 {
		chain[i], chain[j] = chain[j], chain[i]
	}
	return chain
}

func (sp *splitter) swap(chain []int, t, u int) {
	for i, a := range chain[:len(chain)-1] {
		b := chain[i+1]
		list := sp.people(a, b)
		p := (*list)[len(*list)-1]
		*list = (*list)[:len(*list)-1]
		*sp.people(b, a) = append(*sp.people(b, a), p)
		sp.plan.set(p, t, b)
		sp.plan.set(p, u, a)
	}
	sp.shift(chain[0], t, u)
	sp.shift(chain[len(chain)-1], u, t)
}

// shift books one placement of a seminar from one slot to another.
func (sp *splitter) shift(seminar, from, to int) {
	if seminar != sp.in.home() {
		sp.over[seminar*sp.in.slots+from]--
		sp.over[seminar*sp.in.slots+to]++
	}
}
