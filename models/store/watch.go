package store

import "sync"

// watchers are told after a commit that something changed: the page cache forgets, the mail worker wakes.
type watchers struct {
	mu   sync.Mutex
	list []chan struct{}
}

// Changes gives a channel that holds a token after any commit since the last time it was read. It never blocks
// the writer: many commits may be announced by one token.
func (s *Store) Changes() <-chan struct{} {
	c := make(chan struct{}, 1)
	s.watch.mu.Lock()
	defer s.watch.mu.Unlock()
	s.watch.list = append(s.watch.list, c)
	return c
}

func (w *watchers) notify() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, c := range w.list {
		select {
		case c <- struct{}{}:
		default:
		}
	}
}
