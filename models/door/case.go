package door

import (
	"strings"
	"unicode"

	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/store"
)

// Case is somebody whom a steward has sent to the help desk. It knows the scan, not the person: lists of cases name
// nobody, and the desk sees who it is when it opens one, as a scan would show it.
type Case struct {
	ID        store.ID
	EditionID store.ID
	Number    int // what the person says at the desk
	Nonce     string
	ScanNonce string // '' when nothing could be scanned
	Note      string
	Door      string
	MadeAt    store.Time
	MadeBy    string
	TakenAt   store.Time
	TakenBy   string
	ClosedAt  store.Time
	ClosedBy  string
	Outcome   Outcome
	Reason    Reason // of the scan, for the list
}

// Outcome is how a case ended.
type Outcome string

// The outcomes.
const (
	Helped  Outcome = "helped"  // is in, or has got what they need
	Refused Outcome = "refused" // cannot come in
	Gone    Outcome = "gone"    // never came to the desk
)

// What can be wrong with a case.
var (
	ErrCaseNote    = store.Fault(store.Invalid, "error.case_note").On("note")
	ErrCaseEmpty   = store.Fault(store.Invalid, "error.case_empty").On("note")
	ErrCaseScan    = store.Fault(store.Invalid, "error.case_scan").On("scan")
	ErrCaseOutcome = store.Fault(store.Invalid, "error.case_outcome").On("outcome")
	ErrCaseClosed  = store.Fault(store.Gone, "error.case_closed")
)

const maxNote = 200

// CaseForm is what a steward sends: the nonce of the scan that the case is about, some words, or both.
type CaseForm struct {
	Nonce     string
	ScanNonce string
	Note      string
	Door      string
}

func (f CaseForm) check() error {
	switch {
	case !ValidNonce(f.Nonce):
		return ErrNonce
	case f.ScanNonce != "" && !ValidNonce(f.ScanNonce):
		return ErrCaseScan
	case len([]rune(f.Note)) > maxNote, strings.ContainsFunc(f.Note, unicode.IsControl):
		return ErrCaseNote
	case f.ScanNonce == "" && f.Note == "":
		return ErrCaseEmpty
	case len([]rune(f.Door)) > maxDoor, strings.ContainsFunc(f.Door, unicode.IsControl):
		return ErrDoor
	}
	return nil
}

// PassOn hands somebody over to the help desk and gives the case with its number. The same nonce gives the same case.
// Errors: ErrNonce, ErrCaseScan (also for a scan that has not arrived), ErrCaseNote, ErrCaseEmpty, ErrDoor.
func PassOn(tx *store.Tx, e event.Edition, f CaseForm, actor string) (Case, error) {
	f.Note = strings.TrimSpace(f.Note)
	if err := f.check(); err != nil {
		return Case{}, err
	}
	if f.ScanNonce != "" {
		if _, err := findScan(tx.DB, e.ID, f.ScanNonce); store.KindOf(err) == store.NotFound {
			return Case{}, ErrCaseScan
		} else if err != nil {
			return Case{}, err
		}
	}
	err := tx.Exec(`INSERT INTO door_cases (id, edition_id, number, nonce, scan_nonce, note, door, made_at, made_by)
		SELECT ?, ?, COALESCE(MAX(number), 0) + 1, ?, ?, ?, ?, ?, ? FROM door_cases WHERE edition_id = ?
		ON CONFLICT (edition_id, nonce) DO NOTHING`, tx.NewID(), e.ID, f.Nonce, f.ScanNonce, f.Note, f.Door, tx.Now, actor, e.ID).Error
	if err != nil {
		return Case{}, err
	}
	return oneCase(tx.DB, "c.edition_id = ? AND c.nonce = ?", e.ID, f.Nonce)
}

const caseQuery = `SELECT c.id, c.edition_id, c.number, c.nonce, c.scan_nonce, c.note, c.door, c.made_at, c.made_by, c.taken_at,
	c.taken_by, c.closed_at, c.closed_by, c.outcome, COALESCE(s.reason, '') AS reason
	FROM door_cases c LEFT JOIN scans s ON s.edition_id = c.edition_id AND s.nonce = c.scan_nonce WHERE `

func oneCase(db *gorm.DB, where string, args ...any) (Case, error) {
	var c Case
	found := db.Raw(caseQuery+where, args...).Scan(&c)
	if found.Error == nil && found.RowsAffected == 0 {
		return c, store.ErrNotFound
	}
	return c, found.Error
}

// CaseByID finds a case of an edition. Errors: store.ErrNotFound.
func CaseByID(db *gorm.DB, edition, id store.ID) (Case, error) {
	return oneCase(db, "c.edition_id = ? AND c.id = ?", edition, id)
}

// Cases lists what waits for the help desk, the oldest first.
func Cases(db *gorm.DB, edition store.ID) ([]Case, error) {
	var all []Case
	err := db.Raw(caseQuery+"c.edition_id = ? AND c.closed_at IS NULL ORDER BY c.number", edition).Scan(&all).Error
	return all, err
}

// OpenCases is how many wait.
func OpenCases(db *gorm.DB, edition store.ID) (n int, err error) {
	err = db.Raw("SELECT COUNT(*) FROM door_cases WHERE edition_id = ? AND closed_at IS NULL", edition).Scan(&n).Error
	return n, err
}

// TakeCase notes that somebody at the desk has the person before them. The second to take it is not refused: two at
// one desk help each other. Errors: store.ErrNotFound, ErrCaseClosed.
func TakeCase(tx *store.Tx, e event.Edition, id store.ID, actor string) (Case, error) {
	c, err := CaseByID(tx.DB, e.ID, id)
	switch {
	case err != nil:
		return c, err
	case !c.ClosedAt.IsZero():
		return c, ErrCaseClosed
	}
	c.TakenAt, c.TakenBy = tx.Now, actor
	return c, tx.Exec("UPDATE door_cases SET taken_at = ?, taken_by = ? WHERE id = ?", c.TakenAt, c.TakenBy, c.ID).Error
}

// CloseCase ends a case; its note goes. Closing it again changes nothing. Errors: store.ErrNotFound, ErrCaseOutcome.
func CloseCase(tx *store.Tx, e event.Edition, id store.ID, outcome Outcome, actor string) (Case, error) {
	if outcome != Helped && outcome != Refused && outcome != Gone {
		return Case{}, ErrCaseOutcome
	}
	err := tx.Exec(`UPDATE door_cases SET closed_at = ?, closed_by = ?, outcome = ?, note = ''
		WHERE edition_id = ? AND id = ? AND closed_at IS NULL`, tx.Now, actor, outcome, e.ID, id).Error
	if err != nil {
		return Case{}, err
	}
	return CaseByID(tx.DB, e.ID, id)
}

// ForgetNotes erases what stewards wrote about people, of days that are over. It gives how many cases had words.
func ForgetNotes(tx *store.Tx) (int, error) {
	done := tx.Exec(`UPDATE door_cases SET note = '' WHERE note <> '' AND edition_id IN (SELECT id FROM editions WHERE ends_at < ?)`,
		store.At(tx.Now.Add(-closesAfter)))
	return int(done.RowsAffected), done.Error
}
