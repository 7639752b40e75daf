package attendee

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"samling/models/event"
	"samling/models/registration"
	"samling/views/page"
)

// eventPage is a day as everybody may see it.
type eventPage struct {
	page.Base
	Edition     event.Edition
	When, Hours string
	CheckIn     string
	Closes      string
	Door        event.Door
	Open        bool // anybody can register
	Over        bool
	Seats       event.Seats
	Openings    registration.Openings
	Motif       page.Seats
	Legend      []legendLine
	Items       []itemView
	Seminars    []seminarCard
	Hosts       []hostView
	Documents   []event.Document
	Purpose     string
	Invited     []string
	Ranked      bool // seminars are chosen by ranked wishes, in some slot
	FirstCome   bool // whoever comes first takes a seat, in some slot
	SlotCount   int
}

type legendLine struct {
	Class, Text string
	Count       int
}

type itemView struct {
	event.Item
	From, To  string
	Lanes     []laneView
	Documents []event.Document
}

type laneView struct{ Room, Key, Title string }

// Letter is the room's letter, for rooms that are called by one.
func (l laneView) Letter() string { return roomLetter(l.Room) }

type hostView struct {
	event.Host
	HasLogo       bool
	Width, Height int
}

// InvitedList is who is invited, as a sentence's list.
func (p *eventPage) InvitedList() string {
	last := len(p.Invited) - 1
	if last < 1 {
		return strings.Join(p.Invited, "")
	}
	return strings.Join(p.Invited[:last], ", ") + " " + p.T("event.and") + " " + p.Invited[last]
}

// Event shows the day: what, when, where, who invites, the programme, the seminars and how full it is.
func (h *Handlers) Event(c *fiber.Ctx) error {
	return h.Cached(c, "event/"+c.Params("edition"), func() ([]byte, error) {
		e, err := h.PublicEdition(c)
		if err != nil {
			return nil, err
		}
		p, err := h.eventPage(c, e)
		if err != nil {
			return nil, err
		}
		return h.Pages.Render("attendee/event", p)
	})
}

func (h *Handlers) eventPage(c *fiber.Ctx, e event.Edition) (*eventPage, error) {
	p := &eventPage{Base: h.PublicBase(c, "site.event"), Edition: e, Door: e.Registration(h.Now()), Over: e.Over(h.Now())}
	p.Title, p.Open = e.Title, p.Door == event.Open && e.Access != event.InvitedOnly
	h.Frame(&p.Base, e)
	p.Nav = eventNav(p.T, e.Slug)
	p.Canonical = h.URL("/" + e.Slug)
	zone := e.Zone()
	p.When, p.Hours = page.Capital(p.Date(e.StartsAt.In(zone))), p.Span(e.StartsAt.In(zone), e.EndsAt.In(zone))
	p.CheckIn, p.Closes = p.Clock(e.CheckInAt.In(zone)), page.Capital(p.Date(e.RegistrationClosesAt.In(zone)))
	for _, load := range []func(*fiber.Ctx, *eventPage) error{h.loadSeats, h.loadProgramme, h.loadHosts} {
		if err := load(c, p); err != nil {
			return nil, err
		}
	}
	return p, nil
}

func eventNav(t func(string, ...any) string, slug string) []page.Link {
	at := "/" + slug
	return []page.Link{{Href: at + "#program", Text: t("event.programme")}, {Href: at + "#seminarier", Text: t("event.seminars")},
		{Href: at + "#praktiskt", Text: t("event.practical")}, {Href: at + "/sok", Text: t("event.search"), Icon: "search"},
		{Href: "/hitta", Text: t("lost.nav")}}
}

// motifGroups are the four kinds that the drawing tells apart; what is none of the first three is an other authority.
var motifGroups = [4]string{"kommun", "stadsdel", "polis", "stat"}

func (h *Handlers) loadSeats(c *fiber.Ctx, p *eventPage) (err error) {
	db := h.Store.Read(c.UserContext())
	if p.Openings, err = registration.OpeningsOf(db, p.Edition.ID); err != nil {
		return err
	}
	p.Seats = p.Openings.Seats
	byKind, err := registration.ConfirmedByKind(db, p.Edition.ID)
	if err != nil {
		return err
	}
	series, err := event.SeriesByID(db, p.Edition.SeriesID)
	if err != nil {
		return err
	}
	p.Purpose = series.Purpose
	p.Motif, p.Legend = motifOf(p.T, byKind, p.Seats.Left())
	p.Motif.You = p.Open
	return nil
}

func motifOf(t func(string, ...any) string, byKind map[string]int, free int) (page.Seats, []legendLine) {
	seats := page.Seats{Free: free}
	for kind, n := range byKind {
		group := 3
		for i, k := range motifGroups {
			if k == kind {
				group = i
			}
		}
		seats.Groups[group] += n
	}
	var legend []legendLine
	for i, class := range []string{"a", "b", "c", "d"} {
		legend = append(legend, legendLine{class, t("kind." + motifGroups[i]), seats.Groups[i]})
	}
	return seats, append(legend, legendLine{"free", t("event.free"), free})
}
