package allocation

// unit is one in the measure of the mix, so that its terms can be whole numbers.
const unit = 1_000_000_000

// roomTally counts the groups in the rooms of one slot. The cost of n people of one group in a room is
// n²/seats: the sum over these n of the share of the room that their own group has.
type roomTally struct {
	groups groups
	share  []int64    // [seminar] unit/seats; nobody can be in one without seats
	counts [2][]int32 // [level][receiver*(groups of the level)+group]
	of     [2]int     // groups of each level
}

// roomTally counts those pinned in a slot, who stay where they are, and the seats that go with them.
func (in *instance) roomTally(slot int) *roomTally {
	r := &roomTally{groups: in.groups, share: make([]int64, in.seminars+1), of: [2]int{len(in.groups.kind), in.groups.kinds}}
	for level, n := range r.of {
		r.counts[level] = make([]int32, (in.seminars+1)*n)
	}
	seats := in.inSlot(in.seats, slot)
	for p := range in.people {
		if in.isPinned(p, slot) {
			s := int(in.pinned[p*in.slots+slot])
			seats[s]++
			r.add(p, s)
		}
	}
	for s, n := range seats {
		if n > 0 {
			r.share[s] = unit / int64(n)
		}
	}
	return r
}

func (r *roomTally) add(person, receiver int) {
	o := int(r.groups.organisation[person])
	r.shift(receiver, o, int(r.groups.kind[o]), 1)
}

func (r *roomTally) count(level, receiver, group int) int64 {
	return int64(r.counts[level][receiver*r.of[level]+group])
}

func (r *roomTally) up(level, receiver, group int) int64 {
	if r.groups.loose[level][group] {
		return 0
	}
	return (2*r.count(level, receiver, group) + 1) * r.share[receiver]
}

func (r *roomTally) down(level, receiver, group int) int64 {
	if r.groups.loose[level][group] {
		return 0
	}
	return -(2*r.count(level, receiver, group) - 1) * r.share[receiver]
}

func (r *roomTally) shift(receiver, organisation, kind, by int) {
	r.counts[byOrganisation][receiver*r.of[byOrganisation]+organisation] += int32(by)
	r.counts[byKind][receiver*r.of[byKind]+kind] += int32(by)
}

// value is the measure of the mix of these rooms at one level.
func (r *roomTally) value(level int) (sum int64) {
	for i, n := range r.counts[level] {
		if receiver, group := i/r.of[level], i%r.of[level]; !r.groups.loose[level][group] {
			sum += int64(n) * int64(n) * r.share[receiver]
		}
	}
	return sum
}

// pairTally is for a turnabout: one more in the first slot is one less in the second.
type pairTally struct{ first, second *roomTally }

func (p pairTally) up(level, receiver, group int) int64 {
	return p.first.up(level, receiver, group) + p.second.down(level, receiver, group)
}

func (p pairTally) down(level, receiver, group int) int64 {
	return p.first.down(level, receiver, group) + p.second.up(level, receiver, group)
}

func (p pairTally) shift(receiver, organisation, kind, by int) {
	p.first.shift(receiver, organisation, kind, by)
	p.second.shift(receiver, organisation, kind, -by)
}

// spreadTally is for the relaxation, which does not know the slots: it spreads a group's units over a
// seminar's sessions as well as can be, which no division can surpass. Each level is spread by itself.
type spreadTally struct {
	in    *instance
	rooms []*roomTally // [slot]
	fixed []*roomTally // [slot] those pinned
}

func (in *instance) spreadTally() *spreadTally {
	s := &spreadTally{in: in}
	for slot := range in.slots {
		s.rooms, s.fixed = append(s.rooms, in.roomTally(slot)), append(s.fixed, in.roomTally(slot))
	}
	return s
}

func (s *spreadTally) up(level, receiver, group int) int64 {
	if receiver == s.in.home() {
		return 0
	}
	slot, found := s.cheapest(level, receiver, group)
	if !found {
		return 4 * unit // full: nobody can be moved here, so this is never paid
	}
	return s.rooms[slot].up(level, receiver, group)
}

func (s *spreadTally) down(level, receiver, group int) int64 {
	if receiver == s.in.home() {
		return 0
	}
	slot, found := s.dearest(level, receiver, group)
	if !found {
		return 0 // nobody is here to leave
	}
	return s.rooms[slot].down(level, receiver, group)
}

func (s *spreadTally) shift(receiver, organisation, kind, by int) {
	if receiver == s.in.home() {
		return
	}
	for level, group := range [2]int{organisation, kind} {
		find := s.cheapest
		if by < 0 {
			find = s.dearest
		}
		slot, _ := find(level, receiver, group)
		s.rooms[slot].counts[level][receiver*s.rooms[slot].of[level]+group] += int32(by)
	}
}

// cheapest is where one more of a group costs least, dearest where one less saves most.
func (s *spreadTally) cheapest(level, receiver, group int) (best int, found bool) {
	for slot, room := range s.rooms {
		free := room.count(level, receiver, group) - s.fixed[slot].count(level, receiver, group)
		if free >= int64(s.in.seatsIn(receiver, slot)) {
			continue
		}
		if !found || room.up(level, receiver, group) < s.rooms[best].up(level, receiver, group) {
			best, found = slot, true
		}
	}
	return best, found
}

func (s *spreadTally) dearest(level, receiver, group int) (best int, found bool) {
	for slot, room := range s.rooms {
		if room.count(level, receiver, group) == s.fixed[slot].count(level, receiver, group) {
			continue
		}
		if !found || room.down(level, receiver, group) < s.rooms[best].down(level, receiver, group) {
			best, found = slot, true
		}
	}
	return best, found
}

// value is no more than the measure of any plan with these units.
func (s *spreadTally) value() (sum int64) {
	for _, room := range s.rooms {
		sum += room.value(byOrganisation) + room.value(byKind)
	}
	return sum
}
