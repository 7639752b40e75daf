// Package storetest gives tests a real database file of their own.
package storetest

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"samling/models/store"
)

// Noon is the instant at which a test's clock stands unless it is moved.
var Noon = time.Date(2027, 2, 1, 12, 0, 0, 0, time.UTC)

// Clock is a clock that a test moves by hand.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// Now gives the clock's instant.
func (c *Clock) Now() time.Time { c.mu.Lock(); defer c.mu.Unlock(); return c.now }

// Set moves the clock.
func (c *Clock) Set(t time.Time) { c.mu.Lock(); defer c.mu.Unlock(); c.now = t }

// Add moves the clock forward.
func (c *Clock) Add(d time.Duration) { c.mu.Lock(); defer c.mu.Unlock(); c.now = c.now.Add(d) }

// template is migrated once per test process and copied for each test: migrating costs more than copying.
var template = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "samling-template")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	path := filepath.Join(dir, "samling.db")
	s, err := store.Open(context.Background(), path, store.Options{Keys: Keys()})
	if err != nil {
		return nil, err
	}
	if err := s.Close(); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

// Keys gives a fixed keyring, so that derived links are the same in every run.
func Keys() store.Keys {
	k, err := store.NewKeys([]byte("a test's key is never used outside it"))
	if err != nil {
		panic(err)
	}
	return k
}

// New opens a fresh migrated database in the test's own directory and closes it at the test's end.
func New(t testing.TB) (*store.Store, *Clock) {
	t.Helper()
	raw, err := template()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "samling.db")
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	clock := &Clock{now: Noon}
	s, err := store.Open(t.Context(), path, store.Options{Keys: Keys(), Now: clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s, clock
}
