package seminars

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/seminar"
	"samling/models/store"
	"samling/views/page"
)

// handPage lists what is decided by hand, and finds people to decide about.
type handPage struct {
	desk.Frame
	Tabs     []page.Link
	Search   string
	Searched bool
	Hits     []handHit
	More     bool // there are more hits than are shown
	Lines    []handLine
	Window   desk.Window
	Mine     bool
}

// handHit is somebody who was found.
type handHit struct{ ID, Name, Organisation string }

// handLine is one thing that is decided by hand.
type handLine struct {
	Person, Name, Organisation string
	Session, Seminar           string // ids: one of them
	What                       string
	Gone                       bool // the person is not coming
	When, Who                  string
}

const (
	maxSearch = 200 // longer than any name, and short enough for an address
	hitsShown = 20
)

func readSearch(c *fiber.Ctx) string {
	text := []rune(strings.ToValidUTF8(strings.TrimSpace(c.Query("sok")), ""))
	return string(text[:min(len(text), maxSearch)])
}

// ByHand shows the page. Nobody with protected identity is on it; the whole reference code finds them.
func (h *Handlers) ByHand(c *fiber.Ctx) error {
	e, db := web.Edition(c), h.Store.Read(c.UserContext())
	p := &handPage{Frame: h.frame(c, "seminars.hand_title"), Search: readSearch(c), Mine: e.State.Allows(event.Allocate)}
	p.Tabs = tabs(p.Frame, "/for-hand")
	if err := p.find(db, e); err != nil {
		return err
	}
	n, err := readNames(db, e)
	if err != nil {
		return err
	}
	if err := p.list(c, db, e, n); err != nil {
		return err
	}
	return h.Show(c, fiber.StatusOK, "seminars/hand", p)
}

func (p *handPage) find(db *store.DB, e event.Edition) error {
	if p.Search == "" {
		return nil
	}
	rows, total, err := registration.List(db, registration.Filter{Edition: e.ID, Text: p.Search, Status: registration.Confirmed, Hidden: true,
		Order: registration.ByName, Limit: hitsShown})
	p.Searched, p.More = true, total > len(rows)
	for _, r := range rows {
		p.Hits = append(p.Hits, handHit{string(r.ID), r.ShownName(), r.OrganisationName})
	}
	return err
}

// list shows a page of pins and exclusions, the newest first.
func (p *handPage) list(c *fiber.Ctx, db *store.DB, e event.Edition, n names) error {
	decided, err := decisions(db, e.ID)
	if err != nil {
		return err
	}
	p.Window = desk.Cut(c.QueryInt("sida", 1), len(decided), func(n int) string {
		return p.Root + "/fordelning/for-hand?" + url.Values{"sida": {p.Int(n)}}.Encode()
	})
	decided = decided[p.Window.From:p.Window.To]
	people, err := peopleByID(db, ids(decided, func(d decision) store.ID { return d.person }))
	if err != nil {
		return err
	}
	who, err := staff(db)
	if err != nil {
		return err
	}
	for _, d := range decided {
		r, known := people[d.person]
		if !known || r.Alias() {
			continue
		}
		line := handLine{Person: string(r.ID), Name: r.ShownName(), Organisation: r.OrganisationName, Session: string(d.session), Seminar: string(d.seminar),
			Gone: r.Status != registration.Confirmed, When: p.Stamp(d.at.In(e.Zone())), Who: who.name(p.Base, d.by)}
		if d.session == "" {
			line.What = p.T("seminars.not_in", "Seminar", n.seminar(d.seminar))
		} else {
			line.What = p.T("seminars.sits_in", "Slot", n.sessions[d.session].Slot, "Session", n.session(d.session))
		}
		p.Lines = append(p.Lines, line)
	}
	return nil
}

// decision is a pin or an exclusion.
type decision struct {
	person           store.ID
	session, seminar store.ID // of a pin the session, of an exclusion the seminar
	at               store.Time
	by               string
}

func decisions(db *store.DB, edition store.ID) ([]decision, error) {
	pins, err := seminar.Pins(db, edition)
	if err != nil {
		return nil, err
	}
	exclusions, err := seminar.Exclusions(db, edition)
	if err != nil {
		return nil, err
	}
	all := make([]decision, 0, len(pins)+len(exclusions))
	for _, p := range pins {
		all = append(all, decision{person: p.PersonID, session: p.SessionID, at: p.MadeAt, by: p.MadeBy})
	}
	for _, x := range exclusions {
		all = append(all, decision{person: x.PersonID, seminar: x.SeminarID, at: x.MadeAt, by: x.MadeBy})
	}
	newestFirst(all)
	return all, nil
}

func newestFirst(all []decision) {
	slices.SortStableFunc(all, func(a, b decision) int { return cmp.Compare(b.at.Unix(), a.at.Unix()) })
}

// RemoveByHand takes a pin or an exclusion back.
func (h *Handlers) RemoveByHand(c *fiber.Ctx) error {
	if err := desk.Require(c, event.Allocate); err != nil {
		return err
	}
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	person, session, sem := store.ID(form.Get("person")), store.ID(form.Get("session")), store.ID(form.Get("seminar"))
	err = h.Store.Write(c.UserContext(), func(tx *store.Tx) error {
		if session != "" {
			if err := seminar.Unpin(tx, web.Edition(c).ID, person, session); err != nil {
				return err
			}
			return desk.Log(tx, c, "placement_unpinned", person, "session="+string(session))
		}
		if err := seminar.Admit(tx, web.Edition(c).ID, person, sem); err != nil {
			return err
		}
		return desk.Log(tx, c, "placement_admitted", person, "seminar="+string(sem))
	})
	if err != nil {
		return err
	}
	return desk.Back(c, "/fordelning/for-hand", "seminars.done.removed")
}
