package account

import (
	"fmt"
	"time"

	"samling/models/store"
)

// ErrTooMany says that something was tried too often; the answer is 429.
var ErrTooMany = store.Fault(store.TooMany, "error.too_many")

// throttleMax is the longest window there is: older rows bind nobody and Sweep removes them.
const throttleMax = 24 * time.Hour

// Throttle counts one try under a key and refuses it when the key has had max tries since its window began. The key
// ("login|anna@x.se|10.0.0.7") rests as an HMAC, so the table holds no address, nor one that can be guessed back.
//
// A try is counted only if the transaction it stands in succeeds. To count tries that fail, call it in a Write of
// its own before the work. Errors: ErrTooMany.
func Throttle(tx *store.Tx, key string, max int, window time.Duration) error {
	if window > throttleMax || max < 1 {
		return fmt.Errorf("throttle of %d in %s: not a limit that can be kept", max, window)
	}
	over := store.At(tx.Now.Add(-window))
	done := tx.Exec(`INSERT INTO throttles (key, window_at, count) VALUES (?, ?, 1)
		ON CONFLICT (key) DO UPDATE SET
			count     = CASE WHEN throttles.window_at <= ? THEN 1 ELSE throttles.count + 1 END,
			window_at = CASE WHEN throttles.window_at <= ? THEN excluded.window_at ELSE throttles.window_at END
		WHERE throttles.window_at <= ? OR throttles.count < ?`,
		throttleKey(tx, key), tx.Now, over, over, over, max)
	if done.Error != nil {
		return done.Error
	}
	if done.RowsAffected == 0 {
		return ErrTooMany
	}
	return nil
}

// Forgive forgets the tries under a key: who got in at last did not guess.
func Forgive(tx *store.Tx, key string) error {
	return tx.Exec("DELETE FROM throttles WHERE key = ?", throttleKey(tx, key)).Error
}

func throttleKey(tx *store.Tx, key string) string { return tx.Keys.Token("throttle", store.ID(key), 1) }
