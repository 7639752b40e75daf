package attendee

import (
	"errors"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/seminar"
	"samling/models/store"
	"samling/views/page"
)

// OwnWishes shows the ranking as it is, to be changed until the deadline.
func (h *Handlers) OwnWishes(c *fiber.Ctx) error {
	p, r, e, err := h.wishesPage(c)
	if err != nil {
		return err
	}
	wishes, err := seminar.WishesOf(h.Store.Read(c.UserContext()), r.ID)
	if err != nil {
		return err
	}
	seminars, err := h.seminarTitles(c, e)
	if err != nil {
		return err
	}
	values := map[string][]string{}
	for i, id := range wishes {
		values[wishField(i+1)] = []string{seminars[id].Key}
	}
	web.Problems(&p.Base, values, nil)
	return h.Show(c, fiber.StatusOK, "attendee/own_wishes", p)
}

func (h *Handlers) wishesPage(c *fiber.Ctx) (*changePage, registration.Registration, event.Edition, error) {
	p, r, e, err := h.change(c, "attendee.wishes_title")
	if err != nil {
		return p, r, e, err
	}
	if !e.WishesOpen(h.Now()) {
		return p, r, e, registration.ErrWishes
	}
	p.Until = p.Moment(e.WishesCloseAt.In(e.Zone()))
	_, err = seminar.PublishedRun(h.Store.Read(c.UserContext()), e.ID)
	if p.Placed = err == nil; err != nil && !errors.Is(err, store.ErrNotFound) {
		return p, r, e, err
	}
	if p.Ranking, err = h.ranking(c, e); err == nil && len(p.Ranking.Seminars) == 0 {
		err = store.ErrNotFound // nothing is ranked on this day
	}
	return p, r, e, err
}

// SaveOwnWishes saves a changed ranking.
func (h *Handlers) SaveOwnWishes(c *fiber.Ctx) error {
	p, r, e, err := h.wishesPage(c)
	if err != nil {
		return err
	}
	sent, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	seminars, err := event.Rankable(h.Store.Read(c.UserContext()), e.ID)
	if err != nil {
		return err
	}
	wishes, wrong := registration.CheckWishes(e, seminars, wishesOf(sent))
	problems := join(sent.Problems, wrong)
	if len(problems) == 0 {
		err = h.Store.Write(c.UserContext(), func(tx *store.Tx) error {
			return registration.SetWishes(tx, e, r.ID, wishes, registration.Self)
		})
		switch {
		case err == nil:
			return c.Redirect(p.Here+"?klar=onskemal", fiber.StatusSeeOther)
		case !errors.Is(err, registration.ErrUnknown):
			return err
		}
		problems = []page.Problem{{Field: "wishes", Key: "attendee.problem.wish_unknown"}}
	}
	web.Problems(&p.Base, sent.Values, problems)
	return h.Show(c, fiber.StatusUnprocessableEntity, "attendee/own_wishes", p)
}
