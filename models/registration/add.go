package registration

import (
	"errors"
	"fmt"

	"samling/models/event"
	"samling/models/mailbox"
	"samling/models/seminar"
	"samling/models/store"
)

// referenceDraws is how often a taken reference code is drawn anew. With 25^6 codes and 10 000 people a single draw
// collides once in 24 000, so ten draws never all do.
const referenceDraws = 10

// Add registers somebody: takes a seat, or a number in the waitlist when none is left, and saves wishes, needs,
// history and the mail in the same transaction. The form must have passed Check. actor is Self or a user's id.
//
// If the e-mail already has a living registration in this edition, nothing changes and that one is returned with
// ErrExists. Other errors: ErrNotYet and ErrClosed (for FromForm only: an organiser may register anybody at any
// time), ErrUnknown for an organisation or seminar that is not of this edition, ErrWrongDomain (for FromForm, if the
// organiser has asked for the check), those of admit where the edition is for the invited only.
func Add(tx *store.Tx, e event.Edition, f Form, source Source, actor string) (Registration, error) {
	p, err := prepare(tx, e, f, source)
	if err != nil {
		return p.r, err
	}
	var invitation Invitation
	if source == FromForm {
		if invitation, err = admit(tx, e, p.r, f.Invitation); err != nil {
			return Registration{}, err
		}
	}
	if err := seat(tx, &p.r); err != nil {
		return Registration{}, err
	}
	if err := p.save(tx, actor); err != nil {
		return p.r, err
	}
	return p.r, answerWith(tx, invitation, p.r)
}

// prepared is a registration that lacks nothing but its seat.
type prepared struct {
	r      Registration
	wishes []store.ID
	form   Form
}

func prepare(tx *store.Tx, e event.Edition, f Form, source Source) (p prepared, err error) {
	if source == FromForm {
		if err := mayRegister(e, tx.Now); err != nil {
			return p, err
		}
	}
	if source == FromAlias {
		f.Email, f.ListOptIn = "", false
	}
	org, err := organisationByKey(tx, e.ID, f.Organisation)
	if err != nil {
		return p, err
	}
	if source == FromForm && !org.Allows(f.Email) {
		return p, ErrWrongDomain.On("email")
	}
	if p.wishes, err = seminarIDs(tx, e.ID, f.Wishes); err != nil {
		return p, err
	}
	p.form = f
	p.r = newRegistration(tx, e.ID, org, f, source)
	if old, err := otherWithEmail(tx, p.r); err != nil {
		return prepared{r: old}, err
	}
	return p, nil
}

func (p *prepared) save(tx *store.Tx, actor string) error {
	if err := insert(tx, &p.r); err != nil {
		return err
	}
	return complete(tx, p.r, p.wishes, p.form, actor)
}

func mayRegister(e event.Edition, now store.Time) error {
	switch e.Registration(now.Time) {
	case event.NotYet:
		return ErrNotYet
	case event.Shut:
		return ErrClosed
	}
	return nil
}

func newRegistration(tx *store.Tx, edition store.ID, org event.Organisation, f Form, source Source) Registration {
	r := Registration{
		ID: tx.NewID(), EditionID: edition, Source: source, Lang: language(f.Lang),
		KeyVersion: 1, ReceivedAt: tx.Now, Version: 1,
	}
	r.fill(org, f)
	r.TicketHash = store.Hash(r.Ticket(tx.Keys))
	r.LinkHash = store.Hash(r.Link(tx.Keys))
	return r
}

// fill copies what a form may set, and derives what searches and comparisons need.
func (r *Registration) fill(org event.Organisation, f Form) {
	r.OrganisationID = org.ID
	r.Name, r.DisplayName, r.Unit, r.Title, r.Phone = f.Name, f.DisplayName, f.Unit, f.Title, f.Phone
	r.ListOptIn = f.ListOptIn
	r.Email, r.EmailKey, r.SearchKey = f.Email, nil, ""
	if key := EmailKey(f.Email); key != "" {
		r.EmailKey = &key
	}
	if !r.Alias() {
		r.SearchKey = searchKey(r.ShownName(), org.Name) // a chosen name is the only one to be found by
	}
}

// otherWithEmail answers ErrExists with the registration that holds the same address, if there is another.
func otherWithEmail(tx *store.Tx, r Registration) (Registration, error) {
	if r.EmailKey == nil {
		return Registration{}, nil
	}
	old, err := living(tx.DB, r.EditionID, *r.EmailKey)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return Registration{}, nil
	case err != nil:
		return Registration{}, err
	case old.ID == r.ID:
		return Registration{}, nil
	}
	return old, ErrExists.On("email")
}

const insertOne = "INSERT INTO registrations (" + columns + `)
	VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`

// insert saves the row, drawing reference codes until one is free. An address that another transaction has taken
// since it was looked up (impossible with one writer, possible with several) shows as a row that never goes in.
func insert(tx *store.Tx, r *Registration) error {
	for attempt := range referenceDraws {
		r.Reference = reference(tx.Keys, r.ID, attempt)
		done := tx.Exec(insertOne, r.ID, r.EditionID, r.OrganisationID, r.Source, r.Status, r.Name, r.DisplayName, r.Email,
			r.EmailKey, r.Unit, r.Title, r.Phone, r.Lang, r.ListOptIn, r.SearchKey, r.Reference, r.KeyVersion,
			r.TicketHash, r.LinkHash, r.WaitlistNumber, r.ReceivedAt, r.CancelledAt, r.Version, r.Charge, r.GroupID)
		if done.Error != nil {
			return fmt.Errorf("insert a registration: %w", done.Error)
		}
		if done.RowsAffected == 1 {
			return nil
		}
	}
	return store.ErrBusy
}

// complete saves what belongs to a new registration, and tells the person.
func complete(tx *store.Tx, r Registration, wishes []store.ID, f Form, actor string) error {
	if len(wishes) > 0 {
		if err := seminar.SetWishes(tx, r.EditionID, r.ID, wishes); err != nil {
			return fmt.Errorf("save wishes: %w", err)
		}
	}
	if err := saveNeeds(tx, r.ID, Needs{Choices: f.Needs, Text: f.NeedsText}); err != nil {
		return err
	}
	if err := note(tx, r.ID, actor, "added", string(r.Status)); err != nil {
		return err
	}
	return tell(tx, r, mailKind(r), once("added", r))
}

func mailKind(r Registration) mailbox.Kind {
	if r.Status == Waitlisted {
		return mailbox.Waitlisted
	}
	return mailbox.Confirmation
}

func language(lang string) string {
	if lang == "en" {
		return "en"
	}
	return "sv"
}
