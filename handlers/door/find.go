package door

import (
	"cmp"
	"slices"
	"time"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/account"
	"samling/models/door"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
	"samling/views/text"
)

// How often one may search: a queue is faster than that by no means, and a copy of the register is made by many.
const (
	searches     = 60
	searchWindow = time.Minute
)

// find searches people and says it in the reader's language. That somebody searched is noted, and never for what.
// Errors: door.ErrShortSearch, door.ErrShortOnPhone, account.ErrTooMany.
func (h *Handlers) find(c *fiber.Ctx, e event.Edition, q string) ([]hit, bool, error) {
	if len(q) > door.MaxCode {
		return nil, false, door.ErrTooLong.On("q")
	}
	if _, ok := web.Device(c); ok && !door.LongOnPhone(q) {
		return nil, false, door.ErrShortOnPhone
	}
	err := h.Store.Write(c.UserContext(), func(tx *store.Tx) error {
		if err := account.Throttle(tx, "door_search|"+actor(c), searches, searchWindow); err != nil {
			return err
		}
		return account.Log(tx, account.Entry{Actor: actor(c), EditionID: e.ID, Action: "door_searched"})
	})
	if err != nil {
		return nil, false, err
	}
	found, err := door.Search(h.Store.Read(c.UserContext()), e.ID, q)
	if err != nil {
		return nil, false, err
	}
	hits := make([]hit, 0, len(found.Hits))
	for _, f := range found.Hits {
		one := hit{RegistrationID: f.ID, Name: f.Name, Organisation: f.Organisation, Status: f.Status,
			InsideSince: clock(h.T(c), e, f.InsideSince)}
		one.Note = h.note(c, one)
		hits = append(hits, one)
	}
	text.SortSwedish(hits, func(one hit) string { return one.Name })
	slices.SortStableFunc(hits, func(a, b hit) int { return cmp.Compare(a.rest(), b.rest()) })
	return hits, found.More, nil
}

// rest puts whom can be let in before the rest: that is who stands at the door.
func (one hit) rest() int {
	if one.Note == "" {
		return 0
	}
	return 1
}

// note is what the list says of somebody who cannot simply be let in.
func (h *Handlers) note(c *fiber.Ctx, one hit) string {
	switch {
	case one.Status == registration.Cancelled:
		return h.T(c).T("door.hit_canceled")
	case one.Status == registration.Waitlisted:
		return h.T(c).T("door.hit_waitlisted")
	case one.InsideSince != "":
		return h.T(c).T("door.hit_inside", "Time", one.InsideSince)
	}
	return ""
}

func (h *Handlers) foundText(c *fiber.Ctx, hits []hit, more bool) string {
	if more {
		return h.T(c).T("door.hits_more", "Max", len(hits))
	}
	if len(hits) == 0 {
		return h.T(c).T("door.no_hits")
	}
	return h.T(c).T("door.hits", "n", len(hits))
}
