package door

import (
	"time"

	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/store"
)

// Role is what a paired phone is for, and so what it may do.
type Role string

// The roles of devices.
const (
	Steward Role = "steward" // scans, and sees no list of names
	Desk    Role = "desk"    // the help desk: searches, substitutes, lets walk-ins in
	InRoom  Role = "room"    // stands at the door of one session
)

// Roles lists the roles, the usual one first.
var Roles = [...]Role{Steward, Desk, InRoom}

// Device is a phone that stands at a door for a while. Nobody logs in on it.
type Device struct {
	ID        store.ID
	EditionID store.ID
	Name      string // "Dörr 2"
	Role      Role
	SessionID store.ID // of InRoom
	ExpiresAt store.Time
	PairUntil store.Time // until when the code that was shown last can be used
	PairNonce string     // "" while that code waits for its phone
	PairedAt  store.Time // zero: no phone has come yet
	RevokedAt store.Time
	CreatedAt store.Time

	SeenAt   store.Time // the last heartbeat; zero: none
	App      string     // version of the app
	Battery  *int       // per cent; nil where the phone does not say
	Waiting  int        // scans that it has not been able to send yet
	ClockOff *int64     // milliseconds that its clock is ahead of ours

	Pairing    int
	Generation int
	TokenSince store.Time
	TookNext   bool // it came with the token that it was given last: Settle makes that the only one
}

// Living says whether a phone with this device's token is let in at an instant.
func (d Device) Living(now time.Time) bool {
	return d.RevokedAt.IsZero() && now.Before(d.ExpiresAt.Time)
}

// AwaitsPhone says whether the code that was shown last can still be used.
func (d Device) AwaitsPhone(now time.Time) bool {
	return d.PairNonce == "" && now.Before(d.PairUntil.Time) && d.Living(now)
}

// May says whether a device may do what a role does: the help desk does what a steward does.
func (d Device) May(role Role) bool { return d.Role == role || d.Role == Desk && role == Steward }

const deviceColumns = `id, edition_id, name, role, session_id, expires_at, pair_until, pair_nonce, paired_at, revoked_at,
	created_at, seen_at, app, battery, waiting, clock_off, pairing, generation, token_since`

// Devices lists an edition's devices, the revoked ones last, each group the oldest first.
func Devices(db *gorm.DB, edition store.ID) ([]Device, error) {
	var all []Device
	err := db.Raw("SELECT "+deviceColumns+` FROM devices WHERE edition_id = ?
		ORDER BY CASE WHEN revoked_at IS NULL THEN 0 ELSE 1 END, created_at, id`, edition).Scan(&all).Error
	return all, err
}

// DeviceByID finds a device of an edition. Errors: store.ErrNotFound.
func DeviceByID(db *gorm.DB, edition, id store.ID) (Device, error) {
	return oneDevice(db, "edition_id = ? AND id = ?", edition, id)
}

func oneDevice(db *gorm.DB, where string, args ...any) (Device, error) {
	var d Device
	found := db.Raw("SELECT "+deviceColumns+" FROM devices WHERE "+where, args...).Scan(&d)
	if found.Error == nil && found.RowsAffected == 0 {
		return d, store.ErrNotFound
	}
	return d, found.Error
}

// latest is how long after the day a device may go on: whoever tidies up the lists does it within a week.
const latest = 7 * 24 * time.Hour

// lastsUntil is the latest instant that a device of the edition may be good for.
func lastsUntil(e event.Edition, now time.Time) time.Time {
	if e.EndsAt.After(now) {
		now = e.EndsAt.Time
	}
	return now.Add(latest)
}
