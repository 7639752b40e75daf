package organiser

import (
	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/event"
	"samling/models/seminar"
)

// programmePage lists the programme and the seminars.
type programmePage struct {
	desk.Frame
	Items    []itemLine
	Slots    []event.Slot
	Seminars []seminarRow
}

type itemLine struct {
	ID, Time, Title, Text, Kind string
	Pause                       bool
}

type seminarRow struct {
	ID, Title, Text string
	Sessions        []seminar.Filled
	First, Last     bool
}

// Programme shows the day line by line, and its seminars.
func (h *Handlers) Programme(c *fiber.Ctx) error {
	p, err := h.programmePage(c)
	if err != nil {
		return err
	}
	return h.Show(c, fiber.StatusOK, "organiser/programme", p)
}

func (h *Handlers) programmePage(c *fiber.Ctx) (*programmePage, error) {
	e, db := web.Edition(c), h.Store.Read(c.UserContext())
	p := &programmePage{Frame: desk.NewFrame(h.App, c, "organiser.programme_title", "/program")}
	programme, err := event.Programme(db, e.ID)
	if err != nil {
		return nil, err
	}
	for _, item := range programme {
		p.Items = append(p.Items, itemLine{ID: string(item.ID), Title: item.Title, Text: item.Text, Pause: item.Kind == "break",
			Kind: p.T("organiser.item_kind." + item.Kind),
			Time: p.Clock(item.StartsAt.In(e.Zone())) + "–" + p.Clock(item.EndsAt.In(e.Zone()))})
	}
	p.Slots = event.Slots(programme)
	seminars, err := event.Seminars(db, e.ID)
	if err != nil {
		return nil, err
	}
	filled, err := seminar.Occupancy(db, e.ID)
	if err != nil {
		return nil, err
	}
	for i, s := range seminars {
		row := seminarRow{ID: string(s.ID), Title: s.Title, Text: s.Text, First: i == 0, Last: i == len(seminars)-1}
		for _, slot := range p.Slots {
			row.Sessions = append(row.Sessions, sessionIn(filled, s.ID, slot.Number))
		}
		p.Seminars = append(p.Seminars, row)
	}
	return p, nil
}
