// Package bulk does what an organiser wants done with many at once: an action on a selection of registrations, with a
// preview and a way back, and the import of a file. Long work is done a few rows at a time, each few in a transaction of
// their own that also notes how far it has come: after a restart it goes on from there, and no row is done twice.
package bulk

import (
	"strings"
	"time"

	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/store"
)

// Kind is what is done with each registration of a selection.
type Kind string

// The kinds.
const (
	Cancel   Kind = "cancel"
	Restore  Kind = "restore"
	Move     Kind = "move" // to another organisation
	MailLink Kind = "mail_link"
)

// Kinds are all of them, in the order in which they are offered.
var Kinds = [...]Kind{Move, MailLink, Cancel, Restore}

// State is how far an action has come.
type State string

// The states of an action.
const (
	Ready   State = "ready" // previewed, waiting for a yes
	Running State = "running"
	Done    State = "done"
	Undoing State = "undoing"
	Undone  State = "undone"
)

// Limits on an action: how many at once, how long a preview may wait for its yes, and how long it can be taken back.
const (
	Most      = 5000
	previewed = time.Hour
	UndoFor   = 24 * time.Hour
)

// Why an action is not begun or taken back.
var (
	ErrNobody   = store.Fault(store.Invalid, "error.bulk_nobody")
	ErrMany     = store.Fault(store.Invalid, "error.bulk_many")
	ErrKind     = store.Fault(store.Invalid, "error.bulk_kind")
	ErrWhere    = store.Fault(store.Invalid, "error.bulk_where").On("organisation")
	ErrOld      = store.Fault(store.Gone, "error.bulk_old")
	ErrNoReturn = store.Fault(store.Conflict, "error.bulk_no_return")
)

// Action is one thing done with many.
type Action struct {
	ID             store.ID
	EditionID      store.ID
	Actor          string
	Kind           Kind `gorm:"column:action"`
	OrganisationID store.ID
	State          State
	CreatedAt      store.Time
	DoneAt         store.Time
	UndoneAt       store.Time
}

// Going says whether the action is under way.
func (a Action) Going() bool { return a.State == Running || a.State == Undoing }

// UndoUntil is the last instant at which the action can be taken back; zero if it cannot. A mail cannot.
func (a Action) UndoUntil() store.Time {
	if a.State != Done || a.Kind == MailLink {
		return store.Time{}
	}
	return store.At(a.DoneAt.Add(UndoFor))
}

// Prepare notes an action and whom it is about, for the preview; nothing happens to anybody. organisation is where to
// move. Errors: ErrNobody, ErrMany, ErrKind, ErrWhere.
func Prepare(tx *store.Tx, edition store.ID, kind Kind, organisation store.ID, ids []store.ID, actor string) (Action, error) {
	a := Action{ID: tx.NewID(), EditionID: edition, Actor: actor, Kind: kind, State: Ready, CreatedAt: tx.Now}
	switch {
	case len(ids) == 0:
		return a, ErrNobody
	case len(ids) > Most:
		return a, ErrMany
	case kind == Move:
		if _, err := event.OrganisationByID(tx.DB, edition, organisation); err != nil {
			return a, ErrWhere
		}
		a.OrganisationID = organisation
	case kind != Cancel && kind != Restore && kind != MailLink:
		return a, ErrKind
	}
	// Previews that nobody said yes to are of no use to anybody.
	err := tx.Exec("DELETE FROM bulk_actions WHERE state = ? AND created_at < ?", Ready, store.At(tx.Now.Add(-previewed))).Error
	if err != nil {
		return a, err
	}
	err = tx.Exec("INSERT INTO bulk_actions (id, edition_id, actor, action, organisation_id, state, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
		a.ID, a.EditionID, a.Actor, a.Kind, a.OrganisationID, a.State, a.CreatedAt).Error
	if err != nil {
		return a, err
	}
	return a, addRows(tx, a, ids)
}

const rowsAtATime = 500

// addRows notes whom the action is about. Ids that are not of the edition find no registration and are left out.
func addRows(tx *store.Tx, a Action, ids []store.ID) error {
	for place := 0; place < len(ids); place += rowsAtATime {
		part := ids[place:min(place+rowsAtATime, len(ids))]
		values := strings.Repeat(", (?, ?)", len(part))[2:]
		args := []any{a.ID}
		for i, id := range part {
			args = append(args, place+i, id)
		}
		err := tx.Exec(`INSERT INTO bulk_rows (bulk_id, place, registration_id) SELECT ?, v.column1, r.id FROM (VALUES `+values+`) AS v
			JOIN registrations r ON r.id = v.column2 WHERE r.edition_id = ?`, append(args, a.EditionID)...).Error
		if err != nil {
			return err
		}
	}
	return nil
}

// ByID finds an action of an edition. Errors: store.ErrNotFound.
func ByID(db *gorm.DB, edition, id store.ID) (Action, error) {
	return one(db.Raw(selectAction+" WHERE id = ? AND edition_id = ?", id, edition))
}

const selectAction = "SELECT id, edition_id, actor, action, organisation_id, state, created_at, done_at, undone_at FROM bulk_actions"

func one(query *gorm.DB) (Action, error) {
	var found []Action
	if err := query.Scan(&found).Error; err != nil {
		return Action{}, err
	}
	if len(found) == 0 {
		return Action{}, store.ErrNotFound
	}
	return found[0], nil
}

// Latest lists the actions of an edition that were begun, the newest first.
func Latest(db *gorm.DB, edition store.ID, most int) ([]Action, error) {
	var all []Action
	err := db.Raw(selectAction+" WHERE edition_id = ? AND state <> ? ORDER BY created_at DESC, id LIMIT ?", edition, Ready, most).
		Scan(&all).Error
	return all, err
}
