package checkin

import (
	"testing"
	"time"

	"samling/handlers/web"
	"samling/handlers/webtest"
	"samling/models/store"
	"samling/views/mail"
)

// However many look on and however much happens, the figures are worked out at most once a second.
func TestOneComputationForAll(t *testing.T) {
	s := webtest.New(t, func(*web.App, *mail.Composer) []web.Route { return nil })
	f := newFeed(s.Store)
	computed := map[time.Time]bool{}
	look := func() {
		if err := f.look(s.Edition, func(p *picture) error { computed[p.made] = true; return nil }); err != nil {
			t.Fatal(err)
		}
	}
	change := func() {
		before := f.changes.Load()
		s.Write(func(tx *store.Tx) error { return tx.Exec("UPDATE series SET name = name").Error })
		for f.changes.Load() == before {
			time.Sleep(time.Millisecond)
		}
	}
	look()
	for range 5 {
		change()
		s.Clock.Add(100 * time.Millisecond)
		look()
	}
	if len(computed) != 1 {
		t.Errorf("worked out %d times in half a second", len(computed))
	}
	s.Clock.Add(time.Second)
	look()
	if len(computed) != 2 {
		t.Error("a change is not seen a second later")
	}
	s.Clock.Add(5 * time.Second)
	look()
	if len(computed) != 2 {
		t.Error("worked out though nothing changed")
	}
	s.Clock.Add(staleAt)
	look()
	if len(computed) != 3 {
		t.Error("paces stand still while nothing is written")
	}
}
