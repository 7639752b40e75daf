package door

import (
	"time"

	"gorm.io/gorm"

	"samling/models/store"
)

// Why a pairing code does not work.
var (
	ErrPairUnknown = store.Fault(store.NotFound, "error.pair_unknown")
	ErrPairUsed    = store.Fault(store.Gone, "error.pair_used")
	ErrPairExpired = store.Fault(store.Gone, "error.pair_expired")
)

// Pair turns the phone that shows the code into the device and gives its token, which is shown once, to the phone. The
// code works once; but the same code with the same nonce gives the same token again, because the first answer may have
// been lost on its way. A phone that was this device before is shut out.
// Errors: ErrNonce, ErrPairUnknown, ErrPairUsed, ErrPairExpired, ErrDeviceRevoked, ErrDeviceExpired.
func Pair(tx *store.Tx, code, nonce, app string) (Device, string, error) {
	if !ValidNonce(nonce) {
		return Device{}, "", ErrNonce
	}
	d, err := oneDevice(tx.DB, "pair_hash = ?", store.Hash(TicketCode(code)))
	if store.KindOf(err) == store.NotFound {
		err = ErrPairUnknown
	}
	if err != nil {
		return d, "", err
	}
	if d.PairNonce == nonce && d.Living(tx.Now.Time) && tx.Now.Before(d.PairUntil.Time) {
		return d, d.token(tx.Keys), nil
	}
	if err := d.pairable(tx.Now.Time); err != nil {
		return d, "", err
	}
	d.Generation, d.PairNonce, d.PairedAt, d.TokenSince, d.App = d.Generation+1, nonce, tx.Now, tx.Now, shortApp(app)
	done := tx.Exec(`UPDATE devices SET generation = ?, token_hash = ?, token_since = ?, next_hash = NULL, pair_nonce = ?,
		paired_at = ?, app = ?, waiting = 0, clock_off = NULL, battery = NULL WHERE id = ? AND pair_nonce = ''`, d.Generation,
		store.Hash(d.token(tx.Keys)), d.TokenSince, nonce, d.PairedAt, d.App, d.ID)
	if done.Error != nil {
		return d, "", done.Error
	}
	if done.RowsAffected == 0 {
		return d, "", ErrPairUsed
	}
	return d, d.token(tx.Keys), d.note(tx, string(d.ID), "device_paired")
}

func (d Device) pairable(now time.Time) error {
	switch {
	case !d.RevokedAt.IsZero():
		return ErrDeviceRevoked
	case !d.Living(now):
		return ErrDeviceExpired
	case d.PairNonce != "":
		return ErrPairUsed
	case !now.Before(d.PairUntil.Time):
		return ErrPairExpired
	}
	return nil
}

// rollAfter is how old a token may get: it lasts a long working day.
const rollAfter = 12 * time.Hour

func (d Device) token(keys store.Keys) string { return keys.Token("device", d.ID, d.Generation) }

// ByToken finds the device that a phone's token belongs to. Errors: store.ErrNotFound (never ours, or of a phone that has
// been replaced), ErrDeviceRevoked, ErrDeviceExpired.
func ByToken(db *gorm.DB, token string, now time.Time) (Device, error) {
	hash := store.Hash(token)
	d, err := oneDevice(db, "token_hash = ?", hash)
	if store.KindOf(err) == store.NotFound {
		d, err = oneDevice(db, "next_hash = ?", hash)
		d.TookNext = true
	}
	switch {
	case err != nil:
	case !d.RevokedAt.IsZero():
		err = ErrDeviceRevoked
	case !d.Living(now):
		err = ErrDeviceExpired
	}
	return d, err
}

// Settle makes the token that a phone was given last, and has now come with, its only one.
func Settle(tx *store.Tx, d Device) error {
	return tx.Exec(`UPDATE devices SET generation = generation + 1, token_hash = next_hash, token_since = ?, next_hash = NULL
		WHERE id = ? AND next_hash IS NOT NULL AND generation = ?`, tx.Now, d.ID, d.Generation).Error
}

// RollDue says whether the phone should be given a new token.
func (d Device) RollDue(now time.Time) bool {
	return !d.TookNext && now.After(d.TokenSince.Add(rollAfter))
}

// Roll gives the phone its next token. The one it has works until the next one has been used, and until then the next
// one is the same however often it is asked for: the answer that carries it may be lost.
func Roll(tx *store.Tx, d Device) (token string, err error) {
	d.Generation++
	token = d.token(tx.Keys)
	err = tx.Exec("UPDATE devices SET next_hash = ? WHERE id = ? AND generation = ?", store.Hash(token), d.ID, d.Generation-1).Error
	return token, err
}
