package door

import (
	"samling/models/event"
	"samling/models/seminar"
	"samling/models/store"
)

// Verdict is the answer to a presentation.
type Verdict struct {
	ScanID    store.ID
	Nonce     string
	Status    Status
	Reason    Reason
	At        store.Time     // when it happened, as the screens show it
	Annulled  bool           // the scan has been undone since: seen only when an old nonce is sent again
	Attendee  *Attendee      // nil when the code is unknown or another edition's
	Earlier   *Earlier       // of whom has come already; filled in by Details
	Session   store.ID       // of the room's door that was scanned at; "" at the house's
	RightRoom *seminar.Place // of whom has a seat in another room of its slot; filled in by Details
	OtherDay  string         // of a ticket to another edition: its day, YYYY-MM-DD
}

// Redeem judges a presentation, stores it as a row whatever the verdict, and lets the person in when it is OK. The
// same nonce gives the same answer however often it is sent. What is slow to look up and not part of the decision
// comes from Details afterwards, so that the one writer is done in three statements.
// Errors: ErrNonce, ErrTicket, ErrTooLong, ErrDoor, ErrSession (nothing is stored); a refused ticket is not an error.
func Redeem(tx *store.Tx, p Presented, e event.Edition) (Verdict, error) {
	p = p.unboxed(tx.Keys, e.ID)
	if err := p.check(); err != nil {
		return Verdict{}, err
	}
	t, err := findTicket(tx.DB, e.ID, p)
	if err != nil {
		return Verdict{}, err
	}
	s := scanOf(tx, p, e)
	if err := s.judge(tx, e, t, tx.Now); err != nil {
		return Verdict{}, err
	}
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

// judge puts the verdict on a ticket into the row. at is the instant by which the door's hours count.
func (s *scan) judge(tx *store.Tx, e event.Edition, t ticket, at store.Time) error {
	if t.found() {
		s.RegistrationID = &t.ID
	}
	f := t.facts(e.ID)
	f.Hour = hourOf(e, at.Time)
	if s.SessionID != nil {
		if err := f.inRoom(tx.DB, e, t, *s.SessionID, at); err != nil {
			return err
		}
	}
	s.Status, s.Reason = decide(f)
	return nil
}

// admit lets the person in. The primary key of admissions is the guard: if somebody else was first after the
// ticket was read (which another database engine than today's allows), this scan becomes "already redeemed".
func (s *scan) admit(tx *store.Tx, e event.Edition) error {
	into := s.intoHouse
	if s.SessionID != nil {
		into = s.intoRoom
	}
	first, err := into(tx, e)
	if err != nil || first {
		return err
	}
	s.Status, s.Reason = Error, AlreadyRedeemed
	return tx.Exec("UPDATE scans SET status = ?, reason = ? WHERE id = ?", s.Status, s.Reason, s.ID).Error
}

// intoHouse says whether this scan was the first to let its person into the house. When an offline door had let them in
// before that, the admission is the earlier of the two.
func (s *scan) intoHouse(tx *store.Tx, e event.Edition) (first bool, err error) {
	at := s.happened(e)
	n, err := tx.Run(`INSERT INTO admissions (registration_id, edition_id, scan_id, at, door) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT DO NOTHING`, *s.RegistrationID, s.EditionID, s.ID, at, s.Door)
	if err != nil || n == 1 || !s.LetIn {
		return n == 1, err
	}
	return false, tx.Exec("UPDATE admissions SET scan_id = ?, at = ?, door = ? WHERE registration_id = ? AND at > ?",
		s.ID, at, s.Door, *s.RegistrationID, at).Error
}

func verdictOn(e event.Edition, s scan, t ticket) Verdict {
	v := Verdict{ScanID: s.ID, Nonce: s.Nonce, Status: s.Status, Reason: s.Reason,
		At: s.happened(e), Annulled: !s.AnnulledAt.IsZero()}
	if s.SessionID != nil {
		v.Session = *s.SessionID
	}
	switch {
	case !t.found():
	case t.EditionID == e.ID:
		v.Attendee = t.attendee()
	default:
		v.OtherDay = t.day() // and no name: what somebody did another year is not the door's business
	}
	return v
}
