package door

import (
	"cmp"
	"crypto/rand"
	"crypto/sha256"
	"maps"
	"slices"

	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
)

// ticketKey names a ticket whose code is derived: a registration's, and which one of its.
type ticketKey struct {
	id      store.ID
	version int
}

// rosterRow is what a roster knows of a registration.
type rosterRow struct {
	ticketKey
	registration.Registration
	In   store.Time
	Door string
}

const rosterQuery = `SELECT r.id, r.key_version, r.status, r.name, r.display_name, r.waitlist_number, r.reference, r.source,
	r.search_key, o.name, a.at, COALESCE(a.door, '')
	FROM registrations r JOIN organisations o ON o.id = r.organisation_id
	LEFT JOIN admissions a ON a.registration_id = r.id
	WHERE r.edition_id = ?`

// eachRosterRow reads without gorm's mapping, which would be half of the time that a large roster takes.
func eachRosterRow(db *gorm.DB, edition store.ID, take func(r rosterRow, organisation string) error) error {
	rows, err := db.Raw(rosterQuery, edition).Rows()
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var r rosterRow
		var organisation string
		err := rows.Scan(&r.id, &r.version, &r.Status, &r.Name, &r.DisplayName, &r.WaitlistNumber, &r.Reference, &r.Source,
			&r.SearchKey, &organisation, &r.In, &r.Door)
		if err != nil {
			return err
		}
		if err := take(r, organisation); err != nil {
			return err
		}
	}
	return rows.Err()
}

// builder makes a snapshot from the one before: what has not changed is neither derived nor sealed again.
type builder struct {
	keys    store.Keys
	edition event.Edition
	places  map[store.ID][]recordPlace
	dead    map[string]bool
	before  map[string]*Sealed
	was     *Snapshot
	now     *Snapshot
	changed []*Sealed
	anew    bool // something was sealed, and so may stand in the list of names
}

func build(db *gorm.DB, keys store.Keys, e event.Edition, was *Snapshot, epoch string) (*Snapshot, error) {
	b := builder{keys: keys, edition: e, was: was, before: map[string]*Sealed{},
		now: &Snapshot{Version: Version{Epoch: epoch}, removed: map[string]int{}, tickets: map[ticketKey]string{}}}
	if was != nil {
		b.now.Version.Number, b.now.Names, b.now.removed = was.Version.Number, was.Names, maps.Clone(was.removed)
		for _, r := range was.records {
			b.before[r.Index] = r
		}
	}
	var err error
	if b.places, err = placesOf(db, e); err != nil {
		return nil, err
	}
	if b.dead, err = registration.DeadTickets(db, e.ID); err != nil {
		return nil, err
	}
	if err := eachRosterRow(db, e.ID, b.take); err != nil {
		return nil, err
	}
	b.number()
	slices.SortFunc(b.now.records, func(x, y *Sealed) int { return cmp.Compare(x.Index, y.Index) })
	return b.now, nil
}

// take adds a registration's ticket, and those that it had before its seat was passed on.
func (b *builder) take(r rosterRow, organisation string) error {
	if err := b.add(r.ticketKey, recordOf(r, organisation, b.places[r.id]), r.In, r.Door); err != nil {
		return err
	}
	for old := 1; old < r.version; old++ {
		key := ticketKey{r.id, old}
		if !b.dead[store.Hash(b.code(key))] {
			continue
		}
		if err := b.add(key, record{Revoked: true}, store.Time{}, ""); err != nil {
			return err
		}
	}
	return nil
}

func (b *builder) code(k ticketKey) string {
	return registration.Registration{ID: k.id, KeyVersion: k.version}.Ticket(b.keys)
}

// add puts a record into the snapshot, as it was when nothing of it has changed.
func (b *builder) add(k ticketKey, rec record, in store.Time, door string) error {
	plain, err := rec.padded()
	if err != nil {
		return err
	}
	full := sha256.Sum256(plain)
	one := &Sealed{In: in, Door: door, sum: [16]byte(full[:16])}
	if b.was != nil {
		one.Index = b.was.tickets[k]
	}
	old := b.before[one.Index]
	switch {
	case old != nil && old.sum == one.sum && old.In.Equal(in.Time) && old.Door == door:
		one = old
	case old != nil && old.sum == one.sum:
		one.Data = old.Data
		b.changed = append(b.changed, one)
	default:
		if err := b.seal(one, k, plain); err != nil {
			return err
		}
		b.changed, b.anew = append(b.changed, one), true
	}
	b.now.tickets[k] = one.Index
	b.now.records = append(b.now.records, one)
	delete(b.before, one.Index)
	delete(b.now.removed, one.Index)
	return nil
}

func (b *builder) seal(one *Sealed, k ticketKey, plain []byte) error {
	s, err := newSealer(b.code(k), b.edition.ID)
	if err != nil {
		return err
	}
	var nonce [nonceBytes]byte
	_, _ = rand.Read(nonce[:])
	one.Index, one.Data = s.index, seal(s.aead, nonce[:], plain)
	return nil
}

// number gives what has changed its version, a new one for each part that a phone fetches.
func (b *builder) number() {
	slices.SortFunc(b.changed, func(x, y *Sealed) int { return cmp.Compare(x.Index, y.Index) })
	first := b.now.Version.Number + 1
	for i, one := range b.changed {
		one.version = first + i/partOf
		b.now.Version.Number = one.version
	}
	if len(b.before) > 0 || b.now.Version.Number == 0 {
		b.now.Version.Number = max(b.now.Version.Number, first)
	}
	for index := range b.before { // what is left of the snapshot before
		b.now.removed[index] = b.now.Version.Number
	}
	if b.anew || len(b.before) > 0 || b.was == nil {
		b.now.Names = b.now.Version
	}
}

// recordOf is what the door shows of somebody.
func recordOf(r rosterRow, organisation string, places []recordPlace) record {
	rec := record{Name: r.ShownName(), Organisation: organisation, Status: string(r.Status), Places: places}
	if r.Status == registration.Waitlisted {
		rec.Waitlist = r.WaitlistNumber
	}
	return rec
}
