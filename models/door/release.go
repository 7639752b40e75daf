package door

import (
	"time"

	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/store"
)

// usualRelease is how many minutes into a slot the seats of those who have not come are free, unless the organiser has said
// otherwise: a seminar has begun by then, and whoever stands at the wall may sit.
const usualRelease = 10

const mostRelease = 240

// ErrRelease says that a number of minutes makes no sense.
var ErrRelease = store.Fault(store.Invalid, "error.checkin_release").On("release")

// ReleaseAfter is how many minutes into a slot seats are released.
func ReleaseAfter(db *gorm.DB, edition store.ID) (int, error) {
	minutes := usualRelease
	err := db.Raw("SELECT release_minutes FROM door_rules WHERE edition_id = ?", edition).Scan(&minutes).Error
	return minutes, err
}

// SetReleaseAfter decides it. Errors: ErrRelease, event.ErrNotInState.
func SetReleaseAfter(tx *store.Tx, edition store.ID, minutes int) error {
	if minutes < 0 || minutes > mostRelease {
		return ErrRelease
	}
	if err := event.Require(tx.DB, edition, event.CheckIn); err != nil {
		return err
	}
	return tx.Exec(`INSERT INTO door_rules (edition_id, release_minutes) VALUES (?, ?)
		ON CONFLICT (edition_id) DO UPDATE SET release_minutes = excluded.release_minutes`, edition, minutes).Error
}

// released says whether the seats of those who have not come are free at an instant.
func released(starts store.Time, minutes int, now time.Time) bool {
	return !starts.IsZero() && !now.Before(releaseAt(starts, minutes))
}

func releaseAt(starts store.Time, minutes int) time.Time {
	return starts.Add(time.Duration(minutes) * time.Minute)
}
