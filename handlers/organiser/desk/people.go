package desk

import (
	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
	"samling/views/text"
)

// Everybody reads all registrations of an edition by name, people with protected identity included: they get seats and
// badges like others.
func Everybody(db *store.DB, e event.Edition) ([]registration.Row, error) {
	rows, _, err := registration.List(db, registration.Filter{Edition: e.ID, Hidden: true})
	ByName(rows)
	return rows, err
}

// ByName sorts people by the name that is shown, the Swedish way.
func ByName(rows []registration.Row) {
	text.SortSwedish(rows, func(r registration.Row) string { return r.ShownName() })
}
