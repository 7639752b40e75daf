package door

import (
	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/store"
)

// scan is a row of scans: one presentation, as it was told and as it was judged.
type scan struct {
	ID             store.ID   `gorm:"column:id"`
	EditionID      store.ID   `gorm:"column:edition_id"`
	RegistrationID *store.ID  `gorm:"column:registration_id"`
	Nonce          string     `gorm:"column:nonce"`
	Door           string     `gorm:"column:door"`
	Actor          string     `gorm:"column:actor"`
	Status         Status     `gorm:"column:status"`
	Reason         Reason     `gorm:"column:reason"`
	OccurredAt     store.Time `gorm:"column:occurred_at"`
	ReceivedAt     store.Time `gorm:"column:received_at"`
	AnnulledAt     store.Time `gorm:"column:annulled_at"`
	AnnulledBy     string     `gorm:"column:annulled_by"`
	DeviceID       *store.ID  `gorm:"column:device_id"`
	Seq            *int64     `gorm:"column:seq"`
	SessionID      *store.ID  `gorm:"column:session_id"` // nil at the house's door
	LetIn          bool       `gorm:"column:let_in"`     // an offline door had let them in before we heard
	ClockOff       *int64     `gorm:"column:clock_off"`
}

const scanColumns = `id, edition_id, registration_id, nonce, door, actor, status, reason, occurred_at, received_at,
	annulled_at, annulled_by, device_id, seq, session_id, let_in, clock_off`

// scanOf is a presentation as a row, before it is judged.
func scanOf(tx *store.Tx, p Presented, e event.Edition) scan {
	s := scan{ID: tx.NewID(), EditionID: e.ID, Nonce: p.Nonce, Door: p.Door, Actor: p.Actor, OccurredAt: p.OccurredAt,
		ReceivedAt: tx.Now, DeviceID: orNil(p.DeviceID), Seq: p.Seq, SessionID: orNil(p.SessionID)}
	if s.OccurredAt.IsZero() {
		s.OccurredAt = tx.Now
	}
	return s
}

func orNil(id store.ID) *store.ID {
	if id == "" {
		return nil
	}
	return &id
}

// brought says whether somebody came in by the scan.
func (s scan) brought() bool { return s.Status == OK || s.LetIn }

// insert saves the scan and says whether its nonce was new.
func (s scan) insert(tx *store.Tx) (bool, error) {
	n, err := tx.Run(`INSERT INTO scans (id, edition_id, registration_id, nonce, door, actor, status, reason, occurred_at,
		received_at, device_id, seq, session_id, let_in, clock_off) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (edition_id, nonce) DO NOTHING`, s.ID, s.EditionID, s.RegistrationID, s.Nonce, s.Door, s.Actor, s.Status, s.Reason,
		s.OccurredAt, s.ReceivedAt, s.DeviceID, s.Seq, s.SessionID, s.LetIn, s.ClockOff)
	return n == 1, err
}

// findScan reads the scan of a nonce. Errors: store.ErrNotFound.
func findScan(db *gorm.DB, edition store.ID, nonce string) (scan, error) {
	var s scan
	found := db.Raw("SELECT "+scanColumns+" FROM scans WHERE edition_id = ? AND nonce = ?", edition, nonce).Scan(&s)
	if found.Error == nil && found.RowsAffected == 0 {
		return s, store.ErrNotFound
	}
	return s, found.Error
}

// Answer gives again the verdict that a nonce has got. Errors: store.ErrNotFound.
func Answer(db *gorm.DB, e event.Edition, nonce string) (Verdict, error) {
	s, err := findScan(db, e.ID, nonce)
	if err != nil {
		return Verdict{}, err
	}
	var t ticket
	if s.RegistrationID != nil {
		if t, err = oneTicket(db, "r.id = ?", *s.RegistrationID); err != nil {
			return Verdict{}, err
		}
	}
	return verdictOn(e, s, t), nil
}
