package attendee

import (
	"errors"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/registration"
	"samling/models/store"
)

// ownOffer is what somebody who waits sees besides their place: the seat that is held for them, and until when.
type ownOffer struct {
	Until  string // "" when there is none to answer
	TooOld bool   // its time is up, and it goes to the next within a minute
	Lapsed bool   // an earlier one was not answered
	Own    int    // place among the people of the same organisation
}

// OfferRoutes answer an offered seat.
func (h *Handlers) OfferRoutes() []web.Route {
	return []web.Route{
		{Method: fiber.MethodPost, Path: "/min/:secret/ja", Guard: web.Everyone, Handle: h.AcceptOffer},
		{Method: fiber.MethodPost, Path: "/min/:secret/nej", Guard: web.Everyone, Handle: h.DeclineOffer},
	}
}

// loadOwnOffer finds the offer of somebody who waits.
func (h *Handlers) loadOwnOffer(c *fiber.Ctx, p *ownPage) error {
	if p.R.Status != registration.Waitlisted {
		return nil
	}
	db := h.Store.Read(c.UserContext())
	place, err := registration.PlaceOf(db, p.R)
	if err != nil {
		return err
	}
	p.Offer.Own = place.Own
	o, err := registration.LastOffer(db, p.R.ID)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if o.Open(h.Now()) {
		p.Offer.Until = p.Moment(o.ExpiresAt.In(p.Edition.Zone()))
	}
	p.Offer.TooOld = o.State == registration.OfferOpen && !o.Open(h.Now())
	p.Offer.Lapsed = o.State == registration.OfferExpired
	return err
}

// AcceptOffer takes the seat. Doing it twice is doing it once.
func (h *Handlers) AcceptOffer(c *fiber.Ctx) error {
	return h.answerOffer(c, "plats", registration.AcceptOffer)
}

// DeclineOffer says no, and leaves the waitlist.
func (h *Handlers) DeclineOffer(c *fiber.Ctx) error {
	return h.answerOffer(c, "avbojt", registration.DeclineOffer)
}

func (h *Handlers) answerOffer(c *fiber.Ctx, word string, answer func(*store.Tx, store.ID, string) (registration.Registration, error)) error {
	r, _, err := h.own(c)
	if err != nil {
		return err
	}
	err = h.Store.Write(c.UserContext(), func(tx *store.Tx) error {
		_, err := answer(tx, r.ID, registration.Self)
		return err
	})
	if err != nil {
		return err
	}
	return c.Redirect(ownPath(h.Store.Keys(), r)+"?klar="+word, fiber.StatusSeeOther)
}
