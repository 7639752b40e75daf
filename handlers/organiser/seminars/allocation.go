package seminars

import (
	"errors"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/seminar"
	"samling/models/store"
	"samling/views/page"
)

// allocationPage shows what is wished for beside what there is room for, and asks for a run.
type allocationPage struct {
	desk.Frame
	Tabs      []page.Link
	Headline  string
	WishesEnd string
	Early     bool // wishes can still change
	People    int
	NoWish    int
	Slots     []slotDemand
	Wanted    []wantedLine
	Kinds     []legendLine
	Legend    []legendLine // of the bars
	Ranked    int          // slots that are filled by wishes
	Cards     []runCard    // the run under way, the newest draft, what is published
	Mine      bool         // this edition's state lets seminars be allocated
	Placeable bool         // some slot is filled by wishes or by hand
	LastMix   int          // the slider's last position
	Position  int
	Worsts    []desk.Option
	Trade     tradeView // of the newest run
}

// Allocation shows the page.
func (h *Handlers) Allocation(c *fiber.Ctx) error {
	p, err := h.allocationPage(c)
	if err != nil {
		return err
	}
	return h.Show(c, fiber.StatusOK, "seminars/allocation", p)
}

func (h *Handlers) allocationPage(c *fiber.Ctx) (*allocationPage, error) {
	e, db := web.Edition(c), h.Store.Read(c.UserContext())
	p := &allocationPage{Frame: h.frame(c, "organiser.allocation"), LastMix: mostMix, Mine: e.State.Allows(event.Allocate)}
	p.Tabs = tabs(p.Frame, "")
	p.WishesEnd, p.Early = p.Moment(e.WishesCloseAt.In(e.Zone())), e.WishesOpen(h.Now())
	n, err := readNames(db, e)
	if err != nil {
		return nil, err
	}
	people, err := registration.Attendees(db, e.ID)
	if err != nil {
		return nil, err
	}
	wanted, err := seminar.Demand(db, e.ID, people)
	if err != nil {
		return nil, err
	}
	p.demand(e, n, wanted, len(people))
	terms, err := h.readCards(p, db, e)
	p.propose(terms)
	return p, err
}

// readCards shows the runs that matter now, and gives the terms of the newest: with the same seed again people move only
// because something else has changed.
func (h *Handlers) readCards(p *allocationPage, db *store.DB, e event.Edition) (seminar.Terms, error) {
	latest, err := seminar.LatestRun(db, e.ID)
	if errors.Is(err, store.ErrNotFound) {
		return seminar.Terms{Seed: seminar.NewSeed()}, nil
	}
	if err != nil {
		return seminar.Terms{}, err
	}
	if p.Trade, err = readTrade(db, p.Base, latest); err != nil {
		return latest.Terms, err
	}
	runs := []seminar.Run{latest}
	published, err := seminar.PublishedRun(db, e.ID)
	switch {
	case err == nil && published.ID != latest.ID:
		runs = append(runs, published)
	case err != nil && !errors.Is(err, store.ErrNotFound):
		return latest.Terms, err
	}
	for _, r := range runs {
		p.Cards = append(p.Cards, newRunCard(p.Frame, e, r))
	}
	return latest.Terms, nil
}

// propose fills the form with some terms.
func (p *allocationPage) propose(t seminar.Terms) {
	p.Position = position(t.MixPrice)
	p.Worsts = append(p.Worsts, desk.Option{Value: "0", Text: p.T("seminars.worst_none"), Chosen: t.MixWorst == 0})
	for rank := 2; rank <= seminar.MaxWishes; rank++ {
		p.Worsts = append(p.Worsts, desk.Option{Value: strconv.Itoa(rank), Text: p.T("seminars.worst_at", "Rank", ordinal(p.Base, rank)),
			Chosen: t.MixWorst == rank})
	}
	p.Form = page.NewForm(p.Translator, desk.Values("seed", strconv.FormatUint(t.Seed, 10)))
}
