package door

import (
	"strings"
	"time"
	"unicode"

	"samling/models/account"
	"samling/models/event"
	"samling/models/store"
)

// PairFor is how long the code in the QR picture can be used.
const PairFor = 15 * time.Minute

// What can be wrong with a new device.
var (
	ErrDeviceName    = store.Fault(store.Invalid, "error.device_name").On("name")
	ErrDeviceTaken   = store.Fault(store.Conflict, "error.device_taken").On("name")
	ErrDeviceRole    = store.Fault(store.Invalid, "error.device_role").On("role")
	ErrDeviceSession = store.Fault(store.Invalid, "error.device_session").On("session")
	ErrDeviceUntil   = store.Fault(store.Invalid, "error.device_until").On("until")
	ErrDeviceRevoked = store.Fault(store.Gone, "error.device_revoked")
	ErrDeviceExpired = store.Fault(store.Gone, "error.device_expired")
)

// DeviceForm is what an organiser says of a new device.
type DeviceForm struct {
	Name      string // "Dörr 2"; at most 40 characters, no other living device of the edition has it
	Role      Role
	SessionID store.ID   // of InRoom, else ""
	Until     store.Time // at most a week after the day
}

// Make adds a device and gives the code for its QR picture, which is shown once, works once and lives for PairFor.
// Errors: event.ErrNotInState, ErrDeviceName, ErrDeviceTaken, ErrDeviceRole, ErrDeviceSession, ErrDeviceUntil.
func Make(tx *store.Tx, e event.Edition, f DeviceForm, actor string) (Device, string, error) {
	f.Name = strings.TrimSpace(f.Name)
	if err := f.check(tx, e); err != nil {
		return Device{}, "", err
	}
	d := Device{ID: tx.NewID(), EditionID: e.ID, Name: f.Name, Role: f.Role, SessionID: f.SessionID, ExpiresAt: f.Until,
		PairUntil: store.At(tx.Now.Add(PairFor)), CreatedAt: tx.Now, Pairing: 1}
	code := d.code(tx.Keys)
	done := tx.Exec(`INSERT INTO devices (id, edition_id, name, role, session_id, expires_at, pairing, pair_hash, pair_until,
		created_at, created_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`, d.ID, d.EditionID, d.Name, d.Role,
		d.SessionID, d.ExpiresAt, d.Pairing, store.Hash(code), d.PairUntil, d.CreatedAt, actor)
	if done.Error != nil {
		return Device{}, "", done.Error
	}
	if done.RowsAffected == 0 {
		return Device{}, "", ErrDeviceTaken
	}
	return d, code, d.note(tx, actor, "device_made")
}

func (f DeviceForm) check(tx *store.Tx, e event.Edition) error {
	switch {
	case !e.State.Allows(event.CheckIn):
		return event.ErrNotInState
	case f.Name == "", len([]rune(f.Name)) > maxDoor, strings.ContainsFunc(f.Name, unicode.IsControl):
		return ErrDeviceName
	case f.Role != Steward && f.Role != Desk && f.Role != InRoom:
		return ErrDeviceRole
	case (f.Role == InRoom) != (f.SessionID != ""):
		return ErrDeviceSession
	case !f.Until.After(tx.Now.Time), f.Until.After(lastsUntil(e, tx.Now.Time)):
		return ErrDeviceUntil
	}
	if f.SessionID == "" {
		return nil
	}
	var n int
	err := tx.Raw("SELECT COUNT(*) FROM seminar_sessions WHERE id = ? AND edition_id = ?", f.SessionID, e.ID).Scan(&n).Error
	if err == nil && n == 0 {
		err = ErrDeviceSession
	}
	return err
}

// Renew gives a new code for a device whose code ran out or whose phone is to be another one. The phone that has it goes
// on until the new code is used. Errors: store.ErrNotFound, ErrDeviceRevoked, ErrDeviceExpired.
func Renew(tx *store.Tx, e event.Edition, id store.ID, actor string) (Device, string, error) {
	d, err := DeviceByID(tx.DB, e.ID, id)
	switch {
	case err != nil:
		return d, "", err
	case !d.RevokedAt.IsZero():
		return d, "", ErrDeviceRevoked
	case !d.Living(tx.Now.Time):
		return d, "", ErrDeviceExpired
	}
	d.Pairing, d.PairNonce, d.PairUntil = d.Pairing+1, "", store.At(tx.Now.Add(PairFor))
	code := d.code(tx.Keys)
	err = tx.Exec("UPDATE devices SET pairing = ?, pair_hash = ?, pair_nonce = '', pair_until = ? WHERE id = ?",
		d.Pairing, store.Hash(code), d.PairUntil, d.ID).Error
	if err != nil {
		return d, "", err
	}
	return d, code, d.note(tx, actor, "device_renewed")
}

// Revoke shuts a device out from its next request on. Revoking twice is the same as once. Errors: store.ErrNotFound.
func Revoke(tx *store.Tx, e event.Edition, id store.ID, actor string) error {
	d, err := DeviceByID(tx.DB, e.ID, id)
	if err != nil || !d.RevokedAt.IsZero() {
		return err
	}
	if err := tx.Exec("UPDATE devices SET revoked_at = ? WHERE id = ?", tx.Now, d.ID).Error; err != nil {
		return err
	}
	return d.note(tx, actor, "device_revoked")
}

// code is the secret in the QR picture: 130 bits, derived like every secret of the site, so that it rests as a hash.
func (d Device) code(keys store.Keys) string { return keys.Token("pair", d.ID, d.Pairing) }

func (d Device) note(tx *store.Tx, actor, action string) error {
	return account.Log(tx, account.Entry{Actor: actor, EditionID: d.EditionID, Action: action, Subject: string(d.ID)})
}
