// Package registration knows who is coming: sign-up, seat or waitlist, needs, changes, cancellation and undo.
package registration

import (
	"gorm.io/gorm"

	"samling/models/store"
)

// Status is where a registration stands.
type Status string

// The states of a registration.
const (
	Confirmed  Status = "confirmed"
	Waitlisted Status = "waitlisted"
	Cancelled  Status = "cancelled"
)

// Source is how a registration came in.
type Source string

// The ways in. An alias is a person with protected identity: no name, no e-mail, a reference code on paper.
const (
	FromForm      Source = "form"
	FromOrganiser Source = "organiser"
	FromAlias     Source = "alias"
	FromWalkIn    Source = "walk_in"
)

// Self is the actor in the history when attendees act for themselves through their own link.
const Self = "self"

// Registration is one person's sign-up for one edition. Needs are not here: they stand apart (Needs).
type Registration struct {
	ID             store.ID
	EditionID      store.ID
	OrganisationID store.ID
	Source         Source
	Status         Status
	Name           string
	DisplayName    string
	Email          string
	EmailKey       *string // NULL: has no e-mail
	Unit           string
	Title          string
	Phone          string
	Lang           string
	ListOptIn      bool
	SearchKey      string
	Reference      string
	KeyVersion     int
	TicketHash     string
	LinkHash       string
	WaitlistNumber int
	ReceivedAt     store.Time
	CancelledAt    store.Time
	Version        int
	Charge         Charge
	GroupID        store.ID // '' for who signed up alone
}

// ShownName is the name for badges, the door and lists: the display name if one was chosen.
func (r Registration) ShownName() string {
	if r.DisplayName != "" {
		return r.DisplayName
	}
	return r.Name
}

// Alias says whether this is a person with protected identity, who is absent from every list and search.
func (r Registration) Alias() bool { return r.Source == FromAlias }

// Link is the secret of the self-service address /min/{secret}.
func (r Registration) Link(keys store.Keys) string { return keys.Token("link", r.ID, r.KeyVersion) }

// Ticket is the code of the ticket, /t/{code}. Everybody who sees the badge sees it, so it opens nothing.
func (r Registration) Ticket(keys store.Keys) string { return keys.Token("ticket", r.ID, r.KeyVersion) }

const columns = `id, edition_id, organisation_id, source, status, name, display_name, email, email_key, unit, title, phone,
	lang, list_opt_in, search_key, reference, key_version, ticket_hash, link_hash, waitlist_number, received_at,
	cancelled_at, version, charge, group_id`

// ByID finds a registration. Errors: store.ErrNotFound.
func ByID(db *gorm.DB, id store.ID) (Registration, error) { return one(db, "id = ?", id) }

// ByLink finds the registration that a self-service secret opens. Errors: store.ErrNotFound.
func ByLink(db *gorm.DB, secret string) (Registration, error) {
	return one(db, "link_hash = ?", store.Hash(tidyCode(secret)))
}

// ByTicket finds the registration of a ticket code. Errors: store.ErrNotFound.
func ByTicket(db *gorm.DB, code string) (Registration, error) {
	return one(db, "ticket_hash = ?", store.Hash(tidyCode(code)))
}

// ByReference finds a registration by its reference code, written in any case and with any spaces.
// Errors: store.ErrNotFound.
func ByReference(db *gorm.DB, edition store.ID, ref string) (Registration, error) {
	return one(db, "edition_id = ? AND reference = ?", edition, tidyCode(ref))
}

// living finds the registration that holds an e-mail address in an edition. Errors: store.ErrNotFound.
func living(db *gorm.DB, edition store.ID, emailKey string) (Registration, error) {
	return one(db, "edition_id = ? AND email_key = ? AND status <> ?", edition, emailKey, Cancelled)
}

func one(db *gorm.DB, where string, args ...any) (Registration, error) {
	var found []Registration
	if err := db.Raw("SELECT "+columns+" FROM registrations WHERE "+where+" LIMIT 1", args...).Scan(&found).Error; err != nil {
		return Registration{}, err
	}
	if len(found) == 0 {
		return Registration{}, store.ErrNotFound
	}
	return found[0], nil
}
