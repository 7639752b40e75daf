package organiser

import (
	"strconv"

	"github.com/gofiber/fiber/v2"
	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/account"
	"samling/models/event"
	"samling/models/mailbox"
	"samling/models/registration"
	"samling/models/seminar"
	"samling/models/store"
)

func itoa(n int) string { return strconv.Itoa(n) }

// personPage is one attendee: who, what, and what has happened.
type personPage struct {
	desk.Frame
	R             registration.Registration
	Organisation  string
	Chip, Tone    string
	Received      string
	CheckedIn     string
	Places        []placeLine
	Wishes        []string
	History       []changeLine
	Mails         []mailLine
	Organisations []organisationGroup
	Cancelled     bool
	personFields
}

type placeLine struct{ Time, Title, Room, Wish string }

type changeLine struct{ At, What, Who string }

// person finds the registration in the address, in this edition. Whoever looks at somebody with protected identity is
// noted in the log.
func (h *Handlers) person(c *fiber.Ctx) (registration.Registration, error) {
	id, err := desk.PathID(c)
	if err != nil {
		return registration.Registration{}, err
	}
	r, err := registration.ByID(h.Store.Read(c.UserContext()), id)
	if err != nil {
		return r, err
	}
	if r.EditionID != web.Edition(c).ID {
		return r, store.ErrNotFound
	}
	if r.Alias() {
		return r, desk.Note(h.App, c, "protected_seen", r.ID, "")
	}
	return r, nil
}

// Person shows one attendee.
func (h *Handlers) Person(c *fiber.Ctx) error {
	r, err := h.person(c)
	if err != nil {
		return err
	}
	p, err := h.personPage(c, r)
	if err != nil {
		return err
	}
	return h.Show(c, fiber.StatusOK, "organiser/person", p)
}

func (h *Handlers) personPage(c *fiber.Ctx, r registration.Registration) (*personPage, error) {
	e, db := web.Edition(c), h.Store.Read(c.UserContext())
	p := &personPage{Frame: desk.NewFrame(h.App, c, "organiser.attendee", "/deltagare"), R: r, Cancelled: r.Status == registration.Cancelled}
	p.Title = r.ShownName()
	p.Under("/deltagare", "organiser.attendees")
	p.personFields = fields(p.Base, r.Alias())
	p.Received = p.Stamp(r.ReceivedAt.In(e.Zone()))
	organisations, err := event.Organisations(db, e.ID)
	if err != nil {
		return nil, err
	}
	key := ""
	for _, o := range organisations {
		if o.ID == r.OrganisationID {
			p.Organisation, key = o.Name, o.Key
		}
	}
	p.Organisations = grouped(p.Base, organisations, key)
	p.Form.Values = personValues(r, key)
	for _, read := range []func(*store.DB, event.Edition) error{p.readPlaces, p.readHistory, p.readMails, p.readState} {
		if err := read(db, e); err != nil {
			return nil, err
		}
	}
	return p, nil
}

func personValues(r registration.Registration, organisation string) map[string][]string {
	v := desk.Values("name", r.Name, "email", r.Email, "organisation", organisation, "unit", r.Unit, "title", r.Title,
		"phone", r.Phone, "display_name", r.DisplayName)
	if r.ListOptIn {
		v["list_opt_in"] = []string{"ja"}
	}
	return v
}

func (p *personPage) readPlaces(db *store.DB, e event.Edition) error {
	places, err := seminar.PlacesOf(db, e.ID, p.R.ID)
	if err != nil {
		return err
	}
	for _, place := range places {
		p.Places = append(p.Places, placeLine{Time: p.Clock(place.StartsAt.In(e.Zone())), Title: place.Title, Room: place.Room,
			Wish: p.T("organiser.wish." + itoa(min(place.Rank, 4)))})
	}
	wishes, err := seminar.WishesOf(db, p.R.ID)
	if err != nil || len(wishes) == 0 {
		return err
	}
	seminars, err := event.Seminars(db, e.ID)
	if err != nil {
		return err
	}
	titles := make(map[store.ID]string, len(seminars))
	for _, s := range seminars {
		titles[s.ID] = s.Title
	}
	for _, w := range wishes {
		p.Wishes = append(p.Wishes, titles[w])
	}
	return nil
}

func (p *personPage) readHistory(db *store.DB, e event.Edition) error {
	changes, err := registration.History(db, p.R.ID)
	if err != nil {
		return err
	}
	users, err := account.List(db)
	if err != nil {
		return err
	}
	names := make(map[string]string, len(users))
	for _, u := range users {
		names[string(u.ID)] = u.Name
	}
	for _, change := range changes {
		if change.Action == "needs" || change.Action == "needs_erased" {
			continue // that somebody has needs at all is for the one who answers for them (GDPR article 9)
		}
		p.History = append(p.History, changeLine{At: p.Stamp(change.At.In(e.Zone())), What: whatHappened(p.Base, change),
			Who: whoDid(p.Base, change.Actor, names)})
	}
	return nil
}

func (p *personPage) readMails(db *store.DB, e event.Edition) error {
	mails, err := mailbox.About(db, p.R.ID)
	if err != nil {
		return err
	}
	for _, m := range mails {
		p.Mails = append(p.Mails, newMailLine(p.Base, e, m))
	}
	return nil
}

func (p *personPage) readState(db *store.DB, e event.Edition) error {
	row, err := registration.RowByID(db, p.R.ID)
	if err != nil {
		return err
	}
	p.Chip, p.Tone = chip(p.Base, e, row)
	if !row.CheckedInAt.IsZero() {
		p.CheckedIn = p.Stamp(row.CheckedInAt.In(e.Zone()))
	}
	return nil
}
