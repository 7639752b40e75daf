package seminar

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"

	"samling/models/event"
	"samling/models/seminar/allocation"
	"samling/models/store"
)

// task is the allocation's problem with what is needed to read its answer.
type task struct {
	problem  allocation.Problem
	sessions []event.Session // of the problem, in its order
	pins     []Pinned        // of the problem, in its order
	frame    frame
	fixed    []Placement // who sits in the slots that no wish decides
}

// frame says what the slots of a problem are in the programme.
type frame struct {
	Ranked []int `json:"ranked"` // the problem counts them from 0, its document from 1
	Fixed  []int `json:"fixed,omitempty"`
}

func (f frame) slots() []int { return slices.Concat(f.Ranked, f.Fixed) }

// task makes the problem of the slots that are chosen in one of some ways. Whoever sits in a seminar in another slot is kept
// out of it here: nobody comes to the same one twice.
func (in *input) task(terms Terms, ways ...event.Choosing) task {
	t := task{frame: frame{Ranked: in.slots(ways...)}}
	t.problem = allocation.Problem{Seed: terms.Seed, Slots: len(t.frame.Ranked), MixPrice: terms.MixPrice,
		MixWorst: min(terms.MixWorst, len(in.seminars))}
	seminars := make(map[store.ID]int, len(in.seminars))
	for i, s := range in.seminars {
		seminars[s.ID] = i
		t.problem.Seminars = append(t.problem.Seminars, s.Key)
		t.problem.OnlyKinds = append(t.problem.OnlyKinds, s.Kinds())
	}
	sessions := t.addSessions(in, seminars)
	people := t.addPeople(in, seminars)
	elsewhere := t.addPins(in, sessions, people)
	t.addExclusions(in, elsewhere, seminars, people)
	return t
}

func (t *task) addSessions(in *input, seminars map[store.ID]int) map[store.ID]int {
	index := make(map[store.ID]int, len(in.sessions))
	for _, s := range in.sessions {
		slot := slices.Index(t.frame.Ranked, s.Slot)
		if slot < 0 {
			continue
		}
		index[s.ID] = len(t.sessions)
		t.sessions = append(t.sessions, s)
		session := in.seats(s)
		session.Seminar, session.Slot = seminars[s.SeminarID], slot
		t.problem.Sessions = append(t.problem.Sessions, session)
	}
	return index
}

func (t *task) addPeople(in *input, seminars map[store.ID]int) map[store.ID]int {
	index := make(map[store.ID]int, len(in.people))
	t.problem.People = make([]allocation.Person, len(in.people))
	for i, a := range in.people {
		index[a.ID] = i
		person := allocation.Person{ID: string(a.ID), Organisation: a.Organisation, Kind: a.Kind}
		for _, w := range in.wishes[a.ID] {
			person.Wishes = append(person.Wishes, seminars[w])
		}
		t.problem.People[i] = person
	}
	return index
}

// addPins adds the pins of those who come, and gives those in slots that are none of the problem's.
func (t *task) addPins(in *input, sessions, people map[store.ID]int) (elsewhere []Excluded) {
	for _, pin := range in.pins {
		person, comes := people[pin.PersonID]
		if !comes {
			continue
		}
		if session, ranked := sessions[pin.SessionID]; ranked {
			t.problem.Pins = append(t.problem.Pins, allocation.Pin{Person: person, Session: session})
			t.pins = append(t.pins, pin)
			continue
		}
		if in.chosen(pin.Slot) != event.Fixed {
			continue // since the pin was made the slot has become one where people take their seats themselves
		}
		elsewhere = append(elsewhere, Excluded{PersonID: pin.PersonID, SeminarID: pin.SeminarID})
		rank := slices.Index(in.wishes[pin.PersonID], pin.SeminarID) + 1
		t.fixed = append(t.fixed, Placement{Person: pin.PersonID, Slot: pin.Slot, Session: pin.SessionID, Rank: rank, Pinned: true})
	}
	t.frame.Fixed = slices.DeleteFunc(in.slots(event.Fixed), func(slot int) bool { return slices.Contains(t.frame.Ranked, slot) })
	return elsewhere
}

func (t *task) addExclusions(in *input, elsewhere []Excluded, seminars, people map[store.ID]int) {
	held := make(map[store.ID]store.ID, len(in.sessions))
	for _, s := range in.sessions {
		held[s.ID] = s.SeminarID
	}
	all := slices.Concat(in.exclusions, elsewhere)
	for _, p := range in.taken {
		all = append(all, Excluded{PersonID: p.Person, SeminarID: held[p.Session]})
	}
	seen := make(map[allocation.Exclusion]bool, len(all))
	for _, e := range all {
		person, comes := people[e.PersonID]
		exclusion := allocation.Exclusion{Person: person, Seminar: seminars[e.SeminarID]}
		if comes && !seen[exclusion] {
			seen[exclusion] = true
			t.problem.Exclusions = append(t.problem.Exclusions, exclusion)
		}
	}
}

// digest names the input, the terms left out: a draft is published only if nothing it was made of has changed.
func (t task) digest() (string, error) {
	p := t.problem
	p.Seed, p.MixPrice, p.MixWorst = 0, 0, 0
	var all bytes.Buffer
	if err := allocation.WriteDocument(&all, p); err != nil {
		return "", fmt.Errorf("write the input of a run: %w", err)
	}
	rooms := make([]store.ID, len(t.sessions))
	for i, s := range t.sessions {
		rooms[i] = s.ID
	}
	if err := json.NewEncoder(&all).Encode([]any{rooms, t.frame, t.fixed}); err != nil {
		return "", fmt.Errorf("write the input of a run: %w", err)
	}
	sum := sha256.Sum256(all.Bytes())
	return hex.EncodeToString(sum[:12]), nil
}
