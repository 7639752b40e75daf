package registration

import (
	"errors"
	"fmt"
	"strings"

	"samling/models/event"
	"samling/models/mailbox"
	"samling/models/store"
	"samling/models/survey"
)

// What can stand in the way of passing a seat on.
var (
	// ErrSamePerson says that the new person has the old one's address: then data are corrected, not a seat passed on.
	ErrSamePerson = store.Fault(store.Invalid, "error.substitute_same").On("email")
	ErrSeatUsed   = store.Fault(store.Conflict, "error.substitute_checked_in")
)

// CheckSubstitute validates who takes over a seat. What belongs to a person comes from the form; the organisation is
// the registration's own and is not looked at.
func CheckSubstitute(f Form) (Form, []Problem) {
	c := checker{}
	f.Name, f.Email = c.name(f.Name), c.email(FromOrganiser, f.Email)
	f.Unit, f.Title = c.line("unit", f.Unit, maxText), c.line("title", f.Title, maxText)
	f.Phone, f.DisplayName = c.phone(f.Phone), c.line("display_name", f.DisplayName, maxText)
	return f, c.problems
}

// Substitute passes a seat, or a place in the waitlist, on to a colleague: the same row, organisation, seminars and
// wishes, with who it is from the form (which must have passed CheckSubstitute). The old link, code and reference are
// dead from this transaction on; the needs of the old person are erased; a ballot that is not spent gets a new link.
// The new person gets the usual mail, the old one a line that the seat is passed on, without the new name.
//
// It is free until the door closes: until the person is in, or the day is over. version is the one that the page was
// shown with; actor is Self or a user's id. Errors: store.ErrNotFound, ErrStale, ErrCancelled, ErrOver, ErrSeatUsed,
// ErrSamePerson, ErrExists (the new address has a registration of its own, which is returned), account.ErrTooMany (for
// Self, when an address has been given up too often).
func Substitute(tx *store.Tx, id store.ID, version int, f Form, actor string) (Registration, error) {
	old, err := substitutable(tx, id, version, actor)
	if err != nil {
		return old, err
	}
	r := old
	org := event.Organisation{ID: old.OrganisationID}
	if err := tx.Raw("SELECT name FROM organisations WHERE id = ?", old.OrganisationID).Scan(&org.Name).Error; err != nil {
		return old, err
	}
	if r.Alias() {
		r.Source = FromOrganiser // the new person has a name; whoever had none before leaves no trace in it
	}
	r.fill(org, f)
	if f.Lang != "" {
		r.Lang = language(f.Lang)
	}
	switch other, err := otherWithEmail(tx, r); {
	case err != nil:
		return other, err
	case old.EmailKey != nil && r.EmailKey != nil && *old.EmailKey == *r.EmailKey:
		return old, ErrSamePerson
	}
	if actor == Self {
		if err := limitGivingUp(tx, old); err != nil {
			return old, err
		}
	}
	if err := bury(tx, old); err != nil {
		return old, err
	}
	if err := takeOver(tx, old, &r); err != nil {
		return old, err
	}
	return r, passOnTheRest(tx, old, r, actor)
}

// substitutable reads the registration and says whether its seat can be passed on now.
func substitutable(tx *store.Tx, id store.ID, version int, actor string) (Registration, error) {
	r, err := ByID(tx.DB, id)
	switch {
	case err != nil:
		return r, err
	case r.Status == Cancelled:
		return r, ErrCancelled
	case r.Version != version:
		return r, ErrStale
	}
	e, err := event.ByID(tx.DB, r.EditionID)
	if err != nil {
		return r, err
	}
	if e.Over(tx.Now.Time) || actor == Self && !e.ChangesOpen(tx.Now.Time) {
		return r, ErrOver
	}
	in, err := inside(tx.DB, id)
	if err == nil && in {
		err = ErrSeatUsed
	}
	return r, err
}

// bury remembers the codes that must never open or admit again.
func bury(tx *store.Tx, old Registration) error {
	err := tx.Exec(`INSERT INTO dead_tickets (ticket_hash, link_hash, edition_id, reference, died_at) VALUES (?, ?, ?, ?, ?)`,
		old.TicketHash, old.LinkHash, old.EditionID, old.Reference, tx.Now).Error
	if err != nil {
		return fmt.Errorf("bury a ticket: %w", err)
	}
	return nil
}

// takeOver writes the new person over the old one. The conditions are those of substitutable once more, so that an
// admission or an edit in between (which another engine than today's allows) makes it fail and not slip through.
func takeOver(tx *store.Tx, old Registration, r *Registration) error {
	r.KeyVersion, r.Version = old.KeyVersion+1, old.Version+1
	r.TicketHash, r.LinkHash = store.Hash(r.Ticket(tx.Keys)), store.Hash(r.Link(tx.Keys))
	var err error
	if r.Reference, err = freshReference(tx, *r); err != nil {
		return err
	}
	done := tx.Exec(`UPDATE registrations SET source = ?, name = ?, display_name = ?, email = ?, email_key = ?, unit = ?, title = ?,
		phone = ?, lang = ?, list_opt_in = ?, search_key = ?, reference = ?, key_version = ?, ticket_hash = ?, link_hash = ?,
		version = ? WHERE id = ? AND version = ? AND status <> ?
		AND NOT EXISTS (SELECT 1 FROM admissions WHERE registration_id = ?)`,
		r.Source, r.Name, r.DisplayName, r.Email, r.EmailKey, r.Unit, r.Title, r.Phone, r.Lang, r.ListOptIn, r.SearchKey,
		r.Reference, r.KeyVersion, r.TicketHash, r.LinkHash, r.Version, r.ID, old.Version, Cancelled, r.ID)
	if done.Error != nil {
		return fmt.Errorf("pass a seat on: %w", done.Error)
	}
	if done.RowsAffected != 1 {
		return ErrStale
	}
	return nil
}

// freshReference draws a reference code that nobody of the edition has or has had. The first draws of a row belong to
// its first person, and so on, so the same person never gets the code of the one before.
func freshReference(tx *store.Tx, r Registration) (string, error) {
	for attempt := range referenceDraws {
		code := reference(tx.Keys, r.ID, (r.KeyVersion-1)*referenceDraws+attempt)
		var taken int
		err := tx.Raw(`SELECT (SELECT COUNT(*) FROM registrations WHERE edition_id = ? AND reference = ?) +
			(SELECT COUNT(*) FROM dead_tickets WHERE edition_id = ? AND reference = ?)`, r.EditionID, code, r.EditionID, code).Scan(&taken).Error
		if err != nil || taken == 0 {
			return code, err
		}
	}
	return "", store.ErrBusy
}

// passOnTheRest erases what was the old person's alone, moves the ballot, notes and tells.
func passOnTheRest(tx *store.Tx, old, r Registration, actor string) error {
	if err := EraseNeeds(tx, r.ID, actor); err != nil {
		return err
	}
	if err := note(tx, r.ID, actor, "substituted", strings.Join(differences(old, r), ",")); err != nil {
		return err
	}
	if err := dropQueued(tx, old); err != nil {
		return err
	}
	if old.Email != "" {
		if err := mailbox.Enqueue(tx, mailTo(old, mailbox.Substituted, once("substituted", r))); err != nil {
			return fmt.Errorf("tell who had the seat: %w", err)
		}
	}
	if err := tell(tx, r, mailKind(r), once("taken-over", r)); err != nil {
		return err
	}
	return passBallotOn(tx, r)
}

// dropQueued takes back what has not left yet: it would carry the new person's link to the old person's address.
// What the outbox composes later it checks again (views/mail refuses a personal link to another address).
func dropQueued(tx *store.Tx, old Registration) error {
	err := tx.Exec("DELETE FROM mails WHERE subject_id = ? AND state = ? AND to_address = ?", old.ID, mailbox.Queued, old.Email).Error
	if err != nil {
		return fmt.Errorf("take back queued mails: %w", err)
	}
	return nil
}

// passBallotOn gives an evaluation that has not been answered to the new person, by a new link. What the old person has
// promised to do is nobody else's.
func passBallotOn(tx *store.Tx, r Registration) error {
	if err := survey.ForgetCommitment(tx, r.EditionID, r.ID); err != nil {
		return err
	}
	b, err := survey.Reissue(tx, r.EditionID, r.ID)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	return mailbox.Enqueue(tx, mailbox.Mail{EditionID: r.EditionID, Kind: mailbox.Ballot, Lang: r.Lang, ToAddress: r.Email,
		SubjectID: b.ID, OnceKey: mailbox.Once("ballot", string(b.ID))})
}
