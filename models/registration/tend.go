package registration

import (
	"strconv"

	"samling/models/account"
	"samling/models/event"
	"samling/models/store"
)

// Tend does what the waitlists need as time passes: offers that ran out go to the next, quotas that have ended fall
// into the pool, and what nobody has been offered yet is offered. It gives how many offers ran out.
func Tend(tx *store.Tx) (int, error) {
	expired, err := Expire(tx)
	if err != nil {
		return 0, err
	}
	var due []store.ID
	err = tx.Raw(`SELECT s.edition_id FROM edition_seats s JOIN editions e ON e.id = s.edition_id
		WHERE s.quotas_end_at <= ? AND e.starts_at > ?
		AND EXISTS (SELECT 1 FROM organisation_seats q WHERE q.edition_id = s.edition_id AND q.quota > q.taken)`, tx.Now, tx.Now).
		Scan(&due).Error
	if err != nil {
		return expired, err
	}
	for _, edition := range due {
		if err := endQuotas(tx, edition); err != nil {
			return expired, err
		}
	}
	return expired, offerWhatIsLeft(tx)
}

// endQuotas lets unused quota fall into the pool, and writes that it did.
func endQuotas(tx *store.Tx, edition store.ID) error {
	n, err := event.ReleaseQuotas(tx, edition)
	if err != nil || n == 0 {
		return err
	}
	return account.Log(tx, account.Entry{Actor: Job, EditionID: edition, Action: "quotas_ended", Detail: "seats=" + strconv.Itoa(n)})
}

// offerWhatIsLeft passes on in every edition that has both free seats and people who wait: a cancellation by other
// means, a capacity raised while the day was a draft.
func offerWhatIsLeft(tx *store.Tx) error {
	var open []store.ID
	err := tx.Raw(`SELECT s.edition_id FROM edition_seats s JOIN editions e ON e.id = s.edition_id
		WHERE s.taken < s.capacity AND s.offer_rule = 'arrival' AND e.starts_at > ? AND EXISTS
			(SELECT 1 FROM registrations w WHERE w.edition_id = s.edition_id AND w.status = 'waitlisted')`, tx.Now).Scan(&open).Error
	if err != nil {
		return err
	}
	for _, edition := range open {
		if _, err := PassOn(tx, edition, Job); err != nil {
			return err
		}
	}
	return nil
}
