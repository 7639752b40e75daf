package evaluation

import (
	"time"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/event"
	"samling/models/store"
	"samling/models/survey"
)

// planView is the plan as the page shows it.
type planView struct {
	Openings []desk.Option
	Remind   bool
	ByCode   bool
	Reminded []int // days
	Days     []int
}

func (p *evaluationPage) readPlan(db *store.DB, e event.Edition) error {
	plan, err := survey.PlanOf(db, e.ID)
	if err != nil {
		return err
	}
	p.Plan = planView{Remind: plan.Remind, ByCode: plan.ByCode, Days: survey.RemindDays[:]}
	for _, o := range survey.Openings {
		p.Plan.Openings = append(p.Plan.Openings, desk.Option{Value: string(o), Text: p.T("evaluation.opening." + string(o)), Chosen: o == plan.Opening})
	}
	if !plan.OpensAt.IsZero() {
		at := plan.OpensAt.In(e.Zone())
		p.Form.Values = desk.Values("date", at.Format(time.DateOnly), "time", at.Format("15.04"))
	}
	p.Plan.Reminded, err = survey.Reminded(db, e.ID)
	return err
}

// SavePlan keeps when the evaluation opens, whether people are reminded, and whether the codes lead to the short form.
func (h *Handlers) SavePlan(c *fiber.Ctx) error {
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	p, err := h.evaluationPage(c)
	if err != nil {
		return err
	}
	e := web.Edition(c)
	plan := survey.Plan{Opening: survey.Opening(form.Get("opening")), Remind: form.Ticked("remind"), ByCode: form.Ticked("by_code")}
	edit := desk.Edit{View: evaluationView, Page: p, Form: form, Path: "/utvardering", Done: "evaluation.done.plan"}
	if plan.Opening == survey.AtTime {
		at, err := event.ReadMoment("date", form.Get("date"), "time", form.Get("time"), e.Zone())
		if err != nil {
			return desk.Again(h.App, c, edit, err)
		}
		plan.OpensAt = store.At(at)
	}
	edit.Do = func(tx *store.Tx) error { return survey.SetPlan(tx, e, plan) }
	return desk.Save(h.App, c, edit)
}
