package seminar

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/seminar/allocation"
	"samling/models/store"
)

// ErrNoSessions says that the edition has no seminar sessions to place anybody in.
var ErrNoSessions = store.Fault(store.Conflict, "error.no_sessions")

// ErrNobody says that there is nobody to place.
var ErrNobody = store.Fault(store.Conflict, "error.nobody_to_place")

// Outcome is an allocation that has been worked out but not saved.
type Outcome struct {
	Figures    Figures
	placements []placement
}

// task is the allocation's problem with what is needed to read its answer.
type task struct {
	problem  allocation.Problem
	sessions []event.Session
	slots    []int // slot numbers in order; the problem counts them from 0
}

// WorkOut allocates people by their wishes, the seats and a seed, and saves nothing: the same input and seed always
// give the same outcome, so it can be shown now and published later. Errors: ErrNoSessions, ErrNobody.
func WorkOut(db *gorm.DB, edition store.ID, people []store.ID, seed uint64) (Outcome, error) {
	t, err := taskOf(db, edition, people, seed)
	if err != nil {
		return Outcome{}, err
	}
	result, err := allocation.Solve(t.problem)
	if err != nil {
		return Outcome{}, fmt.Errorf("allocate: %w", err)
	}
	return t.read(result), nil
}

func taskOf(db *gorm.DB, edition store.ID, people []store.ID, seed uint64) (task, error) {
	if len(people) == 0 {
		return task{}, ErrNobody
	}
	seminars, err := event.Seminars(db, edition)
	if err != nil {
		return task{}, err
	}
	sessions, err := event.Sessions(db, edition)
	if err != nil {
		return task{}, err
	}
	if len(sessions) == 0 {
		return task{}, ErrNoSessions
	}
	wishes, err := WishesByPerson(db, edition)
	if err != nil {
		return task{}, err
	}
	return newTask(seminars, sessions, people, wishes, seed), nil
}

func newTask(seminars []event.Seminar, sessions []event.Session, people []store.ID, wishes map[store.ID][]store.ID, seed uint64) task {
	t := task{sessions: sessions, slots: slotsOf(sessions), problem: allocation.Problem{Seed: seed}}
	index := make(map[store.ID]int, len(seminars))
	for i, s := range seminars {
		index[s.ID] = i
		t.problem.Seminars = append(t.problem.Seminars, s.Key)
	}
	t.problem.Slots = len(t.slots)
	for _, s := range sessions {
		t.problem.Sessions = append(t.problem.Sessions, allocation.Session{
			Seminar: index[s.SeminarID], Slot: slices.Index(t.slots, s.Slot), Seats: s.Seats,
		})
	}
	sorted := slices.Compact(slices.Sorted(slices.Values(people)))
	for _, id := range sorted {
		person := allocation.Person{ID: string(id)}
		for _, w := range wishes[id] {
			person.Wishes = append(person.Wishes, index[w])
		}
		t.problem.People = append(t.problem.People, person)
	}
	return t
}

func slotsOf(sessions []event.Session) []int {
	var slots []int
	for _, s := range sessions {
		slots = append(slots, s.Slot)
	}
	slices.Sort(slots)
	return slices.Compact(slots)
}

// read turns the answer into placements and figures.
func (t task) read(result allocation.Result) Outcome {
	f := Figures{People: len(t.problem.People), Proven: result.Proven, Input: t.digest()}
	for _, slot := range t.slots {
		f.BySlot = append(f.BySlot, SlotFigures{Slot: slot})
	}
	var places []placement
	for p, person := range t.problem.People {
		if len(person.Wishes) == 0 {
			f.NoWish++
		}
		for i := range t.slots {
			session := result.Placements[p][i]
			if session == allocation.Unplaced {
				f.BySlot[i].Unplaced++
				f.Unplaced++
				continue
			}
			rank := result.Ranks[p][i]
			if rank > len(person.Wishes) {
				rank = 0
			}
			f.Worst = max(f.Worst, rank)
			f.Placed++
			f.BySlot[i].count(rank)
			places = append(places, placement{store.ID(person.ID), t.slots[i], t.sessions[session].ID, rank})
		}
	}
	return Outcome{Figures: f, placements: places}
}

// digest names the input, the seed left out: a draft is published only if nothing it was made of has changed.
func (t task) digest() string {
	p := t.problem
	p.Seed = 0
	sum := sha256.Sum256(fmt.Appendf(nil, "%v %v", p, t.sessions))
	return hex.EncodeToString(sum[:12])
}

// Filled counts the people in each session.
func (o Outcome) Filled() map[store.ID]int {
	filled := make(map[store.ID]int)
	for _, p := range o.placements {
		filled[p.Session]++
	}
	return filled
}
