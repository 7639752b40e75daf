package door

import (
	"time"

	"samling/models/account"
	"samling/models/event"
	"samling/models/store"
)

// The door opens by the clock for crews and hosts, who come first, and stays open for the evening's tidying up.
const (
	opensBefore = 3 * time.Hour  // before check-in
	closesAfter = 12 * time.Hour // after the end of the day
)

// nightHour is when a door that was opened by hand starts on its next day.
const nightHour = 4

// Hours are between when a door lets people in.
type Hours struct {
	OpensAt  store.Time
	ClosesAt store.Time
	ByHand   bool // an organiser has opened it, whatever the hour; the times are the day that it is now
}

// HoursOf says when an edition's door is open. One that has been opened by hand is open until it is closed by hand; its
// hours are then the day around now, so that what lives for a day (the help desk's key) does so there, too.
func HoursOf(e event.Edition, now time.Time) Hours {
	h := byTheClock(e)
	if e.DoorOpenedAt.IsZero() || h.Open(now) {
		return h
	}
	local := now.In(e.Zone())
	night := time.Date(local.Year(), local.Month(), local.Day(), nightHour, 0, 0, 0, e.Zone())
	if local.Before(night) {
		night = night.AddDate(0, 0, -1)
	}
	return Hours{OpensAt: store.At(night), ClosesAt: store.At(night.AddDate(0, 0, 1)), ByHand: true}
}

// Open says whether the door is open at an instant.
func (h Hours) Open(now time.Time) bool {
	return !now.Before(h.OpensAt.Time) && now.Before(h.ClosesAt.Time)
}

// hourOf is where the door stands at an instant. It asks no zone, which HoursOf has to: every scan asks for this.
func hourOf(e event.Edition, now time.Time) Hour {
	h := byTheClock(e)
	switch {
	case h.Open(now), !e.DoorOpenedAt.IsZero():
		return InHours
	case now.Before(h.OpensAt.Time):
		return Before
	}
	return After
}

func byTheClock(e event.Edition) Hours {
	return Hours{OpensAt: store.At(e.CheckInAt.Add(-opensBefore)), ClosesAt: store.At(e.EndsAt.Add(closesAfter))}
}

// OpenDoor opens the door by hand: to try it out, or because the day is not the one that was planned. Opening twice is
// the same as once. Errors: event.ErrNotInState.
func OpenDoor(tx *store.Tx, e event.Edition, actor string) error {
	if !e.State.Allows(event.CheckIn) {
		return event.ErrNotInState
	}
	done := tx.Exec("UPDATE editions SET door_opened_at = ? WHERE id = ? AND door_opened_at IS NULL", tx.Now, e.ID)
	if done.Error != nil || done.RowsAffected == 0 {
		return done.Error
	}
	return account.Log(tx, account.Entry{Actor: actor, EditionID: e.ID, Action: "door_opened"})
}

// CloseDoor gives the door back to the clock.
func CloseDoor(tx *store.Tx, e event.Edition, actor string) error {
	done := tx.Exec("UPDATE editions SET door_opened_at = NULL WHERE id = ? AND door_opened_at IS NOT NULL", e.ID)
	if done.Error != nil || done.RowsAffected == 0 {
		return done.Error
	}
	return account.Log(tx, account.Entry{Actor: actor, EditionID: e.ID, Action: "door_closed"})
}
