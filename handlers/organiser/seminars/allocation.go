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

// allocationPage shows wishes and seats, the draft that can be published, and what was published last.
type allocationPage struct {
	desk.Frame
	Wanted     []seminar.Wanted
	MostAny    int // the longest bar
	People     int
	NoWish     int
	WishesEnd  string
	Early      bool // wishes can still change
	Draft      *runView
	Stale      bool // wishes, seats or people have changed since the draft
	Moves      []moveLine
	MoveCount  int
	MovePeople int
	Fill       []fillLine
	Published  *runView
	Mailable   int // how many would be told by mail
	Seed       string
}

// runView is a run as the page shows it.
type runView struct {
	ID, Seed, At, By string
	seminar.Figures
	Sum seminar.SlotFigures
}

type moveLine struct {
	ID, Name   string
	Slot       int
	From, To   string
	Rank, Tone string
}

type fillLine struct {
	Slot          int
	Title, Room   string
	Placed, Seats int
}

// movesShown bounds the table of changes; the sentence above it has the whole number.
const movesShown = 100

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
	p := &allocationPage{Frame: desk.NewFrame(h.App, c, "organiser.allocation", "/fordelning"), Seed: strconv.FormatUint(seminar.NewSeed(), 10)}
	p.WishesEnd, p.Early = p.Moment(e.WishesCloseAt.In(e.Zone())), e.WishesOpen(h.Now())
	rows, err := desk.Everybody(db, e)
	if err != nil {
		return nil, err
	}
	people := desk.Coming(rows)
	p.People = len(people)
	if p.Wanted, err = seminar.Demand(db, e.ID, people); err != nil {
		return nil, err
	}
	for _, w := range p.Wanted {
		p.MostAny = max(p.MostAny, w.Any, w.Seats)
	}
	if err := p.countNoWish(db, e, people); err != nil {
		return nil, err
	}
	if err := p.readRuns(db, e); err != nil {
		return nil, err
	}
	switch { // the seed of the last run again: then people move only because something else has changed
	case p.Draft != nil:
		p.Seed = p.Draft.Seed
	case p.Published != nil:
		p.Seed = p.Published.Seed
	}
	if p.Draft != nil {
		err = p.preview(db, e, rows, people)
	}
	return p, err
}

func (p *allocationPage) countNoWish(db *store.DB, e event.Edition, people []store.ID) error {
	wishes, err := seminar.WishesByPerson(db, e.ID)
	if err != nil {
		return err
	}
	for _, person := range people {
		if len(wishes[person]) == 0 {
			p.NoWish++
		}
	}
	return nil
}

func (p *allocationPage) readRuns(db *store.DB, e event.Edition) error {
	latest, err := seminar.LatestRun(db, e.ID)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return nil
	case err != nil:
		return err
	case !latest.Published():
		p.Draft = newRunView(p.Base, e, latest, latest.RunAt)
	}
	published, err := seminar.PublishedRun(db, e.ID)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err == nil {
		p.Published = newRunView(p.Base, e, published, published.PublishedAt)
	}
	return err
}

func newRunView(b page.Base, e event.Edition, r seminar.Run, at store.Time) *runView {
	return &runView{ID: string(r.ID), Seed: strconv.FormatUint(r.Seed, 10), At: b.Moment(at.In(e.Zone())), Figures: r.Figures,
		Sum: r.Figures.Total()}
}

// preview works the draft out again, to show what it changes and how it fills the rooms.
func (p *allocationPage) preview(db *store.DB, e event.Edition, rows []registration.Row, people []store.ID) error {
	seed, err := strconv.ParseUint(p.Draft.Seed, 10, 64)
	if err != nil {
		return err
	}
	outcome, err := seminar.WorkOut(db, e.ID, people, seed)
	if errors.Is(err, seminar.ErrNobody) || errors.Is(err, seminar.ErrNoSessions) {
		p.Stale = true
		return nil
	}
	if err != nil {
		return err
	}
	if outcome.Figures.Input != p.Draft.Input {
		p.Stale = true
		return nil
	}
	moves, err := outcome.Moves(db, e.ID)
	if err != nil {
		return err
	}
	rooms, err := roomNames(db, e)
	if err != nil {
		return err
	}
	p.showMoves(moves, rows, rooms)
	return p.showFill(db, e, outcome)
}
