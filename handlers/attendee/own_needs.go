package attendee

import (
	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/registration"
	"samling/models/store"
)

// OwnNeeds shows what somebody said they need, to be changed or erased.
func (h *Handlers) OwnNeeds(c *fiber.Ctx) error {
	p, r, _, err := h.change(c, "attendee.needs_title")
	if err != nil {
		return err
	}
	needs, err := registration.NeedsOf(h.Store.Read(c.UserContext()), r.ID)
	if err != nil {
		return err
	}
	p.Needs, p.Any = newNeedChoices(), !needs.Empty()
	web.Problems(&p.Base, map[string][]string{"needs": needs.Choices, "needs_text": {needs.Text}}, nil)
	return h.Show(c, fiber.StatusOK, "attendee/own_needs", p)
}

// SaveOwnNeeds replaces somebody's needs; with nothing ticked or written they are erased.
func (h *Handlers) SaveOwnNeeds(c *fiber.Ctx) error {
	p, r, _, err := h.change(c, "attendee.needs_title")
	if err != nil {
		return err
	}
	sent, err := web.ReadForm(c, "needs")
	if err != nil {
		return err
	}
	choices, text, wrong := registration.CheckNeeds(sent.All("needs"), sent.Get("needs_text"))
	if problems := join(sent.Problems, wrong); len(problems) > 0 {
		p.Needs = newNeedChoices()
		web.Problems(&p.Base, sent.Values, problems)
		return h.Show(c, fiber.StatusUnprocessableEntity, "attendee/own_needs", p)
	}
	err = h.Store.Write(c.UserContext(), func(tx *store.Tx) error {
		return registration.SetNeeds(tx, r.ID, registration.Needs{Choices: choices, Text: text}, registration.Self)
	})
	if err != nil {
		return err
	}
	return c.Redirect(p.Here+"?klar=behov", fiber.StatusSeeOther)
}

// EraseOwnNeeds deletes them. It works for somebody who is not coming, too: their needs are nobody's business.
func (h *Handlers) EraseOwnNeeds(c *fiber.Ctx) error {
	r, _, err := h.own(c)
	if err != nil {
		return err
	}
	err = h.Store.Write(c.UserContext(), func(tx *store.Tx) error { return registration.EraseNeeds(tx, r.ID, registration.Self) })
	if err != nil {
		return err
	}
	return c.Redirect(ownPath(h.Store.Keys(), r)+"?klar=raderat", fiber.StatusSeeOther)
}
