package organiser

import (
	"net/url"
	"slices"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
	"samling/views/page"
	"samling/views/text"
)

// invitationsPage is who may register, who is asked to, and what they answered.
type invitationsPage struct {
	desk.Frame
	Accesses []accessChoice
	Counts   []invitedCount
	Rows     []invitedOrganisation
	NoLink   int // organisations that never had a link
	Tabs     []page.Link
	People   []invitedLine
	Window   desk.Window
	Invited  int // people, whatever they answered
	Ready    int // who may be reminded now
	Only     bool
}

type accessChoice struct {
	Value, Text, Help string
	Chosen            bool
}

type invitedCount struct {
	Label string
	N     int
}

// invitedOrganisation is one organisation's link and people.
type invitedOrganisation struct {
	Name            string
	Link            store.ID // '' when there is none
	Revoked         bool
	ByLink          int // registered through it
	Invited         int
	Yes, No, Silent int
}

type invitedLine struct {
	ID, Name, Email, Organisation, Chip, Tone, When string
	Revocable                                       bool
}

// InvitationRoutes are the pages about invitations.
func (h *Handlers) InvitationRoutes() []web.Route {
	line := func(method, path string, handle fiber.Handler) web.Route {
		return web.Route{Method: method, Path: "/arrangor/:edition/inbjudningar" + path, Guard: web.Organiser, Handle: handle}
	}
	get, post := fiber.MethodGet, fiber.MethodPost
	return []web.Route{
		line(get, "", h.Invitations),
		line(post, "/atkomst", h.SetAccess),
		line(get, "/nya", h.NewInvitations),
		line(post, "/nya", h.Invite),
		line(get, "/paminn", h.AskRemind),
		line(post, "/paminn", h.Remind),
		line(post, "/lankar", h.MakeLinks),
		line(get, "/lankar/:id", h.InvitationLink),
		line(get, "/lankar/:id/kod.png", h.InvitationLinkPNG),
		line(get, "/lankar/:id/kod.pdf", h.InvitationLinkPDF),
		line(post, "/lankar/:id/ny", h.RenewLink),
		line(get, "/lankar/:id/aterkalla", h.AskRevokeLink),
		line(post, "/lankar/:id/aterkalla", h.RevokeLink),
		line(get, "/:id/aterkalla", h.AskRevokeInvitation),
		line(post, "/:id/aterkalla", h.RevokeInvitation),
	}
}

const invitationsView = "organiser/invitations"

// Invitations shows the page.
func (h *Handlers) Invitations(c *fiber.Ctx) error {
	p, err := h.invitationsPage(c)
	if err != nil {
		return err
	}
	return h.Show(c, fiber.StatusOK, invitationsView, p)
}

func (h *Handlers) invitationsPage(c *fiber.Ctx) (*invitationsPage, error) {
	e, db := web.Edition(c), h.Store.Read(c.UserContext())
	p := &invitationsPage{Frame: desk.NewFrame(h.App, c, "invitations.title", "/inbjudningar"), Only: e.Access == event.InvitedOnly}
	p.Styles = append(p.Styles, "css/groups.css")
	for _, a := range event.Accesses {
		key := "invitations.access_" + string(a)
		p.Accesses = append(p.Accesses, accessChoice{string(a), p.T(key), p.T(key + "_help"), a == e.Access})
	}
	organisations, err := event.Organisations(db, e.ID)
	if err != nil {
		return nil, err
	}
	links, err := registration.InvitationLinks(db, e.ID)
	if err != nil {
		return nil, err
	}
	people, err := registration.Invitations(db, e.ID)
	if err != nil {
		return nil, err
	}
	p.organisations(organisations, links, people)
	p.count(people)
	p.list(c, e, people)
	for _, i := range people {
		if i.Remindable(h.Now()) {
			p.Ready++
		}
	}
	return p, nil
}

// organisations puts together what is known of each, in Swedish order. People without one come last.
func (p *invitationsPage) organisations(all []event.Organisation, links, people []registration.Invitation) {
	text.SortSwedish(all, func(o event.Organisation) string { return o.Name })
	place := map[store.ID]int{}
	for n, o := range all {
		p.Rows = append(p.Rows, invitedOrganisation{Name: o.Name})
		place[o.ID] = n
	}
	for _, l := range links {
		row := &p.Rows[place[l.OrganisationID]]
		row.Link, row.Revoked, row.ByLink = l.ID, !l.RevokedAt.IsZero(), l.Registered
	}
	p.NoLink = len(all) - len(links)
	none := invitedOrganisation{Name: p.T("invitations.no_organisation")}
	for _, i := range people {
		row := &none
		if n, known := place[i.OrganisationID]; known {
			row = &p.Rows[n]
		}
		row.add(i)
	}
	if none.Invited > 0 {
		p.Rows = append(p.Rows, none)
	}
}

func (o *invitedOrganisation) add(i registration.Invitation) {
	a := i.Answer()
	if a == registration.AnswerTakenOut {
		return
	}
	o.Invited++
	switch {
	case a == registration.AnswerYes:
		o.Yes++
	case a == registration.AnswerNo:
		o.No++
	default:
		o.Silent++
	}
}

func (p *invitationsPage) count(people []registration.Invitation) {
	counts := map[registration.Answer]int{}
	for _, i := range people {
		counts[i.Answer()]++
	}
	p.Invited = len(people) - counts[registration.AnswerTakenOut]
	silent := counts[registration.Invited] + counts[registration.Opened] + counts[registration.Reminded]
	p.Counts = []invitedCount{{p.T("invitations.invited"), p.Invited}, {p.T("invitations.yes"), counts[registration.AnswerYes]},
		{p.T("invitations.no"), counts[registration.AnswerNo]}, {p.T("invitations.silent"), silent}}
	for _, a := range append([]registration.Answer{""}, registration.Answers[:]...) {
		n := counts[a]
		if a == "" {
			n = len(people)
		}
		if n > 0 {
			p.Tabs = append(p.Tabs, page.Link{Href: p.Root + "/inbjudningar?svar=" + url.QueryEscape(string(a)) + "#personer",
				Text: p.T("invitations.tab_"+answerWord(a)) + " " + p.Int(n)})
		}
	}
}

func answerWord(a registration.Answer) string {
	if a == "" {
		return "all"
	}
	return string(a)
}

// list is the page of people with the answer that the address asks for.
func (p *invitationsPage) list(c *fiber.Ctx, e event.Edition, people []registration.Invitation) {
	want := registration.Answer(c.Query("svar"))
	if want != "" && !slices.Contains(registration.Answers[:], want) {
		want = ""
	}
	address := p.Root + "/inbjudningar?svar=" + string(want)
	for n := range p.Tabs {
		p.Tabs[n].Current = p.Tabs[n].Href == address+"#personer"
	}
	people = slices.DeleteFunc(people, func(i registration.Invitation) bool { return want != "" && i.Answer() != want })
	text.SortSwedish(people, func(i registration.Invitation) string { return i.Name })
	p.Window = desk.Cut(c.QueryInt("sida", 1), len(people), func(n int) string { return address + "&sida=" + itoa(n) + "#personer" })
	for _, i := range people[p.Window.From:p.Window.To] {
		p.People = append(p.People, p.person(e, i))
	}
}

func (p *invitationsPage) person(e event.Edition, i registration.Invitation) invitedLine {
	a := i.Answer()
	l := invitedLine{ID: string(i.ID), Name: i.Name, Email: i.Email, Organisation: i.OrganisationName, Chip: p.T("invitations.answer_" + string(a)),
		Revocable: i.Silent() || a == registration.AnswerNo}
	if i.Email == "" {
		l.Name = p.T("invitations.erased")
	}
	at := i.InvitedAt
	switch a {
	case registration.AnswerYes:
		l.Tone = "ok"
	case registration.AnswerNo:
		l.Tone, at = "info", i.DeclinedAt
	case registration.AnswerTakenOut:
		l.Tone, at = "bad", i.RevokedAt
	case registration.Reminded:
		l.Tone, at = "warn", i.RemindedAt
	case registration.Opened:
		at = i.OpenedAt
	case registration.Invited:
	}
	l.When = p.Stamp(at.In(e.Zone()))
	return l
}

// SetAccess says who may register.
func (h *Handlers) SetAccess(c *fiber.Ctx) error {
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	p, err := h.invitationsPage(c)
	if err != nil {
		return err
	}
	access := event.Access(form.Get("access"))
	return desk.Save(h.App, c, desk.Edit{View: invitationsView, Page: p, Form: form, Path: "/inbjudningar", Done: "access_set", Do: func(tx *store.Tx) error {
		if err := event.SetAccess(tx, web.Edition(c).ID, desk.Version(form), access); err != nil {
			return err
		}
		return desk.Log(tx, c, "access_set", "", "access="+string(access))
	}})
}

// AskRevokeInvitation asks before a person's code dies.
func (h *Handlers) AskRevokeInvitation(c *fiber.Ctx) error {
	i, err := h.invitationOf(c)
	if err != nil {
		return err
	}
	p := desk.Confirm{Frame: desk.NewFrame(h.App, c, "invitations.revoke_title", "/inbjudningar")}
	p.Under("/inbjudningar", "invitations.title")
	p.Text, p.Button = p.T("invitations.revoke_text", "Name", i.Name), p.T("invitations.revoke")
	p.Action, p.Cancel = p.Root+"/inbjudningar/"+string(i.ID)+"/aterkalla", p.Root+"/inbjudningar"
	return h.Show(c, fiber.StatusOK, desk.ConfirmView, &p)
}

func (h *Handlers) invitationOf(c *fiber.Ctx) (registration.Invitation, error) {
	id, err := desk.PathID(c)
	if err != nil {
		return registration.Invitation{}, err
	}
	return registration.InvitationByID(h.Store.Read(c.UserContext()), web.Edition(c).ID, id)
}

// RevokeInvitation makes a person's code worthless.
func (h *Handlers) RevokeInvitation(c *fiber.Ctx) error {
	i, err := h.invitationOf(c)
	if err != nil {
		return err
	}
	return h.doneWith(c, "/inbjudningar", "invitation_revoked", func(tx *store.Tx) error {
		if err := registration.RevokeInvitation(tx, web.Edition(c).ID, i.ID); err != nil {
			return err
		}
		return desk.Log(tx, c, "invitation_revoked", i.ID, "")
	})
}

// doneWith does something that no form can be wrong about, and goes back to a page that tells so.
func (h *Handlers) doneWith(c *fiber.Ctx, path, word string, do func(tx *store.Tx) error) error {
	if err := h.Store.Write(c.UserContext(), do); err != nil {
		return err
	}
	h.Cache.Clear()
	return desk.Back(c, path, word)
}
