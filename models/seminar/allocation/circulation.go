package allocation

// game is what a circulation changes: units of people that are moved between receivers (seminars, or home).
type game interface {
	people() int
	receivers() int
	// offers calls for every move of a person that is possible now.
	offers(person int, offer func(from, to int))
	// can tells whether a move offered earlier still is possible.
	can(person, from, to int) bool
	cost(person, from, to int) cost
	move(person, from, to int)
	// gain and lose: may a receiver have one more or one less in the end, and what does that do to the sizes
	// that have to be reached.
	gain(receiver int) (missing int64, ok bool)
	lose(receiver int) (missing int64, ok bool)
}

// tally counts groups in receivers, at a cost that is convex in each count.
type tally interface {
	up(level, receiver, group int) int64   // what one more costs
	down(level, receiver, group int) int64 // what one less costs
	shift(receiver, organisation, kind, by int)
}

// plainTally is for when there is nothing to mix.
type plainTally struct{}

func (plainTally) up(int, int, int) int64   { return 0 }
func (plainTally) down(int, int, int) int64 { return 0 }
func (plainTally) shift(int, int, int, int) {}

// circulation improves a plan by cancelling negative cycles (Klein 1967) until there is none, which proves it
// optimal: costs are separable and convex, so a local optimum of the flow is a global one (Ahuja, Magnanti,
// Orlin: Network Flows, 1993, §9.6 and §14.2).
//
// Nodes: for every receiver one for each organisation, one for each kind, and one for itself; and a last one
// (the sink) that balances how many each receiver has. A person of organisation o goes from (a, o) to (b, o);
// somebody more at (b, o) either goes on, or is counted: up to (b, kind of o), to b, and from there down to
// another group of which somebody goes, or to the sink if b may have one more.
type circulation struct {
	game   game
	tally  tally
	groups groups
	price  int64 // of the mix in the step word; 0: the mix has a word of its own

	receivers, organisations, width, sink int
	members                               [][]int // [kind] its organisations

	offered []exchangeHeap // [(organisation*receivers+from)*receivers+to]
	dist    []weight       // kept between cycles: nearly right prices for the nodes
	parent  []int32        // the node before, or nowhere
	mover   []int32        // who is moved from parent to here, or nowhere
	queue   []int32
	waiting []bool
	work    int // arcs looked at
}

func newCirculation(g game, counts tally, gr groups, price int64) *circulation {
	c := &circulation{game: g, tally: counts, groups: gr, price: price, receivers: g.receivers(), organisations: len(gr.kind)}
	c.width = c.organisations + gr.kinds + 1
	c.sink = c.receivers * c.width
	c.members = make([][]int, gr.kinds)
	for o, k := range gr.kind {
		c.members[k] = append(c.members[k], o)
	}
	c.offered = make([]exchangeHeap, c.organisations*c.receivers*c.receivers)
	c.dist, c.parent, c.mover = make([]weight, c.sink+1), make([]int32, c.sink+1), make([]int32, c.sink+1)
	c.waiting = make([]bool, c.sink+1)
	for p := range g.people() {
		g.offers(p, func(from, to int) {
			h := c.offers(p, from, to)
			*h = append(*h, exchange{cost: g.cost(p, from, to), person: int32(p)})
		})
	}
	for i := range c.offered {
		c.offered[i].heapify()
	}
	return c
}

// run cancels cycles until there is none, or until it has looked at more arcs than it may (0: no limit). It
// tells whether anything changed and whether the plan is proven optimal for the costs.
func (c *circulation) run() (changed bool) {
	changed, _ = c.runWithin(0)
	return changed
}

func (c *circulation) runWithin(limit int) (changed, optimal bool) {
	c.forget()
	for u := range c.sink + 1 {
		c.wake(u)
	}
	for len(c.queue) > 0 {
		if limit > 0 && c.work > limit {
			return changed, false
		}
		u := int(c.queue[0])
		c.queue = c.queue[1:]
		c.waiting[u] = false
		if v, found := c.relax(u); found {
			c.cancel(v)
			c.wake(u)
			changed = true
		}
	}
	return changed, true
}

// forget drops the ways found so far, but not the distances.
func (c *circulation) forget() {
	for i := range c.parent {
		c.parent[i] = nowhere
	}
}

func (c *circulation) wake(u int) {
	if !c.waiting[u] {
		c.waiting[u] = true
		c.queue = append(c.queue, int32(u))
	}
}

func (c *circulation) leaf(receiver, organisation int) int { return receiver*c.width + organisation }
func (c *circulation) kindNode(receiver, kind int) int {
	return receiver*c.width + c.organisations + kind
}
func (c *circulation) root(receiver int) int { return receiver*c.width + c.width - 1 }

func (c *circulation) offers(person, from, to int) *exchangeHeap {
	return c.offersOf(int(c.groups.organisation[person]), from, to)
}

func (c *circulation) offersOf(organisation, from, to int) *exchangeHeap {
	return &c.offered[(organisation*c.receivers+from)*c.receivers+to]
}

// cheapest gives the best move of an organisation's people that is possible now.
func (c *circulation) cheapest(organisation, from, to int) (x exchange, found bool) {
	h := c.offersOf(organisation, from, to)
	for len(*h) > 0 {
		x = (*h)[0]
		if c.game.can(int(x.person), from, to) {
			return x, true
		}
		h.pop()
	}
	return x, false
}

// mixed puts a cost of the mix where it belongs.
func (c *circulation) mixed(m int64) weight {
	if c.price > 0 {
		return weight{stepWord: c.price * m}
	}
	return weight{mixWord: m}
}
