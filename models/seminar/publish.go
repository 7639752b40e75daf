package seminar

import (
	"errors"

	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/store"
)

// Why a run is not published.
var (
	// ErrInputChanged says that wishes, seats, rules or people have changed since the run was made.
	ErrInputChanged = store.Fault(store.Conflict, "error.allocation_changed")
	// ErrPublished says that the run has been published already, or undone: it is made again, not published again.
	ErrPublished = store.Fault(store.Conflict, "error.allocation_published")
	// ErrNotDrafted says that the run has no result to publish: it is under way, or it failed.
	ErrNotDrafted = store.Fault(store.Conflict, "error.allocation_not_ready")
)

// Publication is what publishing a run, or undoing it, did.
type Publication struct {
	Run   Run
	Moves []Move // whose place is another than before
	Told  int    // mails
}

// AskPublish asks for a draft to be published. Tend does it soon, in one transaction with its mails; if it must not be, the run
// is a draft again and its Fault says why. Errors: ErrPublished, ErrNotDrafted, store.ErrNotFound.
func AskPublish(tx *store.Tx, edition, run store.ID, by string) error {
	done := tx.Exec(`UPDATE allocation_runs SET state = ?, step = ?, steps_done = 0, steps_all = 1, fault = '', published_by = ?
		WHERE id = ? AND edition_id = ? AND state = ?`, Publishing, StepPublish, by, run, edition, Drafted)
	if done.Error != nil || done.RowsAffected == 1 {
		return done.Error
	}
	return notDrafted(tx.DB, edition, run)
}

// notDrafted says why a run is no draft.
func notDrafted(db *gorm.DB, edition, run store.ID) error {
	r, err := RunByID(db, edition, run)
	switch {
	case err != nil:
		return err
	case r.State == Published || r.State == Undone || r.State == Publishing:
		return ErrPublished
	}
	return ErrNotDrafted
}

// Publish places people as a run said, and lays one mail in the outbox for each of the recipients whose place is another than
// before. If anything that the run was made of has changed, nothing happens. people are all who come.
// Errors: *Stale (an ErrInputChanged that tells what), ErrInputChanged (of a run without papers), ErrPublished, ErrNotDrafted,
// store.ErrNotFound.
func Publish(tx *store.Tx, e event.Edition, run store.ID, by string, people []Attendee, recipients []Recipient) (Publication, error) {
	r, err := RunByID(tx.DB, e.ID, run)
	if err != nil {
		return Publication{}, err
	}
	if r.State != Drafted && r.State != Publishing {
		return Publication{}, notDrafted(tx.DB, e.ID, run)
	}
	p, err := papersOf(tx.DB, run)
	if errors.Is(err, ErrNoPapers) {
		return Publication{}, ErrInputChanged
	}
	if err != nil {
		return Publication{}, err
	}
	if err := p.refuseStale(tx.DB, r, people); err != nil {
		return Publication{}, err
	}
	return p.publish(tx, e, r, by, recipients)
}

func (p papers) publish(tx *store.Tx, e event.Edition, r Run, by string, recipients []Recipient) (Publication, error) {
	will, now, slots, err := p.against(tx.DB, e.ID)
	if err != nil {
		return Publication{}, err
	}
	before, err := packJSON(now)
	if err != nil {
		return Publication{}, err
	}
	at, err := after(tx, "published_at", e.ID)
	if err != nil {
		return Publication{}, err
	}
	r.State, r.Step, r.Fault, r.PublishedAt, r.PublishedBy = Published, "", "", at, by
	done := tx.Exec(`UPDATE allocation_runs SET state = ?, step = '', fault = '', published_at = ?, published_by = ?
		WHERE id = ? AND state IN ?`, r.State, r.PublishedAt, by, r.ID, []State{Drafted, Publishing})
	if err := oneRow(done, ErrPublished); err != nil {
		return Publication{}, err
	}
	if err := tx.Exec("UPDATE allocation_papers SET before = ? WHERE run_id = ?", before, r.ID).Error; err != nil {
		return Publication{}, err
	}
	if err := savePlacements(tx, e.ID, slots, byRun(will, r.ID)); err != nil {
		return Publication{}, err
	}
	published := Publication{Run: r, Moves: compare(now, will)}
	published.Told, err = tell(tx, e, "placement", r, published.Moves, recipients)
	return published, err
}

// PlacementsOf reads who a run placed where, by person and slot. Errors: ErrNoPapers.
func PlacementsOf(db *gorm.DB, run Run) ([]Placement, error) {
	p, err := papersOf(db, run.ID)
	if err != nil {
		return nil, err
	}
	return p.placements()
}
