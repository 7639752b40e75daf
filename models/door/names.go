package door

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/json"
	"slices"
	"time"

	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
)

// Named is somebody in the help desk's list of names, which it searches when the network is gone. People with an alias
// are not in it (domain.md §3).
type Named struct {
	Index     string `json:"k"` // of their record in the roster
	Reference string `json:"ref"`
	record
}

// names is what is sealed under the day's key.
type names struct {
	People []Named `json:"people"`
}

// sealNames encrypts the list under a key of 32 bytes.
func sealNames(key, nonce []byte, people []Named) (string, error) {
	aead, err := gcm(key)
	if err != nil {
		return "", err
	}
	if people == nil {
		people = []Named{}
	}
	plain, err := json.Marshal(names{people})
	return seal(aead, nonce, plain), err
}

// nameKey is the key of the list for one opening of the door: it depends on when that ends, so that the next day has
// another one, and it is given only while the door is open.
func nameKey(keys store.Keys, edition store.ID, h Hours) []byte {
	return keys.Seal("door names:" + string(edition) + ":" + h.day())
}

// day names one opening of the door, by when it ends.
func (h Hours) day() string { return h.ClosesAt.UTC().Format("20060102T150405") }

// nameList is a sealed list and what it was made of.
type nameList struct {
	version Version
	id      string
	sealed  string
}

// ErrDoorClosed says that there is no day now that something could be given for.
var ErrDoorClosed = store.Fault(store.Conflict, "error.door_closed")

// NameKey is the key of the help desk's list, while there is one.
type NameKey struct {
	ID    string
	Key   []byte
	Until store.Time
}

// NameKeyOf gives the key of an edition's list for the day that it is. Errors: ErrDoorClosed.
func NameKeyOf(keys store.Keys, e event.Edition, now time.Time) (NameKey, error) {
	h := HoursOf(e, now)
	if !h.Open(now) {
		return NameKey{}, ErrDoorClosed
	}
	return NameKey{ID: h.day(), Key: nameKey(keys, e.ID, h), Until: h.ClosesAt}, nil
}

// Names gives the help desk's list, sealed under the key of the day, and its version.
// Errors: ErrDoorClosed.
func (r *Rosters) Names(ctx context.Context, e event.Edition) (sealed string, key NameKey, at Version, err error) {
	if key, err = NameKeyOf(r.store.Keys(), e, r.store.Now()); err != nil {
		return "", key, at, err
	}
	s, err := r.Of(ctx, e)
	if err != nil {
		return "", key, at, err
	}
	one, _ := r.entry(e.ID)
	one.building.Lock()
	defer one.building.Unlock()
	if one.list.version == s.Names && one.list.id == key.ID {
		return one.list.sealed, key, s.Names, nil
	}
	people, err := s.named(r.store.Read(ctx), e)
	if err != nil {
		return "", key, at, err
	}
	var nonce [nonceBytes]byte
	_, _ = rand.Read(nonce[:])
	if sealed, err = sealNames(key.Key, nonce[:], people); err != nil {
		return "", key, at, err
	}
	one.list = nameList{version: s.Names, id: key.ID, sealed: sealed}
	return sealed, key, s.Names, nil
}

// named lists who can be found by name: everybody in the roster whom Search finds.
func (s *Snapshot) named(db *gorm.DB, e event.Edition) ([]Named, error) {
	places, err := placesOf(db, e)
	if err != nil {
		return nil, err
	}
	var people []Named
	err = eachRosterRow(db, e.ID, func(r rosterRow, organisation string) error {
		if index, ok := s.tickets[r.ticketKey]; ok && r.Source != registration.FromAlias && r.SearchKey != "" {
			people = append(people, Named{Index: index, Reference: r.Reference, record: recordOf(r, organisation, places[r.id])})
		}
		return nil
	})
	// In the order of the indexes, which is no order of arrival.
	slices.SortFunc(people, func(a, b Named) int { return cmp.Compare(a.Index, b.Index) })
	return people, err
}
