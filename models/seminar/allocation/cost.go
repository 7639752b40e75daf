package allocation

// cost orders what an exchange does to the aims: two words of digits for the counts of aims 1-4, then aim 6.
// Words are compared one after the other and added each by itself, so costs are an ordered group and
// shortest paths work on them as on numbers.
type cost [3]int64

func (c cost) plus(d cost) cost  { return cost{c[0] + d[0], c[1] + d[1], c[2] + d[2]} }
func (c cost) minus(d cost) cost { return cost{c[0] - d[0], c[1] - d[1], c[2] - d[2]} }

func (c cost) less(d cost) bool {
	if c[0] != d[0] {
		return c[0] < d[0]
	}
	if c[1] != d[1] {
		return c[1] < d[1]
	}
	return c[2] < d[2]
}

// prices is what a placement costs, by rank, and what it costs to leave somebody unplaced.
type prices struct {
	worst    int    // placements of higher rank are forbidden
	byRank   []cost // [rank]
	unplaced cost
}

// countOnly looks at aim 1 alone: a placement is free as long as its rank is at most worst.
func countOnly(worst int) prices {
	return prices{worst: worst, byRank: make([]cost, worst+1), unplaced: cost{1}}
}

// lexicographic expresses aims 1-4 for a known worst rank. Digits, the most significant first: unplaced, of
// the worst rank, (not) first choice, (not) second choice … up to the one before the worst.
func lexicographic(worst, seminars int) prices {
	pr := prices{worst: worst, byRank: make([]cost, worst+1)}
	digits := digitsFor(seminars)
	pr.unplaced = digits.next()
	if worst > 1 {
		pr.byRank[worst] = digits.next()
	}
	last := worst - 1 // how many have the worst rank is settled by then
	if worst == 1 {
		last = 1
	}
	for rank := 1; rank <= last; rank++ {
		pr.byRank[rank] = cost{}.minus(digits.next())
	}
	return pr
}

// digitScale hands out the weights of a number's digits, the most significant first.
type digitScale struct {
	base, top, weight int64
	word              int
}

// digitsFor chooses a base above the S+1 exchanges of a simple cycle. A word stays below 2^60, which leaves
// room for the sums of a path.
func digitsFor(seminars int) *digitScale {
	d := &digitScale{base: int64(seminars) + 3, top: 1}
	for d.top <= (1<<60)/d.base/d.base {
		d.top *= d.base
	}
	d.weight = d.top
	return d
}

// next gives the weight of the next digit; nothing when the two words are used up.
func (d *digitScale) next() cost {
	var c cost
	if d.weight == 0 {
		d.word, d.weight = d.word+1, d.top
	}
	if d.word < 2 {
		c[d.word] = d.weight
	}
	d.weight /= d.base
	return c
}

// priced lets wishes be exchanged for the mix: after the placements, and with ranks up to the worst, it counts
// the steps down the lists of wishes, in hundredths of the unit of the mix.
func priced(worst int) prices {
	pr := prices{worst: worst, byRank: make([]cost, worst+1), unplaced: cost{1}}
	for rank := 2; rank <= worst; rank++ {
		pr.byRank[rank] = cost{0, int64(rank-1) * 100 * unit}
	}
	return pr
}
