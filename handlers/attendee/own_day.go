package attendee

import (
	"strconv"

	"github.com/gofiber/fiber/v2"

	"samling/models/event"
	"samling/models/registration"
	"samling/models/seminar"
	"samling/models/store"
)

// dayItem is a line of somebody's own programme: where a slot has seminars it is theirs.
type dayItem struct {
	At, From, Title, Note string
	Pause                 bool
}

func (h *Handlers) loadOwnDay(c *fiber.Ctx, p *ownPage) error {
	db := h.Store.Read(c.UserContext())
	items, err := event.Programme(db, p.Edition.ID)
	if err != nil {
		return err
	}
	p.Ranked = event.IsRanked(items)
	places, err := seminar.PlacesOf(db, p.Edition.ID, p.R.ID)
	if err != nil {
		return err
	}
	p.Placed = len(places) > 0
	for _, item := range items {
		p.Items = append(p.Items, p.dayItem(item, places))
	}
	return h.loadOwnWishes(c, p)
}

func (p *ownPage) dayItem(item event.Item, places []seminar.Place) dayItem {
	at := item.StartsAt.In(p.Edition.Zone())
	d := dayItem{At: at.Format("15:04"), From: p.Clock(at), Title: item.Title, Pause: item.Kind == "break" || item.Kind == "check_in"}
	if item.Slot == 0 {
		return d
	}
	switch item.Choose {
	case event.FirstCome:
		d.Note = p.T("seminarval.not_chosen")
	case event.Fixed:
		d.Note = p.T("seminarval.placed_by_organiser")
	default:
		d.Note = p.T("attendee.slot_later")
	}
	for _, place := range places {
		if place.Slot == item.Slot {
			d.Title, d.Note = place.Title, place.Room
			if place.Withdrawn {
				d.Note = p.T("seminarval.withdrawn")
				return d
			}
			if place.Rank > 0 {
				d.Note += ", " + p.T("attendee.your_choice_"+strconv.Itoa(min(place.Rank, seminar.MaxWishes)))
			}
			return d
		}
	}
	switch {
	case p.R.Status != registration.Confirmed:
		d.Note = ""
	case item.Choose == event.Ranked && len(places) > 0:
		d.Note = p.T("seminarval.no_place")
	}
	return d
}

func (h *Handlers) loadOwnWishes(c *fiber.Ctx, p *ownPage) error {
	db := h.Store.Read(c.UserContext())
	wishes, err := seminar.WishesOf(db, p.R.ID)
	if err != nil {
		return err
	}
	titles, err := h.seminarTitles(c, p.Edition)
	if err != nil {
		return err
	}
	for _, id := range wishes {
		p.Wishes = append(p.Wishes, titles[id].Title)
	}
	return nil
}

func (h *Handlers) seminarTitles(c *fiber.Ctx, e event.Edition) (map[store.ID]event.Seminar, error) {
	all, err := event.Seminars(h.Store.Read(c.UserContext()), e.ID)
	if err != nil {
		return nil, err
	}
	byID := make(map[store.ID]event.Seminar, len(all))
	for _, s := range all {
		byID[s.ID] = s
	}
	return byID, nil
}

func (h *Handlers) loadOwnNeeds(c *fiber.Ctx, p *ownPage) error {
	needs, err := registration.NeedsOf(h.Store.Read(c.UserContext()), p.R.ID)
	if err != nil {
		return err
	}
	for _, key := range needs.Choices {
		p.NeedLabels = append(p.NeedLabels, p.T("attendee.need_"+key))
	}
	p.NeedsText = needs.Text
	return nil
}
