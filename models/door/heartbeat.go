package door

import (
	"strings"
	"unicode"

	"samling/models/store"
)

// Beat is what a phone tells of itself every few seconds while it has contact.
type Beat struct {
	App     string     // version of the app
	Battery *int       // per cent; nil where the phone does not say
	Waiting int        // scans that it has not been able to send yet
	Clock   store.Time // what the phone's clock shows; zero: it did not say
}

const (
	maxApp     = 40
	maxWaiting = 1_000_000
)

// Heartbeat notes that a device is there and how it is. What makes no sense is left out rather than refused: a phone that
// miscounts its battery must still let people in.
func Heartbeat(tx *store.Tx, d Device, b Beat) error {
	if b.Battery != nil && (*b.Battery < 0 || *b.Battery > 100) {
		b.Battery = nil
	}
	return tx.Exec("UPDATE devices SET seen_at = ?, app = ?, battery = ?, waiting = ?, clock_off = ? WHERE id = ?",
		tx.Now, shortApp(b.App), b.Battery, min(max(b.Waiting, 0), maxWaiting), clockOff(b.Clock, tx.Now), d.ID).Error
}

// clockOff is how many milliseconds a clock is ahead of ours; nil when it did not say.
func clockOff(told, now store.Time) *int64 {
	if told.IsZero() {
		return nil
	}
	off := told.UnixMilli() - now.UnixMilli()
	return &off // a duration holds 292 years either way, and a moment that is read lies within them
}

func shortApp(app string) string {
	if len(app) > maxApp || strings.ContainsFunc(app, func(r rune) bool { return r > unicode.MaxASCII || unicode.IsControl(r) }) {
		return ""
	}
	return app
}
