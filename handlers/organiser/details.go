package organiser

import (
	"errors"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
	"samling/views/page"
)

// detailsPage is what the day is: texts, place, dates, seats, and whether it is published.
type detailsPage struct {
	desk.Frame
	State     event.State
	StateWord string
	Tone      string
	Next      []stateChange
	Seats     event.Seats
	Public    string
	Life      []lifeStep
	LifeNames []string
	LifeRows  []lifeRow
}

type stateChange struct{ State, Button, Help string }

// Details shows the form.
func (h *Handlers) Details(c *fiber.Ctx) error {
	p, err := h.detailsPage(c)
	if err != nil {
		return err
	}
	return h.Show(c, fiber.StatusOK, "organiser/details", p)
}

func (h *Handlers) detailsPage(c *fiber.Ctx) (*detailsPage, error) {
	e := web.Edition(c)
	p := &detailsPage{Frame: desk.NewFrame(h.App, c, "organiser.details", "/uppgifter"), State: e.State, Tone: stateTone(e.State), Public: "/" + e.Slug}
	p.StateWord = p.T("organiser.state." + string(e.State))
	p.Life, p.LifeNames, p.LifeRows = lifeOf(p.Frame, e)
	for _, s := range e.State.Next() {
		key := "organiser.to." + string(e.State) + "." + string(s)
		p.Next = append(p.Next, stateChange{string(s), p.T(key), p.T(key + ".help")})
	}
	var err error
	if p.Seats, err = event.SeatsOf(h.Store.Read(c.UserContext()), e.ID); err != nil {
		return nil, err
	}
	p.Form.Values = detailValues(p.Base, e, p.Seats)
	return p, nil
}

func detailValues(b page.Base, e event.Edition, seats event.Seats) map[string][]string {
	zone := e.Zone()
	date := func(t store.Time) string {
		if t.IsZero() {
			return ""
		}
		return t.In(zone).Format("2006-01-02")
	}
	clock := func(t store.Time) string {
		if t.IsZero() {
			return ""
		}
		return b.Clock(t.In(zone))
	}
	return desk.Values("title", e.Title, "text", e.Text, "place", e.Place, "venue", e.Venue, "directions", e.Directions,
		"contact_name", e.ContactName, "contact_email", e.ContactEmail, "case_number", e.CaseNumber, "color", e.Color,
		"date", date(e.StartsAt), "check_in", clock(e.CheckInAt), "starts", clock(e.StartsAt), "ends", clock(e.EndsAt),
		"opens_on", date(e.RegistrationOpensAt), "opens_at", clock(e.RegistrationOpensAt),
		"closes_on", date(e.RegistrationClosesAt), "closes_at", clock(e.RegistrationClosesAt),
		"wishes_on", date(e.WishesCloseAt), "wishes_at", clock(e.WishesCloseAt), "capacity", itoa(seats.Capacity))
}

// SaveDetails saves what the day is. Seats that become free by it go to those who wait.
func (h *Handlers) SaveDetails(c *fiber.Ctx) error {
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	p, err := h.detailsPage(c)
	if err != nil {
		return err
	}
	return desk.Save(h.App, c, desk.Edit{View: "organiser/details", Page: p, Form: form, Path: "/uppgifter", Done: "details_saved", Do: func(tx *store.Tx) error {
		if err := event.EditEdition(tx, web.Edition(c), desk.Version(form), detailsForm(form)); err != nil {
			return err
		}
		_, err := registration.PassOn(tx, web.Edition(c).ID, string(web.User(c).ID))
		return err
	}})
}

func detailsForm(form web.Form) event.EditionForm {
	g := form.Get
	return event.EditionForm{Title: g("title"), Text: g("text"), Place: g("place"), Venue: g("venue"), Directions: g("directions"),
		ContactName: g("contact_name"), ContactEmail: g("contact_email"), CaseNumber: g("case_number"), Color: g("color"),
		Date: g("date"), CheckIn: g("check_in"), Starts: g("starts"), Ends: g("ends"), OpensOn: g("opens_on"), OpensAt: g("opens_at"),
		ClosesOn: g("closes_on"), ClosesAt: g("closes_at"), WishesOn: g("wishes_on"), WishesAt: g("wishes_at"), Capacity: g("capacity")}
}

// SetState publishes the day, closes its registration, opens it again or ends it. Each can be taken back by another,
// so nothing is asked first.
func (h *Handlers) SetState(c *fiber.Ctx) error {
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	p, err := h.detailsPage(c)
	if err != nil {
		return err
	}
	to := event.State(form.Get("state"))
	err = h.Store.Write(c.UserContext(), func(tx *store.Tx) error {
		if err := event.SetState(tx, web.Edition(c).ID, desk.Version(form), to); err != nil {
			return err
		}
		return desk.Log(tx, c, "edition_state", "", string(to))
	})
	var fault *store.Error
	if errors.As(err, &fault) && fault.Kind == store.Conflict {
		p.Notice = &page.Notice{Tone: "bad", Text: p.T(fault.Key)}
		return h.Show(c, fiber.StatusConflict, "organiser/details", p)
	}
	if err != nil {
		return err
	}
	h.Cache.Clear()
	return desk.Back(c, "/uppgifter", "state_"+string(to))
}
