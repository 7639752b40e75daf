package seminars

import (
	"slices"
	"strconv"

	"samling/models/event"
	"samling/models/seminar"
	"samling/views/page"
)

// slotDemand is whether a slot has seats for all.
type slotDemand struct {
	Number         int
	Time           string
	Choose         string // how one comes into its sessions, in words
	Seats, Missing int
}

// wantedLine is a seminar: what is wished for, beside what there is room for.
type wantedLine struct {
	Title             string
	First, Any, Seats int
	Reach             int        // who have it among as many of their first wishes as there are slots
	Bars              []page.Bit // first wishes by kind of organisation and then the others of Reach, beside the seats
	Whole             int        // of the bar
	Spare, Short      int
	Counts            []int // first wishes of each kind in the legend
	Only              bool  // for some kinds of organisation only
}

// demand says the result first: where it is short.
func (p *allocationPage) demand(e event.Edition, n names, wanted []seminar.Wanted, people int) {
	p.People, p.NoWish = people, people
	kinds, most := kindsOf(wanted), 1
	for _, w := range wanted {
		p.NoWish -= w.First
		most = max(most, w.Capacity, w.Reach)
	}
	for i := range kinds {
		p.Kinds = append(p.Kinds, kindLegend(p.Base, kinds[i]))
	}
	for _, slot := range n.slots {
		if slot.Choose == event.Ranked && len(n.inSlot(slot.Number)) > 0 {
			p.Ranked++
		}
	}
	p.Legend = p.Kinds
	if p.Ranked > 1 {
		p.Legend = append(slices.Clone(p.Kinds), legendLine{"reach", "streck", p.T("seminars.reach_legend", "Slots", p.Ranked)})
	}
	short, where := 0, ""
	for _, w := range wanted {
		line := newWantedLine(w, kinds, most)
		line.Only = n.seminars[w.SeminarID].OnlyKinds != ""
		if line.Short > 0 {
			short, where = short+1, w.Title
		}
		p.Wanted = append(p.Wanted, line)
	}
	p.slots(e, n)
	switch {
	case people == 0:
		p.Headline = p.T("seminars.nobody_yet")
	case short == 1:
		p.Headline = p.T("seminars.short_one", "Seminar", where)
	case short > 1:
		p.Headline = p.T("seminars.short_many", "n", short)
	default:
		p.Headline = p.T("seminars.enough")
	}
}

func newWantedLine(w seminar.Wanted, kinds []int, most int) wantedLine {
	line := wantedLine{Title: w.Title, First: w.First, Any: w.Any, Reach: w.Reach, Seats: w.Capacity,
		Spare: max(0, w.Spare()), Short: max(0, -w.Spare()), Whole: most}
	var pieces []page.Piece
	for _, k := range kinds {
		count := w.FirstOf[event.OrganisationKinds[k]]
		line.Counts = append(line.Counts, count)
		pieces = append(pieces, page.Piece{N: count, Class: "kind-" + strconv.Itoa(k), Pattern: kindPatterns[k]})
	}
	pieces = append(pieces, page.Piece{N: w.Reach - w.First, Class: "reach", Pattern: "streck"})
	line.Bars = page.Stack(most, pieces...)
	for i := range line.Bars { // a share of the longest bar says nothing
		line.Bars[i].Label = ""
	}
	return line
}

func kindsOf(wanted []seminar.Wanted) []int {
	var kinds []int
	for i, kind := range event.OrganisationKinds {
		for _, w := range wanted {
			if w.AnyOf[kind] > 0 {
				kinds = append(kinds, i)
				break
			}
		}
	}
	return kinds
}

// slots tells for each slot how it is chosen and whether all have a seat there.
func (p *allocationPage) slots(e event.Edition, n names) {
	for _, slot := range n.slots {
		d := slotDemand{Number: slot.Number, Time: p.Span(slot.StartsAt.In(e.Zone()), slot.EndsAt.In(e.Zone())),
			Choose: p.T("seminars.choose." + string(slot.Choose))}
		for _, s := range n.inSlot(slot.Number) {
			d.Seats += s.Capacity()
		}
		d.Missing = max(0, p.People-d.Seats)
		p.Placeable = p.Placeable || slot.Choose != event.FirstCome && len(n.inSlot(slot.Number)) > 0
		p.Slots = append(p.Slots, d)
	}
}
