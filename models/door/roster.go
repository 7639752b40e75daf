package door

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"samling/models/event"
	"samling/models/store"
)

// Rosters keeps what phones take with them for when the contact is lost: each edition's tickets, sealed (seal.go). They
// are in memory only and are made anew by whoever asks when the database has changed since.
type Rosters struct {
	store   *store.Store
	changes <-chan struct{}
	epoch   string // versions count from the start of this process

	mu         sync.Mutex
	generation int // of the database, as far as we have heard
	of         map[store.ID]*roster
}

// NewRosters makes the one Rosters of a program.
func NewRosters(s *store.Store) *Rosters {
	var b [4]byte
	_, _ = rand.Read(b[:])
	return &Rosters{store: s, changes: s.Changes(), epoch: hex.EncodeToString(b[:]), of: map[store.ID]*roster{}}
}

// roster is one edition's.
type roster struct {
	building sync.Mutex
	list     nameList // guarded by building

	mu         sync.Mutex // guards what follows
	newest     *Snapshot
	generation int
	due        time.Time // not before this is it made anew
}

// A roster is made anew at most once a second, and in a tenth of the time at most: an edition of 50 000 takes a second.
const (
	rosterEvery = time.Second
	rosterShare = 10
)

// Of gives an edition's roster as it is now, or as it was a moment ago while it is being made anew.
func (r *Rosters) Of(ctx context.Context, e event.Edition) (*Snapshot, error) {
	one, generation := r.entry(e.ID)
	if s := one.fresh(generation, r.store.Now()); s != nil {
		return s, nil
	}
	if !one.building.TryLock() {
		if s := one.known(); s != nil {
			return s, nil // somebody else is at it
		}
		one.building.Lock()
	}
	defer one.building.Unlock()
	if s := one.fresh(generation, r.store.Now()); s != nil {
		return s, nil
	}
	began := time.Now()
	s, err := build(r.store.Read(ctx), r.store.Keys(), e, one.known(), r.epoch)
	if err != nil {
		return nil, err
	}
	one.mu.Lock()
	defer one.mu.Unlock()
	one.newest, one.generation = s, generation
	one.due = r.store.Now().Add(max(rosterEvery, rosterShare*time.Since(began)))
	return s, nil
}

// entry finds an edition's roster and the generation that the database has reached.
func (r *Rosters) entry(edition store.ID) (*roster, int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	select {
	case <-r.changes:
		r.generation++
	default:
	}
	one, ok := r.of[edition]
	if !ok {
		one = &roster{generation: -1}
		r.of[edition] = one
	}
	return one, r.generation
}

func (r *roster) known() *Snapshot {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.newest
}

// fresh gives the roster if nothing has changed since, or if it is too young to be made anew.
func (r *roster) fresh(generation int, now time.Time) *Snapshot {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.newest != nil && (r.generation == generation || now.Before(r.due)) {
		return r.newest
	}
	return nil
}

// Version names a state of a roster: "4f1d09c2.17".
type Version struct {
	Epoch  string
	Number int
}

// String is the version as clients tell it.
func (v Version) String() string { return fmt.Sprintf("%s.%d", v.Epoch, v.Number) }

// ReadVersion reads what a client tells. What is not a version is the zero version, which no roster has.
func ReadVersion(told string) Version {
	epoch, number, _ := strings.Cut(told, ".")
	n, err := strconv.Atoi(number)
	if err != nil || n < 0 {
		return Version{}
	}
	return Version{epoch, n}
}
