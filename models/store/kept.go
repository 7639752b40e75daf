package store

import "sync"

// Kept keeps what was read from the database until anything is written to it: for pages that are looked at often, made of
// much that seldom changes. What time alone changes belongs in the key. Its values are shared and must not be changed.
type Kept[K comparable, V any] struct {
	changes <-chan struct{}
	mu      sync.Mutex
	values  map[K]V
}

// NewKept makes an empty one.
func NewKept[K comparable, V any](s *Store) *Kept[K, V] {
	return &Kept[K, V]{changes: s.Changes(), values: map[K]V{}}
}

// Get gives the value of a key, reading it if it is not kept. Those who ask meanwhile wait for the same reading.
func (k *Kept[K, V]) Get(key K, read func() (V, error)) (V, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.forget()
	if v, ok := k.values[key]; ok {
		return v, nil
	}
	v, err := read()
	if err == nil && !k.forget() { // what was written meanwhile may be missing in v
		k.values[key] = v
	}
	return v, err
}

// forget empties it if anything was written since the last time, and says whether it did.
func (k *Kept[K, V]) forget() bool {
	select {
	case <-k.changes:
		clear(k.values)
		return true
	default:
		return false
	}
}
