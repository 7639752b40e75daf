package allocation

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// network is a plain min-cost flow on single people, by cancelling negative cycles of cost vectors: slow,
// generic, and with nothing in common with transport. It solves one slot, or equal seats in all slots.
type network struct {
	nodes int
	arcs  []arc // arc i^1 is the reverse of arc i
}

type arc struct {
	from, to, room int
	cost           []int // compared from its first component
}

func (n *network) add(from, to, room int, cost []int) {
	back := make([]int, len(cost))
	for i, c := range cost {
		back[i] = -c
	}
	n.arcs = append(n.arcs, arc{from, to, room, cost}, arc{to, from, 0, back})
}

// cancel sends flow round cheapest-first negative cycles until there is none.
func (n *network) cancel(length int) {
	for {
		cycle := n.negativeCycle(length)
		if cycle == nil {
			return
		}
		for _, i := range cycle {
			n.arcs[i].room--
			n.arcs[i^1].room++
		}
	}
}

func (n *network) negativeCycle(length int) []int {
	dist, by := make([][]int, n.nodes), repeated(-1, n.nodes)
	for i := range dist {
		dist[i] = make([]int, length)
	}
	last := -1
	for range n.nodes + 1 {
		last = -1
		for i, a := range n.arcs {
			if a.room == 0 {
				continue
			}
			sum := slices.Clone(dist[a.from])
			for k, c := range a.cost {
				sum[k] += c
			}
			if slices.Compare(sum, dist[a.to]) < 0 {
				dist[a.to], by[a.to], last = sum, i, a.to
			}
		}
		if last < 0 {
			return nil
		}
	}
	for range n.nodes {
		last = n.arcs[by[last]].from
	}
	var cycle []int
	for at := last; ; {
		cycle = append(cycle, by[at])
		at = n.arcs[by[at]].from
		if at == last {
			return cycle
		}
	}
}

// genericOptimum gives placements, least worst rank and the counts by rank of an optimal plan.
func genericOptimum(p Problem) (placed, worst int, byRank []int) {
	placed, _ = genericFlow(p, len(p.Seminars), false)
	for worst = 0; ; worst++ {
		if n, _ := genericFlow(p, worst, false); n == placed {
			break
		}
	}
	_, byRank = genericFlow(p, worst, true)
	return placed, worst, byRank
}

// genericFlow: source 0, people, seminars, sink; a free arc from sink to source makes it a circulation.
func genericFlow(p Problem, worst int, aims bool) (placed int, byRank []int) {
	length := len(p.Seminars) + 2
	seminar := func(s int) int { return 1 + len(p.People) + s }
	sink := seminar(len(p.Seminars))
	n := &network{nodes: sink + 1}
	o, zero := newOracle(p), make([]int, length)
	type edge struct{ arc, rank int }
	var edges []edge
	for i := range p.People {
		n.add(0, 1+i, p.Slots, zero)
		for s := range p.Seminars {
			at := slices.IndexFunc(p.Sessions, func(x Session) bool { return x.Seminar == s })
			if at < 0 || o.rank(i, at) > worst {
				continue
			}
			edges = append(edges, edge{len(n.arcs), o.rank(i, at)})
			n.add(1+i, seminar(s), 1, vector(o.rank(i, at), worst, length, aims))
		}
	}
	for _, s := range p.Sessions {
		n.add(seminar(s.Seminar), sink, s.Seats, zero)
	}
	reward := make([]int, length)
	reward[0] = -1
	n.add(sink, 0, p.Slots*len(p.People), reward)
	n.cancel(length)
	byRank = make([]int, len(p.Seminars)+1)
	for _, e := range edges {
		if n.arcs[e.arc].room == 0 {
			placed++
			byRank[e.rank]++
		}
	}
	return placed, byRank
}

func vector(rank, worst, length int, aims bool) []int {
	v := make([]int, length)
	if !aims || rank == 0 {
		return v
	}
	if rank == worst && rank > 1 {
		v[1] = 1
	}
	v[1+rank]--
	return v
}

// TestManySeminars needs more digits than one word holds, with wishes alike enough for a bad worst rank.
func TestManySeminars(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	worstSeen := 0
	for range 60 {
		sh := shape{people: 24, seminars: 23, slots: 2, seats: 2, equal: true, whole: r.IntN(2) == 0}
		p := sh.problem(r)
		alike(r, p)
		got := solved(t, p)
		placed, worst, byRank := genericOptimum(p)
		mine := make([]int, len(p.Seminars)+1)
		for _, c := range got.Figures.BySlot {
			for rank, n := range c.ByRank {
				mine[rank] += n
			}
		}
		if got.Figures.Placed != placed || got.Figures.WorstRank != worst || !slices.Equal(mine, byRank) {
			t.Fatalf("%d worst %d %v, could be %d worst %d %v\n%+v", got.Figures.Placed, got.Figures.WorstRank, mine, placed, worst, byRank, p)
		}
		if text := broken(p, got); text != "" {
			t.Fatal(text)
		}
		worstSeen = max(worstSeen, worst)
	}
	if worstSeen < 15 {
		t.Errorf("the worst rank of all cases is %d: they do not reach the second word", worstSeen)
	}
}

// alike makes most people wish as the first one, but for two neighbours that changed places.
func alike(r *rand.Rand, p Problem) {
	for i := 1; i < len(p.People); i++ {
		wishes := slices.Clone(p.People[0].Wishes)
		if len(wishes) < 2 || r.IntN(5) == 0 {
			continue
		}
		k := r.IntN(len(wishes) - 1)
		wishes[k], wishes[k+1] = wishes[k+1], wishes[k]
		p.People[i].Wishes = wishes
	}
}
