package store_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"samling/models/store"
	"samling/models/store/storetest"
)

func TestChangesAreAnnounced(t *testing.T) {
	s, _ := storetest.New(t)
	one, other := s.Changes(), s.Changes()
	announced := func(c <-chan struct{}) bool {
		select {
		case <-c:
			return true
		case <-time.After(20 * time.Millisecond):
			return false
		}
	}
	if announced(one) {
		t.Error("announced before anything happened")
	}
	_ = s.Write(t.Context(), func(tx *store.Tx) error { return errors.New("no") })
	if announced(one) {
		t.Error("a failed write was announced")
	}
	for i := range 5 { // nobody listens meanwhile, and the writer does not wait
		if err := s.Write(t.Context(), func(tx *store.Tx) error { return insert(tx, fmt.Sprint(i)) }); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil { // the writer has told what it had to tell
		t.Fatal(err)
	}
	if !announced(one) || !announced(other) {
		t.Error("not announced to everybody")
	}
	if announced(one) {
		t.Error("announced twice")
	}
}
