package organiser

import (
	"bytes"
	"errors"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/bulk"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/seminar"
	"samling/models/store"
	"samling/views/badge"
	"samling/views/page"
	"samling/views/report"
)

// badgesPage chooses which badges to print, and how.
type badgesPage struct {
	desk.Frame
	Layouts       []desk.Option
	Who           []desk.Option
	Organisations []organisationGroup
	Count         int
	Placed        bool // seminars are on the badges
}

// choice is which badges are wanted. It stands in the address of the PDF.
type choice struct {
	Layout       badge.Layout
	Who          string   // "" = those with a seat, "reserver" too, or "kvar": those who have not come yet
	Organisation string   // key; "" = all
	IDs          []string // only these people, whatever else is chosen
	References   []string // only those with these reference codes
}

// whoChoices are the groups that can be printed, the usual one first.
var whoChoices = [...]string{"", "kvar", "reserver"}

// Badges shows the choice.
func (h *Handlers) Badges(c *fiber.Ctx) error {
	p, err := h.badgesPage(c)
	if err != nil {
		return err
	}
	return h.Show(c, fiber.StatusOK, "organiser/badges", p)
}

func (h *Handlers) badgesPage(c *fiber.Ctx) (*badgesPage, error) {
	e, db, want := web.Edition(c), h.Store.Read(c.UserContext()), readChoice(c)
	p := &badgesPage{Frame: desk.NewFrame(h.App, c, "organiser.badges", "/namnskyltar")}
	for _, l := range badge.Layouts() {
		p.Layouts = append(p.Layouts, desk.Option{Value: string(l), Text: p.T("organiser.layout." + string(l)), Chosen: l == want.Layout})
	}
	for _, who := range whoChoices {
		p.Who = append(p.Who, desk.Option{Value: who, Text: p.T("organiser.badges_who." + whoWord(who)), Chosen: who == want.Who})
	}
	var err error
	if p.Organisations, err = h.organisationChoice(c, p.Base, want.Organisation); err != nil {
		return nil, err
	}
	counts, err := registration.Counts(db, e.ID)
	if err != nil {
		return nil, err
	}
	p.Count = counts[registration.Confirmed]
	_, err = seminar.PublishedRun(db, e.ID)
	p.Placed = err == nil
	if errors.Is(err, store.ErrNotFound) {
		err = nil
	}
	return p, err
}

func whoWord(who string) string {
	if who == "" {
		return "anmalda"
	}
	return who
}

// manyIDs bounds the people who can be picked one by one; more than that is a group.
const manyIDs = 500

func readChoice(c *fiber.Ctx) choice {
	want := choice{Layout: badge.Layout(c.Query("layout")), Who: c.Query("vilka"), Organisation: c.Query("organisation")}
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

// PrintBadges sends the badges as PDF, in the Swedish order of names. People with protected identity are among them,
// under the name that was made up for them: a badge that is missing from the table would single them out.
func (h *Handlers) PrintBadges(c *fiber.Ctx) error {
	e, want := web.Edition(c), readChoice(c)
	rows, err := h.chosen(c, want)
	if err != nil {
		return err
	}
	badges, err := h.badges(c, rows)
	if err != nil {
		return err
	}
	sheet, err := h.sheet(c, want.Layout)
	if err != nil {
		return err
	}
	var pdf bytes.Buffer
	err = badge.Write(&pdf, sheet, badges)
	if errors.Is(err, badge.ErrEmpty) {
		return h.noBadges(c)
	}
	if err != nil {
		return err
	}
	if err := desk.Note(h.App, c, "badges_printed", "", "badges="+itoa(len(badges))); err != nil {
		return err
	}
	name := report.FileName(e.StartsAt.In(e.Zone()), e.Slug, "namnskyltar", "pdf")
	return web.SendPDF(c, name, pdf.Bytes())
}

func (h *Handlers) chosen(c *fiber.Ctx, want choice) ([]registration.Row, error) {
	db, e := h.Store.Read(c.UserContext()), web.Edition(c)
	rows, err := desk.Everybody(db, e)
	if err != nil {
		return nil, err
	}
	if c.Query("omfattning") == "alla" { // everybody whom a search in the list of attendees finds
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
	return slices.DeleteFunc(rows, func(r registration.Row) bool { return !want.wants(r, organisation) }), nil
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

// noBadges says that the choice matches nobody.
func (h *Handlers) noBadges(c *fiber.Ctx) error {
	p, err := h.badgesPage(c)
	if err != nil {
		return err
	}
	p.Notice = &page.Notice{Tone: "warn", Text: p.T("organiser.problem.no_badges")}
	return h.Show(c, fiber.StatusNotFound, "organiser/badges", p)
}
