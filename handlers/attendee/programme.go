package attendee

import (
	"slices"

	"github.com/gofiber/fiber/v2"

	"samling/models/event"
	"samling/models/store"
	"samling/views/text"
)

func (h *Handlers) loadProgramme(c *fiber.Ctx, p *eventPage) error {
	db := h.Store.Read(c.UserContext())
	items, err := event.Programme(db, p.Edition.ID)
	if err != nil {
		return err
	}
	if p.Documents, err = event.Documents(db, p.Edition.ID); err != nil {
		return err
	}
	if p.Seminars, err = h.seminarCards(c, p.Edition, items); err != nil {
		return err
	}
	p.Ranked = event.IsRanked(items)
	p.FirstCome = slices.ContainsFunc(items, func(i event.Item) bool { return i.Slot > 0 && i.Choose == event.FirstCome })
	zone := p.Edition.Zone()
	for _, item := range items {
		view := itemView{Item: item, From: p.Clock(item.StartsAt.In(zone)), To: p.Clock(item.EndsAt.In(zone))}
		view.Documents = documentsOf(p.Documents, item.ID)
		view.Lanes = lanes(p.Seminars, item.Slot)
		if item.Slot > 0 {
			p.SlotCount++
		}
		p.Items = append(p.Items, view)
	}
	return nil
}

func documentsOf(all []event.Document, item store.ID) (of []event.Document) {
	for _, d := range all {
		if d.ItemID != nil && *d.ItemID == item {
			of = append(of, d)
		}
	}
	return of
}

func lanes(cards []seminarCard, slot int) (all []laneView) {
	for _, card := range cards {
		for _, s := range card.Sessions {
			if slot > 0 && s.Slot == slot {
				all = append(all, laneView{s.Room, card.Key, card.Title})
			}
		}
	}
	text.SortSwedish(all, func(l laneView) string { return l.Room })
	return all
}
