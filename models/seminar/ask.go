package seminar

import (
	"encoding/json"
	"fmt"
	"strconv"

	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/store"
)

// ErrRunGoing says that another run of the edition is under way.
var ErrRunGoing = store.Fault(store.Conflict, "error.run_going")

// Ask asks for a run. Tend works it out soon, outside the write lock; nobody is placed by it. people are all who come; they are
// only looked at for pins that cannot be kept: the run reads them itself. Errors: ErrTerms, ErrRunGoing, ErrNoSessions,
// ErrNobody, Clashes.
func Ask(tx *store.Tx, e event.Edition, people []Attendee, terms Terms, by string) (Run, error) {
	if err := terms.check(); err != nil {
		return Run{}, err
	}
	in, err := readInput(tx.DB, e.ID, people)
	if err != nil {
		return Run{}, err
	}
	if err := in.clashes(); err != nil {
		return Run{}, err
	}
	return newRun(tx, Run{EditionID: e.ID, Terms: terms, State: Waiting, RunBy: by})
}

// newRun saves a new run with what it gave so far, unless one is under way already.
func newRun(tx *store.Tx, r Run) (Run, error) {
	r.ID = tx.NewID()
	var err error
	if r.RunAt, err = after(tx, "run_at", r.EditionID); err != nil {
		return r, err
	}
	return r, r.insert(tx)
}

func (r Run) insert(tx *store.Tx) error {
	figures, err := json.Marshal(r.Figures)
	if err != nil {
		return fmt.Errorf("write the figures of a run: %w", err)
	}
	done := tx.Exec(`INSERT INTO allocation_runs (id, edition_id, seed, mix_price, mix_worst, state, run_at, run_by, figures)
		SELECT ?, ?, ?, ?, ?, ?, ?, ?, ? WHERE NOT EXISTS (SELECT 1 FROM allocation_runs WHERE edition_id = ? AND `+going+`)`,
		r.ID, r.EditionID, strconv.FormatUint(r.Seed, 10), r.MixPrice, r.MixWorst, r.State, r.RunAt, r.RunBy, string(figures),
		r.EditionID)
	return oneRow(done, ErrRunGoing)
}

func oneRow(done *gorm.DB, otherwise error) error {
	if done.Error == nil && done.RowsAffected != 1 {
		return otherwise
	}
	return done.Error
}

// Draft works an allocation out at once and keeps it; nobody is placed by it. For few people: with many, Ask.
// Errors: ErrTerms, ErrRunGoing, ErrNoSessions, ErrNobody, Clashes.
func Draft(tx *store.Tx, e event.Edition, people []Attendee, terms Terms, by string) (Run, error) {
	if err := terms.check(); err != nil {
		return Run{}, err
	}
	in, err := readInput(tx.DB, e.ID, people)
	if err != nil {
		return Run{}, err
	}
	outcome, err := in.workOut(terms)
	if err != nil {
		return Run{}, err
	}
	p, err := newPapers(outcome, nil)
	if err != nil {
		return Run{}, err
	}
	run, err := newRun(tx, Run{EditionID: e.ID, Terms: terms, State: Drafted, RunBy: by, Figures: outcome.figures})
	if err != nil {
		return Run{}, err
	}
	return run, p.save(tx, run.ID)
}

// Allocate works an allocation out and publishes it at once, without a mail. Errors: those of Draft.
func Allocate(tx *store.Tx, e event.Edition, people []Attendee, terms Terms, by string) (Run, error) {
	run, err := Draft(tx, e, people, terms, by)
	if err != nil {
		return Run{}, err
	}
	published, err := Publish(tx, e, run.ID, by, people, nil)
	return published.Run, err
}
