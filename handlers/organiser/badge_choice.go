package organiser

import (
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"samling/models/bulk"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
	"samling/views/badge"
	"samling/views/text"
)

// choice is which badges are wanted and what stands on them. It is in the address of the PDF.
type choice struct {
	Layout       badge.Layout
	Who          string // of whoChoices
	Order        string // of orderChoices
	Organisation string // key; "" = all
	IDs          []string
	References   []string
	Shows        map[string]bool // of fieldChoices
}

// What can be chosen, the usual first. Whom: those with a seat; only new badges and those that have changed since they
// were printed; those who have not come yet; the waitlist too.
var (
	whoChoices   = [...]string{"", "andrade", "kvar", "reserver"}
	orderChoices = [...]string{"", "organisation"}
	fieldChoices = [...]string{"organisation", "titel", "program", "referens", "varder", "logotyper", "baksida"}
)

// manyIDs bounds the people who can be picked one by one; more than that is a group.
const manyIDs = 500

func readChoice(c *fiber.Ctx) choice {
	want := choice{Layout: badge.Layout(c.Query("layout")), Who: c.Query("vilka"), Order: c.Query("ordning"),
		Organisation: c.Query("organisation"), Shows: readFields(c)}
	if !want.Layout.Valid() {
		want.Layout = badge.Layouts()[0]
	}
	if !slices.Contains(whoChoices[:], want.Who) {
		want.Who = ""
	}
	for _, id := range c.Context().QueryArgs().PeekMulti("id") {
		want.IDs = append(want.IDs, string(id))
	}
	want.IDs = want.IDs[:min(len(want.IDs), manyIDs)]
	want.References = strings.FieldsFunc(strings.ToUpper(c.Query("referenser")), func(r rune) bool {
		return r == ' ' || r == ',' || r == ';' || r == '\n' || r == '\r' || r == '\t'
	})
	return want
}

// readFields reads what is to stand on the badges. A link that says nothing about it gets everything but the back.
func readFields(c *fiber.Ctx) map[string]bool {
	shows := make(map[string]bool, len(fieldChoices))
	if c.Query("valt") == "" {
		for _, field := range fieldChoices {
			shows[field] = field != "baksida"
		}
		return shows
	}
	for _, field := range c.Context().QueryArgs().PeekMulti("falt") {
		shows[string(field)] = true
	}
	return shows
}

// wants says whether a registration's badge is to be printed. Nobody who has cancelled gets one.
func (want choice) wants(r registration.Row, organisation store.ID) bool {
	switch {
	case r.Status == registration.Cancelled:
		return false
	case len(want.IDs)+len(want.References) > 0:
		return slices.Contains(want.IDs, string(r.ID)) || slices.Contains(want.References, r.Reference)
	case want.Organisation != "" && r.OrganisationID != organisation:
		return false
	case want.Who == "reserver":
		return true
	case want.Who == "kvar":
		return r.Status == registration.Confirmed && r.CheckedInAt.IsZero()
	}
	return r.Status == registration.Confirmed
}

// chosen are those whose badges are wanted, in the order in which they are to be handed out.
func (h *Handlers) chosen(c *fiber.Ctx, e event.Edition, want choice, rows []registration.Row) ([]registration.Row, error) {
	db := h.Store.Read(c.UserContext())
	if c.Query("omfattning") == "alla" { // everybody whom a search in the list of attendees finds
		var err error
		if want.IDs, err = found(c, db, e); err != nil {
			return nil, err
		}
	}
	organisations, err := event.Organisations(db, e.ID)
	if err != nil {
		return nil, err
	}
	organisation := unknownSeminar
	for _, o := range organisations {
		if o.Key == want.Organisation {
			organisation = o.ID
		}
	}
	rows = slices.DeleteFunc(rows, func(r registration.Row) bool { return !want.wants(r, organisation) })
	if want.Order == "organisation" { // and by name within each: they come sorted by name
		text.SortSwedish(rows, func(r registration.Row) string { return r.OrganisationName })
	}
	return rows, nil
}

func found(c *fiber.Ctx, db *store.DB, e event.Edition) ([]string, error) {
	filter, err := searchFrom(c.Query("urval")).read(db, e)
	if err != nil {
		return nil, err
	}
	ids, err := registration.IDs(db, filter, bulk.Most)
	all := make([]string, 0, len(ids)+1)
	for _, id := range ids {
		all = append(all, string(id))
	}
	return append(all, string(nobody)), err // never empty: that would mean everybody
}
