package registration

import (
	"time"

	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/store"
)

// OfferState is what became of an offer.
type OfferState string

// The states of an offer. Its seat is held while it is open.
const (
	OfferOpen      OfferState = "open"
	OfferAccepted  OfferState = "accepted"
	OfferDeclined  OfferState = "declined"
	OfferExpired   OfferState = "expired"
	OfferWithdrawn OfferState = "withdrawn" // the person cancelled, or an organiser gave them a seat
)

// Offer is a seat that somebody who waits may take until it expires.
type Offer struct {
	ID             store.ID
	EditionID      store.ID
	RegistrationID store.ID
	Charge         Charge
	State          OfferState
	OfferedAt      store.Time
	ExpiresAt      store.Time
	AnsweredAt     store.Time
}

const offerColumns = "id, edition_id, registration_id, charge, state, offered_at, expires_at, answered_at"

// OpenOffer finds the offer that somebody can answer; one that has expired and waits to be swept is found, too.
// Errors: store.ErrNotFound.
func OpenOffer(db *gorm.DB, registration store.ID) (Offer, error) {
	return oneOffer(db, "registration_id = ? AND state = 'open'", registration)
}

// LastOffer finds the offer that somebody got last, whatever became of it. Errors: store.ErrNotFound.
func LastOffer(db *gorm.DB, registration store.ID) (Offer, error) {
	return oneOffer(db, "registration_id = ? ORDER BY offered_at DESC, id", registration)
}

func oneOffer(db *gorm.DB, where string, args ...any) (Offer, error) {
	var found []Offer
	if err := db.Raw("SELECT "+offerColumns+" FROM offers WHERE "+where+" LIMIT 1", args...).Scan(&found).Error; err != nil {
		return Offer{}, err
	}
	if len(found) == 0 {
		return Offer{}, store.ErrNotFound
	}
	return found[0], nil
}

// Open says whether the offer can still be taken.
func (o Offer) Open(now time.Time) bool { return o.State == OfferOpen && now.Before(o.ExpiresAt.Time) }

// lastDay is how long before the day its shorter time to answer begins.
const lastDay = 24 * time.Hour

// expiry is when an offer made now ends. No offer outlives the start of the day.
func expiry(e event.Edition, s event.Seats, now store.Time) store.Time {
	ends := AnswerBy(e, s, now).Time
	if ends.After(e.StartsAt.Time) {
		ends = e.StartsAt.Time
	}
	return store.At(ends)
}

// AnswerBy is until when the organiser lets people answer an offer made now, whatever else ends it earlier.
func AnswerBy(e event.Edition, s event.Seats, now store.Time) store.Time {
	minutes := s.OfferMinutes
	if !now.Before(e.StartsAt.Add(-lastDay)) {
		minutes = s.OfferMinutesLastDay
	}
	return store.At(now.Add(time.Duration(minutes) * time.Minute))
}

// offering says whether free seats are offered at an instant: while people can be told in time to come.
func offering(e event.Edition, now store.Time) bool {
	return (e.State == event.Published || e.State == event.Closed) && now.Before(e.StartsAt.Time)
}
