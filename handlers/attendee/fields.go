package attendee

import (
	"slices"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/seminar"
	"samling/models/store"
	"samling/views/text"
)

// organisationGroup is one heading of the list of organisations.
type organisationGroup struct {
	Label   string
	Options []organisationOption
}

// organisationOption is an organisation, and whether its people would have to wait for a seat.
type organisationOption struct {
	event.Organisation
	Waits bool
}

// markWaits marks the organisations for which no seat is left.
func markWaits(groups []organisationGroup, open registration.Openings) {
	for _, g := range groups {
		for i := range g.Options {
			g.Options[i].Waits = !open.For(g.Options[i].ID)
		}
	}
}

// ranking is the question in which order somebody wants the seminars, asked once for the whole day.
type ranking struct {
	Seminars []seminarCard
	Ranks    []int // 1, 2, 3 ...
	AtLeast  int   // how many must be ranked; 0 = as one likes
}

// Optional says whether there are wishes that one may leave out, and so take back.
func (r ranking) Optional() bool { return len(r.Ranks) > r.AtLeast }

// needChoices are the keys of the needs that can be ticked.
type needChoices struct{ Food, Access []string }

func newNeedChoices() needChoices {
	return needChoices{Food: slices.Clone(registration.FoodNeeds[:]), Access: slices.Clone(registration.AccessNeeds[:])}
}

// organisationGroups lists who takes part by kind, each kind in Swedish order.
func (h *Handlers) organisationGroups(c *fiber.Ctx, e event.Edition) ([]organisationGroup, error) {
	orgs, err := event.Organisations(h.Store.Read(c.UserContext()), e.ID)
	if err != nil {
		return nil, err
	}
	text.SortSwedish(orgs, func(o event.Organisation) string { return o.Name })
	t := h.T(c)
	var groups []organisationGroup
	for _, kind := range event.OrganisationKinds {
		group := organisationGroup{Label: t.T("kind." + kind)}
		for _, o := range orgs {
			if o.Kind == kind {
				group.Options = append(group.Options, organisationOption{Organisation: o})
			}
		}
		if len(group.Options) > 0 {
			groups = append(groups, group)
		}
	}
	return groups, nil
}

// ranking is empty where seminars are not ranked.
func (h *Handlers) ranking(c *fiber.Ctx, e event.Edition) (ranking, error) {
	db := h.Store.Read(c.UserContext())
	rankable, err := event.Rankable(db, e.ID)
	if err != nil || len(rankable) == 0 {
		return ranking{}, err
	}
	items, err := event.Programme(db, e.ID)
	if err != nil {
		return ranking{}, err
	}
	cards, err := h.seminarCards(c, e, items)
	if err != nil {
		return ranking{}, err
	}
	cards = slices.DeleteFunc(cards, func(card seminarCard) bool { return !slices.Contains(rankable, card.Seminar) })
	r := ranking{Seminars: cards, AtLeast: min(e.RankAtLeast, len(cards), seminar.MaxWishes)}
	for n := range min(len(cards), seminar.MaxWishes) {
		r.Ranks = append(r.Ranks, n+1)
	}
	return r, nil
}

// formOf reads the fields of a registration, whichever of them a page has.
func formOf(sent web.Form) registration.Form {
	return registration.Form{
		Name: sent.Get("name"), Email: sent.Get("email"), Organisation: sent.Get("organisation"), Unit: sent.Get("unit"),
		Title: sent.Get("title"), Phone: sent.Get("phone"), DisplayName: sent.Get("display_name"),
		ListOptIn: sent.Ticked("list_opt_in"), Wishes: wishesOf(sent), Needs: sent.All("needs"), NeedsText: sent.Get("needs_text"),
	}
}

func wishField(rank int) string { return "wish_" + strconv.Itoa(rank) }

func wishesOf(sent web.Form) []string {
	var wishes []string
	for rank := 1; rank <= seminar.MaxWishes; rank++ {
		wishes = append(wishes, sent.Get(wishField(rank)))
	}
	return wishes
}

// valuesOf is the other way round: a registration as the form that changes it shows it.
func valuesOf(r registration.Registration, organisation string) map[string][]string {
	values := map[string][]string{
		"name": {r.Name}, "email": {r.Email}, "organisation": {organisation}, "unit": {r.Unit}, "title": {r.Title},
		"phone": {r.Phone}, "display_name": {r.DisplayName}, "version": {strconv.Itoa(r.Version)},
	}
	if r.ListOptIn {
		values["list_opt_in"] = []string{"ja"}
	}
	return values
}

// organisationOf is the organisation that somebody comes from.
func (h *Handlers) organisationOf(c *fiber.Ctx, r registration.Registration) (event.Organisation, error) {
	orgs, err := event.Organisations(h.Store.Read(c.UserContext()), r.EditionID)
	if err != nil {
		return event.Organisation{}, err
	}
	for _, o := range orgs {
		if o.ID == r.OrganisationID {
			return o, nil
		}
	}
	return event.Organisation{}, store.ErrNotFound
}
