package allocation

import (
	"fmt"
	"slices"
)

// ruler is the oracle with every rule: dynamic programming over the people and over how many of each group
// every session has. It knows the Problem and nothing of the package's ways.
type ruler struct {
	oracle
	groups []string // kind/organisation of each group
	of     []int    // [person] → group
	pinned [][]int  // [person][slot] → session or -1
	held   []bool   // [session] with a minimum: whether it has to reach it or is closed; nil: to be chosen
}

func newRuler(p Problem) *ruler {
	r := &ruler{oracle: oracle{p: p}}
	for _, s := range p.Sessions {
		r.seats = append(r.seats, capacityOf(s))
	}
	for _, person := range p.People {
		name := person.Kind + "/" + person.Organisation
		if !slices.Contains(r.groups, name) {
			r.groups = append(r.groups, name)
		}
		r.of = append(r.of, slices.Index(r.groups, name))
		r.pinned = append(r.pinned, slices.Repeat([]int{-1}, p.Slots))
	}
	for _, pin := range p.Pins {
		r.pinned[pin.Person][p.Sessions[pin.Session].Slot] = pin.Session
	}
	r.allowed = r.permits
	return r
}

// capacityOf says again what the rule on overbooking is.
func capacityOf(s Session) int {
	n := s.Seats + s.Seats*s.Overbook/100
	switch {
	case s.Withdrawn:
		return 0
	case s.Limit > 0 && n > s.Limit:
		return s.Limit
	}
	return n
}

// permits: pins are kept, nobody is where they may not be. Options hold -1 in pinned slots (see fill).
func (r *ruler) permits(person int, option []int) bool {
	for slot, session := range option {
		pin := r.pinned[person][slot]
		if pin >= 0 && session >= 0 {
			return false
		}
		if session < 0 {
			continue
		}
		seminar := r.p.Sessions[session].Seminar
		for _, other := range r.pinned[person] {
			if other >= 0 && r.p.Sessions[other].Seminar == seminar {
				return false
			}
		}
		if slices.Contains(r.p.Exclusions, Exclusion{person, seminar}) {
			return false
		}
		if len(r.p.OnlyKinds) > seminar && len(r.p.OnlyKinds[seminar]) > 0 &&
			!slices.Contains(r.p.OnlyKinds[seminar], r.p.People[person].Kind) {
			return false
		}
	}
	return true
}

// outcomes gives for every way the sessions can be filled the best goodness with it.
func (r *ruler) outcomes() map[string]goodness {
	empty := make([]byte, len(r.seats)*len(r.groups))
	for person, pins := range r.pinned {
		for _, session := range pins {
			if session >= 0 {
				empty[session*len(r.groups)+r.of[person]]++
			}
		}
	}
	states := map[string]goodness{string(empty): {}}
	for person := range r.p.People {
		next := map[string]goodness{}
		options := r.options(person)
		for used, g := range states {
			for _, option := range options {
				r.fill(next, used, g, option, person)
			}
		}
		states = next
	}
	for used := range states {
		if !r.heldOrEmpty(used) {
			delete(states, used)
		}
	}
	return states
}

func (r *ruler) fill(next map[string]goodness, used string, g goodness, option []int, person int) {
	now := []byte(used)
	for _, session := range option {
		if session < 0 {
			continue
		}
		if r.inSession(used, session) == r.seats[session] {
			return
		}
		now[session*len(r.groups)+r.of[person]]++
	}
	v := r.value(person, option)
	for i := range v {
		v[i] += g[i]
	}
	if known, found := next[string(now)]; !found || slices.Compare(v[:], known[:]) > 0 {
		next[string(now)] = v
	}
}

func (r *ruler) inSession(used string, session int) (n int) {
	for g := range r.groups {
		n += int(used[session*len(r.groups)+g])
	}
	return n
}

func (r *ruler) heldOrEmpty(used string) bool {
	for i, s := range r.p.Sessions {
		pinned := slices.ContainsFunc(r.p.Pins, func(pin Pin) bool { return pin.Session == i })
		n := r.inSession(used, i)
		if pinned || s.Least == 0 || s.Withdrawn {
			continue
		}
		if n > 0 && n < s.Least || r.held != nil && r.held[i] != (n > 0) {
			return false
		}
	}
	return true
}

// holding is the ruler for whom it is settled which sessions are held.
func (r *ruler) holding(res Result) *ruler {
	fixed := newRuler(r.p)
	fixed.held = make([]bool, len(r.seats))
	for i := range fixed.held {
		fixed.held[i] = !slices.Contains(res.Closed, i)
	}
	return fixed
}

// mixOf is the measure of the mix, from its definition.
func (r *ruler) mixOf(used string) (sum int64) {
	for i := range r.p.Sessions {
		if r.seats[i] == 0 || len(r.of) == 0 {
			continue
		}
		share := int64(1_000_000_000) / int64(min(r.seats[i], len(r.p.People)))
		organisations, kinds := map[string]int64{}, map[string]int64{}
		for person, g := range r.of {
			if slices.Index(r.of, g) != person {
				continue // once for each group
			}
			n := int64(used[i*len(r.groups)+g])
			if r.p.People[person].Organisation != "" {
				organisations[r.groups[g]] += n
			}
			if kind := r.p.People[person].Kind; kind != "" {
				kinds[kind] += n
			}
		}
		for _, counts := range []map[string]int64{organisations, kinds} {
			for _, n := range counts {
				sum += n * n * share
			}
		}
	}
	return sum
}

// verdict is what an optimal plan reaches.
type verdict struct {
	worst int
	ranks goodness // by ranks alone; with a price only the placements
	total int64    // the mix, or with a price steps and mix
	turn  int      // of plans as good by all that
}

func (v verdict) less(w verdict) bool {
	if c := slices.Compare(v.ranks[:], w.ranks[:]); c != 0 {
		return c > 0
	}
	if v.total != w.total {
		return v.total < w.total
	}
	return v.turn < w.turn
}

// optimum goes through all ways of filling the sessions.
func (r *ruler) optimum() verdict {
	r.worst = len(r.p.Seminars)
	most := r.bestPlaced()
	for r.worst = 0; r.bestPlaced() < most; r.worst++ {
	}
	var best verdict
	first := true
	for used, g := range r.outcomes() {
		v := r.verdict(used, g)
		if first || v.less(best) {
			best, first = v, false
		}
	}
	if r.p.MixPrice > 0 {
		best.total = r.cheapest(most)
	}
	return best
}

func (r *ruler) verdict(used string, g goodness) verdict {
	v := verdict{worst: r.worst, ranks: g, turn: -g[oracleLength-1], total: r.mixOf(used)}
	v.ranks[oracleLength-1] = 0
	return v
}

func (r *ruler) bestPlaced() int {
	most := -1
	for _, g := range r.outcomes() {
		most = max(most, g[0])
	}
	return most
}

// cheapest is the least total of steps and mix with so many placements. Steps take the place of the ranks.
func (r *ruler) cheapest(placed int) int64 {
	priced := *r
	priced.steps, priced.worst = true, max(r.worst, r.p.MixWorst)
	least := int64(-1)
	for used, g := range priced.outcomes() {
		total := int64(-g[1])*100*1_000_000_000 + int64(r.p.MixPrice)*r.mixOf(used)
		if g[0] == placed && (least < 0 || total < least) {
			least = total
		}
	}
	return least
}

// usedBy writes a result as a way of filling the sessions.
func (r *ruler) usedBy(res Result) string {
	used := make([]byte, len(r.seats)*len(r.groups))
	for person, placements := range res.Placements {
		for _, session := range placements {
			if session != Unplaced {
				used[session*len(r.groups)+r.of[person]]++
			}
		}
	}
	return string(used)
}

// reached is the verdict on a result, from its placements alone.
func (r *ruler) reached(res Result) verdict {
	r.worst = 0
	for person, placements := range res.Placements {
		for slot, session := range placements {
			if session != Unplaced && r.pinned[person][slot] < 0 {
				r.worst = max(r.worst, r.rank(person, session))
			}
		}
	}
	var sum goodness
	steps := 0
	for person, placements := range res.Placements {
		free := slices.Clone(placements)
		for slot := range free {
			if r.pinned[person][slot] >= 0 {
				free[slot] = -1
			} else if free[slot] >= 0 {
				steps += max(0, r.rank(person, free[slot])-1)
			}
		}
		for i, n := range r.value(person, free) {
			sum[i] += n
		}
	}
	v := r.verdict(r.usedBy(res), sum)
	if r.p.MixPrice > 0 {
		v.total = int64(steps)*100*1_000_000_000 + int64(r.p.MixPrice)*v.total
	}
	return v
}

// brokenRule tells what rule a result breaks, or "".
func (r *ruler) brokenRule(res Result) string {
	used := r.usedBy(res)
	for i := range r.p.Sessions {
		if n := r.inSession(used, i); n > r.seats[i] {
			return fmt.Sprintf("session %d has %d of %d", i, n, r.seats[i])
		}
	}
	if !r.heldOrEmpty(used) {
		return "a session is below its minimum size"
	}
	for person, placements := range res.Placements {
		var seminars []int
		free := slices.Clone(placements)
		for slot, session := range placements {
			if pin := r.pinned[person][slot]; pin >= 0 {
				if session != pin {
					return fmt.Sprintf("person %d is not where they are pinned", person)
				}
				free[slot] = -1
			}
			if session == Unplaced {
				continue
			}
			if s := r.p.Sessions[session]; s.Slot != slot || slices.Contains(seminars, s.Seminar) {
				return fmt.Sprintf("person %d: slot %d has session %d", person, slot, session)
			}
			if want := r.rank(person, session); res.Ranks[person][slot] != want {
				return fmt.Sprintf("person %d: rank %d is %d", person, res.Ranks[person][slot], want)
			}
			seminars = append(seminars, r.p.Sessions[session].Seminar)
		}
		if !r.permits(person, free) {
			return fmt.Sprintf("person %d is where they may not be", person)
		}
	}
	return ""
}
