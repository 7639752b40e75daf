package room

import (
	"encoding/json"

	"gorm.io/gorm"

	"samling/models/mailbox"
	"samling/models/store"
)

// Offer is a seat that somebody in line is offered, as a mail tells of it.
type Offer struct {
	Wait
	Title    string // of the seminar
	Room     string
	Slot     int
	StartsAt store.Time
	EndsAt   store.Time
}

// about is what a mail of an offer carries.
type about struct {
	Wait store.ID `json:"wait"`
}

// OfferOf finds the offer that a mail tells of, whatever became of it. Errors: store.ErrNotFound.
func OfferOf(db *gorm.DB, m mailbox.Mail) (Offer, error) {
	var a about
	if err := json.Unmarshal([]byte(m.Data), &a); err != nil {
		return Offer{}, store.ErrNotFound.Because(err)
	}
	var found []Offer
	err := db.Raw(`SELECT w.id, w.edition_id, w.session_id, w.person_id, w.state, w.expires_at, s.title, t.room, t.slot, i.starts_at, i.ends_at
		FROM session_waits w JOIN seminar_sessions t ON t.id = w.session_id JOIN seminars s ON s.id = t.seminar_id
		LEFT JOIN programme_items i ON i.edition_id = t.edition_id AND i.slot = t.slot WHERE w.id = ? AND w.person_id = ?`,
		a.Wait, m.SubjectID).Scan(&found).Error
	if err != nil {
		return Offer{}, err
	}
	if len(found) == 0 {
		return Offer{}, store.ErrNotFound
	}
	return found[0], nil
}
