package event

import (
	"slices"

	"samling/models/store"
)

// Why an edition does not go from one state to another.
var (
	ErrStateStep       = store.Fault(store.Conflict, "error.state_step")
	ErrNoOrganisations = store.Fault(store.Conflict, "error.publish_organisations")
	ErrNoSeats         = store.Fault(store.Conflict, "error.publish_seats")
	ErrSurveyOpen      = store.Fault(store.Conflict, "error.archive_survey_open")
)

// SetState publishes an edition, closes its registration, opens it again or ends it. A day that nobody can register
// for is not published, and one that people may still answer about is not archived: closing it would show results
// before their time. Errors: ErrStale, ErrStateStep, ErrNoOrganisations, ErrNoSeats, ErrSurveyOpen.
func SetState(tx *store.Tx, edition store.ID, version int, to State) error {
	if err := raise(tx, edition, version); err != nil {
		return err
	}
	e, err := ByID(tx.DB, edition)
	if err != nil {
		return err
	}
	if !slices.Contains(e.State.Next(), to) {
		return ErrStateStep
	}
	if e.State == Draft {
		if err := readyToPublish(tx, edition); err != nil {
			return err
		}
	}
	if to == Archived && e.SurveyOpen(tx.Now.Time) {
		return ErrSurveyOpen
	}
	return tx.Exec("UPDATE editions SET state = ? WHERE id = ?", to, edition).Error
}

func readyToPublish(tx *store.Tx, edition store.ID) error {
	seats, err := SeatsOf(tx.DB, edition)
	if err != nil {
		return err
	}
	if seats.Capacity == 0 {
		return ErrNoSeats
	}
	organisations, err := Organisations(tx.DB, edition)
	if err != nil {
		return err
	}
	if len(organisations) == 0 {
		return ErrNoOrganisations
	}
	return nil
}
