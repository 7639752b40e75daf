package attendee

import (
	"github.com/gofiber/fiber/v2"

	"samling/models/event"
	"samling/models/registration"
	"samling/views/page"
)

// registerPage is the form in which somebody signs up.
type registerPage struct {
	page.Base
	Edition event.Edition
	When    string
	Where   string
	Full    bool
	Waiting int // how many stand in the waitlist
	Groups  []organisationGroup
	Ranking ranking
	Picks   []pickSlot // the slots in which one takes a seat at once; none while the day is full
	Needs   needChoices
	Invited string // what the invitation is for, "" without one
}

// closedPage says why the form is not there.
type closedPage struct {
	page.Base
	Edition event.Edition
	State   event.Door
	Opens   string
	Over    bool
}

// existsPage says that an address is registered already, and that its link has been mailed to it.
type existsPage struct {
	page.Base
	Edition event.Edition
	Email   string
}

// Register shows the form, or says why it is not there. The empty form is the same for everybody, so it comes from the
// cache: the minutes after an invitation has gone out are the busiest.
func (h *Handlers) Register(c *fiber.Ctx) error {
	e, err := h.PublicEdition(c)
	if err != nil {
		return err
	}
	if e.Registration(h.Now()) != event.Open {
		return h.closed(c, e, fiber.StatusOK)
	}
	if code := c.Query("inbjudan"); code != "" || e.Access == event.InvitedOnly {
		return h.registerInvited(c, e, code)
	}
	return h.Cached(c, "register/"+e.Slug, func() ([]byte, error) {
		p, err := h.registerPage(c, e)
		if err != nil {
			return nil, err
		}
		return h.Pages.Render("attendee/register", p)
	})
}

func (h *Handlers) registerPage(c *fiber.Ctx, e event.Edition) (*registerPage, error) {
	p := &registerPage{Base: h.PublicBase(c, "attendee.register_title"), Edition: e, Needs: newNeedChoices()}
	h.frame(&p.Base, e)
	zone := e.Zone()
	p.When = page.Capital(p.Date(e.StartsAt.In(zone))) + ", " + p.Span(e.StartsAt.In(zone), e.EndsAt.In(zone))
	p.Where = where(e)
	db := h.Store.Read(c.UserContext())
	open, err := registration.OpeningsOf(db, e.ID)
	if err != nil {
		return nil, err
	}
	if p.Full = !open.Any(); p.Full {
		counts, err := registration.Counts(db, e.ID)
		if err != nil {
			return nil, err
		}
		p.Waiting = counts[registration.Waitlisted]
	}
	if p.Groups, err = h.organisationGroups(c, e); err != nil {
		return nil, err
	}
	if !p.Full {
		markWaits(p.Groups, open)
		if p.Picks, err = h.pickSlots(c, e); err != nil {
			return nil, err
		}
	}
	p.Ranking, err = h.ranking(c, e)
	return p, err
}

// closed says in its own words that registration has not opened yet, or is over.
func (h *Handlers) closed(c *fiber.Ctx, e event.Edition, status int) error {
	p := closedPage{Base: h.PublicBase(c, "attendee.register_title"), Edition: e, State: e.Registration(h.Now()), Over: e.Over(h.Now())}
	h.frame(&p.Base, e)
	if !e.RegistrationOpensAt.IsZero() {
		p.Opens = p.Moment(e.RegistrationOpensAt.In(e.Zone()))
	}
	return h.Show(c, status, "attendee/register_closed", &p)
}

// frame puts a page about an edition in its frame, with the way back.
func (h *Handlers) frame(b *page.Base, e event.Edition) {
	h.Frame(b, e)
	b.Nav = eventNav(b.T, e.Slug)
	b.Crumbs = []page.Link{{Href: "/" + e.Slug, Text: e.Title}, {Text: b.Title}}
	b.Styles = append(b.Styles, "css/attendee.css")
}

func where(e event.Edition) string {
	if e.Venue != "" {
		return e.Venue
	}
	return e.Place
}
