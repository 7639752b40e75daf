package seminar

import (
	"bytes"
	"errors"
	"slices"

	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/seminar/allocation"
	"samling/models/store"
)

// Difference is what has changed since a run was made.
type Difference struct {
	Came       []store.ID // people who are coming now and were not
	Left       []store.ID // who were coming and are not
	Wishes     []store.ID // whose wishes are others
	Moved      []store.ID // whose organisation is another
	Sessions   []Changed  // whose seats or rules are others, or that are new or gone
	Pins       []store.ID // people who are pinned elsewhere, or no longer
	Exclusions []store.ID // people who may come elsewhere than they might
	Seminars   bool       // seminars are new or gone, or are for other kinds of organisation
	Slots      bool       // the slots, or how they are chosen
}

// Changed is a session by its seminar and slot: it may be gone.
type Changed struct {
	Seminar string // key
	Slot    int
}

// None says whether nothing has changed.
func (d Difference) None() bool {
	return !d.Seminars && !d.Slots && len(d.Came)+len(d.Left)+len(d.Wishes)+len(d.Moved)+len(d.Sessions)+len(d.Pins)+len(d.Exclusions) == 0
}

// Stale is an ErrInputChanged that tells what has changed.
type Stale struct{ Difference }

func (s *Stale) Error() string { return "the input of the run has changed" }

// Unwrap makes it an ErrInputChanged.
func (s *Stale) Unwrap() error { return ErrInputChanged }

// Since tells what has changed since a run was made. people are all who come now. Errors: ErrNoPapers.
func Since(db *gorm.DB, run Run, people []Attendee) (Difference, error) {
	p, err := papersOf(db, run.ID)
	if err != nil {
		return Difference{}, err
	}
	err = p.refuseStale(db, run, people)
	var stale *Stale
	if errors.As(err, &stale) {
		return stale.Difference, nil
	}
	return Difference{}, err
}

// refuseStale gives a *Stale if the input is not what it was.
func (p papers) refuseStale(db *gorm.DB, run Run, people []Attendee) error {
	in, err := readInput(db, run.EditionID, people)
	if errors.Is(err, ErrNobody) || errors.Is(err, ErrNoSessions) {
		in = input{}
	} else if err != nil {
		return err
	}
	now := in.task(run.Terms, event.Ranked)
	digest, err := now.digest()
	if err != nil || digest == run.Figures.Input {
		return err
	}
	raw, err := unpack(p.Document)
	if err != nil {
		return err
	}
	f, err := p.frame()
	if err != nil {
		return err
	}
	then, err := allocation.ReadDocument(bytes.NewReader(raw))
	if err != nil && f.Ranked != nil { // without a ranked slot there is no document to read
		return err
	}
	gave, err := p.placements()
	if err != nil {
		return err
	}
	fixed := slices.DeleteFunc(gave, func(p Placement) bool { return !slices.Contains(f.Fixed, p.Slot) })
	return &Stale{difference(named(task{problem: then, frame: f, fixed: fixed}), named(now))}
}
