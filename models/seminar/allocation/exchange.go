package allocation

// exchange is somebody who could leave one seminar for another, and what that does to the aims.
type exchange struct {
	cost   cost
	person int32
}

// before orders exchanges: cheapest first, and of equals who is last in the draw gives way.
func (x *exchange) before(y *exchange) bool {
	for i := range x.cost {
		if x.cost[i] != y.cost[i] {
			return x.cost[i] < y.cost[i]
		}
	}
	return x.person > y.person
}

// exchangeHeap holds the exchanges from one seminar to one receiver. It is lazy: what is no longer possible
// is thrown away when it comes to the top.
type exchangeHeap []exchange

func (h *exchangeHeap) push(x exchange) {
	*h = append(*h, x)
	heap := *h
	for i := len(heap) - 1; i > 0; {
		parent := (i - 1) / 2
		if !heap[i].before(&heap[parent]) {
			return
		}
		heap[i], heap[parent] = heap[parent], heap[i]
		i = parent
	}
}

func (h *exchangeHeap) pop() {
	heap := *h
	last := len(heap) - 1
	heap[0] = heap[last]
	*h = heap[:last]
	h.sinkFrom(0)
}

func (h *exchangeHeap) sinkFrom(i int) {
	heap := *h
	for {
		first := i
		for child := 2*i + 1; child <= 2*i+2 && child < len(heap); child++ {
			if heap[child].before(&heap[first]) {
				first = child
			}
		}
		if first == i {
			return
		}
		heap[i], heap[first] = heap[first], heap[i]
		i = first
	}
}

func (t *transport) heap(from, to int) *exchangeHeap {
	return &t.exchanges[from*(t.in.seminars+1)+to]
}

// cheapest gives the best exchange that is possible now.
func (t *transport) cheapest(from, to int) (x exchange, found bool) {
	h := t.heap(from, to)
	for len(*h) > 0 {
		x = (*h)[0]
		p := int(x.person)
		if t.holds(p, from) && (to == t.in.home() || !t.holds(p, to)) {
			return x, true
		}
		h.pop()
	}
	return x, false
}

// build starts to keep the exchanges of a seminar that has just been filled: before that nobody had to go.
func (t *transport) build(seminar int) {
	t.built[seminar] = true
	var holders []int
	for p := range t.in.people {
		if t.holds(p, seminar) {
			holders = append(holders, p)
		}
	}
	for to := range t.in.seminars + 1 {
		if to != seminar {
			*t.heap(seminar, to) = make(exchangeHeap, 0, len(holders)+len(holders)/4) // some will come and go
		}
	}
	for _, p := range holders {
		for to := range t.in.seminars {
			if t.open(p, to) {
				h := t.heap(seminar, to)
				*h = append(*h, t.exchange(p, seminar, to))
			}
		}
		h := t.heap(seminar, t.in.home())
		*h = append(*h, t.exchange(p, seminar, t.in.home()))
	}
	for to := range t.in.seminars + 1 {
		t.heap(seminar, to).heapify()
	}
}

// offerAll offers to move p from a seminar to any other, or home.
func (t *transport) offerAll(p, from int) {
	if from == t.in.home() || !t.built[from] {
		return
	}
	for to := range t.in.seminars {
		t.offer(p, from, to)
	}
	t.heap(from, t.in.home()).push(t.exchange(p, from, t.in.home()))
}

func (t *transport) offer(p, from, to int) {
	if from == nowhere || from == t.in.home() || !t.built[from] || !t.open(p, to) {
		return
	}
	t.heap(from, to).push(t.exchange(p, from, to))
}

func (t *transport) exchange(p, from, to int) exchange {
	return exchange{cost: t.price(p, to).minus(t.price(p, from)), person: int32(p)}
}
