package event

import (
	"slices"

	"gorm.io/gorm"

	"samling/models/store"
)

// Action is what can be done with an edition or in it, as far as its state decides. A date or a limit may still refuse.
type Action string

// What the state of an edition decides.
const (
	See          Action = "see"           // its public pages
	Register     Action = "register"      // the form for everybody
	ChangeWishes Action = "change_wishes" // by attendees themselves
	CancelOrSwap Action = "cancel_swap"   // by attendees themselves
	Manage       Action = "manage"        // organisers add, correct, move and cancel attendees
	Edit         Action = "edit"          // the day, its programme, hosts, organisations and seats
	EditMaterial Action = "edit_material" // the documents: slides come after the day
	Allocate     Action = "allocate"
	CheckIn      Action = "check_in"
	Evaluate     Action = "evaluate"
	Download     Action = "download" // hosts fetch their results
	Dispose      Action = "dispose"  // people are erased under a decision
)

// Actions and States are the rows and columns of the table of what is allowed, in the order in which it is shown.
var (
	Actions = [...]Action{See, Register, ChangeWishes, CancelOrSwap, Manage, Edit, EditMaterial, Allocate, CheckIn, Evaluate,
		Download, Dispose}
	States = [...]State{Draft, Published, Closed, Finished, Archived}
)

// life is the whole of what a state means: what is allowed in it, and where one can go from it, the usual step first.
// Every step can be taken back by another. Late scans from a door without a network may arrive when the day is
// finished, so it still checks in; an archived edition can only be read, and erased.
var life = map[State]struct {
	allows []Action
	next   []State
}{
	Draft:     {[]Action{CancelOrSwap, Manage, Edit, EditMaterial}, []State{Published}},
	Published: {[]Action{See, Register, ChangeWishes, CancelOrSwap, Manage, Edit, EditMaterial, Allocate, CheckIn, Evaluate, Download}, []State{Closed}},
	Closed:    {[]Action{See, ChangeWishes, CancelOrSwap, Manage, Edit, EditMaterial, Allocate, CheckIn, Evaluate, Download}, []State{Published, Finished}},
	Finished:  {[]Action{See, Manage, EditMaterial, CheckIn, Evaluate, Download, Dispose}, []State{Closed, Archived}},
	Archived:  {[]Action{See, Download, Dispose}, []State{Finished}},
}

// ErrNotInState says that an edition has come too far, or not far enough, for what was asked.
var ErrNotInState = store.Fault(store.Conflict, "error.not_in_state")

// Allows says whether something may be done in a state.
func (s State) Allows(a Action) bool { return slices.Contains(life[s].allows, a) }

// Next lists the states that an edition can be brought to by hand, the usual one first.
func (s State) Next() []State { return slices.Clone(life[s].next) }

// Require refuses what the state of the edition does not allow. Errors: ErrNotInState, store.ErrNotFound.
func Require(db *gorm.DB, edition store.ID, a Action) error {
	e, err := ByID(db, edition)
	if err != nil {
		return err
	}
	if !e.State.Allows(a) {
		return ErrNotInState
	}
	return nil
}
