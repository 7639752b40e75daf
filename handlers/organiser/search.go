package organiser

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
	"samling/views/text"
)

// protected is the status filter that lists the people with protected identity.
const protected = "skyddade"

// search is what an organiser looks for in the list of attendees. It stands in the address, so that a list can be kept
// as a bookmark; the request log has the path only.
type search struct {
	Text, Status, Organisation, Kind, Seminar, Order string
	Page                                             int
}

// maxSearch is longer than any name, and short enough for an address.
const maxSearch = 200

// tabs are the statuses that the list has a tab for.
var tabs = [...]string{"", "anmalda", "inne", "reserver", "avanmalda"}

func readSearch(c *fiber.Ctx) search {
	return searchOf(func(name string) string { return c.Query(name) })
}

// searchFrom reads a search as it stood in an address. What cannot be read is an empty search.
func searchFrom(query string) search {
	values, _ := url.ParseQuery(query)
	return searchOf(values.Get)
}

func searchOf(get func(name string) string) search {
	s := search{Text: strings.ToValidUTF8(strings.TrimSpace(get("sok")), ""), Status: get("status"), Organisation: get("organisation"),
		Kind: get("typ"), Seminar: get("seminarium"), Order: get("ordning")}
	page, _ := strconv.Atoi(get("sida"))
	s.Page = max(page, 1)
	if r := []rune(s.Text); len(r) > maxSearch {
		s.Text = string(r[:maxSearch])
	}
	if !slices.Contains(event.OrganisationKinds[:], s.Kind) {
		s.Kind = ""
	}
	if s.Status != protected && !slices.Contains(tabs[:], s.Status) {
		s.Status = ""
	}
	if s.Order != "anmald" && s.Order != "organisation" {
		s.Order = ""
	}
	return s
}

// query is the search as it stands in an address, without the page.
func (s search) query() string {
	s.Page = 1
	_, query, _ := strings.Cut(s.address(""), "?")
	return query
}

// address is the list's address with this search.
func (s search) address(path string) string {
	q := url.Values{}
	for name, value := range map[string]string{"sok": s.Text, "status": s.Status, "organisation": s.Organisation, "typ": s.Kind,
		"seminarium": s.Seminar, "ordning": s.Order} {
		if value != "" {
			q.Set(name, value)
		}
	}
	if s.Page > 1 {
		q.Set("sida", strconv.Itoa(s.Page))
	}
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}

// nobody matches no row: an address with a seminar or organisation that is gone shows an empty list, not everybody.
const nobody = store.ID("-")

// unknownSeminar is the same, by its older name.
const unknownSeminar = nobody

// filter is the search as the database reads it. organisations are those of the edition.
func (s search) filter(e event.Edition, seminars []event.Seminar, organisations []event.Organisation) registration.Filter {
	f := registration.Filter{Edition: e.ID, Text: s.Text, Kind: s.Kind, Order: registration.ByName}
	if s.Seminar != "" {
		f.Seminar = seminarByKey(seminars, s.Seminar)
	}
	if s.Organisation != "" {
		f.Organisation = organisationByKey(organisations, s.Organisation)
	}
	// A protected person is found by the whole reference code, or on the list of their own; never by a name.
	f.Hidden = s.Text != ""
	switch s.Status {
	case "anmalda":
		f.Status = registration.Confirmed
	case "inne":
		f.Inside = true
	case "reserver":
		f.Status = registration.Waitlisted
	case "avanmalda":
		f.Status = registration.Cancelled
	case protected:
		f.Protected = true
	}
	switch s.Order {
	case "anmald":
		f.Order = registration.ByArrival
	case "organisation":
		f.Order = registration.ByOrganisation
		text.SortSwedish(organisations, func(o event.Organisation) string { return o.Name })
		for _, o := range organisations {
			f.Places = append(f.Places, o.ID)
		}
	}
	return f
}

// read makes the filter with what the edition has now.
func (s search) read(db *store.DB, e event.Edition) (registration.Filter, error) {
	seminars, err := event.Seminars(db, e.ID)
	if err != nil {
		return registration.Filter{}, err
	}
	organisations, err := event.Organisations(db, e.ID)
	if err != nil {
		return registration.Filter{}, err
	}
	return s.filter(e, seminars, organisations), nil
}

func seminarByKey(seminars []event.Seminar, key string) store.ID {
	for _, s := range seminars {
		if s.Key == key {
			return s.ID
		}
	}
	return nobody
}

func organisationByKey(organisations []event.Organisation, key string) store.ID {
	for _, o := range organisations {
		if o.Key == key {
			return o.ID
		}
	}
	return nobody
}

// tabCount is how many a tab shows.
func tabCount(t registration.Tally, tab string) int {
	switch tab {
	case "anmalda":
		return t.Confirmed
	case "inne":
		return t.Inside
	case "reserver":
		return t.Waitlisted
	case "avanmalda":
		return t.Cancelled
	}
	return t.All()
}

// SaveFilter keeps the search that is shown under a name.
func (h *Handlers) SaveFilter(c *fiber.Ctx) error {
	form, err := web.ReadForm(c)
	if err != nil {
		return err
	}
	s := searchFrom(form.Get("urval"))
	err = h.Store.Write(c.UserContext(), func(tx *store.Tx) error {
		return registration.SaveFilter(tx, web.User(c).ID, web.Edition(c).ID, form.Get("name"), s.query())
	})
	if err != nil {
		return err
	}
	return h.backToList(c, s, "filter_saved")
}

// RemoveFilter forgets a saved search.
func (h *Handlers) RemoveFilter(c *fiber.Ctx) error {
	id, err := desk.PathID(c)
	if err != nil {
		return err
	}
	err = h.Store.Write(c.UserContext(), func(tx *store.Tx) error { return registration.RemoveFilter(tx, web.User(c).ID, id) })
	if err != nil {
		return err
	}
	return desk.Back(c, "/deltagare", "filter_removed")
}

func (h *Handlers) backToList(c *fiber.Ctx, s search, word string) error {
	address := s.address(desk.Root(web.Edition(c)) + "/deltagare")
	sign := "?"
	if strings.Contains(address, "?") {
		sign = "&"
	}
	return c.Redirect(address+sign+"klart="+word, fiber.StatusSeeOther)
}
