package event

import (
	"slices"

	"gorm.io/gorm"

	"samling/models/store"
)

// HostForm is what an organiser writes about a host.
type HostForm struct {
	Name string
	Unit string
	Kind string // one of OrganisationKinds
}

func (f HostForm) check() (HostForm, Problems) {
	var p Problems
	f.Name = p.line("name", f.Name, true)
	f.Unit = p.line("unit", f.Unit, false)
	if !slices.Contains(OrganisationKinds[:], f.Kind) {
		p.add("kind", "error.choose")
	}
	return f, p
}

// AddHost puts a host last. Errors: Problems, ErrStale.
func AddHost(tx *store.Tx, edition store.ID, version int, form HostForm) (Host, error) {
	form, problems := form.check()
	if err := problems.fault(); err != nil {
		return Host{}, err
	}
	if err := Revise(tx, edition, version); err != nil {
		return Host{}, err
	}
	hosts, err := Hosts(tx.DB, edition)
	if err != nil {
		return Host{}, err
	}
	host := Host{ID: tx.NewID(), EditionID: edition, Name: form.Name, Unit: form.Unit, Kind: form.Kind, Position: 1}
	for _, other := range hosts {
		host.Position = max(host.Position, other.Position+1)
	}
	host.Key = freeKey(host.FullName(), func(key string) bool {
		return slices.ContainsFunc(hosts, func(h Host) bool { return h.Key == key })
	})
	return host, tx.Create(&host).Error
}

// EditHost changes a host's name, unit and kind; its key stays, because addresses and results hang on it.
// Errors: Problems, ErrStale, store.ErrNotFound.
func EditHost(tx *store.Tx, edition store.ID, version int, host store.ID, form HostForm) error {
	form, problems := form.check()
	if err := problems.fault(); err != nil {
		return err
	}
	if err := Revise(tx, edition, version); err != nil {
		return err
	}
	done := tx.Exec("UPDATE hosts SET name = ?, unit = ?, kind = ? WHERE id = ? AND edition_id = ?",
		form.Name, form.Unit, form.Kind, host, edition)
	return one(done.RowsAffected, done.Error)
}

// RemoveHost takes a host and its logo away. Errors: ErrStale, store.ErrNotFound.
func RemoveHost(tx *store.Tx, edition store.ID, version int, host store.ID) error {
	if err := Revise(tx, edition, version); err != nil {
		return err
	}
	done := tx.Exec("DELETE FROM hosts WHERE id = ? AND edition_id = ?", host, edition)
	return one(done.RowsAffected, done.Error)
}

// MoveHost moves a host one step up (or down) in the order. At the end of the list it stays where it is.
// Errors: ErrStale, store.ErrNotFound.
func MoveHost(tx *store.Tx, edition store.ID, version int, host store.ID, up bool) error {
	if err := Revise(tx, edition, version); err != nil {
		return err
	}
	hosts, err := Hosts(tx.DB, edition)
	if err != nil {
		return err
	}
	ids := make([]store.ID, len(hosts))
	for i, h := range hosts {
		ids[i] = h.ID
	}
	return move(tx, "hosts", ids, host, up)
}

// HostByID finds a host of an edition. Errors: store.ErrNotFound.
func HostByID(db *gorm.DB, edition, id store.ID) (Host, error) {
	var found []Host
	if err := db.Where("id = ? AND edition_id = ?", id, edition).Limit(1).Find(&found).Error; err != nil {
		return Host{}, err
	}
	if len(found) == 0 {
		return Host{}, store.ErrNotFound
	}
	return found[0], nil
}
