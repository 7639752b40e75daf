package allocation

import "slices"

// What Placements and Ranks say where there is no session or no rank.
const (
	Unplaced = -1 // in Placements and Ranks: no seat in this slot
	NoWish   = 0  // in Ranks: placed, but the person ranked nothing
)

// Result is who sits where, with the figures of every aim.
type Result struct {
	Placements [][]int // [person][slot], in the order of Problem.People: index into Sessions, or Unplaced
	Ranks      [][]int // [person][slot]: from 1; len(Wishes)+1 for a seminar not wished for; NoWish; Unplaced
	Figures    Figures
	Bound      Bound
	Proven     bool  // no plan at all is better by aims 1-4, see the package comment
	Closed     []int // sessions with a minimum size that are not held, as indexes into Sessions
	Mix        Mix
}

// Figures tells how well the aims were met, counting placements (a person in a slot). Pinned placements are
// no result of the aims: they count in Placed and Pinned only.
type Figures struct {
	Placed       int
	Pinned       int
	Unplaced     int // people × slots - Placed
	WorstRank    int // 0 if nobody with wishes is placed
	CountWorst   int
	FirstChoices int
	Unwished     int       // placed outside a list of wishes that was not empty
	BySlot       []Counted // [slot]
}

// Counted is the figures of one slot.
type Counted struct {
	ByRank   []int // [rank], from 0 (NoWish) to the number of seminars
	Pinned   int
	Unplaced int
}

// Bound is what no plan can surpass, compared in the order of the fields: most, least, least, most. A bound
// on a later field holds only for plans that reach those before it.
type Bound struct {
	Placed       int
	WorstRank    int
	CountWorst   int
	FirstChoices int
}

func (o *outcome) result() Result {
	in := o.plan.in
	r := in.result(o.plan)
	r.Bound, r.Proven = o.bound.bound(), o.proven
	r.Bound.Placed += in.pins()
	for i, n := range o.plan.used() {
		if in.minimum != nil && in.minimum[i] > 0 && n == 0 {
			r.Closed = append(r.Closed, in.session[i])
		}
	}
	slices.Sort(r.Closed)
	return r
}

// result writes a plan in the words and the order of the problem it came from.
func (in *instance) result(pl *plan) Result {
	r := Result{
		Placements: make([][]int, in.people),
		Ranks:      make([][]int, in.people),
		Figures:    Figures{BySlot: make([]Counted, in.slots)},
	}
	for t := range r.Figures.BySlot {
		r.Figures.BySlot[t].ByRank = make([]int, in.seminars+1)
	}
	all := make([]int, 2*in.people*in.slots) // one piece of memory for all rows
	for p := range in.people {
		at := 2 * p * in.slots
		sessions, ranks := all[at:at+in.slots:at+in.slots], all[at+in.slots:at+2*in.slots:at+2*in.slots]
		for t := range in.slots {
			sessions[t], ranks[t] = Unplaced, Unplaced
			if in.isPinned(p, t) {
				sessions[t] = in.session[int(in.pinned[p*in.slots+t])*in.slots+t]
				ranks[t] = int(in.pinRank[p*in.slots+t])
				r.Figures.pin(t)
				continue
			}
			if s := pl.seminar(p, t); s != in.home() {
				sessions[t], ranks[t] = in.session[s*in.slots+t], in.rank(p, s)
			}
			r.Figures.add(t, ranks[t], in.wishes[p])
		}
		r.Placements[in.person[p]], r.Ranks[in.person[p]] = sessions, ranks
	}
	return r
}

func (f *Figures) pin(slot int) {
	f.Placed++
	f.Pinned++
	f.BySlot[slot].Pinned++
}

// add counts one placement, or the lack of one, of somebody with so many wishes.
func (f *Figures) add(slot, rank, wishes int) {
	if rank == Unplaced {
		f.Unplaced++
		f.BySlot[slot].Unplaced++
		return
	}
	f.Placed++
	f.BySlot[slot].ByRank[rank]++
	switch {
	case rank > f.WorstRank:
		f.WorstRank, f.CountWorst = rank, 1
	case rank == f.WorstRank && rank != NoWish:
		f.CountWorst++
	}
	if rank == 1 {
		f.FirstChoices++
	}
	if wishes > 0 && rank > wishes {
		f.Unwished++
	}
}
