package attendee

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gofiber/fiber/v2"

	"samling/models/event"
	"samling/models/room"
	"samling/models/seminar"
	"samling/models/store"
	"samling/views/page"
)

// seminarCard is a seminar with how many want it and how many seats it has.
type seminarCard struct {
	event.Seminar
	Sessions []sessionView
	Seats    int
	Left     int  // seats that can be had
	First    int  // people who have it as their first wish
	Taken    bool // seats are taken or given already, so what is left says more than the wishes
}

// sessionView is a session of a seminar.
type sessionView struct {
	room.Opening
	Time      string
	FirstCome bool // what is left is for whoever comes first
}

func (h *Handlers) seminarCards(c *fiber.Ctx, e event.Edition, items []event.Item) ([]seminarCard, error) {
	db := h.Store.Read(c.UserContext())
	seminars, err := event.Seminars(db, e.ID)
	if err != nil {
		return nil, err
	}
	openings, err := room.Openings(db, e.ID)
	if err != nil {
		return nil, err
	}
	first, err := seminar.FirstWishes(db, e.ID)
	if err != nil {
		return nil, err
	}
	slots := event.Slots(items)
	cards := make([]seminarCard, len(seminars))
	for i, s := range seminars {
		cards[i] = seminarCard{Seminar: s, First: first[s.ID]}
		for _, o := range openings {
			at := slices.IndexFunc(slots, func(slot event.Slot) bool { return slot.Number == o.Slot })
			if o.SeminarID == s.ID && !o.Withdrawn && at >= 0 {
				cards[i].add(sessionView{o, h.T(c).Clock(slots[at].StartsAt.In(e.Zone())), slots[at].Choose == event.FirstCome})
			}
		}
	}
	return cards, nil
}

func (s *seminarCard) add(v sessionView) {
	s.Sessions = append(s.Sessions, v)
	s.Seats += v.Seats
	s.Left += v.Left()
	s.Taken = s.Taken || v.Placed > 0 || v.FirstCome
}

// Letter is the room's letter, when its name is "Sal A" in every slot: drawn large, it is what people look for.
func (s seminarCard) Letter() string { return roomLetter(s.Room()) }

// roomLetter is the A of "Sal A", or "" for a room with a longer name.
func roomLetter(room string) string {
	hall, letter, ok := strings.Cut(room, " ")
	if !ok || !strings.EqualFold(hall, "sal") || utf8.RuneCountInString(letter) > 2 {
		return ""
	}
	return letter
}

// Filled is how many are placed, over all slots.
func (s seminarCard) Filled() int { return s.Seats - s.Left }

// Room is the room's short name for the card: the same room in every slot, or none.
func (s seminarCard) Room() string {
	for _, f := range s.Sessions {
		if f.Room != s.Sessions[0].Room {
			return ""
		}
	}
	if len(s.Sessions) == 0 {
		return ""
	}
	return s.Sessions[0].Room
}

// seminarPage is one seminar.
type seminarPage struct {
	page.Base
	Card   seminarCard
	Slug   string
	Open   bool // anybody can register
	Ranked bool // seminars are chosen by ranked wishes
}

// Seminar shows one seminar.
func (h *Handlers) Seminar(c *fiber.Ctx) error {
	e, err := h.PublicEdition(c)
	if err != nil {
		return err
	}
	items, err := event.Programme(h.Store.Read(c.UserContext()), e.ID)
	if err != nil {
		return err
	}
	cards, err := h.seminarCards(c, e, items)
	if err != nil {
		return err
	}
	for _, card := range cards {
		if card.Key == c.Params("seminar") {
			p := seminarPage{Base: h.Base(c, "event.seminars"), Card: card, Slug: e.Slug, Ranked: event.IsRanked(items),
				Open: e.Registration(h.Now()) == event.Open && e.Access != event.InvitedOnly}
			p.Title = card.Title
			h.Frame(&p.Base, e)
			p.Nav = eventNav(p.T, e.Slug)
			p.Crumbs = []page.Link{{Href: "/" + e.Slug, Text: e.Title}, {Text: card.Title}}
			return h.Show(c, fiber.StatusOK, "attendee/seminar", &p)
		}
	}
	return store.ErrNotFound
}
