package seminars

import (
	"errors"
	"math"
	"slices"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/event"
	"samling/models/seminar"
	"samling/models/store"
	"samling/views/page"
)

// runsPage lists all runs of an edition.
type runsPage struct {
	desk.Frame
	Tabs       []page.Link
	Runs       []runLine
	Comparable int
}

// runLine is a run in the list.
type runLine struct {
	ID, When, Who, Seed, Weight string
	First, Second, Worst        string
	Unplaced                    string
	Chip                        chip
	Done                        bool // it has figures to compare
	A, B                        bool // chosen to be compared
}

// runCard is a run on the first page.
type runCard struct {
	ID, Text string
	Chip     chip
	Bits     []page.Bit
	Link     string
}

func newRunCard(f desk.Frame, e event.Edition, r seminar.Run) runCard {
	card := runCard{ID: string(r.ID), Chip: chipOf(f.Base, r), Link: f.T("seminars.see_run")}
	at := r.RunAt
	if r.Published() {
		at = r.PublishedAt
	}
	card.Text = f.Moment(at.In(e.Zone()))
	switch {
	case r.Going():
		card.Text, card.Link = f.T("seminars.going"), f.T("seminars.follow_run")
	case r.State == seminar.Failed:
		card.Text = f.T(r.Fault)
	default:
		card.Text = headline(f.Base, r.Figures) + " " + f.T("seminars.card_when", "When", card.Text)
		card.Bits = newShareRow("", r.Figures.Total()).Bits
	}
	return card
}

// Runs shows the list.
func (h *Handlers) Runs(c *fiber.Ctx) error {
	p, err := h.runsPage(c)
	if err != nil {
		return err
	}
	return h.Show(c, fiber.StatusOK, "seminars/runs", p)
}

func (h *Handlers) runsPage(c *fiber.Ctx) (*runsPage, error) {
	e, db := web.Edition(c), h.Store.Read(c.UserContext())
	p := &runsPage{Frame: h.frame(c, "seminars.runs_title")}
	p.Tabs = tabs(p.Frame, "/korningar")
	runs, err := seminar.Runs(db, e.ID)
	if err != nil {
		return nil, err
	}
	who, err := staff(db)
	if err != nil {
		return nil, err
	}
	for _, r := range runs {
		sum := r.Figures.Total()
		line := runLine{ID: string(r.ID), When: p.Stamp(r.RunAt.In(e.Zone())), Who: who.name(p.Base, r.RunBy), Seed: strconv.FormatUint(r.Seed, 10),
			Weight: weight(p.Base, r.Terms), Chip: chipOf(p.Base, r), Done: !r.Going() && r.State != seminar.Failed}
		line.First, line.Second, line.Worst, line.Unplaced = "–", "–", "–", "–"
		if line.Done {
			chose := r.Figures.People - r.Figures.NoWish
			line.First, line.Second = percent(p.Base, sum.First, chose), percent(p.Base, sum.Second, chose)
			line.Worst, line.Unplaced = worstRank(p.Base, r.Figures.Worst), p.Int(r.Figures.Unplaced)
		}
		if line.Done { // the two newest that can be compared are chosen, the older one first
			p.Comparable++
			line.A, line.B = p.Comparable == 2, p.Comparable == 1
		}
		p.Runs = append(p.Runs, line)
	}
	return p, nil
}

// comparePage holds two runs beside each other.
type comparePage struct {
	desk.Frame
	A, B    runHead
	Rows    []compareRow
	Shares  shareTable
	Changes changes
	Kept    bool // both runs have kept who sat where
}

type runHead struct {
	ID, Name, Terms string
	Chip            chip
}

// compareRow is one figure of both runs.
type compareRow struct{ What, A, B, Diff string }

// Compare shows what two runs give, and who gets something else. Without two runs it is the list that says so.
func (h *Handlers) Compare(c *fiber.Ctx) error {
	e, db := web.Edition(c), h.Store.Read(c.UserContext())
	ids := [...]store.ID{store.ID(c.Query("a")), store.ID(c.Query("b"))}
	if !ids[0].Valid() || !ids[1].Valid() || ids[0] == ids[1] {
		p, err := h.runsPage(c)
		if err != nil {
			return err
		}
		web.Problems(&p.Base, nil, []page.Problem{{Field: "a", Key: "seminars.problem.choose_two"}})
		return h.Show(c, fiber.StatusUnprocessableEntity, "seminars/runs", p)
	}
	var runs [2]seminar.Run
	for i, id := range ids {
		var err error
		if runs[i], err = seminar.RunByID(db, e.ID, id); err != nil {
			return err
		}
	}
	p := &comparePage{Frame: h.frame(c, "seminars.compare_title")}
	p.Under("/fordelning/korningar", "seminars.runs_title")
	p.A, p.B = newRunHead(p.Base, e, runs[0]), newRunHead(p.Base, e, runs[1])
	p.Rows = compareRows(p.Base, runs[0], runs[1])
	p.Shares = newShareTable(p.Base, p.T("seminars.which"), p.T("seminars.run_word"),
		newShareRow(p.T("seminars.run_a"), runs[0].Figures.Total()), newShareRow(p.T("seminars.run_b"), runs[1].Figures.Total()))
	moves, err := seminar.Compare(db, runs[0], runs[1])
	if errors.Is(err, seminar.ErrNoPapers) {
		return h.Show(c, fiber.StatusOK, "seminars/compare", p)
	}
	if err != nil {
		return err
	}
	n, err := readNames(db, e)
	if err != nil {
		return err
	}
	p.Kept = true
	if p.Changes, err = tellChanges(db, p.Base, n, moves); err != nil {
		return err
	}
	return h.Show(c, fiber.StatusOK, "seminars/compare", p)
}

func newRunHead(b page.Base, e event.Edition, r seminar.Run) runHead {
	return runHead{ID: string(r.ID), Name: b.Stamp(r.RunAt.In(e.Zone())), Chip: chipOf(b, r),
		Terms: b.T("seminars.weighed", "Weight", weight(b, r.Terms), "Seed", strconv.FormatUint(r.Seed, 10))}
}

// compareRows are the figures; what neither run has is left out.
func compareRows(b page.Base, x, y seminar.Run) []compareRow {
	f, g := x.Figures, y.Figures
	s, t := f.Total(), g.Total()
	count := func(key string, m, n int) compareRow { return compareRow{b.T(key), b.Int(m), b.Int(n), signed(b, n-m)} }
	rows := []compareRow{
		count("seminars.people", f.People, g.People), count("seminars.first", s.First, t.First), count("seminars.second", s.Second, t.Second),
		count("seminars.third", s.Third, t.Third), count("seminars.later", s.Later, t.Later), count("seminars.unwished", s.Unwished, t.Unwished),
		count("seminars.pinned", s.Pinned, t.Pinned), count("seminars.unplaced", s.Unplaced, t.Unplaced),
		{b.T("seminars.worst_rank"), worstRank(b, f.Worst), worstRank(b, g.Worst), signed(b, g.Worst-f.Worst)},
	}
	share := func(key string, m, n float64) compareRow {
		return compareRow{b.T(key), tenths(b, m), tenths(b, n), points(b, n-m)}
	}
	rows = slices.DeleteFunc(rows, func(r compareRow) bool { return r.A == "0" && r.B == "0" })
	return append(rows, share("seminars.own_organisation", f.Mix.OwnOrganisation, g.Mix.OwnOrganisation),
		share("seminars.deviation", f.Mix.Deviation, g.Mix.Deviation))
}

// signed is a difference with its sign; none is a dash.
func signed(b page.Base, n int) string {
	switch {
	case n > 0:
		return "+" + b.Int(n)
	case n < 0:
		return b.Int(n)
	}
	return "–"
}

// points is a difference of shares in percentage points.
func points(b page.Base, d float64) string {
	switch n := math.Round(1000*d) / 10; {
	case n > 0:
		return b.T("seminars.points", "N", "+"+b.Decimal(n, 1))
	case n < 0:
		return b.T("seminars.points", "N", "−"+b.Decimal(-n, 1))
	}
	return "–"
}
