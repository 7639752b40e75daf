package allocation

// relax goes along every arc from u (Bellman-Ford with a queue, from all nodes at once). It stops at the first
// arc that closes a cycle: such a cycle is negative.
func (c *circulation) relax(u int) (closes int, found bool) {
	if c.dist[u].isFar() {
		clear(c.dist)
		c.forget()
		for v := range c.sink + 1 {
			c.wake(v)
		}
	}
	if u == c.sink {
		return c.relaxSink()
	}
	receiver, at := u/c.width, u%c.width
	switch {
	case at < c.organisations:
		return c.relaxLeaf(u, receiver, at)
	case at < c.width-1:
		return c.relaxKind(u, receiver, at-c.organisations)
	}
	return c.relaxRoot(u, receiver)
}

func (c *circulation) relaxSink() (int, bool) {
	for r := range c.receivers {
		if missing, ok := c.game.lose(r); ok && c.improve(c.root(r), c.sink, nowhere, weight{missingWord: missing}) {
			return c.root(r), true
		}
	}
	return 0, false
}

func (c *circulation) relaxRoot(u, receiver int) (int, bool) {
	if missing, ok := c.game.gain(receiver); ok && c.improve(c.sink, u, nowhere, weight{missingWord: missing}) {
		return c.sink, true
	}
	for k := range c.groups.kinds {
		if v := c.kindNode(receiver, k); c.improve(v, u, nowhere, c.mixed(c.tally.down(byKind, receiver, k))) {
			return v, true
		}
	}
	return 0, false
}

func (c *circulation) relaxKind(u, receiver, kind int) (int, bool) {
	if v := c.root(receiver); c.improve(v, u, nowhere, c.mixed(c.tally.up(byKind, receiver, kind))) {
		return v, true
	}
	for _, o := range c.members[kind] {
		if v := c.leaf(receiver, o); c.improve(v, u, nowhere, c.mixed(c.tally.down(byOrganisation, receiver, o))) {
			return v, true
		}
	}
	return 0, false
}

func (c *circulation) relaxLeaf(u, receiver, organisation int) (int, bool) {
	v := c.kindNode(receiver, int(c.groups.kind[organisation]))
	if c.improve(v, u, nowhere, c.mixed(c.tally.up(byOrganisation, receiver, organisation))) {
		return v, true
	}
	for to := range c.receivers {
		if to == receiver {
			continue
		}
		x, found := c.cheapest(organisation, receiver, to)
		if v := c.leaf(to, organisation); found && c.improve(v, u, x.person, weigh(x.cost)) {
			return v, true
		}
	}
	return 0, false
}

// improve takes the arc u→v into the shortest ways if it is shorter, and tells whether it closes a cycle.
func (c *circulation) improve(v, u int, mover int32, w weight) (closes bool) {
	c.work++
	far := c.dist[u].plus(&w)
	if !far.less(&c.dist[v]) {
		return false
	}
	for at := u; at != nowhere; at = int(c.parent[at]) {
		if at == v {
			closes = true
			break
		}
	}
	c.dist[v], c.parent[v], c.mover[v] = far, int32(u), mover
	c.wake(v)
	return closes
}

// cancel carries out the cycle through v.
func (c *circulation) cancel(v int) {
	type step struct{ person, from, to int }
	var steps []step
	for at := v; ; {
		before := int(c.parent[at])
		if p := c.mover[at]; p != nowhere {
			steps = append(steps, step{int(p), before / c.width, at / c.width})
		}
		if at = before; at == v {
			break
		}
	}
	for _, s := range steps {
		c.game.move(s.person, s.from, s.to)
		o := int(c.groups.organisation[s.person])
		k := int(c.groups.kind[o])
		c.tally.shift(s.from, o, k, -1)
		c.tally.shift(s.to, o, k, 1)
		c.stir(s.from, o, k)
		c.stir(s.to, o, k)
	}
	for _, s := range steps {
		o := int(c.groups.organisation[s.person])
		c.game.offers(s.person, func(from, to int) {
			c.offers(s.person, from, to).push(exchange{cost: c.game.cost(s.person, from, to), person: int32(s.person)})
			c.wake(c.leaf(from, o))
		})
	}
	c.wake(c.sink)
	c.forget()
}

// stir wakes the nodes from which an arc has changed.
func (c *circulation) stir(receiver, organisation, kind int) {
	c.wake(c.leaf(receiver, organisation))
	c.wake(c.kindNode(receiver, kind))
	c.wake(c.root(receiver))
}

func (h *exchangeHeap) heapify() {
	for i := len(*h)/2 - 1; i >= 0; i-- {
		h.sinkFrom(i)
	}
}
