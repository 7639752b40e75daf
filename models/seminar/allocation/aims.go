package allocation

import "cmp"

// aims is how well a plan, or a relaxed one, meets aims 1-4.
type aims struct {
	missing int // to the sizes that have to be reached: a plan with any is none
	placed  int
	worst   int
	byRank  []int // [rank], from 0
}

func newAims(seminars int) aims { return aims{byRank: make([]int, seminars+1)} }

func (a *aims) add(rank int) {
	a.placed++
	a.worst = max(a.worst, rank)
	a.byRank[rank]++
}

func (a aims) countWorst() int {
	if a.worst == 0 {
		return 0
	}
	return a.byRank[a.worst]
}

// compare is negative if a is better than b, in the order of the aims, and 0 if they are equally good.
func (a aims) compare(b aims) int {
	if c := cmp.Or(a.compareSeats(b), cmp.Compare(a.worst, b.worst)); c != 0 {
		return c
	}
	if a.worst > 1 && a.countWorst() != b.countWorst() {
		return cmp.Compare(a.countWorst(), b.countWorst())
	}
	for rank := 1; rank < len(a.byRank); rank++ {
		if c := cmp.Compare(b.byRank[rank], a.byRank[rank]); c != 0 {
			return c
		}
	}
	return 0
}

// compareSeats compares what comes before all ranks.
func (a aims) compareSeats(b aims) int {
	return cmp.Or(cmp.Compare(a.missing, b.missing), cmp.Compare(b.placed, a.placed))
}

// steps counts how far down their lists people are, all together.
func (a aims) steps() (sum int64) {
	for rank := 2; rank < len(a.byRank); rank++ {
		sum += int64(rank-1) * int64(a.byRank[rank])
	}
	return sum
}

func (a aims) bound() Bound {
	b := Bound{Placed: a.placed, WorstRank: a.worst, CountWorst: a.countWorst()}
	if len(a.byRank) > 1 {
		b.FirstChoices = a.byRank[1]
	}
	return b
}
