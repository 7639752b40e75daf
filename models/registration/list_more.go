package registration

import (
	"context"

	"gorm.io/gorm"

	"samling/models/store"
)

// RowByID reads a registration as lists show it. Errors: store.ErrNotFound.
func RowByID(db *gorm.DB, id store.ID) (Row, error) {
	rows, err := RowsByID(db, []store.ID{id})
	if err == nil && len(rows) == 0 {
		err = store.ErrNotFound
	}
	if err != nil {
		return Row{}, err
	}
	return rows[0], nil
}

// RowsByID reads registrations by their ids (at most 500), by name.
func RowsByID(db *gorm.DB, ids []store.ID) ([]Row, error) {
	var rows []Row
	err := db.Raw("SELECT "+rowColumns()+from+" WHERE r.id IN ? ORDER BY r.sort_key, r.id", ids).Scan(&rows).Error
	return rows, err
}

// pageOfEach is how many rows stand in memory while Each goes through a list.
const pageOfEach = 500

// Each goes through everybody whom a filter lets through, by name, a few hundred at a time, and stops at the first error
// or when ctx ends. Each page is a query of its own that begins after the last name, so no connection is held while a
// slow reader takes its time; somebody whose name changes meanwhile may be passed over or come twice.
func Each(ctx context.Context, db *gorm.DB, f Filter, visit func([]Row) error) error {
	where, args := f.conditions()
	key, id := "", store.ID("")
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		var rows []Row
		// The column stands alone in the first condition, so that the page begins at its place in the index.
		query := "SELECT " + rowColumns() + from + where + ` AND r.sort_key >= ? AND (r.sort_key > ? OR r.id > ?)
			ORDER BY r.sort_key, r.id LIMIT ?`
		err := db.WithContext(ctx).Raw(query, append(args[:len(args):len(args)], key, key, id, pageOfEach)...).Scan(&rows).Error
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			return nil
		}
		if err := visit(rows); err != nil || len(rows) < pageOfEach {
			return err
		}
		last := rows[len(rows)-1]
		key, id = last.SortKey, last.ID
	}
}

// Tally is how many registrations stand where.
type Tally struct{ Confirmed, Waitlisted, Cancelled, Inside, WalkIns int }

// All is how many there are in every state.
func (t Tally) All() int { return t.Confirmed + t.Waitlisted + t.Cancelled }

func (t *Tally) add(status Status, source Source, n, inside int) {
	switch status {
	case Confirmed:
		t.Confirmed += n
	case Waitlisted:
		t.Waitlisted += n
	case Cancelled:
		t.Cancelled += n
	}
	if source == FromWalkIn {
		t.WalkIns += n
	}
	t.Inside += inside
}

// TallyOf counts those whom a filter lets through in each state. It ignores the filter's own Status and Inside: it is for
// the tabs that choose among them.
func TallyOf(db *gorm.DB, f Filter) (Tally, error) {
	f.Status, f.Inside = "", false
	where, args := f.conditions()
	var rows []struct {
		Status    Status
		Source    Source
		N, Inside int
	}
	err := db.Raw(`SELECT r.status, r.source, COUNT(*) AS n, COUNT(a.registration_id) AS inside FROM registrations r
		LEFT JOIN admissions a ON a.registration_id = r.id`+where+" GROUP BY r.status, r.source", args...).Scan(&rows).Error
	var t Tally
	for _, row := range rows {
		t.add(row.Status, row.Source, row.N, row.Inside)
	}
	return t, err
}

// CountByOrganisation counts the registrations of each organisation, people with protected identity included.
func CountByOrganisation(db *gorm.DB, edition store.ID) (map[store.ID]Tally, error) {
	var rows []struct {
		OrganisationID store.ID
		Status         Status
		Source         Source
		N, Inside      int
	}
	err := db.Raw(`SELECT r.organisation_id, r.status, r.source, COUNT(*) AS n, COUNT(a.registration_id) AS inside
		FROM registrations r LEFT JOIN admissions a ON a.registration_id = r.id
		WHERE r.edition_id = ? GROUP BY r.organisation_id, r.status, r.source`, edition).Scan(&rows).Error
	counts := map[store.ID]Tally{}
	for _, row := range rows {
		t := counts[row.OrganisationID]
		t.add(row.Status, row.Source, row.N, row.Inside)
		counts[row.OrganisationID] = t
	}
	return counts, err
}
