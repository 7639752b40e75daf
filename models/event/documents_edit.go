package event

import (
	"net/url"
	"strings"

	"gorm.io/gorm"

	"samling/models/store"
)

// DocumentForm is what an organiser writes about something to read: its title, where it is, and the line of the
// programme that it belongs to, if one.
type DocumentForm struct {
	Title string
	URL   string
	Item  string // id of a programme item; empty for the whole day
}

func (f DocumentForm) check(programme []Item) (Document, Problems) {
	var p Problems
	d := Document{Title: p.line("title", f.Title, true), URL: strings.TrimSpace(f.URL)}
	p.atMost("url", d.URL, 2000)
	if !webAddress(d.URL) {
		p.add("url", "error.web_address")
	}
	if f.Item != "" {
		item, err := itemIn(programme, store.ID(f.Item))
		if err != nil {
			p.add("item", "error.choose")
		}
		d.ItemID = &item.ID
	}
	return d, p
}

// webAddress says whether a text is an address that a browser opens as a page: a javascript: link would run on ours.
func webAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && u.User == nil &&
		!strings.ContainsAny(s, " \t\n<>\"")
}

// AddDocument puts a document last. Errors: Problems, ErrStale, ErrNotInState.
func AddDocument(tx *store.Tx, edition store.ID, version int, form DocumentForm) (Document, error) {
	d, err := form.read(tx, edition, version)
	if err != nil {
		return d, err
	}
	all, err := Documents(tx.DB, edition)
	if err != nil {
		return d, err
	}
	d.ID, d.EditionID, d.Position = tx.NewID(), edition, 1
	for _, other := range all {
		d.Position = max(d.Position, other.Position+1)
	}
	return d, tx.Create(&d).Error
}

// EditDocument changes a document. Errors: Problems, ErrStale, ErrNotInState, store.ErrNotFound.
func EditDocument(tx *store.Tx, edition store.ID, version int, id store.ID, form DocumentForm) error {
	d, err := form.read(tx, edition, version)
	if err != nil {
		return err
	}
	done := tx.Exec("UPDATE documents SET title = ?, url = ?, item_id = ? WHERE id = ? AND edition_id = ?", d.Title, d.URL,
		d.ItemID, id, edition)
	return one(done.RowsAffected, done.Error)
}

func (f DocumentForm) read(tx *store.Tx, edition store.ID, version int) (Document, error) {
	programme, err := Programme(tx.DB, edition)
	if err != nil {
		return Document{}, err
	}
	d, problems := f.check(programme)
	if err := problems.fault(); err != nil {
		return d, err
	}
	return d, ReviseFor(tx, edition, version, EditMaterial)
}

// RemoveDocument takes a document away. Errors: ErrStale, ErrNotInState, store.ErrNotFound.
func RemoveDocument(tx *store.Tx, edition store.ID, version int, id store.ID) error {
	if err := ReviseFor(tx, edition, version, EditMaterial); err != nil {
		return err
	}
	done := tx.Exec("DELETE FROM documents WHERE id = ? AND edition_id = ?", id, edition)
	return one(done.RowsAffected, done.Error)
}

// DocumentByID finds a document of an edition. Errors: store.ErrNotFound.
func DocumentByID(db *gorm.DB, edition, id store.ID) (Document, error) {
	var found []Document
	if err := db.Where("id = ? AND edition_id = ?", id, edition).Limit(1).Find(&found).Error; err != nil {
		return Document{}, err
	}
	if len(found) == 0 {
		return Document{}, store.ErrNotFound
	}
	return found[0], nil
}
