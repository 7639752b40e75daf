package rooms

import (
	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/event"
	"samling/models/room"
	"samling/models/store"
	"samling/views/page"
)

// leadersPage is who leads which seminar, through a link of their own.
type leadersPage struct {
	desk.Frame
	Seminars []desk.Option
	Rows     []leaderLine
}

type leaderLine struct {
	room.Leader
	Chip, Tone string
	Questions  int
}

const leadersView = "rooms/leaders"

// Leaders shows the page.
func (h *Handlers) Leaders(c *fiber.Ctx) error {
	p, err := h.leadersPage(c, "")
	if err != nil {
		return err
	}
	return h.Show(c, fiber.StatusOK, leadersView, p)
}

func (h *Handlers) leadersPage(c *fiber.Ctx, chosen string) (*leadersPage, error) {
	e, db := web.Edition(c), h.Store.Read(c.UserContext())
	p := &leadersPage{Frame: frame(h.App, c, "leader.organiser_title")}
	p.Under(place, "rooms.title")
	all, err := room.Leaders(db, e.ID)
	if err != nil {
		return nil, err
	}
	questions, err := room.CountQuestions(db, e.ID)
	if err != nil {
		return nil, err
	}
	for _, one := range all {
		l := leaderLine{Leader: one, Questions: questions[one.SeminarID], Chip: p.T("leader.sent")}
		switch {
		case one.Revoked():
			l.Chip, l.Tone = p.T("leader.revoked"), "bad"
		case !one.OpenedAt.IsZero():
			l.Chip, l.Tone = p.T("leader.opened"), "ok"
		}
		p.Rows = append(p.Rows, l)
	}
	seminars, err := event.Seminars(db, e.ID)
	for _, s := range seminars {
		p.Seminars = append(p.Seminars, desk.Option{Value: string(s.ID), Text: s.Title, Chosen: string(s.ID) == chosen})
	}
	return p, err
}

// AddLeader makes a link for somebody and mails it.
func (h *Handlers) AddLeader(c *fiber.Ctx) error {
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	p, err := h.leadersPage(c, form.Get("seminar"))
	if err != nil {
		return err
	}
	return desk.Save(h.App, c, desk.Edit{View: leadersView, Page: p, Form: form, Path: leaders, Done: "leader.done.added", Do: func(tx *store.Tx) error {
		if err := h.mayMail(tx, c); err != nil {
			return err
		}
		one, err := room.AddLeader(tx, web.Edition(c).ID, room.LeaderForm{Name: form.Get("name"), Email: form.Get("email"), Lang: form.Get("lang"),
			Seminar: store.ID(form.Get("seminar")), ShowsNames: form.Ticked("namn")}, string(web.User(c).ID))
		if err != nil {
			return err
		}
		return desk.Log(tx, c, "leader_added", one.ID, "")
	}})
}

// mayMail: the page behind the link is of a day that people may see.
func (h *Handlers) mayMail(tx *store.Tx, c *fiber.Ctx) error {
	if err := event.Require(tx.DB, web.Edition(c).ID, event.See); err != nil {
		return err
	}
	return event.Require(tx.DB, web.Edition(c).ID, event.Manage)
}

// MailLeader mails somebody the link that they have.
func (h *Handlers) MailLeader(c *fiber.Ctx) error {
	return h.changeLeader(c, "mailed", func(tx *store.Tx, id store.ID) error { return room.MailLeader(tx, web.Edition(c).ID, id) })
}

// RenewLeader gives somebody a new link; the old one is dead.
func (h *Handlers) RenewLeader(c *fiber.Ctx) error {
	return h.changeLeader(c, "renewed", func(tx *store.Tx, id store.ID) error {
		if err := h.mayMail(tx, c); err != nil {
			return err
		}
		return room.RenewLeader(tx, web.Edition(c).ID, id)
	})
}

// RevokeLeader closes somebody's link.
func (h *Handlers) RevokeLeader(c *fiber.Ctx) error {
	return h.changeLeader(c, "revoked", func(tx *store.Tx, id store.ID) error { return room.RevokeLeader(tx, web.Edition(c).ID, id) })
}

// SetNames lets somebody see names, or no longer.
func (h *Handlers) SetNames(c *fiber.Ctx) error {
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	show, word := form.Ticked("namn"), "names_hidden"
	if show {
		word = "names_shown"
	}
	return h.changeLeader(c, word, func(tx *store.Tx, id store.ID) error { return room.SetNames(tx, web.Edition(c).ID, id, show) })
}

// changeLeader does something with a leader; the word names it in the log and on the page. A conflict is told there.
func (h *Handlers) changeLeader(c *fiber.Ctx, word string, do func(tx *store.Tx, id store.ID) error) error {
	id, err := desk.PathID(c)
	if err != nil {
		return err
	}
	err = h.Store.Write(c.UserContext(), func(tx *store.Tx) error {
		if err := do(tx, id); err != nil {
			return err
		}
		return desk.Log(tx, c, "leader_"+word, id, "")
	})
	if kind := store.KindOf(err); kind == store.Conflict || kind == store.Gone {
		p, failed := h.leadersPage(c, "")
		if failed != nil {
			return failed
		}
		p.Notice = &page.Notice{Tone: "bad", Text: p.T("leader.changed")}
		return h.Show(c, fiber.StatusConflict, leadersView, p)
	}
	if err != nil {
		return err
	}
	return desk.Back(c, leaders, "leader.done."+word)
}

// leader finds the leader in the address.
func (h *Handlers) leader(c *fiber.Ctx) (room.Leader, error) {
	id, err := desk.PathID(c)
	if err != nil {
		return room.Leader{}, err
	}
	return room.LeaderOf(h.Store.Read(c.UserContext()), web.Edition(c).ID, id)
}

// AskRevokeLeader asks first.
func (h *Handlers) AskRevokeLeader(c *fiber.Ctx) error {
	one, err := h.leader(c)
	if err != nil {
		return err
	}
	p := desk.Confirm{Frame: frame(h.App, c, "leader.revoke_title")}
	p.Under(leaders, "leader.organiser_title")
	p.Text, p.Button = p.T("leader.revoke_text", "Name", one.Name, "Title", one.SeminarTitle), p.T("leader.revoke")
	p.Action, p.Cancel = p.Root+leaders+"/"+string(one.ID)+"/aterkalla", p.Root+leaders
	return h.Show(c, fiber.StatusOK, desk.ConfirmView, &p)
}

// seenPage is what a leader sees, shown to the organiser who answers for it.
type seenPage struct {
	desk.Frame
	Leader room.Leader
	Led    page.Led
	Remove string // where questions are taken away
}

// Leader shows the page that a leader sees. The organiser can take a question away.
func (h *Handlers) Leader(c *fiber.Ctx) error {
	one, err := h.leader(c)
	if err != nil {
		return err
	}
	e, db := web.Edition(c), h.Store.Read(c.UserContext())
	p := seenPage{Frame: frame(h.App, c, "leader.seen_title"), Leader: one}
	p.Under(leaders, "leader.organiser_title")
	p.Remove = p.Root + place + "/fragor"
	led, err := room.Lead(db, one)
	if err != nil {
		return err
	}
	p.Led = page.NewLed(p.Translator, e, one, led)
	return h.Show(c, fiber.StatusOK, "rooms/leader", &p)
}

// RemoveQuestion takes a question away before the leader reads it.
func (h *Handlers) RemoveQuestion(c *fiber.Ctx) error {
	id, err := desk.PathID(c)
	if err != nil {
		return err
	}
	err = h.Store.Write(c.UserContext(), func(tx *store.Tx) error {
		if err := room.RemoveQuestion(tx, web.Edition(c).ID, id); err != nil {
			return err
		}
		return desk.Log(tx, c, "question_removed", id, "")
	})
	if err != nil {
		return err
	}
	return desk.Back(c, leaders, "leader.done.question_removed")
}
