package seminar

import (
	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/store"
)

// Wanted is how much a seminar is wished for, beside what it can hold.
type Wanted struct {
	SeminarID store.ID
	Key       string
	Title     string
	Seats     int            // over all its sessions, withdrawn ones left out
	Capacity  int            // with overbooking, within fire limits
	Slots     int            // in how many slots it is held
	First     int            // people who have it as their first wish
	Any       int            // people who have it among their wishes
	Reach     int            // people who have it among as many of their first wishes as there are slots: what would fill it if all got them
	FirstOf   map[string]int // First by kind of organisation
	AnyOf     map[string]int // Any by kind
}

// Spare is how many seats are left when everybody who has it among their first wishes, as many as there are slots, gets it;
// below zero so many are short.
func (w Wanted) Spare() int { return w.Capacity - w.Reach }

// Demand counts the wishes of some people (those who are coming: wishes outlive a cancellation) and the seats of each
// seminar in the ranked slots, in the organiser's order.
func Demand(db *gorm.DB, edition store.ID, people []Attendee) ([]Wanted, error) {
	var in input
	if err := in.readSessions(db, edition); err != nil {
		return nil, err
	}
	if err := in.readWishes(db, edition); err != nil {
		return nil, err
	}
	rows := make([]Wanted, len(in.seminars))
	byID := make(map[store.ID]*Wanted, len(in.seminars))
	for i, s := range in.seminars {
		rows[i] = Wanted{SeminarID: s.ID, Key: s.Key, Title: s.Title, FirstOf: map[string]int{}, AnyOf: map[string]int{}}
		byID[s.ID] = &rows[i]
	}
	for _, s := range in.sessions {
		if w := byID[s.SeminarID]; in.chosen(s.Slot) == event.Ranked && !s.Withdrawn {
			w.Seats += s.Seats
			w.Capacity += s.Capacity()
			w.Slots++
		}
	}
	slots := len(in.slots(event.Ranked))
	for _, a := range people {
		for i, wish := range in.wishes[a.ID] {
			byID[wish].count(a.Kind, i, slots)
		}
	}
	return rows, nil
}

func (w *Wanted) count(kind string, place, slots int) {
	w.Any++
	w.AnyOf[kind]++
	if place == 0 {
		w.First++
		w.FirstOf[kind]++
	}
	if place < slots {
		w.Reach++
	}
}
