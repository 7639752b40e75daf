package attendee

import (
	"errors"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
	"samling/views/page"
	"samling/views/text"
)

// groupPage is a coordinator's page: the seats of the organisation, and the colleagues they registered.
type groupPage struct {
	page.Base
	Edition    event.Edition
	Here       string
	Who        registration.Coordinator
	FirstName  string
	Share      registration.Share
	Total      int // of the bar: the quota, or what is used and free
	Colleagues []colleagueLine
	Open       bool // colleagues can be registered
	Changes    bool // and cancelled or swapped
	Why        string
}

type colleagueLine struct {
	ID, Name, Chip, Tone, Seminars string
	Undoable, Changeable           bool
}

// GroupRoutes are the pages behind a coordinator's secret.
func (h *Handlers) GroupRoutes() []web.Route {
	get, post := fiber.MethodGet, fiber.MethodPost
	return []web.Route{
		{Method: get, Path: "/grupp/:secret", Guard: web.Everyone, Handle: h.Group},
		{Method: get, Path: "/grupp/:secret/anmal", Guard: web.Everyone, Handle: h.GroupForm},
		{Method: post, Path: "/grupp/:secret/anmal", Guard: web.Everyone, Handle: h.GroupList},
		{Method: get, Path: "/grupp/:secret/:id/avanmal", Guard: web.Everyone, Handle: h.AskCancelColleague},
		{Method: post, Path: "/grupp/:secret/:id/avanmal", Guard: web.Everyone, Handle: h.CancelColleague},
		{Method: post, Path: "/grupp/:secret/:id/angra", Guard: web.Everyone, Handle: h.RestoreColleague},
		{Method: get, Path: "/grupp/:secret/:id/byt", Guard: web.Everyone, Handle: h.AskSwapColleague},
		{Method: post, Path: "/grupp/:secret/:id/byt", Guard: web.Everyone, Handle: h.SwapColleague},
	}
}

// coordinator finds whose page a secret opens, and keeps search engines and other sites from learning the address.
func (h *Handlers) coordinator(c *fiber.Ctx) (registration.Coordinator, event.Edition, error) {
	c.Set("X-Robots-Tag", "noindex, nofollow")
	db := h.Store.Read(c.UserContext())
	who, err := registration.CoordinatorBy(db, c.Params("secret"))
	if errors.Is(err, store.ErrNotFound) {
		err = errNoLink
	}
	if err != nil {
		return who, event.Edition{}, err
	}
	e, err := event.ByID(db, who.EditionID)
	return who, e, err
}

func (h *Handlers) groupPath(who registration.Coordinator) string {
	return "/grupp/" + who.Link(h.Store.Keys())
}

func (h *Handlers) groupBase(c *fiber.Ctx, e event.Edition, who registration.Coordinator, title string) page.Base {
	b := h.PublicBase(c, title)
	h.frame(&b, e)
	b.Styles = append(b.Styles, "css/groups.css")
	b.Crumbs = []page.Link{{Href: h.groupPath(who), Text: who.OrganisationName}, {Text: b.Title}}
	return b
}

// Group shows a coordinator the seats and the colleagues.
func (h *Handlers) Group(c *fiber.Ctx) error {
	who, e, err := h.coordinator(c)
	if err != nil {
		return err
	}
	if who.OpenedAt.IsZero() {
		// What is not noted this once is noted the next time, so a full queue stops nobody.
		_ = h.Store.Write(c.UserContext(), func(tx *store.Tx) error { return registration.NoteCoordinator(tx, who.ID) })
	}
	p, err := h.groupPage(c, who, e)
	if err != nil {
		return err
	}
	if p.Notice, err = h.groupDone(c, p.Base, who); err != nil {
		return err
	}
	return h.Show(c, fiber.StatusOK, "attendee/group", p)
}

func (h *Handlers) groupPage(c *fiber.Ctx, who registration.Coordinator, e event.Edition) (*groupPage, error) {
	p := &groupPage{Base: h.groupBase(c, e, who, "group.title"), Edition: e, Here: h.groupPath(who), Who: who, FirstName: firstName(who.Name)}
	p.Crumbs, p.Title = nil, p.T("group.title_of", "Organisation", who.OrganisationName)
	p.Open, p.Changes = e.Registration(h.Now()) == event.Open, e.ChangesOpen(h.Now())
	p.Why = h.whyShut(p.Base, e)
	db := h.Store.Read(c.UserContext())
	colleagues, err := registration.Colleagues(db, who, store.At(h.Now()))
	if err != nil {
		return nil, err
	}
	named := 0
	for _, one := range colleagues {
		if one.Status != registration.Cancelled {
			named++
		}
		p.Colleagues = append(p.Colleagues, p.line(one))
	}
	text.SortSwedish(p.Colleagues, func(l colleagueLine) string { return l.Name })
	if p.Share, err = registration.ShareOf(db, who, named); err != nil {
		return nil, err
	}
	p.Total = max(p.Share.Quota, p.Share.Used+p.Share.Free)
	return p, nil
}

func (h *Handlers) whyShut(b page.Base, e event.Edition) string {
	switch e.Registration(h.Now()) {
	case event.NotYet:
		return b.T("error.registration_not_yet")
	case event.Shut:
		return b.T("error.registration_closed")
	case event.Open:
	}
	return ""
}

// line is a colleague in words. Who is in the room already cannot be cancelled or swapped.
func (p *groupPage) line(one registration.Colleague) colleagueLine {
	l := colleagueLine{ID: string(one.ID), Name: one.Name, Undoable: one.Undoable && p.Changes, Seminars: p.T("group.seminars_no"),
		Changeable: p.Changes && one.Status != registration.Cancelled && !one.Inside}
	if one.Chosen {
		l.Seminars = p.T("group.seminars_yes")
	}
	switch {
	case one.Status == registration.Cancelled:
		l.Chip, l.Tone, l.Seminars = p.T("group.status_cancelled"), "bad", ""
	case one.Inside:
		l.Chip, l.Tone = p.T("group.status_inside"), "ok"
	case one.Offered:
		l.Chip, l.Tone = p.T("group.status_offered"), "warn"
	case one.Status == registration.Waitlisted:
		l.Chip, l.Tone = p.T("group.status_waiting"), "warn"
	default:
		l.Chip, l.Tone = p.T("group.status_confirmed"), "ok"
	}
	return l
}

// groupDone tells what the last action did.
func (h *Handlers) groupDone(c *fiber.Ctx, b page.Base, who registration.Coordinator) (*page.Notice, error) {
	switch what := c.Query("klart"); what {
	case "avanmald", "angrat", "bytt":
		return &page.Notice{Tone: "ok", Head: b.T("group.done_" + what)}, nil
	case "anmalda":
		id := store.ID(c.Query("lista"))
		if !id.Valid() {
			return nil, nil
		}
		facts, err := registration.ListFactsOf(h.Store.Read(c.UserContext()), who, id)
		if err != nil || facts.List == "" {
			return nil, ignoreMissing(err)
		}
		n := &page.Notice{Tone: "ok", Head: b.T("group.done_confirmed", "n", facts.Confirmed), Text: b.T("group.done_mailed")}
		if facts.Confirmed == 0 {
			n.Head, n.Tone = b.T("group.done_waiting", "n", facts.Waitlisted), "warn"
		} else if facts.Waitlisted > 0 {
			n.Text = b.T("group.done_waiting", "n", facts.Waitlisted) + " " + n.Text
		}
		return n, nil
	}
	return nil, nil
}

func ignoreMissing(err error) error {
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	return err
}
