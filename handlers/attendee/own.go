package attendee

import (
	"errors"
	"html/template"
	"strings"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
	"samling/views/badge"
	"samling/views/page"
)

// errNoLink says that a personal link opens nothing: mistyped, cut off by a mail program, or forged.
var errNoLink = store.Fault(store.NotFound, "error.link_unknown")

// ownPage is somebody's own page: the confirmation, the ticket, the day, and the ways to change things.
type ownPage struct {
	page.Base
	Ballot       string // the way to the evaluation, "" when there is none
	Commitment   bool   // what the person wants to do differently is kept
	R            registration.Registration
	Edition      event.Edition
	Here         string // the page's own path
	Link         string // and its full address, to be kept
	FirstName    string
	Reference    string // in two groups of three
	Organisation string
	QR           template.HTML
	Queue        int
	Offer        ownOffer
	Asks         bool // there is somebody to send a question to
	When, Hours  string
	Where        string
	CheckIn      string
	Items        []dayItem
	Placed       bool
	Slots        []ownSlot
	Changed      *ownSlot // in which the last action was, with the way back
	Choosing     bool     // something can be chosen in one of them
	Ranked       bool     // seminars are chosen by ranked wishes
	Wishes       []string // titles, the most wanted first
	WishesUntil  string   // "" once the deadline has passed
	NeedLabels   []string
	NeedsText    string
	Over         bool
	UndoUntil    string // "" when it can no longer be undone
}

// OwnRoutes are the pages behind a personal secret.
func (h *Handlers) OwnRoutes() []web.Route {
	get, post := fiber.MethodGet, fiber.MethodPost
	return []web.Route{
		{Method: get, Path: "/min/:secret", Guard: web.Everyone, Handle: h.Own},
		{Method: get, Path: "/min/:secret/kalender.ics", Guard: web.Everyone, Handle: h.Calendar},
		{Method: get, Path: "/min/:secret/uppgifter", Guard: web.Everyone, Handle: h.OwnData},
		{Method: post, Path: "/min/:secret/uppgifter", Guard: web.Everyone, Handle: h.SaveOwnData},
		{Method: get, Path: "/min/:secret/onskemal", Guard: web.Everyone, Handle: h.OwnWishes},
		{Method: post, Path: "/min/:secret/onskemal", Guard: web.Everyone, Handle: h.SaveOwnWishes},
		{Method: get, Path: "/min/:secret/behov", Guard: web.Everyone, Handle: h.OwnNeeds},
		{Method: post, Path: "/min/:secret/behov", Guard: web.Everyone, Handle: h.SaveOwnNeeds},
		{Method: post, Path: "/min/:secret/behov/radera", Guard: web.Everyone, Handle: h.EraseOwnNeeds},
		{Method: get, Path: "/min/:secret/avanmal", Guard: web.Everyone, Handle: h.AskToCancel},
		{Method: post, Path: "/min/:secret/avanmal", Guard: web.Everyone, Handle: h.CancelOwn},
		{Method: post, Path: "/min/:secret/angra", Guard: web.Everyone, Handle: h.RestoreOwn},
		{Method: get, Path: "/t/:code", Guard: web.Everyone, Handle: h.Ticket},
	}
}

// Own shows somebody their registration.
func (h *Handlers) Own(c *fiber.Ctx) error {
	r, e, err := h.own(c)
	if errors.Is(err, errPassedOn) {
		return h.passedOn(c)
	}
	if err != nil {
		return err
	}
	p := &ownPage{Base: h.ownBase(c, e, "attendee.own_title"), R: r, Edition: e, Here: ownPath(h.Store.Keys(), r), Over: e.Over(h.Now())}
	p.Notice = done(p.Base, c.Query("klar"), r)
	p.Link = h.URL(p.Here)
	p.FirstName, _, _ = strings.Cut(r.ShownName(), " ")
	p.Reference = r.Reference[:3] + " " + r.Reference[3:]
	for _, load := range []func(*fiber.Ctx, *ownPage) error{h.loadWhenAndWhere, h.loadStanding, h.loadOwnSlots, h.loadOwnDay, h.loadOwnNeeds,
		h.loadOwnBallot, h.loadOwnCommitment, h.loadOwnOffer, h.loadOwnQuestions} {
		if err := load(c, p); err != nil {
			return err
		}
	}
	return h.Show(c, fiber.StatusOK, "attendee/own", p)
}

// own finds whose page a secret opens. It also keeps search engines and other sites from learning the address.
func (h *Handlers) own(c *fiber.Ctx) (registration.Registration, event.Edition, error) {
	c.Set("X-Robots-Tag", "noindex, nofollow")
	db := h.Store.Read(c.UserContext())
	r, err := registration.ByLink(db, c.Params("secret"))
	if errors.Is(err, store.ErrNotFound) {
		return r, event.Edition{}, deadOrUnknown(db, c.Params("secret"))
	}
	if err != nil {
		return r, event.Edition{}, err
	}
	e, err := event.ByID(db, r.EditionID)
	return r, e, err
}

func (h *Handlers) ownBase(c *fiber.Ctx, e event.Edition, title string) page.Base {
	b := h.PublicBase(c, title)
	h.frame(&b, e)
	b.Nav = b.Nav[:len(b.Nav)-1] // the way to a lost link is for those who are not here
	b.Crumbs = nil
	return b
}

func ownPath(keys store.Keys, r registration.Registration) string { return "/min/" + r.Link(keys) }

func (h *Handlers) loadWhenAndWhere(_ *fiber.Ctx, p *ownPage) error {
	e, zone := p.Edition, p.Edition.Zone()
	p.When, p.Hours = page.Capital(p.Date(e.StartsAt.In(zone))), p.Span(e.StartsAt.In(zone), e.EndsAt.In(zone))
	p.CheckIn, p.Where = p.Clock(e.CheckInAt.In(zone)), where(e)
	if e.WishesOpen(h.Now()) {
		p.WishesUntil = p.Moment(e.WishesCloseAt.In(zone))
	}
	if until := p.R.UndoUntil(); !until.IsZero() && h.Now().Before(until.Time) && !p.Over {
		p.UndoUntil = p.Moment(until.In(zone))
	}
	return nil
}

// loadStanding is what depends on whether somebody has a seat: the code of the ticket, or the place in the queue.
func (h *Handlers) loadStanding(c *fiber.Ctx, p *ownPage) (err error) {
	db := h.Store.Read(c.UserContext())
	org, err := h.organisationOf(c, p.R)
	if err != nil {
		return err
	}
	p.Organisation = org.Name
	if p.Queue, err = registration.QueuePlace(db, p.R); err != nil || p.R.Status != registration.Confirmed {
		return err
	}
	code, err := badge.NewQR(strings.ToUpper(h.URL("/t/" + p.R.Ticket(h.Store.Keys()))))
	if err != nil {
		return err
	}
	p.QR = code.SVG(p.T("attendee.qr_label"))
	return nil
}

// done is what the last action did, told on the page that it led to.
func done(b page.Base, what string, r registration.Registration) *page.Notice {
	switch what {
	case "anmald":
		return &page.Notice{Tone: "ok", Head: b.T("attendee.done_registered"), Text: b.T("attendee.done_registered_text", "Email", r.Email)}
	case "plats", "avbojt":
		return &page.Notice{Tone: "ok", Head: b.T("seats.done_" + what)}
	case "bytt", "lamnad", "ko", "kolamnad", "nej":
		return &page.Notice{Tone: "ok", Head: b.T("seminarval.done_" + what)}
	case "uppgifter", "onskemal", "behov", "raderat", "angrat", "avanmald":
		return &page.Notice{Tone: "ok", Head: b.T("attendee.done_" + what)}
	}
	return nil
}
