package web

import (
	"crypto/rand"
	"crypto/sha256"
	"sync"
	"time"

	"samling/models/store"
)

// ErrFlood says that too much came from one place.
var ErrFlood = store.Fault(store.TooMany, "error.flood")

// Flood bounds how much one network address sends where nobody says who they are. It lives in memory and forgets: an
// address is kept as a digest with a salt that is drawn anew for each window and never written anywhere. A whole hall may
// share one address, so the bound is against machines, not people.
type Flood struct {
	Max    int
	Window time.Duration

	mu     sync.Mutex
	since  time.Time
	salt   [16]byte
	counts map[[sha256.Size]byte]int
}

// Allow counts one try and says whether it is within the bound.
func (f *Flood) Allow(address string, now time.Time) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.counts == nil || now.Sub(f.since) >= f.Window || now.Before(f.since) {
		f.since, f.counts = now, map[[sha256.Size]byte]int{}
		_, _ = rand.Read(f.salt[:]) // cannot fail on a supported system (Go 1.24)
	}
	key := sha256.Sum256(append(f.salt[:], address...))
	if f.counts[key] >= f.Max {
		return false
	}
	f.counts[key]++
	return true
}
