package organiser

import (
	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
)

// SaveSeatRules saves when quotas end and how free seats are offered.
func (h *Handlers) SaveSeatRules(c *fiber.Ctx) error {
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	p, err := h.seatsPage(c)
	if err != nil {
		return err
	}
	for i := range p.Rules {
		p.Rules[i].Chosen = p.Rules[i].Value == form.Get("rule")
	}
	rules := event.SeatRulesForm{QuotasOn: form.Get("quotas_on"), QuotasAt: form.Get("quotas_at"), OfferHours: form.Get("offer_hours"),
		OfferHoursAtLast: form.Get("offer_hours_last"), Rule: form.Get("rule"), CheckDomains: form.Ticked("check_domains")}
	if !rules.CheckDomains {
		delete(p.Form.Values, "check_domains")
	}
	return desk.Save(h.App, c, desk.Edit{View: "organiser/seats", Page: p, Form: p.also(form), Path: "/platser", Done: "seat_rules_saved",
		Do: func(tx *store.Tx) error {
			e := web.Edition(c)
			if err := event.SetSeatRules(tx, e, desk.Version(form), rules); err != nil {
				return err
			}
			if err := desk.Log(tx, c, "seat_rules_set", "", ""); err != nil {
				return err
			}
			_, err := registration.PassOn(tx, e.ID, string(web.User(c).ID))
			return err
		}})
}

// OfferFree offers what is free to those next in turn, where the organiser has kept that for themselves.
func (h *Handlers) OfferFree(c *fiber.Ctx) error {
	err := h.Store.Write(c.UserContext(), func(tx *store.Tx) error {
		_, err := registration.OfferFree(tx, web.Edition(c).ID, string(web.User(c).ID))
		return err
	})
	if err != nil {
		return err
	}
	h.Cache.Clear()
	return desk.Back(c, "/platser", "seats_offered")
}

// Promote gives somebody who waits a seat at once, out of turn.
func (h *Handlers) Promote(c *fiber.Ctx) error {
	r, err := h.person(c)
	if err != nil {
		return err
	}
	form, err := web.ReadForm(c, "reason")
	if err != nil {
		return err
	}
	p, err := h.personPage(c, r)
	if err != nil {
		return err
	}
	for name, value := range p.Form.Values {
		form.Values[name] = value
	}
	return desk.Save(h.App, c, desk.Edit{View: "organiser/person", Page: p, Form: form, Path: "/deltagare/" + string(r.ID), Done: "person_promoted",
		Do: func(tx *store.Tx) error {
			_, err := registration.Promote(tx, r.ID, form.Get("reason"), string(web.User(c).ID))
			return err
		}})
}
