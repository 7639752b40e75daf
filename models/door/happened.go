package door

import (
	"time"

	"samling/models/event"
	"samling/models/store"
)

// earliest and ahead bound how far the client's clock is believed.
const (
	earliest = 12 * time.Hour  // before check-in opens: crews and hosts come first
	ahead    = 2 * time.Minute // after the server's own time
)

// happened is the instant that the screens show for an admission. A clock that its device has told to be wrong is
// corrected by what it told. Then it is believed only within the day of the event and not in the future; outside that
// the server's own time is the better guess. All is kept on the scan's row as it was told.
func (s scan) happened(e event.Edition) store.Time {
	at := s.OccurredAt
	if clockWrong(s.ClockOff) {
		at = store.At(at.Add(-time.Duration(*s.ClockOff) * time.Millisecond))
	}
	from := store.At(e.CheckInAt.Add(-earliest))
	if !e.DoorOpenedAt.IsZero() && e.DoorOpenedAt.Before(from.Time) {
		from = e.DoorOpenedAt
	}
	if at.Before(from.Time) || at.After(s.ReceivedAt.Add(ahead)) {
		return s.ReceivedAt
	}
	return at
}

// clockWrong says whether a clock is so far off that it is corrected and told to the organiser.
func clockWrong(off *int64) bool {
	limit := ahead.Milliseconds()
	return off != nil && (*off > limit || *off < -limit)
}
