package door

import (
	"time"

	"samling/models/event"
)

// Nearest picks the edition that a door most probably stands at: the day that goes on, else the next one, else the
// latest. It says false when there is none. A draft or an archived edition has no door.
func Nearest(editions []event.Edition, now time.Time) (event.Edition, bool) {
	var best event.Edition
	found := false
	for _, e := range editions {
		if !e.State.Allows(event.CheckIn) {
			continue
		}
		if !found || nearer(e, best, now) {
			best, found = e, true
		}
	}
	return best, found
}

func nearer(a, b event.Edition, now time.Time) bool {
	// A day is not over at its last minute: the crew tidies its lists in the evening.
	aOver, bOver := a.Over(now.Add(-earliest)), b.Over(now.Add(-earliest))
	switch {
	case aOver != bOver:
		return bOver
	case aOver:
		return a.StartsAt.After(b.StartsAt.Time)
	}
	return a.StartsAt.Before(b.StartsAt.Time)
}
