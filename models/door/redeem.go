package door

import (
	"samling/models/event"
	"samling/models/store"
)

// Verdict is the answer to a presentation.
type Verdict struct {
	ScanID   store.ID
	Nonce    string
	Status   Status
	Reason   Reason
	At       store.Time // when it happened, as the screens show it
	Annulled bool       // the scan has been undone since: seen only when an old nonce is sent again
	Attendee *Attendee  // nil when the code is unknown or another edition's
	Earlier  *Earlier   // of whom has come already; filled in by Details
	OtherDay string     // of a ticket to another edition: its day, YYYY-MM-DD
}

// Redeem judges a presentation, stores it as a row whatever the verdict, and lets the person in when it is OK. The
// same nonce gives the same answer however often it is sent. What is slow to look up and not part of the decision
// comes from Details afterwards, so that the one writer is done in three statements.
// Errors: ErrNonce, ErrTicket, ErrTooLong, ErrDoor (nothing is stored); a refused ticket is not an error.
func Redeem(tx *store.Tx, p Presented, e event.Edition) (Verdict, error) {
	if err := p.check(); err != nil {
		return Verdict{}, err
	}
	if p.OccurredAt.IsZero() {
		p.OccurredAt = tx.Now
	}
	t, err := findTicket(tx.DB, e.ID, p)
	if err != nil {
		return Verdict{}, err
	}
	s := scan{ID: tx.NewID(), EditionID: e.ID, Nonce: p.Nonce, Door: p.Door, Actor: p.Actor,
		OccurredAt: p.OccurredAt, ReceivedAt: tx.Now}
	if t.found() {
		s.RegistrationID = &t.ID
	}
	s.Status, s.Reason = decide(t.facts(e.ID))
	fresh, err := s.insert(tx)
	if err != nil {
		return Verdict{}, err
	}
	if !fresh {
		return Answer(tx.DB, e, p.Nonce)
	}
	if s.Status == OK {
		if err := s.admit(tx, e); err != nil {
			return Verdict{}, err
		}
	}
	return verdictOn(e, s, t), nil
}

// admit lets the person in. The primary key of admissions is the guard: if somebody else was first after the
// ticket was read (which another database engine than today's allows), this scan becomes "already redeemed".
func (s *scan) admit(tx *store.Tx, e event.Edition) error {
	done := tx.Exec(`INSERT INTO admissions (registration_id, edition_id, scan_id, at, door) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT DO NOTHING`, *s.RegistrationID, s.EditionID, s.ID, happened(e, s.OccurredAt, s.ReceivedAt), s.Door)
	if done.Error != nil || done.RowsAffected == 1 {
		return done.Error
	}
	s.Status, s.Reason = Error, AlreadyRedeemed
	return tx.Exec("UPDATE scans SET status = ?, reason = ? WHERE id = ?", s.Status, s.Reason, s.ID).Error
}

func verdictOn(e event.Edition, s scan, t ticket) Verdict {
	v := Verdict{ScanID: s.ID, Nonce: s.Nonce, Status: s.Status, Reason: s.Reason,
		At: happened(e, s.OccurredAt, s.ReceivedAt), Annulled: !s.AnnulledAt.IsZero()}
	switch {
	case !t.found():
	case t.EditionID == e.ID:
		v.Attendee = t.attendee()
	default:
		v.OtherDay = t.day() // and no name: what somebody did another year is not the door's business
	}
	return v
}
