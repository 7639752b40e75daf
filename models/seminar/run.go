package seminar

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"math/big"
	"strconv"

	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/store"
)

// ErrInputChanged says that wishes, seats or people have changed since the draft was made.
var ErrInputChanged = store.Fault(store.Conflict, "error.allocation_changed")

// Run is one allocation: a draft, or published.
type Run struct {
	ID          store.ID
	EditionID   store.ID
	Seed        uint64
	RunAt       store.Time
	RunBy       string
	Figures     Figures
	PublishedAt store.Time
}

// Published says whether people have been placed by the run.
func (r Run) Published() bool { return !r.PublishedAt.IsZero() }

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

// Draft works an allocation out and keeps its seed and figures; nobody is placed by it.
// Errors: ErrNoSessions, ErrNobody.
func Draft(tx *store.Tx, e event.Edition, people []store.ID, seed uint64, by string) (Run, error) {
	outcome, err := WorkOut(tx.DB, e.ID, people, seed)
	if err != nil {
		return Run{}, err
	}
	return saveRun(tx, e.ID, outcome, seed, by, store.Time{})
}

// Publish places people as a draft said. It is worked out again from the stored seed; if that would not give what the
// organiser saw, nothing happens. Errors: ErrInputChanged, store.ErrNotFound.
func Publish(tx *store.Tx, e event.Edition, people []store.ID, run store.ID) (Run, []Move, error) {
	r, err := RunByID(tx.DB, e.ID, run)
	if err != nil {
		return Run{}, nil, err
	}
	outcome, err := WorkOut(tx.DB, e.ID, people, r.Seed)
	if err != nil {
		return Run{}, nil, err
	}
	if outcome.Figures.Input != r.Figures.Input || r.Published() {
		return Run{}, nil, ErrInputChanged
	}
	moves, err := outcome.Moves(tx.DB, e.ID)
	if err != nil {
		return Run{}, nil, err
	}
	r.PublishedAt = tx.Now
	if err := tx.Exec("UPDATE allocation_runs SET published_at = ? WHERE id = ?", tx.Now, r.ID).Error; err != nil {
		return Run{}, nil, err
	}
	return r, moves, savePlacements(tx, e.ID, r.ID, outcome.placements)
}

// Allocate works an allocation out and publishes it at once. Errors: ErrNoSessions, ErrNobody.
func Allocate(tx *store.Tx, e event.Edition, people []store.ID, seed uint64, by string) (Run, error) {
	outcome, err := WorkOut(tx.DB, e.ID, people, seed)
	if err != nil {
		return Run{}, err
	}
	run, err := saveRun(tx, e.ID, outcome, seed, by, tx.Now)
	if err != nil {
		return Run{}, err
	}
	return run, savePlacements(tx, e.ID, run.ID, outcome.placements)
}

func saveRun(tx *store.Tx, edition store.ID, o Outcome, seed uint64, by string, published store.Time) (Run, error) {
	run := Run{ID: tx.NewID(), EditionID: edition, Seed: seed, RunAt: tx.Now, RunBy: by, Figures: o.Figures, PublishedAt: published}
	figures, err := json.Marshal(o.Figures)
	if err != nil {
		return Run{}, fmt.Errorf("write the figures of a run: %w", err)
	}
	return run, tx.Exec(`INSERT INTO allocation_runs (id, edition_id, seed, run_at, run_by, figures, published_at)
		VALUES (?, ?, ?, ?, ?, ?, ?)`, run.ID, edition, strconv.FormatUint(seed, 10), run.RunAt, by, string(figures), published).Error
}

// storedRun is a run as the table has it.
type storedRun struct {
	ID          store.ID
	EditionID   store.ID
	Seed        string
	RunAt       store.Time
	RunBy       string
	Figures     string
	PublishedAt store.Time
}

const selectRuns = "SELECT id, edition_id, seed, run_at, run_by, figures, published_at FROM allocation_runs WHERE edition_id = ?"

// LatestRun reads the newest run, draft or published. Errors: store.ErrNotFound.
func LatestRun(db *gorm.DB, edition store.ID) (Run, error) {
	return oneRun(db.Raw(selectRuns+" ORDER BY run_at DESC, id LIMIT 1", edition))
}

// PublishedRun reads the run by which people are placed now. Errors: store.ErrNotFound.
func PublishedRun(db *gorm.DB, edition store.ID) (Run, error) {
	return oneRun(db.Raw(selectRuns+" AND published_at IS NOT NULL ORDER BY published_at DESC, id LIMIT 1", edition))
}

// RunByID finds a run of an edition. Errors: store.ErrNotFound.
func RunByID(db *gorm.DB, edition, id store.ID) (Run, error) {
	return oneRun(db.Raw(selectRuns+" AND id = ?", edition, id))
}

func oneRun(query *gorm.DB) (Run, error) {
	var rows []storedRun
	if err := query.Scan(&rows).Error; err != nil {
		return Run{}, err
	}
	if len(rows) == 0 {
		return Run{}, store.ErrNotFound
	}
	return rows[0].run()
}

func (s storedRun) run() (Run, error) {
	r := Run{ID: s.ID, EditionID: s.EditionID, RunAt: s.RunAt, RunBy: s.RunBy, PublishedAt: s.PublishedAt}
	var err error
	if r.Seed, err = strconv.ParseUint(s.Seed, 10, 64); err != nil {
		return Run{}, fmt.Errorf("read the seed of a run: %w", err)
	}
	if err := json.Unmarshal([]byte(s.Figures), &r.Figures); err != nil {
		return Run{}, fmt.Errorf("read the figures of a run: %w", err)
	}
	return r, nil
}
