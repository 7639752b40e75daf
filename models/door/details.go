package door

import (
	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/seminar"
	"samling/models/store"
)

// Attendee is what the door sees of a person: the name they chose to show, where they come from, where to go.
type Attendee struct {
	ID             store.ID
	Name           string
	Organisation   string
	WaitlistNumber int             // of somebody on the waitlist
	Places         []seminar.Place // filled in by Details
}

// Earlier is when and where somebody came in before.
type Earlier struct {
	At   store.Time
	Door string
}

// Details adds to a verdict what the door shows beside it: the seminars and rooms of whom is let in, and when and
// where somebody has come in before.
func Details(db *gorm.DB, e event.Edition, v Verdict) (Verdict, error) {
	if v.Attendee == nil {
		return v, nil
	}
	var err error
	if v.Status == OK {
		seen := *v.Attendee
		seen.Places, err = seminar.PlacesOf(db, e.ID, seen.ID)
		v.Attendee = &seen
	}
	if v.Reason == AlreadyRedeemed {
		v.Earlier, err = earlier(db, e, v)
	}
	return v, err
}

// earlier finds the admission that stood in the way: the last OK before this scan. It is read from the scans and not
// from the admissions, so that the answer to a nonce stays the same after the admission has been annulled.
func earlier(db *gorm.DB, e event.Edition, v Verdict) (*Earlier, error) {
	var s scan
	found := db.Raw("SELECT "+scanColumns+` FROM scans WHERE registration_id = ? AND status = ? AND received_at <=
		(SELECT received_at FROM scans WHERE id = ?) ORDER BY received_at DESC LIMIT 1`, v.Attendee.ID, OK, v.ScanID).Scan(&s)
	if found.Error != nil || found.RowsAffected == 0 {
		return nil, found.Error
	}
	return &Earlier{At: happened(e, s.OccurredAt, s.ReceivedAt), Door: s.Door}, nil
}
