package attendee

import (
	"strings"
	"unicode/utf8"

	"github.com/gofiber/fiber/v2"

	"samling/models/event"
	"samling/models/seminar"
	"samling/models/store"
	"samling/views/page"
)

// seminarCard is a seminar with how many want it and how many seats it has.
type seminarCard struct {
	event.Seminar
	Sessions []seminar.Filled
	Times    []string // of each session, beside Sessions
	Seats    int
	Left     int // seats nobody is placed in
	First    int // people who have it as their first wish
	Placed   bool
}

func (h *Handlers) seminarCards(c *fiber.Ctx, e event.Edition, items []event.Item) ([]seminarCard, error) {
	db := h.Store.Read(c.UserContext())
	seminars, err := event.Seminars(db, e.ID)
	if err != nil {
		return nil, err
	}
	filled, err := seminar.Occupancy(db, e.ID)
	if err != nil {
		return nil, err
	}
	first, err := seminar.FirstWishes(db, e.ID)
	if err != nil {
		return nil, err
	}
	times := map[int]string{}
	for _, slot := range event.Slots(items) {
		times[slot.Number] = h.T(c).Clock(slot.StartsAt.In(e.Zone()))
	}
	cards := make([]seminarCard, len(seminars))
	for i, s := range seminars {
		cards[i] = seminarCard{Seminar: s, First: first[s.ID]}
		for _, f := range filled {
			if f.SeminarID == s.ID {
				cards[i].add(f, times[f.Slot])
			}
		}
	}
	return cards, nil
}

func (s *seminarCard) add(f seminar.Filled, time string) {
	s.Sessions = append(s.Sessions, f)
	s.Times = append(s.Times, time)
	s.Seats += f.Seats
	s.Left += max(0, f.Seats-f.Placed)
	s.Placed = s.Placed || f.Placed > 0
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
	Card seminarCard
	Slug string
	Open bool // anybody can register
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
			p := seminarPage{Base: h.Base(c, "event.seminars"), Card: card, Slug: e.Slug, Open: e.Registration(h.Now()) == event.Open && e.Access != event.InvitedOnly}
			p.Title = card.Title
			h.Frame(&p.Base, e)
			p.Nav = eventNav(p.T, e.Slug)
			p.Crumbs = []page.Link{{Href: "/" + e.Slug, Text: e.Title}, {Text: card.Title}}
			return h.Show(c, fiber.StatusOK, "attendee/seminar", &p)
		}
	}
	return store.ErrNotFound
}
