package organiser

import (
	"html/template"

	"github.com/gofiber/fiber/v2"
	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/seminar"
	"samling/models/store"
	"samling/views/page"
	"samling/views/text"
)

// overviewPage is how the day stands, in figures.
type overviewPage struct {
	desk.Frame
	Headline      string
	Chip, Tone    string
	Room          template.HTML // the live room: a dot for each seat
	RoomBox       string
	RoomLabel     string
	Seats         event.Seats
	Confirmed     int
	Waiting       int
	Cancelled     int
	In            int
	WalkIns       int
	Organisations []organisationLine
	Seminars      []seminarLine
	Slots         []int
	Needs         []needLine
	Steps         []step
	Checks        []checkLine // of a draft
	State         event.State
	DayBegun      bool // people are coming in, or have come
	Over          bool // nobody else comes
}

type organisationLine struct {
	Name, Kind                    string
	In, Confirmed, Waiting, Seats int
}

type seminarLine struct {
	Title             string
	First, Any, Seats int
	Sessions          []seminar.Filled
}

type needLine struct {
	Text string
	N    int
}

// Overview shows an edition in figures, and what to do next.
func (h *Handlers) Overview(c *fiber.Ctx) error {
	e, db := web.Edition(c), h.Store.Read(c.UserContext())
	p := overviewPage{Frame: desk.NewFrame(h.App, c, "organiser.overview", ""), State: e.State}
	counts, err := registration.CountByOrganisation(db, e.ID)
	if err != nil {
		return err
	}
	if p.Seats, err = event.SeatsOf(db, e.ID); err != nil {
		return err
	}
	p.count(counts)
	organisations, err := event.Organisations(db, e.ID)
	if err != nil {
		return err
	}
	p.Organisations = organisationLines(organisations, counts)
	if err := p.readSeminars(db, e); err != nil {
		return err
	}
	if err := p.readNeeds(db, e.ID); err != nil {
		return err
	}
	now := h.Now()
	p.DayBegun = p.In > 0 || now.After(e.CheckInAt.Time)
	p.Over = p.DayBegun && e.Over(now)
	p.headline(e)
	p.Chip, p.Tone = p.T("organiser.state."+string(e.State)), stateTone(e.State)
	p.Room, p.RoomBox, p.RoomLabel = room(p.Base, p.Seats, p.In, organisations, counts)
	if p.Steps, err = steps(db, p.Frame, e, now, p.In); err != nil {
		return err
	}
	if e.State == event.Draft {
		if p.Checks, err = checklist(db, p.Frame, e); err != nil {
			return err
		}
	}
	return h.Show(c, fiber.StatusOK, "organiser/overview", &p)
}

// count adds the organisations together. Counting is the database's work: a page of figures reads no people.
func (p *overviewPage) count(counts map[store.ID]registration.Tally) {
	for _, t := range counts {
		p.Confirmed += t.Confirmed
		p.Waiting += t.Waitlisted
		p.Cancelled += t.Cancelled
		p.In += t.Inside
		p.WalkIns += t.WalkIns
	}
}

// headline says the result first.
func (p *overviewPage) headline(e event.Edition) {
	switch {
	case p.Over:
		p.Headline = p.T("organiser.headline_came", "In", p.Int(p.In), "Expected", p.Int(p.Confirmed))
	case p.DayBegun:
		p.Headline = p.T("organiser.headline_in", "In", p.Int(p.In), "Expected", p.Int(p.Confirmed))
	case e.State == event.Draft:
		p.Headline = p.T("organiser.headline_draft")
	default:
		p.Headline = p.T("organiser.headline_seats", "Taken", p.Int(p.Seats.Taken), "Capacity", p.Int(p.Seats.Capacity))
	}
}

// organisationLines lists the organisations by kind, and then the Swedish way.
func organisationLines(all []event.Organisation, counts map[store.ID]registration.Tally) []organisationLine {
	text.SortSwedish(all, func(o event.Organisation) string { return o.Name })
	lines := make([]organisationLine, 0, len(all))
	for _, kind := range event.OrganisationKinds {
		for _, o := range all {
			if o.Kind == kind {
				t := counts[o.ID]
				lines = append(lines, organisationLine{Name: o.Name, Kind: kind, Seats: o.Seats, Confirmed: t.Confirmed,
					Waiting: t.Waitlisted, In: t.Inside})
			}
		}
	}
	return lines
}

func (p *overviewPage) readSeminars(db *store.DB, e event.Edition) error {
	people, err := registration.Attendees(db, e.ID)
	if err != nil {
		return err
	}
	wanted, err := seminar.Demand(db, e.ID, people)
	if err != nil {
		return err
	}
	filled, err := seminar.Occupancy(db, e.ID)
	if err != nil {
		return err
	}
	programme, err := event.Programme(db, e.ID)
	if err != nil {
		return err
	}
	for _, slot := range event.Slots(programme) {
		p.Slots = append(p.Slots, slot.Number)
	}
	for _, w := range wanted {
		line := seminarLine{Title: w.Title, First: w.First, Any: w.Any, Seats: w.Seats}
		for _, slot := range p.Slots {
			line.Sessions = append(line.Sessions, sessionIn(filled, w.SeminarID, slot))
		}
		p.Seminars = append(p.Seminars, line)
	}
	return nil
}

func sessionIn(filled []seminar.Filled, id store.ID, slot int) seminar.Filled {
	for _, f := range filled {
		if f.SeminarID == id && f.Slot == slot {
			return f
		}
	}
	return seminar.Filled{Slot: slot}
}

// readNeeds counts needs for the caterer. Who asked for what is nowhere on these pages.
func (p *overviewPage) readNeeds(db *store.DB, edition store.ID) error {
	counts, err := registration.CountNeeds(db, edition)
	if err != nil {
		return err
	}
	for _, choice := range registration.NeedChoices() {
		if counts[choice] > 0 {
			p.Needs = append(p.Needs, needLine{p.T("organiser.need." + choice), counts[choice]})
		}
	}
	if counts[""] > 0 {
		p.Needs = append(p.Needs, needLine{p.T("organiser.need.own_words"), counts[""]})
	}
	return nil
}

// room draws a dot for each seat: those who are in on the day, those who are registered before it.
func room(b page.Base, seats event.Seats, in int, organisations []event.Organisation, counts map[store.ID]registration.Tally) (drawing template.HTML, box, label string) {
	var s page.Seats
	taken := 0
	for _, o := range organisations {
		n := counts[o.ID].Confirmed
		if in > 0 {
			n = counts[o.ID].Inside
		}
		s.Groups[group(o.Kind)] += n
		taken += n
	}
	s.Free = max(0, seats.Capacity-taken)
	drawing, box = page.Strip(s)
	return drawing, box, b.T("organiser.room", "Taken", b.Int(taken), "Capacity", b.Int(seats.Capacity))
}

// group is the colour of a kind of organisation in the motif.
func group(kind string) int {
	switch kind {
	case "kommun":
		return 0
	case "stadsdel":
		return 1
	case "polis":
		return 2
	}
	return 3
}
