package door

import (
	"slices"

	"gorm.io/gorm"

	"samling/models/account"
	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
)

// ConflictKind is what two doors, or a door and the register, disagree on.
type ConflictKind string

// The kinds of conflicts.
const (
	TwoDoors   ConflictKind = "two_doors"   // one ticket let somebody in more than once
	LetIn      ConflictKind = "let_in"      // an offline door let in whom the register would not have: see Reason
	Unknown    ConflictKind = "unknown"     // an offline door let in somebody with a code that is nobody's here
	WrongClock ConflictKind = "wrong_clock" // a device's clock is more than two minutes off
)

// Conflict is something that only shows when the doors have told what happened.
type Conflict struct {
	Kind    ConflictKind
	Subject string // of HandleConflict: a registration's id, a scan's or a device's

	RegistrationID store.ID // of TwoDoors and most of LetIn
	Name           string   // the shown one; "" for people with protected identity, who have the reference only
	Organisation   string
	Reference      string
	Reason         Reason     // of LetIn and Unknown: what the register says
	Scans          []LetInBy  // the earliest first
	ClockOff       int64      // of WrongClock: milliseconds that the device is ahead
	DeviceID       store.ID   // of WrongClock
	Device         string     // of WrongClock: its name
	HandledAt      store.Time // zero: nobody has looked into it
	HandledBy      string
	Handled        Handling
}

// LetInBy is one scan that let somebody in.
type LetInBy struct {
	ScanID store.ID
	Nonce  string // what Annul takes
	At     store.Time
	Door   string
}

// Handling is what an organiser did about a conflict.
type Handling string

// What can be done.
const (
	Checked  Handling = "checked"  // looked into; nothing to change
	Admitted Handling = "admitted" // given a seat afterwards
	Removed  Handling = "removed"  // a drop-in's registration was taken away, or an admission was undone
)

// ErrConflictGone says that there is no such conflict, or none any more.
var ErrConflictGone = store.Fault(store.Gone, "error.conflict_gone")

// letInRow is a scan that let somebody in, with who that was.
type letInRow struct {
	Scan         scan `gorm:"embedded"`
	Name         string
	DisplayName  string
	Source       registration.Source
	Organisation string
	Reference    string
}

// Every ticket by which somebody came in more than once, or came in though the register says no. A person whom one door
// let in and another one refused is no conflict: that is what doors are for.
const letInQuery = `SELECT s.*, COALESCE(r.name, '') AS name, COALESCE(r.display_name, '') AS display_name,
	COALESCE(r.source, '') AS source, COALESCE(o.name, '') AS organisation, COALESCE(r.reference, '') AS reference
	FROM scans s LEFT JOIN registrations r ON r.id = s.registration_id LEFT JOIN organisations o ON o.id = r.organisation_id
	WHERE s.edition_id = ? AND (s.status = 'ok' OR s.let_in = ?) AND s.annulled_at IS NULL AND s.session_id IS NULL
	AND (s.let_in = ? AND s.reason NOT IN ('', 'already_redeemed') OR s.registration_id IN (SELECT registration_id FROM scans
		WHERE edition_id = ? AND (status = 'ok' OR let_in = ?) AND annulled_at IS NULL AND session_id IS NULL
		GROUP BY registration_id HAVING COUNT(*) > 1))
	ORDER BY s.occurred_at, s.id`

// Conflicts lists what the doors disagree on, the unhandled ones first. It is worked out from the scans each time.
func Conflicts(db *gorm.DB, e event.Edition) ([]Conflict, error) {
	var rows []letInRow
	if err := db.Raw(letInQuery, e.ID, true, true, e.ID, true).Scan(&rows).Error; err != nil {
		return nil, err
	}
	all := conflictsOf(e, rows)
	clocks, err := wrongClocks(db, e.ID)
	if err != nil {
		return nil, err
	}
	return handledLast(db, e.ID, append(all, clocks...))
}

// conflictsOf makes one conflict of each ticket.
func conflictsOf(e event.Edition, rows []letInRow) []Conflict {
	var all []Conflict
	at := map[string]int{}
	for _, r := range rows {
		one := Conflict{Kind: r.kind(), Subject: string(r.Scan.ID), Reason: r.Scan.Reason}
		if id := r.Scan.RegistrationID; id != nil && one.Kind != Unknown {
			one.Subject, one.RegistrationID, one.Reference, one.Organisation = string(*id), *id, r.Reference, r.Organisation
			if r.Source != registration.FromAlias {
				one.Name = registration.Registration{Name: r.Name, DisplayName: r.DisplayName}.ShownName()
			}
		}
		i, seen := at[one.Subject]
		if !seen {
			i = len(all)
			at[one.Subject], all = i, append(all, one)
		}
		if one.Kind == LetIn { // what the register says weighs more than how often
			all[i].Kind, all[i].Reason = one.Kind, one.Reason
		}
		all[i].Scans = append(all[i].Scans, LetInBy{r.Scan.ID, r.Scan.Nonce, r.Scan.happened(e), r.Scan.Door})
	}
	for _, c := range all {
		slices.SortStableFunc(c.Scans, func(a, b LetInBy) int { return a.At.Compare(b.At.Time) })
	}
	return all
}

func (r letInRow) kind() ConflictKind {
	switch r.Scan.Reason {
	case "", AlreadyRedeemed:
		return TwoDoors
	case Canceled, Waitlisted, Revoked, NotYet, TooLate:
		return LetIn
	}
	return Unknown // another day's ticket, a code of something else, a scan that cannot be read
}

// wrongClocks lists the devices whose clock is off by their last heartbeat, or was when they told of their scans.
func wrongClocks(db *gorm.DB, edition store.ID) ([]Conflict, error) {
	var rows []struct {
		ID   store.ID
		Name string
		Off  int64
	}
	limit := ahead.Milliseconds()
	err := db.Raw(`SELECT d.id, d.name, COALESCE(d.clock_off, 0) AS off FROM devices d WHERE d.edition_id = ? AND ABS(d.clock_off) > ?
		UNION SELECT d.id, d.name, MAX(s.clock_off) FROM devices d JOIN scans s ON s.device_id = d.id
		WHERE d.edition_id = ? AND s.edition_id = ? AND ABS(s.clock_off) > ? AND ABS(COALESCE(d.clock_off, 0)) <= ? GROUP BY d.id, d.name
		ORDER BY 2, 1`, edition, limit, edition, edition, limit, limit).Scan(&rows).Error
	all := make([]Conflict, 0, len(rows))
	for _, r := range rows {
		all = append(all, Conflict{Kind: WrongClock, Subject: string(r.ID), DeviceID: r.ID, Device: r.Name, ClockOff: r.Off})
	}
	return all, err
}

// handledLast adds what organisers have done, and puts what is done behind what is not.
func handledLast(db *gorm.DB, edition store.ID, all []Conflict) ([]Conflict, error) {
	var rows []struct {
		Kind      ConflictKind
		Subject   string
		What      Handling
		HandledAt store.Time
		HandledBy string
	}
	err := db.Raw("SELECT kind, subject, what, handled_at, handled_by FROM conflicts_handled WHERE edition_id = ?", edition).Scan(&rows).Error
	if err != nil {
		return nil, err
	}
	open, done := all[:0:0], []Conflict(nil)
	for _, c := range all {
		for _, r := range rows {
			if r.Kind == c.Kind && r.Subject == c.Subject {
				c.Handled, c.HandledAt, c.HandledBy = r.What, r.HandledAt, r.HandledBy
			}
		}
		if c.HandledAt.IsZero() {
			open = append(open, c)
		} else {
			done = append(done, c)
		}
	}
	return append(open, done...), nil
}

// HandleConflict notes what an organiser has done about a conflict; a later word replaces an earlier one. What was done
// is done before, in the same transaction: this only takes it off the list of what is to do. Errors: ErrConflictGone.
func HandleConflict(tx *store.Tx, e event.Edition, kind ConflictKind, subject string, what Handling, actor string) error {
	all, err := Conflicts(tx.DB, e)
	if err != nil {
		return err
	}
	for _, c := range all {
		if c.Kind == kind && c.Subject == subject {
			return c.handle(tx, e, what, actor)
		}
	}
	return ErrConflictGone
}

func (c Conflict) handle(tx *store.Tx, e event.Edition, what Handling, actor string) error {
	err := tx.Exec(`INSERT INTO conflicts_handled (edition_id, kind, subject, what, handled_at, handled_by) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (edition_id, kind, subject) DO UPDATE SET what = excluded.what, handled_at = excluded.handled_at,
			handled_by = excluded.handled_by`, e.ID, c.Kind, c.Subject, what, tx.Now, actor).Error
	if err != nil {
		return err
	}
	return account.Log(tx, account.Entry{Actor: actor, EditionID: e.ID, Action: "conflict_handled", Subject: c.Subject, Detail: string(c.Kind) + " " + string(what)})
}
