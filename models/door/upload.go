package door

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"

	"samling/models/event"
	"samling/models/store"
)

// Told is a scan that a phone tells of afterwards: it has happened, without our knowing.
type Told struct {
	Presented
	LetIn      bool       // the person was let in; false: turned away
	AnnulledAt store.Time // when that was undone; zero: it was not
	Clock      store.Time // what the phone's clock shows as it tells us; zero: it does not say
	Raw        []byte     // the message as it came: names one that cannot be read
	OthersToo  bool       // who tells may take back what others told: the help desk and users may (AnnulOn)
}

// Receipt is the answer to a told scan. Whatever it says, the scan is stored.
type Receipt struct {
	Status Status
	Reason Reason
}

// Take stores a told scan, once for each nonce, in whatever order they come. Whom an offline door has let in is inside
// from then on, whatever the rules say by now: the verdict on the row says what they would have said. One that cannot
// be read is stored as a refusal, so that it never blocks the ones behind it.
func Take(tx *store.Tx, e event.Edition, told Told) (Receipt, error) {
	told.Presented = told.unboxed(tx.Keys, e.ID)
	if errors.Is(told.check(), ErrDoor) {
		told.Door = "" // a name is not worth losing a scan for
	}
	s := scanOf(tx, told.Presented, e)
	s.ClockOff = clockOff(told.Clock, tx.Now)
	s.LetIn = told.LetIn
	if told.check() != nil {
		return s.takeUnreadable(tx, told.Raw)
	}
	t, err := findTicket(tx.DB, e.ID, told.Presented)
	if err != nil {
		return Receipt{}, err
	}
	switch err := s.judge(tx, e, t, s.happened(e)); {
	case errors.Is(err, ErrSession):
		return s.takeUnreadable(tx, told.Raw)
	case err != nil:
		return Receipt{}, err
	}
	if s.Status == OK && !s.LetIn {
		s.Status, s.Reason = Error, NotLetIn
	}
	fresh, err := s.insert(tx)
	if err != nil {
		return Receipt{}, err
	}
	if !fresh {
		if s, err = s.merge(tx); err != nil {
			return Receipt{}, err
		}
	}
	if !fresh && !told.OthersToo && s.Actor != told.Actor {
		told.AnnulledAt = store.Time{}
	}
	return Receipt{s.Status, s.Reason}, s.settle(tx, e, told.AnnulledAt)
}

// takeUnreadable stores that something was told which cannot be read. Its nonce is the one that it brought, or is made of
// the message, so that the same message twice is one row. Of its content nothing is kept: it may be anything.
func (s scan) takeUnreadable(tx *store.Tx, raw []byte) (Receipt, error) {
	if !ValidNonce(s.Nonce) {
		sum := sha256.Sum256(raw)
		s.Nonce = "unreadable-" + hex.EncodeToString(sum[:16])
	}
	s.Status, s.Reason, s.RegistrationID, s.SessionID = Error, Unreadable, nil, nil
	fresh, err := s.insert(tx)
	if err == nil && !fresh {
		s, err = findScan(tx.DB, s.EditionID, s.Nonce)
	}
	return Receipt{s.Status, s.Reason}, err
}

// merge finds the row that the nonce has already. When we had refused, and the answer was lost, and the door let the
// person in meanwhile, the row now says both.
func (s scan) merge(tx *store.Tx) (scan, error) {
	old, err := findScan(tx.DB, s.EditionID, s.Nonce)
	if err != nil || !s.LetIn || old.brought() {
		return old, err
	}
	old.LetIn = true
	return old, tx.Exec("UPDATE scans SET let_in = ? WHERE id = ?", true, old.ID).Error
}

// settle brings the admissions in line with the row: in, or out again.
func (s scan) settle(tx *store.Tx, e event.Edition, annulled store.Time) error {
	if !s.brought() || !s.AnnulledAt.IsZero() {
		return nil
	}
	if !annulled.IsZero() {
		return s.annul(tx, e, tx.Now, s.Actor)
	}
	if s.RegistrationID == nil || s.Reason == WrongEvent {
		return nil // nobody of ours: the organiser hears of it
	}
	var err error
	if s.SessionID != nil {
		_, err = s.intoRoom(tx, e)
	} else {
		_, err = s.intoHouse(tx, e)
	}
	return err
}

// HappenedAt says that another device than the one that tells of it saw the scan.
func (t *Told) HappenedAt(d Device) {
	t.DeviceID, t.Door = d.ID, d.Name
	if d.Role == InRoom {
		t.SessionID = d.SessionID
	}
}
