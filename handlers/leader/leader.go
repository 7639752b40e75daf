// Package leader is what somebody sees who leads a seminar, through a link of their own: how many come, from what kinds of
// organisation, when and where, and what they ask beforehand.
package leader

import (
	"errors"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/account"
	"samling/models/event"
	"samling/models/room"
	"samling/models/store"
	"samling/models/survey"
	"samling/views/page"
)

// Handlers answer for the leader's page.
type Handlers struct {
	*web.App
}

// New makes the room.
func New(app *web.App) *Handlers { return &Handlers{App: app} }

// Routes are the room's lines in the site's table. The secret is who one is.
func (h *Handlers) Routes() []web.Route {
	return []web.Route{
		{Method: fiber.MethodGet, Path: "/seminarieledare/:secret", Guard: web.Everyone, Handle: h.Seminar},
		{Method: fiber.MethodPost, Path: "/seminarieledare/:secret/antal/:session", Guard: web.Everyone, Handle: h.Count},
	}
}

// seminarPage is a leader's seminar.
type seminarPage struct {
	page.Base
	Leader  room.Leader
	Here    string
	Day     string
	Where   string
	Led     page.Led
	Contact string
	Counts  bool // heads can be counted now
}

const view = "leader/seminar"

// Seminar shows the page.
func (h *Handlers) Seminar(c *fiber.Ctx) error {
	p, err := h.page(c)
	if err != nil {
		return err
	}
	if p.Leader.OpenedAt.IsZero() {
		if err := h.Store.Write(c.UserContext(), func(tx *store.Tx) error { return room.NoteLeader(tx, p.Leader.ID) }); err != nil {
			return err
		}
	}
	if c.Query("klart") == "antal" {
		p.Notice = &page.Notice{Tone: "ok", Text: p.T("rooms.done.counted")}
	}
	return h.Show(c, fiber.StatusOK, view, p)
}

// page finds whose page a secret opens. It also keeps search engines and other sites from learning the address.
func (h *Handlers) page(c *fiber.Ctx) (*seminarPage, error) {
	c.Set("X-Robots-Tag", "noindex, nofollow")
	db := h.Store.Read(c.UserContext())
	l, err := room.LeaderBy(db, c.Params("secret"))
	if err != nil {
		return nil, err
	}
	e, err := event.ByID(db, l.EditionID)
	if err != nil {
		return nil, err
	}
	if !e.Public() {
		return nil, store.ErrNotFound
	}
	led, err := room.Lead(db, l)
	if err != nil {
		return nil, err
	}
	zone := e.Zone()
	p := &seminarPage{Base: h.PublicBase(c, "leader.title"), Leader: l, Here: "/seminarieledare/" + l.Link(h.Store.Keys()), Where: e.Venue, Contact: e.ContactEmail}
	h.Frame(&p.Base, e)
	p.Styles = []string{"css/seminars.css", "css/rooms.css"}
	p.Title = l.SeminarTitle
	p.Nav = []page.Link{{Href: "/" + e.Slug, Text: e.Title}}
	p.Day = page.Capital(p.Date(e.StartsAt.In(zone)))
	if p.Where == "" {
		p.Where = e.Place
	}
	p.Led = page.NewLed(p.Translator, e, l, led)
	if !e.SurveyOpenedAt.IsZero() {
		answered, err := survey.SeminarOf(db, e, l.SeminarID, h.Now())
		if err != nil {
			return nil, err
		}
		p.Led.Feedback = page.NewFeedback(p.Translator, answered)
	}
	p.Counts = e.State.Allows(event.CheckIn) && h.Now().After(e.CheckInAt.Time)
	return p, nil
}

// Count notes how many the leader has counted in the room.
func (h *Handlers) Count(c *fiber.Ctx) error {
	p, err := h.page(c)
	if err != nil {
		return err
	}
	id := store.ID(c.Params("session"))
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	if len(form.Problems) == 0 {
		err = h.Store.Write(c.UserContext(), func(tx *store.Tx) error {
			if err := room.CountAsLeader(tx, p.Leader, id, form.Get("antal")); err != nil {
				return err
			}
			return account.Log(tx, account.Entry{Actor: "leader", EditionID: p.Leader.EditionID, Action: "heads_counted", Subject: string(id)})
		})
	}
	var rules event.Problems
	if errors.As(err, &rules) {
		for _, one := range rules {
			form.Problems = append(form.Problems, page.Problem{Field: one.Field, Key: one.Key, Args: one.Args})
		}
	} else if err != nil {
		return err
	}
	if len(form.Problems) == 0 {
		return c.Redirect(p.Here+"?klart=antal", fiber.StatusSeeOther)
	}
	for i := range form.Problems { // the page has one such form for each room
		form.Problems[i].Field = "antal-" + string(id)
	}
	form.Values["antal-"+string(id)] = form.Values["antal"]
	web.Problems(&p.Base, form.Values, form.Problems)
	return h.Show(c, fiber.StatusUnprocessableEntity, view, p)
}
