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
	Seats     int // over all its slots
	First     int // people who have it as their first wish
	Any       int // people who have it among their wishes
}

// Demand counts the wishes of some people (those who are coming: wishes outlive a cancellation) and the seats of each
// seminar, in the organiser's order.
func Demand(db *gorm.DB, edition store.ID, people []store.ID) ([]Wanted, error) {
	seminars, err := event.Seminars(db, edition)
	if err != nil {
		return nil, err
	}
	sessions, err := event.Sessions(db, edition)
	if err != nil {
		return nil, err
	}
	wishes, err := WishesByPerson(db, edition)
	if err != nil {
		return nil, err
	}
	rows := make([]Wanted, len(seminars))
	byID := make(map[store.ID]*Wanted, len(seminars))
	for i, s := range seminars {
		rows[i] = Wanted{SeminarID: s.ID, Key: s.Key, Title: s.Title}
		byID[s.ID] = &rows[i]
	}
	for _, s := range sessions {
		byID[s.SeminarID].Seats += s.Seats
	}
	for _, person := range people {
		for i, wish := range wishes[person] {
			byID[wish].Any++
			if i == 0 {
				byID[wish].First++
			}
		}
	}
	return rows, nil
}
