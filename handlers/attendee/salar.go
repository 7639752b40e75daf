package attendee

import (
	"fmt"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/gofiber/fiber/v2"

	"samling/models/event"
	"samling/models/room"
	"samling/views/page"
	"samling/views/text"
)

// signPage is for a screen in the hall: which seminar is in which room, now or next. It names nobody.
type signPage struct {
	page.Base
	Clock   string
	Word    string // "Nu" or "Härnäst"
	Slot    string
	Span    string
	Begins  string // "Börjar om 12 minuter" within the last hour, the date while it is another day
	Then    string // the slot after this one
	Message string // instead of rooms
	Rooms   []signRoom
	Rows    int // of the grid, so that what is there fills the screen
	Page    string
	Refresh int // seconds
	Next    string
}

type signRoom struct {
	Room, Title, Note string
	Quiet             bool // there is no getting in
	Long              bool // the room's name needs smaller letters
}

const (
	// roomsOnSign is what a screen holds in letters that can be read from five metres: a twentieth of its height, which on
	// a screen of 55 inches is 34 mm; a letter is legible at about 200 times its height (DIN 1450, 7 m).
	roomsOnSign = 6
	// turnEarly is how long before the end of a slot the sign shows the next one: people look for it when they rise.
	turnEarly = 5 * time.Minute
	// keepLast is how long after the last slot its rooms still stand there.
	keepLast = 10 * time.Minute
	// longRoom is how many letters of a room's name stand on one line.
	longRoom = 8
	// turnPage is how long each page of many rooms stands, in seconds; a single page comes again each minute.
	turnPage = 12
)

// Salar shows the sign. It comes again by itself, and the clock in it is the server's; so the cache holds a page for each of
// three minutes in turn, and never shows an earlier hour's, because it keeps none for longer than a minute.
func (h *Handlers) Salar(c *fiber.Ctx) error {
	now := h.Now()
	number, _ := strconv.Atoi(c.Query("sida"))
	number = min(max(number, 1), 99)
	c.Set("X-Robots-Tag", "noindex")
	return h.Cached(c, fmt.Sprintf("salar/%s/%d/%d", c.Params("edition"), number, now.Minute()%3), func() ([]byte, error) {
		e, err := h.PublicEdition(c)
		if err != nil {
			return nil, err
		}
		p, err := h.signPage(c, e, now, number)
		if err != nil {
			return nil, err
		}
		return h.Pages.Render("rooms/sign", p)
	})
}

func (h *Handlers) signPage(c *fiber.Ctx, e event.Edition, now time.Time, number int) (*signPage, error) {
	p := &signPage{Base: h.PublicBase(c, "rooms.sign_title"), Refresh: 60 - now.Second()}
	h.Frame(&p.Base, e)
	p.Styles, p.Scripts = []string{"css/rooms.css"}, []string{"signage/sign.js"}
	p.Clock, p.Next = p.Base.Clock(now.In(e.Zone())), "/"+e.Slug+"/salar"
	db := h.Store.Read(c.UserContext())
	programme, err := event.Programme(db, e.ID)
	if err != nil {
		return nil, err
	}
	openings, err := room.Openings(db, e.ID)
	if err != nil {
		return nil, err
	}
	slot, next, found := slotOnSign(event.Slots(programme), now)
	switch {
	case len(openings) == 0:
		p.Message = p.T("rooms.sign_none")
		return p, nil
	case !found:
		p.Message = p.T("rooms.sign_over")
		return p, nil
	}
	p.show(e, slot, now, openings)
	if next != nil {
		p.Then = p.T("rooms.sign_then", "Title", next.Title) + ", " + p.span(e, *next)
	}
	p.turn(number)
	return p, nil
}

// slotOnSign picks the slot to show, and the one after it. Nothing is found when the last is over.
func slotOnSign(slots []event.Slot, now time.Time) (slot event.Slot, next *event.Slot, found bool) {
	for i, s := range slots {
		until := s.EndsAt.Add(keepLast)
		if i+1 < len(slots) {
			next = &slots[i+1]
			until = s.EndsAt.Add(-turnEarly)
		} else {
			next = nil
		}
		if now.Before(until) {
			return s, next, true
		}
	}
	return event.Slot{}, nil, false
}

// span is a slot's time.
func (p *signPage) span(e event.Edition, s event.Slot) string {
	return p.Base.Span(s.StartsAt.In(e.Zone()), s.EndsAt.In(e.Zone()))
}

func (p *signPage) show(e event.Edition, slot event.Slot, now time.Time, openings []room.Opening) {
	p.Slot, p.Span, p.Word = slot.Title, p.span(e, slot), p.T("rooms.sign_now")
	if wait := slot.StartsAt.Sub(now); wait > 0 {
		p.Word = p.T("rooms.sign_next")
		switch {
		case now.In(e.Zone()).Format(time.DateOnly) != slot.StartsAt.In(e.Zone()).Format(time.DateOnly):
			p.Begins = page.Capital(p.Date(slot.StartsAt.In(e.Zone())))
		case wait <= time.Hour:
			p.Begins = p.T("rooms.sign_begins", "n", int((wait+time.Minute-1)/time.Minute))
		}
	}
	for _, o := range openings {
		if o.Slot == slot.Number {
			p.Rooms = append(p.Rooms, p.room(o, slot.Choose))
		}
	}
	text.SortSwedish(p.Rooms, func(r signRoom) string { return r.Room })
}

func (p *signPage) room(o room.Opening, choose event.Choosing) signRoom {
	r := signRoom{Room: o.Room, Title: o.Title, Long: utf8.RuneCountInString(o.Room) > longRoom}
	switch {
	case o.Withdrawn:
		r.Note, r.Quiet = p.T("rooms.sign_withdrawn"), true
	case choose == event.FirstCome && o.Left() > 0:
		r.Note = p.T("rooms.sign_left")
	case choose == event.FirstCome:
		r.Note, r.Quiet = p.T("rooms.sign_full"), true
	}
	return r
}

// turn keeps the rooms of one page; many rooms take turns.
func (p *signPage) turn(number int) {
	pages := (len(p.Rooms) + roomsOnSign - 1) / roomsOnSign
	if pages > 1 {
		number = (number-1)%pages + 1
		p.Rooms = p.Rooms[(number-1)*roomsOnSign : min(number*roomsOnSign, len(p.Rooms))]
		p.Page = p.T("rooms.sign_page", "Page", number, "Pages", pages)
		p.Refresh, p.Next = turnPage, p.Next+"?sida="+strconv.Itoa(number%pages+1)
	}
	p.Rows = len(p.Rooms)
}
