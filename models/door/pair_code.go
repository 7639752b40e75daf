package door

import (
	"time"

	"samling/models/store"
)

// PairCode is the code of the QR picture for as long as it can be used, "" otherwise. It is derived and stored nowhere but
// as a hash, so the page that shows it may be loaded again.
func (d Device) PairCode(keys store.Keys, now time.Time) string {
	if !d.AwaitsPhone(now) {
		return ""
	}
	return d.code(keys)
}
