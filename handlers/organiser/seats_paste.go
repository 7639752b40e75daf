package organiser

import (
	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/registration"
	"samling/models/store"
	"samling/views/page"
)

// pastedLine is a line of a pasted list with what is to be said of it.
type pastedLine struct {
	registration.QuotaLine
	Says, Tone string
}

// ReviewQuotas judges a pasted list and saves nothing.
func (h *Handlers) ReviewQuotas(c *fiber.Ctx) error {
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	p, err := h.pasted(c, &form)
	if err != nil {
		return err
	}
	p.Form.Values = p.also(form).Values
	if len(form.Problems) > 0 {
		web.Problems(&p.Base, p.Form.Values, form.Problems)
		return h.Show(c, fiber.StatusUnprocessableEntity, "organiser/seats", p)
	}
	return h.Show(c, fiber.StatusOK, "organiser/seats_paste", p)
}

// pasted reads the list and judges it against the quotas of now.
func (h *Handlers) pasted(c *fiber.Ctx, form *web.Form) (*seatsPage, error) {
	p, err := h.seatsPage(c)
	if err != nil {
		return nil, err
	}
	p.Title = p.T("seats.paste")
	p.Under("/platser", "seats.title")
	quotas, err := registration.QuotasOf(h.Store.Read(c.UserContext()), web.Edition(c).ID)
	if err != nil {
		return nil, err
	}
	lines, fits := registration.ReadQuotaLines(form.Get("lines"), quotas)
	if !fits || len(lines) == 0 {
		form.Problems = append(form.Problems, page.Problem{Field: "lines", Key: "seats.problem_lines"})
	}
	for _, l := range lines {
		line := pastedLine{QuotaLine: l, Says: p.T("seats.line_same"), Tone: ""}
		switch {
		case l.Problem != "":
			line.Says, line.Tone = p.T(l.Problem, "Taken", l.Taken), "warn"
			p.PastedRefused++
		case l.Changes():
			line.Says, line.Tone = p.T("seats.line_new", "Was", l.Was), "ok"
			p.PastedChanges++
		}
		p.Pasted = append(p.Pasted, line)
	}
	return p, nil
}

// SavePastedQuotas saves the lines that hold; the page has said which do not.
func (h *Handlers) SavePastedQuotas(c *fiber.Ctx) error {
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	p, err := h.pasted(c, &form)
	if err != nil {
		return err
	}
	lines := make([]registration.QuotaLine, len(p.Pasted))
	for i, l := range p.Pasted {
		lines[i] = l.QuotaLine
	}
	return desk.Save(h.App, c, desk.Edit{View: "organiser/seats_paste", Page: p, Form: p.also(form), Path: "/platser", Done: "quotas_saved",
		Do: func(tx *store.Tx) error {
			return registration.SetQuotas(tx, web.Edition(c).ID, desk.Version(form), registration.QuotasIn(lines), string(web.User(c).ID))
		}})
}
