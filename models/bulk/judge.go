package bulk

import (
	"gorm.io/gorm"

	"samling/models/registration"
	"samling/models/store"
)

// Why a registration is left alone. They are stored, and name texts ("bulk.reason.inside").
const (
	wasDone        = "done"
	isCancelled    = "cancelled"
	isNotCancelled = "not_cancelled"
	isInside       = "inside"
	isThere        = "same_organisation"
	noAddress      = "no_address"
	addressTaken   = "address_taken"
	mailedEnough   = "mailed_enough"
	changedSince   = "changed"
	isFull         = "organisation_full"
	failed         = "failed"
)

// Line is one registration of an action: how it stands now, and what became of it.
type Line struct {
	Place            int
	RegistrationID   store.ID
	Outcome          string // "" = not yet, "done", or the reason why it was left alone
	Undone           string // the same, of the way back
	Was              store.ID
	Version          int // after the action
	Status           registration.Status
	OrganisationID   store.ID
	Name             string // as it is shown
	OrganisationName string
	HasMail          bool
	Inside           bool
	AddressTaken     bool // by a registration that was made since
	Now              int  // the registration's version now
}

// judge says why the action would leave a registration alone; "" is that it would not.
func (a Action) judge(l Line) string {
	cancelled := l.Status == registration.Cancelled
	switch a.Kind {
	case Restore:
		switch {
		case !cancelled:
			return isNotCancelled
		case l.AddressTaken:
			return addressTaken
		}
		return ""
	case Move:
		if l.OrganisationID == a.OrganisationID {
			return isThere
		}
	case MailLink:
		if !l.HasMail {
			return noAddress
		}
	}
	switch {
	case cancelled:
		return isCancelled
	case a.Kind == Cancel && l.Inside:
		return isInside
	}
	return ""
}

const selectLines = `SELECT b.place, b.registration_id, b.outcome, b.undone, b.was, b.version, r.status, r.organisation_id,
	CASE r.display_name WHEN '' THEN r.name ELSE r.display_name END AS name, o.name AS organisation_name,
	r.email <> '' AS has_mail, a.registration_id IS NOT NULL AS inside,
	r.status = 'cancelled' AND EXISTS (SELECT 1 FROM registrations x WHERE x.edition_id = r.edition_id AND x.email_key = r.email_key
		AND x.status <> 'cancelled') AS address_taken, r.version AS now
	FROM bulk_rows b JOIN registrations r ON r.id = b.registration_id JOIN organisations o ON o.id = r.organisation_id
	LEFT JOIN admissions a ON a.registration_id = r.id WHERE b.bulk_id = ?`

// Lines lists whom an action is about, in the order in which they were chosen.
func Lines(db *gorm.DB, a Action) ([]Line, error) {
	var all []Line
	err := db.Raw(selectLines+" ORDER BY b.place", a.ID).Scan(&all).Error
	return all, err
}

// Verdicts sorts the lines of an action that has not begun by what would become of them: to whom it will happen, and
// whom it leaves alone, by reason.
func Verdicts(a Action, lines []Line) (will []Line, skips map[string][]Line) {
	skips = map[string][]Line{}
	for _, l := range lines {
		if reason := a.judge(l); reason != "" {
			skips[reason] = append(skips[reason], l)
		} else {
			will = append(will, l)
		}
	}
	return will, skips
}

// Tally counts the lines of an action by outcome; "" are those still to be done.
func Tally(db *gorm.DB, a Action) (map[string]int, error) {
	column := "outcome"
	condition := ""
	if a.State == Undoing || a.State == Undone {
		column, condition = "undone", " AND outcome = 'done'"
	}
	var rows []struct {
		Word string
		N    int
	}
	err := db.Raw("SELECT "+column+" AS word, COUNT(*) AS n FROM bulk_rows WHERE bulk_id = ?"+condition+" GROUP BY "+column, a.ID).
		Scan(&rows).Error
	counts := map[string]int{}
	for _, row := range rows {
		counts[row.Word] = row.N
	}
	return counts, err
}
