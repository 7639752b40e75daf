package checkin

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"samling/models/door"
	"samling/models/event"
	"samling/models/store"
)

const (
	freshFor = time.Second      // at most one computation in this time for an edition, however many look on
	staleAt  = 20 * time.Second // paces and the state of phones change even when nothing is written
	readFor  = 10 * time.Second // how long a computation may take
)

// feed works the figures out once for all who look at them.
type feed struct {
	store   *store.Store
	changes atomic.Int64 // how many times the database has announced a change
	mu      sync.Mutex
	of      map[store.ID]*picture
}

// picture is one edition's figures, and how they read in each view and language.
type picture struct {
	mu            sync.Mutex
	made          time.Time
	at            int64 // feed.changes when it was made
	standing      door.Standing
	organisations []event.Organisation
	earlier       *edition // last year's, read once
	texts         map[string][]byte
}

// edition is an earlier edition with its arrivals, to compare with.
type edition struct {
	event.Edition
	arrivals []door.Arrival
}

// newFeed makes the feed of a site. It stops with the store's process.
func newFeed(s *store.Store) *feed {
	f := &feed{store: s, of: map[store.ID]*picture{}}
	changes := s.Changes()
	go func() {
		for range changes {
			f.changes.Add(1)
		}
	}()
	return f
}

func (f *feed) picture(id store.ID) *picture {
	f.mu.Lock()
	defer f.mu.Unlock()
	p := f.of[id]
	if p == nil {
		p = &picture{}
		f.of[id] = p
	}
	return p
}

// look gives the edition's figures to use, working them out again when they are old. use runs while nobody else can
// change them.
func (f *feed) look(e event.Edition, use func(p *picture) error) error {
	p := f.picture(e.ID)
	p.mu.Lock()
	defer p.mu.Unlock()
	now, changes := f.store.Now(), f.changes.Load()
	age := now.Sub(p.made)
	if p.made.IsZero() || age < 0 || age >= staleAt || changes != p.at && age >= freshFor {
		if err := f.read(p, e, now); err != nil {
			return err
		}
		p.made, p.at, p.texts = now, changes, map[string][]byte{}
	}
	return use(p)
}

func (f *feed) read(p *picture, e event.Edition, now time.Time) (err error) {
	ctx, cancel := context.WithTimeout(context.Background(), readFor)
	defer cancel()
	db := f.store.Read(ctx)
	// The edition in the address was read when the page was asked for; its door may have been opened since.
	if e, err = event.ByID(db, e.ID); err != nil {
		return err
	}
	if p.earlier == nil {
		if p.earlier, err = yearBefore(db, e); err != nil {
			return err
		}
	}
	if p.organisations, err = event.Organisations(db, e.ID); err != nil {
		return err
	}
	p.standing, err = door.Stand(db, e, now)
	return err
}

// yearBefore finds the edition of the series that was held last before this one; an empty one when there is none.
func yearBefore(db *store.DB, e event.Edition) (*edition, error) {
	all, err := event.EditionsOf(db, e.SeriesID)
	if err != nil {
		return nil, err
	}
	before := &edition{}
	for _, one := range all {
		if one.StartsAt.Before(e.StartsAt.Time) && (before.ID == "" || one.StartsAt.After(before.StartsAt.Time)) {
			before.Edition = one
		}
	}
	if before.ID == "" {
		return before, nil
	}
	before.arrivals, err = door.Arrivals(db, before.ID)
	return before, err
}
