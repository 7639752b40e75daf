package page

import (
	"samling/models/event"
	"samling/models/room"
	"samling/views/text"
)

// Led is a seminar as whoever leads it sees it: when and where, how many, who they are by kind of organisation, and what
// they ask. Names are there only when the organiser lets them be.
type Led struct {
	Title      string
	Rooms      []LedRoom
	Placed     bool
	Legend     []KindLook
	Questions  []room.Question
	ShowsNames bool
	Names      []room.Listed
	Feedback   *Feedback // what was answered about it afterwards; nil before anybody was asked
}

// LedRoom is one time at which the seminar is held.
type LedRoom struct {
	room.Hall
	Time    string
	Size    string
	Bits    []Bit
	Mix     string
	Counted string
}

// NewLed writes what is told about a seminar.
func NewLed(t *text.Translator, e event.Edition, l room.Leader, s room.Led) Led {
	led := Led{Title: l.SeminarTitle, Questions: s.Questions, ShowsNames: l.ShowsNames, Names: s.Names}
	text.SortSwedish(led.Names, func(n room.Listed) string { return n.Name })
	for _, h := range s.Halls {
		led.Placed = led.Placed || h.Placed > 0
		led.Rooms = append(led.Rooms, ledRoom(t, e, h))
	}
	led.Legend = KindLegend(t, kindsIn(led.Rooms))
	return led
}

func ledRoom(t *text.Translator, e event.Edition, h room.Hall) LedRoom {
	r := LedRoom{Hall: h, Size: t.T("leader.size", "n", h.Placed)}
	if !h.StartsAt.IsZero() {
		r.Time = t.Span(h.StartsAt.In(e.Zone()), h.EndsAt.In(e.Zone()))
	}
	kinds := h.Mix.Told()
	r.Bits, r.Mix = MixBits(kinds), MixWords(t, kinds)
	if h.Count.Done() {
		r.Counted = t.T("rooms.counted_at", "People", t.Int(h.Count.People), "Time", t.Clock(h.Count.CountedAt.In(e.Zone())), "Name", h.Count.CountedBy)
	}
	return r
}

// kindsIn lists the kinds that the rooms show, in their usual order.
func kindsIn(rooms []LedRoom) []string {
	there := map[string]bool{}
	for _, r := range rooms {
		for _, k := range r.Hall.Mix.Told() {
			there[k.Name] = true
		}
	}
	var kinds []string
	for _, kind := range append(event.OrganisationKinds[:], "") {
		if there[kind] {
			kinds = append(kinds, kind)
		}
	}
	return kinds
}
