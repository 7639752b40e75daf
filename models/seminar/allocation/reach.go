package allocation

// reach tells how far people can be seated at all, as run does, without seating them. People who may go to the same
// seminars are one node of a greatest flow: a count of each seminar up to their number, and up to demand × their number
// in all, can always be dealt out so that nobody has a seminar twice (deal it round and round). What has to be reached
// comes first; no later path takes it away, so both numbers are as good as they can be each by itself.
func (t *transport) reach() filled {
	if t.in.seminars > 64 {
		return t.run()
	}
	type crowd struct {
		seminars uint64 // a bit for each that is open
		units    int
	}
	sizes := make(map[crowd]int)
	for p := range t.in.people {
		var open uint64
		for s := range t.in.seminars {
			if t.open(p, s) {
				open |= 1 << s
			}
		}
		sizes[crowd{open, t.free(p)}]++
	}
	f := newFlow(2+t.in.seminars+len(sizes), len(sizes)*(1+t.in.seminars)+2*t.in.seminars)
	for s := range t.room { // first what has to be reached, later the rest
		f.arc(2+s, flowSink, t.leastOf(s))
		f.arc(2+s, flowSink, 0)
	}
	node := 2 + t.in.seminars
	for c, size := range sizes {
		f.arc(flowSource, node, size*c.units)
		for s := range t.in.seminars {
			if c.seminars>>s&1 == 1 {
				f.arc(node, 2+s, size)
			}
		}
		node++
	}
	reached := f.greatest()
	needed := 0
	for s, room := range t.room {
		needed += t.leastOf(s)
		f.room[4*s+2] = room - t.leastOf(s)
	}
	return filled{missing: needed - reached, placed: reached + f.greatest()}
}

// leastOf is the size a seminar has to reach, 0 if it may have any.
func (t *transport) leastOf(seminar int) int {
	if t.least == nil {
		return 0
	}
	return t.least[seminar]
}

const (
	flowSource = 0
	flowSink   = 1
)

// flow is a greatest flow by Dinic's algorithm (1970): shortest augmenting paths, all of one length at a time. Its value
// does not depend on the order of the arcs.
type flow struct {
	first []int32 // [node] its last arc, or nowhere
	next  []int32 // [arc] the node's arc before
	to    []int32
	room  []int
	level []int32 // [node] distance from the source
	at    []int32 // [node] the arc that is tried now
}

func newFlow(nodes, arcs int) *flow {
	f := &flow{first: repeated[int32](nowhere, nodes), level: make([]int32, nodes), at: make([]int32, nodes)}
	f.next, f.to, f.room = make([]int32, 0, 2*arcs), make([]int32, 0, 2*arcs), make([]int, 0, 2*arcs)
	return f
}

// arc adds an arc and its reverse: arc i^1 is the reverse of arc i.
func (f *flow) arc(from, to, room int) {
	for _, a := range [2][3]int{{from, to, room}, {to, from, 0}} {
		f.next = append(f.next, f.first[a[0]])
		f.first[a[0]] = int32(len(f.to))
		f.to, f.room = append(f.to, int32(a[1])), append(f.room, a[2])
	}
}

func (f *flow) greatest() (total int) {
	for f.measure() {
		copy(f.at, f.first)
		for {
			pushed := f.push(flowSource, mostSeats)
			if pushed == 0 {
				break
			}
			total += pushed
		}
	}
	return total
}

// measure finds the distances from the source, and tells whether the sink can be reached.
func (f *flow) measure() bool {
	for i := range f.level {
		f.level[i] = nowhere
	}
	f.level[flowSource] = 0
	queue := []int32{flowSource}
	for len(queue) > 0 {
		node := queue[0]
		queue = queue[1:]
		for a := f.first[node]; a != nowhere; a = f.next[a] {
			if to := f.to[a]; f.room[a] > 0 && f.level[to] == nowhere {
				f.level[to] = f.level[node] + 1
				queue = append(queue, to)
			}
		}
	}
	return f.level[flowSink] != nowhere
}

// push sends up to amount from a node to the sink along shortest paths.
func (f *flow) push(node int32, amount int) int {
	if node == flowSink {
		return amount
	}
	for ; f.at[node] != nowhere; f.at[node] = f.next[f.at[node]] {
		a := f.at[node]
		if f.room[a] == 0 || f.level[f.to[a]] != f.level[node]+1 {
			continue
		}
		if pushed := f.push(f.to[a], min(amount, f.room[a])); pushed > 0 {
			f.room[a] -= pushed
			f.room[a^1] += pushed
			return pushed
		}
	}
	return 0
}
