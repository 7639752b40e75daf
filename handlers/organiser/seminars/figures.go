package seminars

import (
	"samling/models/event"
	"samling/models/seminar"
	"samling/views/page"
)

// figures puts what a run gave into the page: the result first, then who got what and how the rooms are mixed.
func (p *runPage) figures(n names, f seminar.Figures, price int) {
	sum := f.Total()
	p.Headline = headline(p.Base, f)
	p.Stats = stats(p.Base, f)
	p.Proof = proof(p.Base, f, price)
	p.NoWish, p.Unplaced = f.NoWish, f.Unplaced
	for _, id := range f.Closed {
		p.Closed = append(p.Closed, p.T("seminars.closed", "Slot", n.sessions[id].Slot, "Session", n.session(id)))
	}
	rows := make([]shareRow, 0, len(f.BySlot)+1)
	for _, s := range f.BySlot {
		rows = append(rows, newShareRow(p.T("seminars.slot", "Number", s.Slot), s.Shares))
	}
	if len(f.BySlot) > 1 {
		rows = append(rows, newShareRow(p.T("seminars.all_slots"), sum))
	}
	p.BySlot = newShareTable(p.Base, p.T("seminars.by_slot"), p.T("seminars.slot_word"), rows...)
	p.ByKind = newShareTable(p.Base, p.T("seminars.by_kind"), p.T("seminars.kind"), kindRows(p.Base, f.ByKind)...)
	p.LeastGot = f.LeastGot
	p.WorstHead = p.T("seminars.worst_head", "n", f.LeastGot)
	p.Rooms, p.Kinds = rooms(p.Base, n, f.Rooms)
}

func kindRows(b page.Base, kinds []seminar.KindFigures) []shareRow {
	var rows []shareRow
	for _, kind := range event.OrganisationKinds {
		for _, k := range kinds {
			if k.Kind == kind {
				rows = append(rows, newShareRow(b.T("kind."+kind), k.Shares))
			}
		}
	}
	return rows
}

// headline says the result in a sentence.
func headline(b page.Base, f seminar.Figures) string {
	sum := f.Total()
	return b.T("seminars.headline", "Good", b.Int(sum.First+sum.Second), "All", b.Int(sum.All()))
}

// stats are the figures on top. A seminar is given once, so those who got their first choice are people and not seats.
func stats(b page.Base, f seminar.Figures) []page.Stat {
	sum, chose := f.Total(), f.People-f.NoWish
	list := []page.Stat{
		{Term: b.T("seminars.got_first"), Value: percent(b, sum.First, chose), Note: b.T("seminars.of", "N", b.Int(sum.First), "All", b.Int(chose))},
		{Term: b.T("seminars.got_second"), Value: percent(b, sum.Second, chose), Note: b.T("seminars.of", "N", b.Int(sum.Second), "All", b.Int(chose))},
		{Term: b.T("seminars.worst_rank"), Value: worstRank(b, f.Worst), Note: worstCount(b, f)},
		{Term: b.T("seminars.unplaced"), Value: b.Int(f.Unplaced)},
	}
	if f.Mix.On {
		list = append(list,
			page.Stat{Term: b.T("seminars.own_organisation"), Value: tenths(b, f.Mix.OwnOrganisation), Note: b.T("seminars.own_note")},
			page.Stat{Term: b.T("seminars.deviation"), Value: tenths(b, f.Mix.Deviation), Note: b.T("seminars.deviation_note")})
	}
	return list
}

func percent(b page.Base, part, whole int) string {
	if whole == 0 {
		return "–"
	}
	return b.Percent(float64(part) / float64(whole))
}

// tenths is a share in per cent with one decimal: what is mixed differs by less than whole per cents.
func tenths(b page.Base, share float64) string {
	return b.T("seminars.percent", "N", b.Decimal(100*share, 1))
}

func worstRank(b page.Base, rank int) string {
	if rank == 0 {
		return "–"
	}
	return b.Int(rank)
}

// worstCount tells how many have the worst rank, unless everybody must have one like it: with two slots a second choice is
// nothing lost. What was not wished for counts as one step further down there.
func worstCount(b page.Base, f seminar.Figures) string {
	if f.Bound.Worst.Reached != f.Worst || f.Worst <= len(f.BySlot) {
		return ""
	}
	return b.T("seminars.worst_count", "n", f.Bound.CountWorst.Reached)
}
