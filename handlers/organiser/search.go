package organiser

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"
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
	Text, Status, Kind, Seminar, Order string
	Page                               int
}

// maxSearch is longer than any name, and short enough for an address.
const maxSearch = 200

func readSearch(c *fiber.Ctx) search {
	s := search{Text: strings.ToValidUTF8(strings.TrimSpace(c.Query("sok")), ""), Status: c.Query("status"), Kind: c.Query("typ"),
		Seminar: c.Query("seminarium"), Order: c.Query("ordning"), Page: max(c.QueryInt("sida", 1), 1)}
	if r := []rune(s.Text); len(r) > maxSearch {
		s.Text = string(r[:maxSearch])
	}
	if !slices.Contains(event.OrganisationKinds[:], s.Kind) {
		s.Kind = ""
	}
	if !slices.Contains([]string{"anmalda", "inne", "reserver", "avanmalda", protected}, s.Status) {
		s.Status = ""
	}
	if s.Order != "anmald" && s.Order != "organisation" {
		s.Order = ""
	}
	return s
}

// address is the list's address with this search.
func (s search) address(path string) string {
	q := url.Values{}
	for name, value := range map[string]string{"sok": s.Text, "status": s.Status, "typ": s.Kind, "seminarium": s.Seminar, "ordning": s.Order} {
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

// find reads everybody whom text, kind and seminar let through; the status is left to shows, so that the tabs can count.
// All rows are read because the Swedish order of names is not the database's; a day has hundreds of people.
func (s search) find(db *store.DB, e event.Edition, seminars []event.Seminar) ([]registration.Row, error) {
	f := registration.Filter{Edition: e.ID, Text: s.Text, Kind: s.Kind}
	if s.Seminar != "" {
		f.Seminar = seminarByKey(seminars, s.Seminar)
	}
	// A protected person is found by the whole reference code, or on the list of their own; never by a name.
	f.Hidden = s.Status == protected || s.Text != ""
	rows, _, err := registration.List(db, f)
	return rows, err
}

// unknownSeminar matches no row: an address with a seminar that is gone shows an empty list, not everybody.
const unknownSeminar = store.ID("-")

func seminarByKey(seminars []event.Seminar, key string) store.ID {
	for _, s := range seminars {
		if s.Key == key {
			return s.ID
		}
	}
	return unknownSeminar
}

// shows says whether the status filter lets a registration through.
func (s search) shows(r registration.Row) bool {
	switch s.Status {
	case "anmalda":
		return r.Status == registration.Confirmed
	case "inne":
		return !r.CheckedInAt.IsZero()
	case "reserver":
		return r.Status == registration.Waitlisted
	case "avanmalda":
		return r.Status == registration.Cancelled
	case protected:
		return r.Alias()
	}
	return true
}

func countTabs(rows []registration.Row) map[string]int {
	counts := map[string]int{}
	for _, tab := range [...]string{"", "anmalda", "inne", "reserver", "avanmalda"} {
		for _, r := range rows {
			if (search{Status: tab}).shows(r) {
				counts[tab]++
			}
		}
	}
	return counts
}

func (s search) sort(rows []registration.Row) {
	switch s.Order {
	case "anmald": // as the database gives them: the newest first
	case "organisation":
		byName(rows)
		text.SortSwedish(rows, func(r registration.Row) string { return r.OrganisationName }) // keeps names in order within each
	default:
		byName(rows)
	}
}
