package seminars

import (
	"samling/models/event"
	"samling/models/store"
)

// names are what ids stand for on the pages of this room.
type names struct {
	list          []event.Seminar // in the organiser's order
	seminars      map[store.ID]event.Seminar
	sessions      map[store.ID]event.Session
	slots         []event.Slot
	organisations map[string]event.Organisation // by key
}

func readNames(db *store.DB, e event.Edition) (names, error) {
	n := names{seminars: map[store.ID]event.Seminar{}, sessions: map[store.ID]event.Session{},
		organisations: map[string]event.Organisation{}}
	var err error
	if n.list, err = event.Seminars(db, e.ID); err != nil {
		return n, err
	}
	sessions, err := event.Sessions(db, e.ID)
	if err != nil {
		return n, err
	}
	programme, err := event.Programme(db, e.ID)
	if err != nil {
		return n, err
	}
	organisations, err := event.Organisations(db, e.ID)
	if err != nil {
		return n, err
	}
	for _, s := range n.list {
		n.seminars[s.ID] = s
	}
	for _, s := range sessions {
		n.sessions[s.ID] = s
	}
	for _, o := range organisations {
		n.organisations[o.Key] = o
	}
	n.slots = event.Slots(programme)
	return n, nil
}

// seminar is a seminar's title; one that has been removed since has none.
func (n names) seminar(id store.ID) string {
	if s, ok := n.seminars[id]; ok {
		return s.Title
	}
	return "–"
}

// session is where one goes: the seminar and its room.
func (n names) session(id store.ID) string {
	s, ok := n.sessions[id]
	if !ok {
		return "–"
	}
	return n.seminar(s.SeminarID) + ", " + s.Room
}

// inSlot lists the sessions of a slot, in the organiser's order of seminars.
func (n names) inSlot(slot int) []event.Session {
	bySeminar := map[store.ID]event.Session{}
	for _, s := range n.sessions {
		if s.Slot == slot {
			bySeminar[s.SeminarID] = s
		}
	}
	var list []event.Session
	for _, s := range n.list {
		if held, ok := bySeminar[s.ID]; ok {
			list = append(list, held)
		}
	}
	return list
}
