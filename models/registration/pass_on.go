package registration

import (
	"fmt"
	"slices"
	"strings"

	"samling/models/event"
	"samling/models/mailbox"
	"samling/models/store"
)

// Job is the actor in the history when seats are passed on by the program itself.
const Job = "waitlist"

// statementMax keeps statements below the number of variables that every engine takes.
const statementMax = 500

// PassOn offers what is free to those who wait, in order of arrival: a seat of a quota to the next of its
// organisation, a seat of the pool to the next of all, to a group all its seats or none. It belongs after everything
// that frees seats. It does nothing where the organiser offers by hand. It gives how many were offered a seat.
//
// A group for which there is not room enough is passed over, or seats would lie empty waiting for more.
func PassOn(tx *store.Tx, edition store.ID, actor string) (int, error) {
	return passOn(tx, edition, actor, false)
}

// OfferFree is PassOn by the organiser's word, whatever the rule.
func OfferFree(tx *store.Tx, edition store.ID, actor string) (int, error) {
	return passOn(tx, edition, actor, true)
}

func passOn(tx *store.Tx, edition store.ID, actor string, byHand bool) (int, error) {
	e, err := event.ByID(tx.DB, edition)
	if err != nil || !offering(e, tx.Now) {
		return 0, err
	}
	free, err := roomOf(tx, edition)
	if err != nil || free.left <= 0 || !free.waiting || (free.seats.OfferRule == event.ByHand && !byHand) {
		return 0, err
	}
	next, err := chosen(tx, free)
	if err != nil || len(next) == 0 {
		return 0, err
	}
	return len(next), offerAll(tx, next, expiry(e, free.seats, tx.Now), actor)
}

// chosen takes seats for those whose turn it is. What the plan found free is taken in conditional statements, so that
// two who pass on at once cannot both succeed.
func chosen(tx *store.Tx, free room) ([]Offer, error) {
	all, err := waiters(tx, free)
	if err != nil {
		return nil, err
	}
	var next []Offer
	var t tally
	for _, party := range parties(all) {
		charges, fits := free.fit(organisationsOf(party))
		if !fits {
			continue
		}
		for i, w := range party {
			t.add(w.OrganisationID, charges[i])
			next = append(next, Offer{ID: tx.NewID(), EditionID: free.seats.EditionID, RegistrationID: w.ID, Charge: charges[i]})
		}
	}
	if len(next) == 0 {
		return nil, nil
	}
	switch got, err := t.take(tx, free.seats.EditionID); {
	case err != nil:
		return nil, err
	case !got:
		return nil, ErrStale
	}
	return next, nil
}

// offerAll writes the offers, notes them and tells each by mail.
func offerAll(tx *store.Tx, offers []Offer, expires store.Time, actor string) error {
	for some := range slices.Chunk(offers, statementMax) {
		rows := strings.TrimSuffix(strings.Repeat("(?, ?, ?, ?, 'open', ?, ?), ", len(some)), ", ")
		args := make([]any, 0, 6*len(some))
		ids := make([]store.ID, 0, len(some))
		for _, o := range some {
			args = append(args, o.ID, o.EditionID, o.RegistrationID, o.Charge, tx.Now, expires)
			ids = append(ids, o.RegistrationID)
		}
		err := tx.Exec("INSERT INTO offers (id, edition_id, registration_id, charge, state, offered_at, expires_at) VALUES "+rows, args...).Error
		if err != nil {
			return fmt.Errorf("offer seats: %w", err)
		}
		if err := NoteAll(tx, ids, actor, "offered"); err != nil {
			return err
		}
		if err := mailAll(tx, some); err != nil {
			return err
		}
	}
	return nil
}

// mailAll tells of offers. The key is the offer's own: the same person may be offered a seat again.
func mailAll(tx *store.Tx, offers []Offer) error {
	people, err := allByID(tx, offers)
	if err != nil {
		return err
	}
	mails := make([]mailbox.Mail, 0, len(offers))
	for _, o := range offers {
		mails = append(mails, mailTo(people[o.RegistrationID], mailbox.Offer, mailbox.Once("offer", string(o.ID))))
	}
	return mailbox.Enqueue(tx, mails...)
}

func allByID(tx *store.Tx, offers []Offer) (map[store.ID]Registration, error) {
	ids := make([]store.ID, len(offers))
	for i, o := range offers {
		ids[i] = o.RegistrationID
	}
	var found []Registration
	if err := tx.Raw("SELECT "+columns+" FROM registrations WHERE id IN ?", ids).Scan(&found).Error; err != nil {
		return nil, err
	}
	all := make(map[store.ID]Registration, len(found))
	for _, r := range found {
		all[r.ID] = r
	}
	return all, nil
}

// NoteAll writes the same line into the history of at most 500 registrations.
func NoteAll(tx *store.Tx, ids []store.ID, actor, action string) error {
	if len(ids) == 0 {
		return nil
	}
	rows := strings.TrimSuffix(strings.Repeat("(?, ?, ?, ?, ?, ''), ", len(ids)), ", ")
	args := make([]any, 0, 5*len(ids))
	for _, id := range ids {
		args = append(args, tx.NewID(), id, tx.Now, actor, action)
	}
	err := tx.Exec("INSERT INTO registration_history (id, registration_id, at, actor, action, detail) VALUES "+rows, args...).Error
	if err != nil {
		return fmt.Errorf("note in the history: %w", err)
	}
	return nil
}
