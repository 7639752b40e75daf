package registration

import (
	"fmt"
	"strings"

	"samling/models/mailbox"
	"samling/models/store"
)

// lapsesMax is how many offers somebody may leave without an answer. The first time they go to the end of the queue,
// then they leave it: seats held for who never answers are seats that nobody gets.
const lapsesMax = 2

// lapse is an offer whose time is up.
type lapse struct {
	ID             store.ID
	EditionID      store.ID
	RegistrationID store.ID
	OrganisationID store.ID
	Charge         Charge
	Earlier        int // offers that the same person has let lapse before
}

// Expire closes the offers whose time is up, sends their people to the end of the queue or out of it, and offers the
// seats to the next in turn. It gives how many offers it closed.
func Expire(tx *store.Tx) (int, error) {
	var due []lapse
	err := tx.Raw(`SELECT f.id, f.edition_id, f.registration_id, r.organisation_id, f.charge,
			(SELECT COUNT(*) FROM offers x WHERE x.registration_id = r.id AND x.state = 'expired') AS earlier
		FROM offers f JOIN registrations r ON r.id = f.registration_id WHERE f.state = 'open' AND f.expires_at <= ?
		ORDER BY f.edition_id, r.waitlist_number LIMIT ?`, tx.Now, statementMax).Scan(&due).Error
	if err != nil || len(due) == 0 {
		return 0, err
	}
	byEdition := map[store.ID][]lapse{}
	for _, l := range due {
		byEdition[l.EditionID] = append(byEdition[l.EditionID], l)
	}
	for edition, lapses := range byEdition {
		if err := expireOf(tx, edition, lapses); err != nil {
			return 0, err
		}
	}
	return len(due), nil
}

func expireOf(tx *store.Tx, edition store.ID, lapses []lapse) error {
	ids := make([]store.ID, len(lapses))
	var t tally
	var last, out []lapse
	for i, l := range lapses {
		ids[i] = l.ID
		t.add(l.OrganisationID, l.Charge)
		if l.Earlier+1 >= lapsesMax {
			out = append(out, l)
		} else {
			last = append(last, l)
		}
	}
	done := tx.Exec("UPDATE offers SET state = 'expired', answered_at = ? WHERE id IN ? AND state = 'open'", tx.Now, ids)
	if done.Error != nil {
		return fmt.Errorf("expire offers: %w", done.Error)
	}
	if done.RowsAffected != int64(len(lapses)) {
		return ErrStale
	}
	if err := t.free(tx, edition); err != nil {
		return err
	}
	if err := sendToTheEnd(tx, edition, last); err != nil {
		return err
	}
	if err := sendOut(tx, out); err != nil {
		return err
	}
	_, err := PassOn(tx, edition, Job)
	return err
}

// sendToTheEnd gives new numbers, in the order in which people stood.
func sendToTheEnd(tx *store.Tx, edition store.ID, lapses []lapse) error {
	if len(lapses) == 0 {
		return nil
	}
	last, err := waitlistNumbers(tx, edition, len(lapses))
	if err != nil {
		return err
	}
	var args []any
	for i, l := range lapses {
		args = append(args, l.RegistrationID, last-len(lapses)+1+i)
	}
	rows := strings.TrimSuffix(strings.Repeat("(?, ?), ", len(lapses)), ", ")
	err = tx.Exec("WITH part (id, n) AS (VALUES "+rows+`) UPDATE registrations SET version = version + 1,
		waitlist_number = (SELECT part.n FROM part WHERE part.id = registrations.id) WHERE id IN (SELECT id FROM part)`, args...).Error
	if err != nil {
		return fmt.Errorf("send to the end of the queue: %w", err)
	}
	return tellLapsed(tx, lapses, "offer_expired", mailbox.OfferExpired)
}

// sendOut cancels for those who have let one offer too many lapse. Like every cancellation it can be undone for a day.
func sendOut(tx *store.Tx, lapses []lapse) error {
	if len(lapses) == 0 {
		return nil
	}
	ids := registrationsOf(lapses)
	err := tx.Exec(`UPDATE registrations SET status = ?, waitlist_number = 0, cancelled_at = ?, version = version + 1
		WHERE id IN ? AND status = ?`, Cancelled, tx.Now, ids, Waitlisted).Error
	if err != nil {
		return fmt.Errorf("send out of the queue: %w", err)
	}
	return tellLapsed(tx, lapses, "offer_lapsed", mailbox.Cancelled)
}

func tellLapsed(tx *store.Tx, lapses []lapse, action string, kind mailbox.Kind) error {
	if err := NoteAll(tx, registrationsOf(lapses), Job, action); err != nil {
		return err
	}
	offers := make([]Offer, len(lapses))
	for i, l := range lapses {
		offers[i] = Offer{ID: l.ID, RegistrationID: l.RegistrationID}
	}
	people, err := allByID(tx, offers)
	if err != nil {
		return err
	}
	mails := make([]mailbox.Mail, 0, len(lapses))
	for _, o := range offers {
		mails = append(mails, mailTo(people[o.RegistrationID], kind, mailbox.Once(action, string(o.ID))))
	}
	return mailbox.Enqueue(tx, mails...)
}

func registrationsOf(lapses []lapse) []store.ID {
	ids := make([]store.ID, len(lapses))
	for i, l := range lapses {
		ids[i] = l.RegistrationID
	}
	return ids
}
