package registration

import (
	"fmt"
	"slices"
	"strings"

	"samling/models/event"
	"samling/models/mailbox"
	"samling/models/seminar"
	"samling/models/store"
)

// Update changes who somebody is: name, e-mail, organisation and the rest of CheckPerson's fields. Wishes and needs
// have functions of their own. version is the one that the form was shown with. If the address changes, a mail with
// the link goes to the new one. Errors: store.ErrNotFound, ErrStale (somebody else saved first), ErrExists (the
// new address has a registration), ErrCancelled, ErrUnknown, ErrOrganisationFull, account.ErrTooMany (for Self, changes of address).
func Update(tx *store.Tx, id store.ID, version int, f Form, actor string) (Registration, error) {
	old, err := ByID(tx.DB, id)
	switch {
	case err != nil:
		return old, err
	case old.Version != version:
		return old, ErrStale
	case old.Status == Cancelled:
		return old, ErrCancelled
	}
	org, err := organisationByKey(tx, old.EditionID, f.Organisation)
	if err != nil {
		return old, err
	}
	r := old
	if r.Alias() {
		f.Email, f.ListOptIn = "", false
	}
	r.fill(org, f)
	changed := differences(old, r)
	if len(changed) == 0 {
		return old, nil
	}
	if _, err := otherWithEmail(tx, r); err != nil {
		return old, err
	}
	if actor == Self && slices.Contains(changed, "email") {
		if err := limitGivingUp(tx, old); err != nil {
			return old, err
		}
	}
	if err := followSeat(tx, &r, old.OrganisationID); err != nil {
		return old, err
	}
	if err := save(tx, &r); err != nil {
		return old, err
	}
	if err := note(tx, id, actor, "updated", strings.Join(changed, ",")); err != nil {
		return r, err
	}
	if r.OrganisationID != old.OrganisationID {
		if _, err := PassOn(tx, r.EditionID, Job); err != nil { // the seat of the old organisation's quota is free
			return r, err
		}
	}
	if slices.Contains(changed, "email") {
		return r, tell(tx, r, mailbox.Updated, once("updated", r))
	}
	return r, nil
}

func save(tx *store.Tx, r *Registration) error {
	done := tx.Exec(`UPDATE registrations SET organisation_id = ?, name = ?, display_name = ?, email = ?, email_key = ?,
		unit = ?, title = ?, phone = ?, list_opt_in = ?, search_key = ?, charge = ?, version = version + 1
		WHERE id = ? AND version = ?`,
		r.OrganisationID, r.Name, r.DisplayName, r.Email, r.EmailKey, r.Unit, r.Title, r.Phone, r.ListOptIn, r.SearchKey,
		r.Charge, r.ID, r.Version)
	if done.Error != nil {
		return fmt.Errorf("update a registration: %w", done.Error)
	}
	if done.RowsAffected != 1 {
		return ErrStale
	}
	r.Version++
	return nil
}

// differences names the fields that a change touches, for the history.
func differences(a, b Registration) []string {
	var names []string
	for _, field := range []struct {
		name    string
		changed bool
	}{
		{"name", a.Name != b.Name},
		{"email", a.Email != b.Email},
		{"organisation", a.OrganisationID != b.OrganisationID},
		{"unit", a.Unit != b.Unit},
		{"title", a.Title != b.Title},
		{"phone", a.Phone != b.Phone},
		{"display_name", a.DisplayName != b.DisplayName},
		{"list_opt_in", a.ListOptIn != b.ListOptIn},
	} {
		if field.changed {
			names = append(names, field.name)
		}
	}
	return names
}

// SetWishes replaces somebody's ranked wishes, given as seminar keys that passed CheckWishes. Errors:
// store.ErrNotFound, ErrCancelled, ErrUnknown, and for Self ErrWishes once the deadline has passed.
func SetWishes(tx *store.Tx, e event.Edition, id store.ID, keys []string, actor string) error {
	if actor == Self && !e.WishesOpen(tx.Now.Time) {
		return ErrWishes
	}
	r, err := ByID(tx.DB, id)
	switch {
	case err != nil:
		return err
	case r.EditionID != e.ID:
		return store.ErrNotFound
	case r.Status == Cancelled:
		return ErrCancelled
	}
	wishes, err := seminarIDs(tx, e.ID, keys)
	if err != nil {
		return err
	}
	before, err := seminar.WishesOf(tx.DB, id)
	if err != nil || slices.Equal(before, wishes) {
		return err
	}
	if err := seminar.SetWishes(tx, e.ID, id, wishes); err != nil {
		return fmt.Errorf("save wishes: %w", err)
	}
	return note(tx, id, actor, "wishes", "")
}
