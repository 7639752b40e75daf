package seminar

import (
	"cmp"
	"slices"

	"samling/models/event"
	"samling/models/store"
)

// MostWorstOff bounds the list of those who got least that is kept with a run; LeastGot has their number.
const MostWorstOff = 200

// Why somebody did not get a seminar that they wished for more.
const (
	WhyFull      = "full"      // every seat in that slot was taken by others who had it at least as high, or who came first in the draw
	WhyExcluded  = "excluded"  // they are kept out of it
	WhyKind      = "kind"      // it is not for people of their kind of organisation
	WhyElsewhere = "elsewhere" // they have it in another slot
	WhyWithdrawn = "withdrawn" // it is not held in that slot: withdrawn
	WhyTooFew    = "too_few"   // it is not held in that slot: too few would have come
	WhyNotThen   = "not_then"  // it has no session in that slot
	WhyOthers    = "others"    // there was a seat, but giving it would have cost somebody else more
)

// WorstOff is a placement that gave somebody as little as anybody got: no seat, what was not wished for, or the worst rank.
type WorstOff struct {
	PersonID  store.ID `json:"person"`
	Slot      int      `json:"slot"`
	SessionID store.ID `json:"session,omitempty"` // empty: no seat
	Rank      int      `json:"rank"`              // 0: no seat, or not wished for
	Wishes    []Missed `json:"wishes"`            // those that were wished for more, best first
}

// Missed is a seminar that somebody wished for more than what they got in a slot, and why they did not get it there.
type Missed struct {
	SeminarID store.ID `json:"seminar"`
	Rank      int      `json:"rank"`
	Why       string   `json:"why"`
	Placed    int      `json:"placed"`   // how many sit there in that slot
	Capacity  int      `json:"capacity"` // of how many
}

// worstOff lists who got least, those without a seat first, and counts them all. Nobody is there for a first choice, and nobody
// who ranked nothing or sits in all that they wished for more in other slots, unless they have no seat.
func (in *input) worstOff(o *outcome) []WorstOff {
	e := newExplainer(in, o)
	var least []WorstOff
	for _, a := range in.people {
		for _, slot := range o.task.frame.Ranked {
			if w, yes := e.least(a, slot); yes {
				least = append(least, w)
			}
		}
	}
	slices.SortStableFunc(least, func(a, b WorstOff) int { return cmp.Compare(badness(b), badness(a)) })
	o.figures.LeastGot = len(least)
	least = least[:min(len(least), MostWorstOff)]
	for i := range least {
		least[i].Wishes = e.missed(least[i])
	}
	return least
}

// badness orders what one can get: no seat is worse than what was not wished for, and that is worse than any rank.
func badness(w WorstOff) int {
	switch {
	case w.SessionID == "":
		return 2
	case w.Rank == 0:
		return 1
	}
	return 0
}

// explainer says why people got what they got.
type explainer struct {
	in       *input
	worst    int
	places   map[seat]Placement
	kind     map[store.ID]string
	barred   map[Excluded]bool
	seminars map[store.ID]event.Seminar
	rooms    map[slotSeminar]Room
}

type slotSeminar struct {
	slot    int
	seminar store.ID
}

func newExplainer(in *input, o *outcome) explainer {
	e := explainer{in: in, worst: o.figures.Worst, places: make(map[seat]Placement, len(o.placements)), kind: make(map[store.ID]string, len(in.people)),
		barred: make(map[Excluded]bool), seminars: make(map[store.ID]event.Seminar),
		rooms: make(map[slotSeminar]Room)}
	for _, p := range slices.Concat(in.taken, o.placements) {
		e.places[seat{p.Person, p.Slot}] = p
	}
	for _, a := range in.people {
		e.kind[a.ID] = a.Kind
	}
	for _, x := range in.exclusions {
		e.barred[Excluded{PersonID: x.PersonID, SeminarID: x.SeminarID}] = true
	}
	for _, s := range in.seminars {
		e.seminars[s.ID] = s
	}
	for _, r := range o.figures.Rooms {
		e.rooms[slotSeminar{r.Slot, r.SeminarID}] = r
	}
	return e
}

// least tells whether somebody got as little as anybody in a slot.
func (e explainer) least(a Attendee, slot int) (WorstOff, bool) {
	p, seated := e.places[seat{a.ID, slot}]
	w := WorstOff{PersonID: a.ID, Slot: slot, SessionID: p.Session, Rank: p.Rank}
	switch {
	case !seated:
		return w, true
	case p.Pinned || len(e.in.wishes[a.ID]) == 0:
		return w, false
	}
	return w, (p.Rank == 0 || p.Rank > 1 && p.Rank == e.worst) && !e.hasBetter(w)
}

// hasBetter tells whether somebody sits in everything that they wished for more, in other slots: they have lost nothing.
func (e explainer) hasBetter(w WorstOff) bool {
	for i, wish := range e.in.wishes[w.PersonID] {
		if w.Rank > 0 && i+1 >= w.Rank {
			break
		}
		if !e.elsewhere(w.PersonID, wish) {
			return false
		}
	}
	return true
}

// missed lists the wishes that were higher than what somebody got.
func (e explainer) missed(w WorstOff) []Missed {
	var all []Missed
	for i, wish := range e.in.wishes[w.PersonID] {
		if w.Rank > 0 && i+1 >= w.Rank {
			break
		}
		room := e.rooms[slotSeminar{w.Slot, wish}]
		all = append(all, Missed{SeminarID: wish, Rank: i + 1, Why: e.why(w, wish), Placed: room.Placed, Capacity: room.Capacity})
	}
	return all
}

func (e explainer) why(w WorstOff, seminar store.ID) string {
	room, held := e.rooms[slotSeminar{w.Slot, seminar}]
	switch {
	case e.barred[Excluded{PersonID: w.PersonID, SeminarID: seminar}]:
		return WhyExcluded
	case !e.seminars[seminar].Open(e.kind[w.PersonID]):
		return WhyKind
	case e.elsewhere(w.PersonID, seminar):
		return WhyElsewhere
	case !held:
		return WhyNotThen
	case e.withdrawn(room.SessionID):
		return WhyWithdrawn
	case !room.Held:
		return WhyTooFew
	case room.Placed >= room.Capacity:
		return WhyFull
	}
	return WhyOthers
}

func (e explainer) withdrawn(session store.ID) bool {
	return slices.ContainsFunc(e.in.sessions, func(s event.Session) bool { return s.ID == session && s.Withdrawn })
}

// elsewhere tells whether somebody sits in the seminar in any slot.
func (e explainer) elsewhere(person, seminar store.ID) bool {
	for _, s := range e.in.sessions {
		if s.SeminarID == seminar && e.places[seat{person, s.Slot}].Session == s.ID {
			return true
		}
	}
	return false
}
