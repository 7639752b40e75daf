package bulk

import (
	"encoding/json"
	"time"

	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
	"samling/models/table"
)

// Why an import does not go on.
var (
	ErrMapping  = store.Fault(store.Invalid, "error.import_mapping")
	ErrImported = store.Fault(store.Conflict, "error.import_begun")
)

// keepImported is how long a file is kept for its report.
const keepImported = 24 * time.Hour

// Import is a file with attendees on its way in.
type Import struct {
	ID         store.ID
	EditionID  store.ID
	Actor      string
	Name       string
	Data       string
	Mapping    string
	State      string // new, running, done
	Total      int
	AtLine     int
	Added      int
	Waitlisted int
	Already    int
	Refused    int
	Refusals   string
	CreatedAt  store.Time
	DoneAt     store.Time
}

// Table is what the file holds; empty once the import is done.
func (i Import) Table() (t table.Table) {
	_ = json.Unmarshal([]byte(i.Data), &t) // our own writing; '' gives the empty table
	return t
}

// Columns is what was chosen for the columns, and whether anything was.
func (i Import) Columns() (m Mapping, chosen bool) {
	chosen = i.Mapping != "" && json.Unmarshal([]byte(i.Mapping), &m) == nil
	return m, chosen
}

// Refusal is a line that was not imported, with what is wrong with it.
type Refusal struct {
	Line     int
	Cells    []string
	Problems []registration.Problem
}

// RefusedLines gives the lines that were refused, and the headings of their columns.
func (i Import) RefusedLines() (head []string, lines []Refusal) {
	var kept refusals
	_ = json.Unmarshal([]byte(i.Refusals), &kept)
	return kept.Head, kept.Lines
}

type refusals struct {
	Head  []string
	Lines []Refusal
}

// Receive keeps a table that was read from a file, until its columns are chosen. name is the file's.
func Receive(tx *store.Tx, edition store.ID, name string, t table.Table, actor string) (Import, error) {
	data, err := json.Marshal(t)
	if err != nil {
		return Import{}, err
	}
	if runes := []rune(name); len(runes) > 120 {
		name = string(runes[:120])
	}
	i := Import{ID: tx.NewID(), EditionID: edition, Actor: actor, Name: name, Data: string(data), State: "new", Total: len(t.Rows),
		Refusals: "{}", CreatedAt: tx.Now}
	return i, tx.Create(&i).Error
}

// ImportByID finds an import of an edition. Errors: store.ErrNotFound.
func ImportByID(db *gorm.DB, edition, id store.ID) (Import, error) {
	var found []Import
	if err := db.Where("id = ? AND edition_id = ?", id, edition).Limit(1).Find(&found).Error; err != nil {
		return Import{}, err
	}
	if len(found) == 0 {
		return Import{}, store.ErrNotFound
	}
	return found[0], nil
}

// Choose says which column is what. It can be chosen anew until the import begins. Errors: ErrImported, and a
// store.Error with the key of what is wrong with the mapping.
func Choose(tx *store.Tx, i Import, m Mapping) error {
	t := i.Table()
	if len(m.Columns) != len(t.Head) {
		return ErrMapping
	}
	if problem := m.Valid(); problem != "" {
		return store.Fault(store.Invalid, problem)
	}
	raw, err := json.Marshal(m)
	if err != nil {
		return err
	}
	return begun(tx.Exec("UPDATE imports SET mapping = ? WHERE id = ? AND state = 'new'", string(raw), i.ID), ErrImported)
}

// Forget throws a file away that is not being imported. Errors: ErrImported.
func Forget(tx *store.Tx, i Import) error {
	return begun(tx.Exec("DELETE FROM imports WHERE id = ? AND state <> 'running'", i.ID), ErrImported)
}

// BeginImport says yes to all good lines. Errors: ErrImported, ErrMapping, event.ErrNotInState.
func BeginImport(tx *store.Tx, i Import) error {
	if err := event.Require(tx.DB, i.EditionID, event.Manage); err != nil {
		return err
	}
	if _, chosen := i.Columns(); !chosen {
		return ErrMapping
	}
	return begun(tx.Exec("UPDATE imports SET state = 'running' WHERE id = ? AND state = 'new' AND mapping <> ''", i.ID), ErrImported)
}

// SweepImports forgets files a day after they came: they hold people.
func SweepImports(tx *store.Tx) error {
	return tx.Exec("DELETE FROM imports WHERE state <> 'running' AND created_at < ?", store.At(tx.Now.Add(-keepImported))).Error
}
