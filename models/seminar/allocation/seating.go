package allocation

// mostSeated gives how many placements each session can have when as many as possible are made in all,
// without regard to wishes: a greatest flow slots → sessions → seminars, where neither a slot nor a seminar
// can have more placements than there are people. By seating.paint the count is reached by real people.
func mostSeated(in *instance) (bySession []int, total int) {
	f := &seatFlow{in: in, used: make([]int, len(in.seats))}
	f.slotRoom, f.seminarRoom = repeated(in.people, in.slots), repeated(in.people, in.seminars)
	for slot := range in.slots {
		for f.slotRoom[slot] > 0 {
			f.seenSlot, f.seenSeminar = make([]bool, in.slots), make([]bool, in.seminars)
			pushed := f.push(slot, f.slotRoom[slot])
			if pushed == 0 {
				break
			}
			f.slotRoom[slot] -= pushed
			total += pushed
		}
	}
	return f.used, total
}

type seatFlow struct {
	in                    *instance
	used                  []int // [seminar*slots+slot]
	slotRoom, seminarRoom []int
	seenSlot, seenSeminar []bool
}

// push sends up to amount from a slot to seminars with room, pushing others away if it must.
func (f *seatFlow) push(slot, amount int) int {
	f.seenSlot[slot] = true
	for s := range f.in.seminars {
		here := s*f.in.slots + slot
		free := min(amount, f.in.seats[here]-f.used[here])
		if free == 0 || f.seenSeminar[s] {
			continue
		}
		f.seenSeminar[s] = true
		if pushed := f.finish(s, free); pushed > 0 {
			f.used[here] += pushed
			return pushed
		}
	}
	return 0
}

func (f *seatFlow) finish(seminar, amount int) int {
	if pushed := min(amount, f.seminarRoom[seminar]); pushed > 0 {
		f.seminarRoom[seminar] -= pushed
		return pushed
	}
	for other := range f.in.slots {
		there := seminar*f.in.slots + other
		if f.seenSlot[other] || f.used[there] == 0 {
			continue
		}
		if pushed := f.push(other, min(amount, f.used[there])); pushed > 0 {
			f.used[there] -= pushed
			return pushed
		}
	}
	return 0
}

// seatMost makes a plan with as many placements as exist.
func seatMost(in *instance) *plan {
	se := &seating{in: in, plan: newPlan(in)}
	se.slotOf = repeated(nowhere, in.seminars*in.people)
	se.freeSlot, se.freeSeminar = make([]int, in.slots), make([]int, in.seminars)
	bySession, _ := mostSeated(in)
	for s := range in.seminars {
		for t := range in.slots {
			for range bySession[s*in.slots+t] {
				se.paint(s, t)
			}
		}
	}
	return se.plan
}

// seating colours the edges of the multigraph slots × seminars with people (König): nobody twice at a slot,
// nobody twice at a seminar.
type seating struct {
	in                    *instance
	plan                  *plan // the seminar of each person and slot
	slotOf                []int // [seminar*people+person] → slot or nowhere
	freeSlot, freeSeminar []int // where the search for somebody free goes on
}

// paint finds somebody for one more seat. If who is free in the slot (a) has been in the seminar already,
// a and somebody who has not (b) change places along the alternating path that begins there; it cannot come
// back to the slot, since a is free in it.
func (se *seating) paint(seminar, slot int) {
	a := se.next(&se.freeSlot[slot], func(p int) bool { return se.plan.seminar(p, slot) == se.in.home() })
	if se.slotIn(seminar, a) != nowhere {
		b := se.next(&se.freeSeminar[seminar], func(p int) bool { return se.slotIn(seminar, p) == nowhere })
		se.alternate(seminar, a, b)
	}
	se.put(a, seminar, slot)
}

// alternate gives a's placement at the seminar to b, b's in that slot to a, and so on along the path.
func (se *seating) alternate(seminar, a, b int) {
	slot := se.slotIn(seminar, a)
	se.slotOf[seminar*se.in.people+a] = nowhere
	for slot != nowhere {
		displaced := se.plan.seminar(b, slot)
		se.plan.set(a, slot, se.in.home())
		se.put(b, seminar, slot)
		if displaced == se.in.home() {
			return
		}
		next := se.slotIn(displaced, a)
		se.put(a, displaced, slot)
		se.slotOf[displaced*se.in.people+b] = nowhere
		seminar, slot = displaced, next
	}
}

func (se *seating) put(p, seminar, slot int) {
	se.plan.set(p, slot, seminar)
	se.slotOf[seminar*se.in.people+p] = slot
}

func (se *seating) slotIn(seminar, p int) int { return se.slotOf[seminar*se.in.people+p] }

// next goes round until somebody is free; somebody is, since no slot or seminar has more seats than people.
func (se *seating) next(at *int, free func(p int) bool) int {
	for !free(*at) {
		*at = (*at + 1) % se.in.people
	}
	return *at
}

func repeated[T any](value T, n int) []T {
	list := make([]T, n)
	for i := range list {
		list[i] = value
	}
	return list
}
