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

// runPage is one run: under way, failed, a draft, published or undone.
type runPage struct {
	desk.Frame
	ID, Headline, Line string
	Chip               chip
	Going              bool
	Step               string
	Done, Total        int
	Failed, Refused    string // a sentence
	Stale              bool
	StaleWhat          []string
	Stats              []page.Stat
	Proof              []string
	NoWish, Unplaced   int
	Closed             []string
	BySlot, ByKind     shareTable
	LeastGot           int
	WorstHead          string
	Worst, WorstRest   []worstLine // the first, and those who are folded away
	WorstMore          bool        // there are more than were kept
	Rooms              []slotRooms
	Kinds              []legendLine
	Trade              tradeView
	ShowChanges        bool
	Changes            changes
	CanPublish         bool
	CanUndo            bool
}

// chip is a state with its tone.
type chip struct{ Tone, Text string }

// chipOf says in a word how far a run has come.
func chipOf(b page.Base, r seminar.Run) chip {
	tones := map[seminar.State]string{seminar.Published: "ok", seminar.Drafted: "warn", seminar.Failed: "bad"}
	return chip{Tone: tones[r.State], Text: b.T("seminars.state." + string(r.State))}
}

// theRun is the run that the address names. Errors: store.ErrNotFound.
func (h *Handlers) theRun(c *fiber.Ctx) (seminar.Run, error) {
	id, err := desk.PathID(c)
	if err != nil {
		return seminar.Run{}, err
	}
	return seminar.RunByID(h.Store.Read(c.UserContext()), web.Edition(c).ID, id)
}

// Run shows a run. While it is under way the page comes again by itself, without a script.
func (h *Handlers) Run(c *fiber.Ctx) error {
	r, err := h.theRun(c)
	if err != nil {
		return err
	}
	p, err := h.runPage(c, r)
	if err != nil {
		return err
	}
	if p.Going {
		c.Set("Refresh", "1")
	}
	return h.Show(c, fiber.StatusOK, "seminars/run", p)
}

func (h *Handlers) runPage(c *fiber.Ctx, r seminar.Run) (*runPage, error) {
	e, db := web.Edition(c), h.Store.Read(c.UserContext())
	p := &runPage{Frame: h.frame(c, "seminars.run_title"), ID: string(r.ID), Going: r.Going()}
	p.Under("/fordelning", "organiser.allocation")
	p.Chip, p.Headline = chipOf(p.Base, r), p.Title
	var err error
	if p.Line, err = h.runLine(p.Base, db, e, r); err != nil {
		return nil, err
	}
	switch r.State {
	case seminar.Waiting, seminar.Working, seminar.Publishing:
		p.progress(r)
		return p, nil
	case seminar.Failed:
		p.Failed = p.T(r.Fault)
		return p, nil
	}
	return p, p.result(db, e, r)
}

func (p *runPage) progress(r seminar.Run) {
	p.Done, p.Total = r.Done, r.Of
	p.Headline, p.Step = p.T("seminars.going"), p.T("seminars.step.waiting")
	if r.State == seminar.Publishing {
		p.Headline = p.T("seminars.publishing")
	}
	if r.Step != "" {
		p.Step = p.T("seminars.step." + r.Step)
	}
}

// result shows what a finished run gave. What it was made of is looked at again: a draft of something else is not published.
func (p *runPage) result(db *store.DB, e event.Edition, r seminar.Run) error {
	n, err := readNames(db, e)
	if err != nil {
		return err
	}
	f := r.Figures
	p.figures(n, f, r.MixPrice)
	lines, err := worst(db, p.Base, n, f.WorstOff)
	if err != nil {
		return err
	}
	p.Worst, p.WorstMore = lines[:min(len(lines), worstShown)], f.LeastGot > len(f.WorstOff)
	p.WorstRest = lines[len(p.Worst):]
	if p.Trade, err = readTrade(db, p.Base, r); err != nil {
		return err
	}
	p.CanUndo = r.Published() && e.State.Allows(event.Allocate)
	if r.State != seminar.Drafted {
		return nil
	}
	if r.Fault != "" {
		p.Refused = p.T(r.Fault)
	}
	return p.draft(db, e, n, r)
}

// draft tells what publishing would change, or why it cannot be published.
func (p *runPage) draft(db *store.DB, e event.Edition, n names, r seminar.Run) error {
	people, err := registration.Attendees(db, e.ID)
	if err != nil {
		return err
	}
	since, err := seminar.Since(db, r, people)
	if errors.Is(err, seminar.ErrNoPapers) {
		p.Stale = true // of the time before runs were kept whole: it is made again
		return nil
	}
	if err != nil {
		return err
	}
	if !since.None() {
		p.Stale = true
		p.StaleWhat, err = stale(db, p.Base, n, since)
		return err
	}
	p.CanPublish = e.State.Allows(event.Allocate)
	return p.against(db, e, n, r)
}

// against shows the draft beside what is published, if anything is.
func (p *runPage) against(db *store.DB, e event.Edition, n names, r seminar.Run) error {
	_, err := seminar.PublishedRun(db, e.ID)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	moves, err := seminar.Moves(db, r)
	if err != nil {
		return err
	}
	p.ShowChanges = true
	p.Changes, err = tellChanges(db, p.Base, n, moves)
	return err
}

// runLine tells when a run was made, by whom and on which terms.
func (h *Handlers) runLine(b page.Base, db *store.DB, e event.Edition, r seminar.Run) (string, error) {
	who, err := staff(db)
	if err != nil {
		return "", err
	}
	line := b.T("seminars.run_line", "When", b.Stamp(r.RunAt.In(e.Zone())), "Who", who.name(b, r.RunBy), "Seed", strconv.FormatUint(r.Seed, 10),
		"Weight", weight(b, r.Terms))
	if !r.PublishedAt.IsZero() {
		line += " " + b.T("seminars.published_line", "When", b.Stamp(r.PublishedAt.In(e.Zone())), "Who", who.name(b, r.PublishedBy))
	}
	if !r.UndoneAt.IsZero() {
		line += " " + b.T("seminars.undone_line", "When", b.Stamp(r.UndoneAt.In(e.Zone())), "Who", who.name(b, r.UndoneBy))
	}
	return line, nil
}
