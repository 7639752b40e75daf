package organiser

import (
	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
	"samling/views/page"
	"samling/views/text"
)

// invitePage is where people are invited: first the text area, then the list as it was judged.
type invitePage struct {
	desk.Frame
	Organisations []organisationGroup
	Looked        bool
	Paste         page.PasteTable
	Draft         bool // nobody can be invited to what nobody can see
}

const inviteView = "organiser/invite"

// remindPage is who will be reminded.
type remindPage struct {
	desk.Frame
	People []remindLine
	Soon   int // silent ones who were mailed within a day
	Open   bool
}

type remindLine struct{ Name, Organisation, Last string }

// NewInvitations shows the empty text area.
func (h *Handlers) NewInvitations(c *fiber.Ctx) error {
	p, err := h.invitePage(c, "")
	if err != nil {
		return err
	}
	return h.Show(c, fiber.StatusOK, inviteView, p)
}

func (h *Handlers) invitePage(c *fiber.Ctx, organisation string) (*invitePage, error) {
	p := &invitePage{Frame: desk.NewFrame(h.App, c, "invitations.invite", "/inbjudningar"), Draft: !web.Edition(c).Public()}
	p.Styles = append(p.Styles, "css/groups.css")
	p.Under("/inbjudningar", "invitations.title")
	var err error
	p.Organisations, err = h.organisationChoice(c, p.Base, organisation)
	return p, err
}

// Invite takes a list: looks at it, shows it to be mended, or sends the invitations.
func (h *Handlers) Invite(c *fiber.Ctx) error {
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	p, err := h.invitePage(c, form.Get("organisation"))
	if err != nil {
		return err
	}
	list := web.ReadPasted(c, form)
	if form.Get("gor") == "andra" && !list.Fresh {
		values := map[string][]string{web.ListField: {list.AsText(p.T("paste.headings"))}, "organisation": {form.Get("organisation")}}
		web.Problems(&p.Base, values, nil)
		return h.Show(c, fiber.StatusOK, inviteView, p)
	}
	if problems := web.PasteProblems(list); len(problems) > 0 {
		web.Problems(&p.Base, form.Values, problems)
		return h.Show(c, fiber.StatusUnprocessableEntity, inviteView, p)
	}
	judged, known, err := h.judgeInvited(c, form.Get("organisation"), list)
	if err != nil {
		return err
	}
	if !known {
		web.Problems(&p.Base, form.Values, []page.Problem{{Field: "organisation", Key: "error.choose"}})
		return h.Show(c, fiber.StatusUnprocessableEntity, inviteView, p)
	}
	p.preview(form, list, judged)
	if form.Get("gor") != "bjud" {
		return h.Show(c, fiber.StatusOK, inviteView, p)
	}
	return h.sendInvitations(c, p, form, judged)
}

// judgeInvited judges a list. People who choose their organisation themselves have none yet, which is no fault.
func (h *Handlers) judgeInvited(c *fiber.Ctx, organisation string, list web.Pasted) (judged []registration.Judged, known bool, err error) {
	e, db := web.Edition(c), h.Store.Read(c.UserContext())
	orgs, err := event.Organisations(db, e.ID)
	if err != nil {
		return nil, false, err
	}
	known = organisation == ""
	for _, o := range orgs {
		known = known || o.Key == organisation
	}
	taken, err := registration.TakenOrInvited(db, e.ID, list.People)
	if err != nil {
		return nil, false, err
	}
	orgs = append(orgs, event.Organisation{Key: ""})
	return registration.Judge(orgs, organisation, list.People, taken, list.LeftOut), known, nil
}

func (p *invitePage) preview(form web.Form, list web.Pasted, judged []registration.Judged) {
	p.Looked = true
	var extra []page.Problem
	if !list.Fresh {
		extra = form.Problems
	}
	p.Paste = page.NewPasteTable(p.Translator, judged, list.Skipped, extra...)
	p.Form.Values = map[string][]string{"organisation": {form.Get("organisation")}, "lang": {form.Get("lang")}}
	if p.Paste.Mend > 0 && !list.Fresh {
		p.Form.Problems = []page.Problem{{Key: "paste.mend_how"}} // the page's title says that there is something wrong
	}
}

func (h *Handlers) sendInvitations(c *fiber.Ctx, p *invitePage, form web.Form, judged []registration.Judged) error {
	forms := registration.GoodForms(judged)
	if p.Paste.Mend > 0 || len(forms) == 0 {
		p.Form.Problems = []page.Problem{{Key: "paste.mend_how"}}
		return h.Show(c, fiber.StatusUnprocessableEntity, inviteView, p)
	}
	for i := range forms {
		forms[i].Lang = form.Get("lang")
	}
	e := web.Edition(c)
	err := h.Store.Write(c.UserContext(), func(tx *store.Tx) error {
		if err := event.Require(tx.DB, e.ID, event.See); err != nil {
			return err
		}
		if err := event.Require(tx.DB, e.ID, event.Manage); err != nil {
			return err
		}
		n, err := registration.Invite(tx, e, forms, string(web.User(c).ID))
		if err != nil {
			return err
		}
		return desk.Log(tx, c, "invited", "", "invitations="+itoa(n))
	})
	if store.KindOf(err) == store.Conflict {
		p.Notice = &page.Notice{Tone: "bad", Text: p.T("error.not_in_state")}
		return h.Show(c, fiber.StatusConflict, inviteView, p)
	}
	if err != nil {
		return err
	}
	return desk.Back(c, "/inbjudningar", "invited")
}

// AskRemind shows who will be reminded, and when they last heard of us.
func (h *Handlers) AskRemind(c *fiber.Ctx) error {
	p, err := h.remindPage(c)
	if err != nil {
		return err
	}
	return h.Show(c, fiber.StatusOK, "organiser/remind", p)
}

func (h *Handlers) remindPage(c *fiber.Ctx) (*remindPage, error) {
	e, now := web.Edition(c), h.Now()
	p := &remindPage{Frame: desk.NewFrame(h.App, c, "invitations.remind", "/inbjudningar"), Open: e.Registration(now) == event.Open}
	p.Under("/inbjudningar", "invitations.title")
	people, err := registration.Invitations(h.Store.Read(c.UserContext()), e.ID)
	if err != nil {
		return nil, err
	}
	text.SortSwedish(people, func(i registration.Invitation) string { return i.Name })
	for _, i := range people {
		last := i.InvitedAt
		if !i.RemindedAt.IsZero() {
			last = i.RemindedAt
		}
		switch {
		case i.Remindable(now):
			p.People = append(p.People, remindLine{i.Name, i.OrganisationName, p.Stamp(last.In(e.Zone()))})
		case i.Silent():
			p.Soon++
		}
	}
	return p, nil
}

// Remind mails them. Whoever has answered since the page was shown is left in peace.
func (h *Handlers) Remind(c *fiber.Ctx) error {
	e := web.Edition(c)
	err := h.Store.Write(c.UserContext(), func(tx *store.Tx) error {
		n, err := registration.Remind(tx, e)
		if err != nil {
			return err
		}
		return desk.Log(tx, c, "reminded", "", "reminders="+itoa(n))
	})
	if kind := store.KindOf(err); kind == store.Conflict || kind == store.Gone {
		p, failed := h.remindPage(c)
		if failed != nil {
			return failed
		}
		p.Notice = &page.Notice{Tone: "bad", Text: p.T("invitations.remind_closed")}
		return h.Show(c, fiber.StatusConflict, "organiser/remind", p)
	}
	if err != nil {
		return err
	}
	return desk.Back(c, "/inbjudningar", "reminded")
}
