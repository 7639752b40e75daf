package seminar

import (
	"errors"

	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/store"
)

// Why a publication is not undone.
var (
	// ErrNotNewest says that the run is not the one by which people are placed now.
	ErrNotNewest = store.Fault(store.Conflict, "error.undo_not_newest")
	// ErrTakenSince says that people have taken, swapped or been given other seats since the publication.
	ErrTakenSince = store.Fault(store.Conflict, "error.undo_taken_since")
	// ErrNoWayBack says that the seats from before are no longer there: rooms have shrunk, or sessions are gone or withdrawn.
	ErrNoWayBack = store.Fault(store.Conflict, "error.undo_no_seats")
)

// Undoing is what undoing a publication does, or would do.
type Undoing struct {
	Run   Run
	Moves []Move // from where people sit now, to where they sat before the publication
	Lost  []Move // from where the publication placed them, to the seats they have had since and lose
	Told  int    // mails
}

// UndoPreview tells what undoing a publication would do. people are all who come: nobody else gets a place back.
// Errors: ErrNotNewest, ErrNoWayBack, ErrNoPapers, store.ErrNotFound.
func UndoPreview(db *gorm.DB, edition, run store.ID, people []Attendee) (Undoing, error) {
	w, err := wayBack(db, edition, run, people)
	return w.Undoing, err
}

// Undo puts people back where they were before the newest publication, and mails those of the recipients for whom that is
// another place. If people have taken or swapped seats since, it does so only when forced. The run stays, as undone.
// Errors: ErrTakenSince (with what would be lost), and those of UndoPreview.
func Undo(tx *store.Tx, e event.Edition, run store.ID, by string, people []Attendee, recipients []Recipient, force bool) (Undoing, error) {
	w, err := wayBack(tx.DB, e.ID, run, people)
	if err != nil {
		return w.Undoing, err
	}
	if len(w.Lost) > 0 && !force {
		return w.Undoing, ErrTakenSince
	}
	w.Run.State, w.Run.UndoneAt, w.Run.UndoneBy = Undone, tx.Now, by
	done := tx.Exec("UPDATE allocation_runs SET state = ?, undone_at = ?, undone_by = ? WHERE id = ? AND state = ?", Undone, tx.Now, by,
		run, Published)
	if err := oneRow(done, ErrNotNewest); err != nil {
		return w.Undoing, err
	}
	if err := savePlacements(tx, e.ID, w.slots, w.to); err != nil {
		return w.Undoing, err
	}
	w.Told, err = tell(tx, e, "placement-undone", w.Run, w.Moves, recipients)
	return w.Undoing, err
}

// way is the way back from a publication.
type way struct {
	Undoing
	slots []int
	to    []Placement
}

func wayBack(db *gorm.DB, edition, run store.ID, people []Attendee) (way, error) {
	newest, err := PublishedRun(db, edition)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return way{}, err
	}
	if newest.ID != run {
		if _, err := RunByID(db, edition, run); err != nil {
			return way{}, err
		}
		return way{}, ErrNotNewest
	}
	p, err := papersOf(db, run)
	if err != nil {
		return way{}, err
	}
	gave, now, slots, err := p.against(db, edition)
	if err != nil {
		return way{}, err
	}
	before, err := unpackPlacements(p.Before)
	if err != nil {
		return way{}, err
	}
	w := way{slots: slots, to: of(before, people)}
	w.Undoing = Undoing{Run: newest, Moves: compare(now, w.to), Lost: compare(of(gave, people), of(now, people))}
	return w, w.fits(db, edition)
}

// of picks the placements of some people.
func of(places []Placement, people []Attendee) []Placement {
	comes := make(map[store.ID]bool, len(people))
	for _, a := range people {
		comes[a.ID] = true
	}
	var theirs []Placement
	for _, p := range places {
		if comes[p.Person] {
			theirs = append(theirs, p)
		}
	}
	return theirs
}

// fits refuses a way back into sessions that no longer hold so many. One that was fuller than it holds when the run was
// published was so for a reason that the run has mended: it is no way back either.
func (w way) fits(db *gorm.DB, edition store.ID) error {
	sessions, err := event.Sessions(db, edition)
	if err != nil {
		return err
	}
	room := make(map[store.ID]int, len(sessions))
	for _, s := range sessions {
		room[s.ID] = s.Capacity()
	}
	for _, p := range w.to {
		if room[p.Session]--; room[p.Session] < 0 {
			return ErrNoWayBack
		}
	}
	return nil
}
