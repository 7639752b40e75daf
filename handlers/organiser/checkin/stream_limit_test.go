package checkin

import (
	"testing"

	"samling/models/store"
)

// TestNobodyTakesAllStreams: whoever opens pages until no more are given leaves the rest for others, and gets them back.
func TestNobodyTakesAllStreams(t *testing.T) {
	var w watching
	for range mostWatching {
		w.enter("anna")
	}
	if !w.enter("bo") {
		t.Error("one user has taken every stream")
	}
	for range mostEach {
		w.leave("anna")
	}
	w.leave("bo")
	if w.all != 0 || len(w.of) != 0 {
		t.Errorf("%d streams of %v are left", w.all, w.of)
	}
	for i := range mostWatching + 1 {
		if w.enter(store.ID(rune('a'+i/mostEach))) != (i < mostWatching) {
			t.Fatalf("stream %d", i)
		}
	}
}
