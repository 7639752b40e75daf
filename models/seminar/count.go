package seminar

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"samling/models/event"
	"samling/models/seminar/allocation"
	"samling/models/store"
)

// figures counts what the ranked slots gave; places are those of all slots.
func (t task) figures(result allocation.Result, places []Placement) Figures {
	f := Figures{People: len(t.problem.People), Proven: result.Proven}
	slots := make(map[int]*Shares, len(t.frame.Ranked))
	f.BySlot = make([]SlotFigures, len(t.frame.Ranked))
	for i, slot := range t.frame.Ranked {
		f.BySlot[i].Slot = slot
		slots[slot] = &f.BySlot[i].Shares
	}
	kinds := make(map[string]*KindFigures)
	kindOf := make(map[store.ID]*KindFigures, len(t.problem.People))
	for _, p := range t.problem.People {
		if kinds[p.Kind] == nil {
			kinds[p.Kind] = &KindFigures{Kind: p.Kind}
		}
		kinds[p.Kind].People++
		kindOf[store.ID(p.ID)] = kinds[p.Kind]
		if len(p.Wishes) == 0 {
			f.NoWish++
		}
	}
	for _, p := range places {
		slot, ranked := slots[p.Slot]
		if !ranked {
			continue
		}
		slot.count(p)
		kindOf[p.Person].count(p)
		f.Placed++
		if p.Pinned {
			f.Pinned++
		} else {
			f.Worst = max(f.Worst, p.Rank)
		}
	}
	f.unplaced(kinds)
	for _, i := range result.Closed {
		f.Closed = append(f.Closed, t.sessions[i].ID)
	}
	f.Bound, f.Mix = bound(result), mix(result)
	return f
}

// unplaced counts those without a seat: whoever was not counted.
func (f *Figures) unplaced(kinds map[string]*KindFigures) {
	for i := range f.BySlot {
		f.BySlot[i].Unplaced = f.People - f.BySlot[i].Placed()
		f.Unplaced += f.BySlot[i].Unplaced
	}
	for _, kind := range slices.Sorted(maps.Keys(kinds)) {
		k := kinds[kind]
		k.Unplaced = k.People*len(f.BySlot) - k.Placed()
		f.ByKind = append(f.ByKind, *k)
	}
}

func bound(r allocation.Result) Bound {
	f, b := r.Figures, r.Bound
	return Bound{Reach{f.Placed, b.Placed}, Reach{f.WorstRank, b.WorstRank}, Reach{f.CountWorst, b.CountWorst},
		Reach{f.FirstChoices, b.FirstChoices}}
}

func mix(r allocation.Result) Mix {
	m, placed := r.Mix, float64(max(1, r.Figures.Placed))
	return Mix{On: m.On, OwnOrganisation: m.OwnOrganisation / placed, OwnKind: m.OwnKind / placed, Steps: m.Steps,
		Value: m.Value, Least: m.Bound, Exact: m.Exact, Settled: m.Settled}
}

// rooms tells who fills each session of the ranked and the fixed slots, by slot and then in the organiser's order.
func (in *input) rooms(o outcome) []Room {
	position := make(map[store.ID]int, len(in.seminars))
	for i, s := range in.seminars {
		position[s.ID] = i
	}
	sessions := slices.DeleteFunc(slices.Clone(in.sessions), func(s event.Session) bool { return !slices.Contains(o.task.frame.slots(), s.Slot) })
	slices.SortFunc(sessions, func(a, b event.Session) int {
		return cmp.Or(cmp.Compare(a.Slot, b.Slot), cmp.Compare(position[a.SeminarID], position[b.SeminarID]))
	})
	rooms := make([]Room, len(sessions))
	at := make(map[store.ID]int, len(sessions))
	for i, s := range sessions {
		at[s.ID] = i
		rooms[i] = Room{SessionID: s.ID, SeminarID: s.SeminarID, Slot: s.Slot, Room: s.Room, Seats: s.Seats, Capacity: s.Capacity(),
			Held: !s.Withdrawn && !slices.Contains(o.figures.Closed, s.ID), Kinds: map[string]int{}}
	}
	from := make(map[store.ID]Attendee, len(in.people))
	for _, a := range in.people {
		from[a.ID] = a
	}
	organisations := make([]map[string]int, len(rooms))
	for _, p := range o.placements {
		i := at[p.Session]
		rooms[i].add(from[p.Person], p)
		if name := from[p.Person].Organisation; name != "" {
			if organisations[i] == nil {
				organisations[i] = make(map[string]int)
			}
			organisations[i][name]++
		}
	}
	for i := range rooms {
		rooms[i].largest(organisations[i])
	}
	return rooms
}

func (r *Room) add(a Attendee, p Placement) {
	r.Placed++
	if p.Pinned {
		r.Pinned++
	}
	if a.Kind != "" {
		r.Kinds[a.Kind]++
	}
}

func (r *Room) largest(organisations map[string]int) {
	r.Organisations = len(organisations)
	for _, name := range slices.Sorted(maps.Keys(organisations)) {
		if n := organisations[name]; n > r.LargestPeople {
			r.Largest, r.LargestPeople = name, n
		}
	}
}

// deviation is the share of the people who would have to change rooms, within their slot, for every room to have the kinds in
// the proportions of the slot: half the sum of |people of a kind in a room - their proportional number|, over all people.
// It is the index of dissimilarity (Duncan and Duncan 1955) for many groups and many places, with the whole as its measure.
func deviation(rooms []Room) float64 {
	type group struct {
		slot int
		kind string
	}
	placed, kinds, people := make(map[int]int), make(map[group]int), 0
	for _, r := range rooms {
		for kind, n := range r.Kinds {
			placed[r.Slot] += n
			kinds[group{r.Slot, kind}] += n
			people += n
		}
	}
	if people == 0 {
		return 0
	}
	off := 0.0
	for _, g := range slices.SortedFunc(maps.Keys(kinds), func(a, b group) int {
		return cmp.Or(cmp.Compare(a.slot, b.slot), cmp.Compare(a.kind, b.kind))
	}) {
		for _, r := range rooms {
			if r.Slot == g.slot {
				off += math.Abs(float64(r.Kinds[g.kind]) - float64(r.kinded())*share(kinds[g], placed[g.slot]))
			}
		}
	}
	return off / 2 / float64(people)
}

// kinded is how many in the room are of a known kind.
func (r Room) kinded() (n int) {
	for _, people := range r.Kinds {
		n += people
	}
	return n
}
