package allocation

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
	Proven     bool // no plan at all is better by aims 1-4, see the package comment
}

// Figures tells how well the aims were met, counting placements (a person in a slot).
type Figures struct {
	Placed       int
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
	for p := range in.people {
		sessions, ranks := make([]int, in.slots), make([]int, in.slots)
		for t := range in.slots {
			sessions[t], ranks[t] = Unplaced, Unplaced
			if s := pl.seminar(p, t); s != in.home() {
				sessions[t], ranks[t] = in.session[s*in.slots+t], in.rank(p, s)
			}
			r.Figures.add(t, ranks[t], in.wishes[p])
		}
		r.Placements[in.person[p]], r.Ranks[in.person[p]] = sessions, ranks
	}
	return r
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
