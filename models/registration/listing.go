package registration

import (
	"strings"

	"gorm.io/gorm"

	"samling/models/store"
)

// View is where columns are chosen for.
type View string

// The list on the screen, and the file.
const (
	OnScreen View = "list"
	InFile   View = "csv"
)

// ColumnsOf reads the columns that a user has chosen; none means that nothing was chosen.
func ColumnsOf(db *gorm.DB, user store.ID, view View) ([]string, error) {
	var rows []string
	err := db.Raw("SELECT columns FROM list_columns WHERE user_id = ? AND view = ?", user, view).Scan(&rows).Error
	if err != nil || len(rows) == 0 || rows[0] == "" {
		return nil, err
	}
	return strings.Split(rows[0], ","), nil
}

// SetColumns keeps a user's choice of columns, in order; none goes back to the usual ones.
func SetColumns(tx *store.Tx, user store.ID, view View, columns []string) error {
	return tx.Exec(`INSERT INTO list_columns (user_id, view, columns) VALUES (?, ?, ?)
		ON CONFLICT (user_id, view) DO UPDATE SET columns = excluded.columns`, user, view, strings.Join(columns, ",")).Error
}

// SavedFilter is a search that a user has given a name. Query is as it stands in the list's address.
type SavedFilter struct {
	ID    store.ID
	Name  string
	Query string
}

// filtersEach keeps the row of saved filters readable.
const filtersEach = 20

// Why a filter is not saved.
var (
	ErrFilterName  = store.Fault(store.Invalid, "error.filter_name").On("name")
	ErrManyFilters = store.Fault(store.Conflict, "error.filter_many").On("name")
)

// SavedFilters lists a user's filters for an edition, by the order in which they were made.
func SavedFilters(db *gorm.DB, user, edition store.ID) ([]SavedFilter, error) {
	var all []SavedFilter
	err := db.Raw("SELECT id, name, query FROM saved_filters WHERE user_id = ? AND edition_id = ? ORDER BY created_at, id", user, edition).
		Scan(&all).Error
	return all, err
}

// SaveFilter keeps a search under a name; the same name again replaces it. Errors: ErrFilterName, ErrManyFilters.
func SaveFilter(tx *store.Tx, user, edition store.ID, name, query string) error {
	name = strings.Join(strings.Fields(name), " ")
	if name == "" || len([]rune(name)) > 60 || len(query) > 1000 {
		return ErrFilterName
	}
	done := tx.Exec(`INSERT INTO saved_filters (id, user_id, edition_id, name, query, created_at)
		SELECT ?, ?, ?, ?, ?, ? WHERE (SELECT COUNT(*) FROM saved_filters WHERE user_id = ? AND edition_id = ? AND name <> ?) < ?
		ON CONFLICT (user_id, edition_id, name) DO UPDATE SET query = excluded.query`,
		tx.NewID(), user, edition, name, query, tx.Now, user, edition, name, filtersEach)
	if done.Error == nil && done.RowsAffected == 0 {
		return ErrManyFilters
	}
	return done.Error
}

// RemoveFilter forgets a saved filter of a user. Errors: store.ErrNotFound.
func RemoveFilter(tx *store.Tx, user, id store.ID) error {
	done := tx.Exec("DELETE FROM saved_filters WHERE id = ? AND user_id = ?", id, user)
	if done.Error == nil && done.RowsAffected == 0 {
		return store.ErrNotFound
	}
	return done.Error
}
