package seminar

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"math/big"
	"strconv"
	"time"

	"gorm.io/gorm"

	"samling/models/store"
)

// Run is one allocation.
type Run struct {
	ID        store.ID
	EditionID store.ID
	Terms
	State       State
	Step        string // while it is under way: what is being done, Done steps of Of
	Done, Of    int
	Fault       string // key of a text: why it failed, or was not published
	RunAt       store.Time
	RunBy       string
	Figures     Figures
	PublishedAt store.Time
	PublishedBy string
	UndoneAt    store.Time
	UndoneBy    string
}

// Published says whether people have been placed by the run, and not taken out again.
func (r Run) Published() bool { return r.State == Published }

// Going says whether the run is under way.
func (r Run) Going() bool { return r.State == Waiting || r.State == Working || r.State == Publishing }

// after gives the instant of a run or a publication: now, or the next millisecond after the last one of the edition, so that the
// newest is always told apart. column is one of our own names, never from outside.
func after(tx *store.Tx, column string, edition store.ID) (store.Time, error) {
	var last store.Time
	err := tx.Raw("SELECT "+column+" FROM allocation_runs WHERE edition_id = ? AND "+column+" IS NOT NULL ORDER BY "+column+" DESC LIMIT 1", edition).
		Scan(&last).Error
	if err == nil && !last.IsZero() && !tx.Now.After(last.Time) {
		return store.At(last.Add(time.Millisecond)), nil
	}
	return tx.Now, err
}

// seeds bounds a drawn seed to six digits, which can be read aloud and written into the minutes.
const seeds = 1_000_000

// NewSeed draws a seed. An organiser may also choose one, for instance by a public draw.
func NewSeed() uint64 {
	n, err := rand.Int(rand.Reader, big.NewInt(seeds))
	if err != nil { // crypto/rand cannot fail on a supported system (Go 1.24)
		return 0
	}
	return n.Uint64()
}

// storedRun is a run as the table has it.
type storedRun struct {
	ID          store.ID
	EditionID   store.ID
	Seed        string
	MixPrice    int
	MixWorst    int
	State       State
	Step        string
	StepsDone   int
	StepsAll    int
	Fault       string
	RunAt       store.Time
	RunBy       string
	Figures     string
	PublishedAt store.Time
	PublishedBy string
	UndoneAt    store.Time
	UndoneBy    string
}

const selectRuns = `SELECT id, edition_id, seed, mix_price, mix_worst, state, step, steps_done, steps_all, fault, run_at, run_by, figures,
	published_at, published_by, undone_at, undone_by FROM allocation_runs WHERE `

// going and out are the conditions of two indexes: written out, for with parameters the database could not tell that they apply.
const (
	going = "state IN ('waiting', 'working', 'publishing')"
	out   = "state = 'published'"
)

// Runs lists all runs of an edition, the newest first.
func Runs(db *gorm.DB, edition store.ID) ([]Run, error) {
	return someRuns(db.Raw(selectRuns+"edition_id = ? ORDER BY run_at DESC, id", edition))
}

// LatestRun reads the newest run, whatever became of it. Errors: store.ErrNotFound.
func LatestRun(db *gorm.DB, edition store.ID) (Run, error) {
	return oneRun(db.Raw(selectRuns+"edition_id = ? ORDER BY run_at DESC, id LIMIT 1", edition))
}

// PublishedRun reads the run by which people are placed now. Errors: store.ErrNotFound.
func PublishedRun(db *gorm.DB, edition store.ID) (Run, error) {
	return oneRun(db.Raw(selectRuns+"edition_id = ? AND "+out+" ORDER BY published_at DESC, id LIMIT 1", edition))
}

// RunByID finds a run of an edition. Errors: store.ErrNotFound.
func RunByID(db *gorm.DB, edition, id store.ID) (Run, error) {
	return oneRun(db.Raw(selectRuns+"edition_id = ? AND id = ?", edition, id))
}

func oneRun(query *gorm.DB) (Run, error) {
	runs, err := someRuns(query)
	if err != nil {
		return Run{}, err
	}
	if len(runs) == 0 {
		return Run{}, store.ErrNotFound
	}
	return runs[0], nil
}

func someRuns(query *gorm.DB) ([]Run, error) {
	var rows []storedRun
	if err := query.Scan(&rows).Error; err != nil {
		return nil, err
	}
	runs := make([]Run, len(rows))
	for i, row := range rows {
		var err error
		if runs[i], err = row.run(); err != nil {
			return nil, err
		}
	}
	return runs, nil
}

func (s storedRun) run() (Run, error) {
	r := Run{ID: s.ID, EditionID: s.EditionID, Terms: Terms{MixPrice: s.MixPrice, MixWorst: s.MixWorst}, State: s.State, Step: s.Step,
		Done: s.StepsDone, Of: s.StepsAll, Fault: s.Fault, RunAt: s.RunAt, RunBy: s.RunBy, PublishedAt: s.PublishedAt,
		PublishedBy: s.PublishedBy, UndoneAt: s.UndoneAt, UndoneBy: s.UndoneBy}
	var err error
	if r.Seed, err = strconv.ParseUint(s.Seed, 10, 64); err != nil {
		return Run{}, fmt.Errorf("read the seed of a run: %w", err)
	}
	if err := json.Unmarshal([]byte(s.Figures), &r.Figures); err != nil {
		return Run{}, fmt.Errorf("read the figures of a run: %w", err)
	}
	return r, nil
}
