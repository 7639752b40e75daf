package allocation

import (
	"fmt"
	"slices"
)

// oracle is an independent solver for small cases, of another kind: dynamic programming over the people and
// all combinations of seats left, for all slots at once. It shares nothing with the package but the Problem.
type oracle struct {
	p     Problem
	seats []int // [session]

	worst   int                            // ranks above it are forbidden
	allowed func(person int, o []int) bool // further rules on what somebody may get, or nil
	extra   func(person int, o []int) int  // a last component to be least, or nil
	steps   bool                           // count placements and -(steps down the lists) instead of the aims
}

const oracleLength = 16

// goodness is compared from its first component, more is better: placed, -(of the worst rank), first choices,
// second choices …, -extra.
type goodness [oracleLength]int

func (o *oracle) rank(person, session int) int {
	wishes := o.p.People[person].Wishes
	if len(wishes) == 0 {
		return 0
	}
	if at := slices.Index(wishes, o.p.Sessions[session].Seminar); at >= 0 {
		return at + 1
	}
	return len(wishes) + 1
}

// options lists everything one person could get: a session or -1 in every slot.
func (o *oracle) options(person int) [][]int {
	list := [][]int{{}}
	for t := range o.p.Slots {
		var longer [][]int
		for _, so := range list {
			longer = append(longer, append(slices.Clone(so), -1))
			for i, s := range o.p.Sessions {
				twice := slices.ContainsFunc(so, func(j int) bool { return j >= 0 && o.p.Sessions[j].Seminar == s.Seminar })
				if s.Slot == t && !twice && o.rank(person, i) <= o.worst {
					longer = append(longer, append(slices.Clone(so), i))
				}
			}
		}
		list = longer
	}
	return slices.DeleteFunc(list, func(so []int) bool { return o.allowed != nil && !o.allowed(person, so) })
}

func (o *oracle) value(person int, option []int) goodness {
	var g goodness
	for _, session := range option {
		if session < 0 {
			continue
		}
		g[0]++
		rank := o.rank(person, session)
		if o.steps {
			g[1] -= max(0, rank-1)
			continue
		}
		if rank == o.worst && rank > 1 {
			g[1]--
		}
		if rank > 0 {
			g[1+rank]++
		}
	}
	if o.extra != nil {
		g[oracleLength-1] = -o.extra(person, option)
	}
	return g
}

// best is the best goodness for the worst rank that is set.
func (o *oracle) best() goodness {
	states := map[string]goodness{string(make([]byte, len(o.seats))): {}}
	for person := range o.p.People {
		next := map[string]goodness{}
		options := o.options(person)
		for used, g := range states {
			for _, option := range options {
				o.extend(next, used, g, option, person)
			}
		}
		states = next
	}
	var best goodness
	first := true
	for _, g := range states {
		if first || slices.Compare(g[:], best[:]) > 0 {
			best, first = g, false
		}
	}
	return best
}

func (o *oracle) extend(next map[string]goodness, used string, g goodness, option []int, person int) {
	now := []byte(used)
	for _, session := range option {
		if session < 0 {
			continue
		}
		if int(now[session]) == o.seats[session] {
			return
		}
		now[session]++
	}
	v := o.value(person, option)
	for i := range v {
		v[i] += g[i]
	}
	if known, found := next[string(now)]; !found || slices.Compare(v[:], known[:]) > 0 {
		next[string(now)] = v
	}
}

func newOracle(p Problem) *oracle {
	o := &oracle{p: p}
	for _, s := range p.Sessions {
		o.seats = append(o.seats, min(s.Seats, len(p.People)))
	}
	return o
}

// optimum finds the least worst rank and the best goodness with it.
func (o *oracle) optimum() (worst int, g goodness) {
	o.worst = len(o.p.Seminars)
	most := o.best()[0]
	for o.worst = 0; ; o.worst++ {
		if g := o.best(); g[0] == most {
			return o.worst, g
		}
	}
}

// reached is the goodness of a result, from its ranks alone.
func reached(r Result) (worst int, g goodness) {
	for _, ranks := range r.Ranks {
		worst = max(worst, slices.Max(ranks))
	}
	for _, ranks := range r.Ranks {
		for _, rank := range ranks {
			if rank < 0 {
				continue
			}
			g[0]++
			if rank == worst && rank > 1 {
				g[1]--
			}
			if rank > 0 {
				g[1+rank]++
			}
		}
	}
	return max(worst, 0), g
}

// broken tells what rule a result breaks, or "".
func broken(p Problem, r Result) string {
	used := make([]int, len(p.Sessions))
	o := newOracle(p)
	for i, placements := range r.Placements {
		seen := map[int]bool{}
		for t, session := range placements {
			if session == Unplaced {
				if r.Ranks[i][t] != Unplaced {
					return fmt.Sprintf("person %d has a rank but no session", i)
				}
				continue
			}
			s := p.Sessions[session]
			used[session]++
			switch {
			case s.Slot != t:
				return fmt.Sprintf("person %d is in another slot's session", i)
			case seen[s.Seminar]:
				return fmt.Sprintf("person %d is in seminar %d twice", i, s.Seminar)
			case r.Ranks[i][t] != o.rank(i, session):
				return fmt.Sprintf("person %d: rank %d, is %d", i, r.Ranks[i][t], o.rank(i, session))
			}
			seen[s.Seminar] = true
		}
	}
	for i, n := range used {
		if n > p.Sessions[i].Seats {
			return fmt.Sprintf("session %d has %d of %d seats", i, n, p.Sessions[i].Seats)
		}
	}
	return ""
}

// fault compares a result with the oracle: the first rule broken or aim missed, or "".
func fault(p Problem, r Result) string {
	if text := broken(p, r); text != "" {
		return text
	}
	worst, best := newOracle(p).optimum()
	gotWorst, got := reached(r)
	switch {
	case got[0] != best[0]:
		return fmt.Sprintf("placed %d, could be %d", got[0], best[0])
	case gotWorst != worst:
		return fmt.Sprintf("worst rank %d, could be %d", gotWorst, worst)
	case got != best:
		return fmt.Sprintf("counts %v, could be %v", got, best)
	}
	return ""
}
