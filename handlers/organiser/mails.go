package organiser

import (
	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/account"
	"samling/models/event"
	"samling/models/mailbox"
	"samling/models/store"
	"samling/views/mail"
	"samling/views/page"
)

// mailsPage is the outbox.
type mailsPage struct {
	desk.Frame
	Tabs   []page.Link
	Mails  []mailLine
	Window desk.Window
	Whole  bool // of all editions
}

type mailLine struct {
	Href, At, What, To, State, Tone, Edition, Trouble string
}

// mailStates are the states that can be looked at, in the order of the tabs.
var mailStates = [...]mailbox.State{"", mailbox.Queued, mailbox.Sent, mailbox.Failed, mailbox.Unconfirmed, mailbox.Kept}

// AllMails lists the mails of every edition, for those who arrange them all; others are sent to their own edition's.
func (h *Handlers) AllMails(c *fiber.Ctx) error {
	if !web.User(c).May(account.Organiser, "") {
		mine, err := h.mine(c)
		if err != nil {
			return err
		}
		if len(mine) == 0 {
			return fiber.ErrForbidden
		}
		return c.Redirect(desk.Root(mine[0])+"/mejl", fiber.StatusSeeOther)
	}
	p := mailsPage{Frame: desk.Frame{Base: h.Base(c, "organiser.mails"), Root: "/arrangor"}, Whole: true}
	p.Styles = desk.Styles()
	p.Nav = []page.Link{
		{Href: "/arrangor", Text: p.T("organiser.editions"), Icon: "calendar"},
		{Href: "/arrangor/mejl", Text: p.T("organiser.mails"), Icon: "mail", Current: true},
	}
	return h.showMails(c, &p, "")
}

// Mails lists the mails of an edition.
func (h *Handlers) Mails(c *fiber.Ctx) error {
	p := mailsPage{Frame: desk.NewFrame(h.App, c, "organiser.mails", "/mejl")}
	return h.showMails(c, &p, web.Edition(c).ID)
}

func (h *Handlers) showMails(c *fiber.Ctx, p *mailsPage, edition store.ID) error {
	db := h.Store.Read(c.UserContext())
	state := mailState(c.Query("lage"))
	counts, err := mailbox.Counts(db, edition)
	if err != nil {
		return err
	}
	total := 0
	for _, n := range counts {
		total += n
	}
	counts[""] = total
	address := func(s mailbox.State) string { return p.Root + "/mejl?lage=" + string(s) }
	for _, s := range mailStates {
		if counts[s] > 0 || s == "" || s == state {
			p.Tabs = append(p.Tabs, page.Link{Href: address(s), Current: s == state,
				Text: p.T("organiser.mails_"+mailWord(s)) + " " + p.Int(counts[s])})
		}
	}
	p.Window = desk.Cut(c.QueryInt("sida", 1), counts[state], func(n int) string { return address(state) + "&sida=" + itoa(n) })
	mails, _, err := mailbox.Page(db, edition, state, desk.PerPage, p.Window.From)
	if err != nil {
		return err
	}
	editions, err := event.Editions(db)
	if err != nil {
		return err
	}
	for _, m := range mails {
		p.Mails = append(p.Mails, newMailLine(p.Base, editionOf(editions, m.EditionID), m))
	}
	return h.Show(c, fiber.StatusOK, "organiser/mails", p)
}

func mailState(s string) mailbox.State {
	for _, known := range mailStates {
		if s == string(known) {
			return known
		}
	}
	return ""
}

func mailWord(s mailbox.State) string {
	if s == "" {
		return "all"
	}
	return string(s)
}

func editionOf(editions []event.Edition, id store.ID) event.Edition {
	for _, e := range editions {
		if e.ID == id {
			return e
		}
	}
	return event.Edition{}
}

func newMailLine(b page.Base, e event.Edition, m mailbox.Mail) mailLine {
	l := mailLine{Href: "/arrangor/mejl/" + string(m.ID), At: b.Stamp(m.CreatedAt.In(e.Zone())), What: b.T("organiser.mail_kind." + string(m.Kind)),
		To: m.ToName, State: b.T("organiser.mail_state." + string(m.State)), Edition: e.Title, Trouble: mail.Trouble(b.Translator, m.LastError)}
	switch m.State {
	case mailbox.Sent:
		l.Tone = "ok"
	case mailbox.Failed:
		l.Tone = "bad"
	case mailbox.Unconfirmed:
		l.Tone = "warn"
	case mailbox.Queued, mailbox.Sending, mailbox.Kept:
		l.Tone = "info"
	}
	return l
}
