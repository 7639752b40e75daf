package door

import (
	"slices"
	"strings"

	"samling/models/event"
	"samling/models/store"
)

// Ticks are people who were ticked off on paper and are put in afterwards, many at once. Batch is an id that the form
// carried: sent twice, the same ticks are made once, and it is what takes them back.
type Ticks struct {
	Batch      store.ID
	People     []store.ID
	References []string   // as they were written down
	At         store.Time // about when they came
	Door       string     // what stands as the door in the lists
	Actor      string
}

// Ticked is what became of the ticks.
type Ticked struct {
	In      int
	Already int
	Unknown []string // references that nobody has, as written
	Refused int      // cancelled since, or without a seat: they came all the same, so they are inside and to be looked at
}

// What can be wrong with ticks.
var (
	ErrNoTicks   = store.Fault(store.Invalid, "error.checkin_no_ticks").On("person")
	ErrManyTicks = store.Fault(store.Invalid, "error.checkin_many_ticks").On("person")
	ErrBatch     = store.Fault(store.Invalid, "error.checkin_batch")
	ErrNoBatch   = store.Fault(store.Conflict, "error.checkin_nothing_ticked")
)

// mostTicks bounds one form: a page of names and a page of references.
const mostTicks = 200

// paperNonce begins the nonce of every scan that comes from paper.
const paperNonce = "paper-"

func batchNonce(batch store.ID) string { return paperNonce + string(batch) + "-" }

// TickOff stores a scan for each tick and lets the people in: it has happened, so nothing refuses it. Errors: ErrBatch,
// ErrNoTicks, ErrManyTicks, ErrDoor.
func TickOff(tx *store.Tx, e event.Edition, t Ticks) (Ticked, error) {
	var done Ticked
	switch n := len(t.People) + len(t.References); {
	case !t.Batch.Valid():
		return done, ErrBatch
	case n == 0:
		return done, ErrNoTicks
	case n > mostTicks:
		return done, ErrManyTicks
	}
	for _, id := range t.People {
		if err := t.tick(tx, e, Presented{RegistrationID: id}, string(id), string(id), &done); err != nil {
			return done, err
		}
	}
	for _, written := range slices.Compact(slices.Sorted(slices.Values(t.References))) {
		ref := Reference(written)
		if err := t.tick(tx, e, Presented{Reference: ref}, ref, written, &done); err != nil {
			return done, err
		}
	}
	return done, nil
}

// tick stores one tick. Who is inside already was let in by a door: that is no second letting in. What was misread is to be
// mended in the form, and no row tells of it.
func (t Ticks) tick(tx *store.Tx, e event.Edition, p Presented, name, written string, done *Ticked) error {
	var found ticket
	if name != "" {
		var err error
		if found, err = findTicket(tx.DB, e.ID, p); err != nil {
			return err
		}
	}
	if !found.found() || found.EditionID != e.ID {
		done.Unknown = append(done.Unknown, written)
		return nil
	}
	p.Nonce, p.OccurredAt, p.Door, p.Actor = batchNonce(t.Batch)+name, t.At, t.Door, t.Actor
	r, err := Take(tx, e, Told{Presented: p, LetIn: !found.Inside})
	switch {
	case r.Status == OK:
		done.In++
	case r.Reason == AlreadyRedeemed:
		done.Already++
	default:
		done.Refused++
	}
	return err
}

// SplitReferences cuts what somebody wrote or pasted into reference codes: a code may be written "acd 3f7", and codes
// stand on lines of their own or between commas.
func SplitReferences(text string) []string {
	var all []string
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\r' || r == ',' || r == ';' || r == '\t' }) {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		if Reference(part) == "" && len(strings.Fields(part)) > 1 { // several codes with only spaces between them
			all = append(all, strings.Fields(part)...)
			continue
		}
		all = append(all, part)
	}
	return all
}

// UndoTicks takes a batch back: its people are outside again, and the scans' rows stay. It gives how many that were.
// Errors: ErrNoBatch when nothing is left of it.
func UndoTicks(tx *store.Tx, e event.Edition, batch store.ID, actor string) (int, error) {
	if !batch.Valid() {
		return 0, ErrNoBatch
	}
	var scans []scan
	err := tx.Raw("SELECT "+scanColumns+` FROM scans WHERE edition_id = ? AND nonce LIKE ? AND (status = ? OR let_in = ?)
		AND annulled_at IS NULL`, e.ID, batchNonce(batch)+"%", OK, true).Scan(&scans).Error
	if err != nil {
		return 0, err
	}
	if len(scans) == 0 {
		return 0, ErrNoBatch
	}
	for _, s := range scans {
		if err := s.annul(tx, e, tx.Now, actor); err != nil {
			return 0, err
		}
	}
	return len(scans), nil
}
