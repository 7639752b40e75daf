package allocation

// route is the cheapest way from one person to every receiver, over exchanges of others.
type route struct {
	reached []bool
	dist    []cost
	via     []int  // the receiver before, or nowhere if the person goes there directly
	mover   []int  // who is moved from via to here
	closer  []bool // since the ways on from here were looked at
}

func newRoute(receivers int) route {
	return route{
		reached: make([]bool, receivers),
		dist:    make([]cost, receivers),
		via:     make([]int, receivers),
		mover:   make([]int, receivers),
		closer:  make([]bool, receivers),
	}
}

func (r *route) start(to int, c cost) {
	r.reached[to], r.dist[to], r.via[to], r.closer[to] = true, c, nowhere, true
}

func (r *route) improve(to, via, mover int, c cost) bool {
	if r.reached[to] && !c.less(r.dist[to]) {
		return false
	}
	r.reached[to], r.dist[to], r.via[to], r.mover[to], r.closer[to] = true, c, via, mover, true
	return true
}

// search is Bellman-Ford from p. Only full seminars lead on: from one with a free seat, as from home, going
// on would cost at least nothing (see direct).
func (t *transport) search(p int) {
	r := &t.route
	for s := range t.in.seminars {
		r.reached[s], r.closer[s] = false, false
		if t.open(p, s) {
			r.start(s, t.price(p, s))
		}
	}
	r.start(t.in.home(), t.price(p, t.in.home()))
	for range t.in.seminars + 1 {
		if !t.relaxOnce() {
			return
		}
	}
}

func (t *transport) relaxOnce() (changed bool) {
	for a := range t.in.seminars {
		if !t.route.closer[a] || t.room[a] > 0 {
			continue
		}
		t.route.closer[a] = false
		for b := range t.in.seminars + 1 {
			if b == a {
				continue
			}
			if x, found := t.cheapest(a, b); found {
				changed = t.route.improve(b, a, int(x.person), t.route.dist[a].plus(x.cost)) || changed
			}
		}
	}
	return changed
}

// nearest is the cheapest receiver with room; of equals the one with most of it.
func (t *transport) nearest() int {
	best := t.in.home()
	for s := range t.in.seminars {
		if !t.route.reached[s] || t.room[s] == 0 {
			continue
		}
		closer := t.route.dist[s].less(t.route.dist[best])
		equal := best != t.in.home() && !closer && !t.route.dist[best].less(t.route.dist[s])
		if closer || equal && t.room[s] > t.room[best] {
			best = s
		}
	}
	return best
}

// walk carries out the exchanges of the route to end and then seats p.
func (t *transport) walk(p, end int) {
	b := end
	for t.route.via[b] != nowhere {
		a := t.route.via[b]
		t.move(t.route.mover[b], a, b)
		b = a
	}
	t.take(p, b)
}
