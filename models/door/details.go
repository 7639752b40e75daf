package door

import (
	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/registration"
	"samling/models/seminar"
	"samling/models/store"
)

// Attendee is what the door sees of a person: the name they chose to show, where they come from, where to go.
type Attendee struct {
	ID             store.ID
	Name           string
	Organisation   string
	Status         registration.Status
	WaitlistNumber int             // of somebody on the waitlist
	Places         []seminar.Place // filled in by Details
}

// Earlier is when and where somebody came in before.
type Earlier struct {
	At   store.Time
	Door string
}

// Details adds to a verdict what the door shows beside it: the seminars and rooms of whom is let in or stands at the
// wrong room, and when and
// where somebody has come in before.
func Details(db *gorm.DB, e event.Edition, v Verdict) (Verdict, error) {
	if v.Attendee == nil {
		return v, nil
	}
	var err error
	if v.Status == OK || v.Reason == WrongSession || v.Reason == NoSeat {
		seen := *v.Attendee
		seen.Places, err = seminar.PlacesOf(db, e.ID, seen.ID)
		v.Attendee = &seen
	}
	if err == nil && v.Reason == WrongSession {
		v.RightRoom, err = rightRoom(db, e, v)
	}
	if err != nil {
		return v, err
	}
	if v.Reason == AlreadyRedeemed {
		v.Earlier, err = earlier(db, e, v)
	}
	return v, err
}

// rightRoom finds where somebody belongs while the session goes on at whose door they stand.
func rightRoom(db *gorm.DB, e event.Edition, v Verdict) (*seminar.Place, error) {
	here, err := RoomAt(db, e.ID, v.Session)
	if err != nil {
		return nil, err
	}
	for _, place := range v.Attendee.Places {
		if place.Slot == here.Slot {
			return &place, nil
		}
	}
	return nil, nil
}

// earlier finds the admission that stood in the way: the last OK before this scan. It is read from the scans and not
// from the admissions, so that the answer to a nonce stays the same after the admission has been annulled.
func earlier(db *gorm.DB, e event.Edition, v Verdict) (*Earlier, error) {
	var s scan
	found := db.Raw("SELECT "+scanColumns+` FROM scans WHERE registration_id = ? AND (status = ? OR let_in = ?) AND id <> ?
		AND COALESCE(session_id, '') = (SELECT COALESCE(session_id, '') FROM scans WHERE id = ?)
		AND received_at <= (SELECT received_at FROM scans WHERE id = ?) ORDER BY received_at DESC LIMIT 1`,
		v.Attendee.ID, OK, true, v.ScanID, v.ScanID, v.ScanID).Scan(&s)
	if found.Error != nil || found.RowsAffected == 0 {
		return nil, found.Error
	}
	return &Earlier{At: s.happened(e), Door: s.Door}, nil
}
