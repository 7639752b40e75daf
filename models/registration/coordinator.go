package registration

import (
	"fmt"
	"strconv"

	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/mailbox"
	"samling/models/store"
)

// ByCoordinator is the actor in the history when a coordinator acts for a colleague.
const ByCoordinator = "coordinator"

// Coordinator registers colleagues of one organisation through a link of their own.
type Coordinator struct {
	ID               store.ID
	EditionID        store.ID
	OrganisationID   store.ID
	OrganisationKey  string
	OrganisationName string
	Name             string
	Email            string
	Lang             string
	KeyVersion       int
	CreatedAt        store.Time
	OpenedAt         store.Time
	RevokedAt        store.Time
	Registered       int // living registrations that they made
}

// Link is the secret of the address /grupp/{secret}.
func (c Coordinator) Link(keys store.Keys) string { return keys.Token("group", c.ID, c.KeyVersion) }

// What can stand in a coordinator's way.
var (
	ErrCoordinatorExists  = store.Fault(store.Conflict, "error.coordinator_exists").On("email")
	ErrCoordinatorRevoked = store.Fault(store.Gone, "error.coordinator_revoked")
)

const coordinators = `SELECT c.id, c.edition_id, c.organisation_id, o.key AS organisation_key, o.name AS organisation_name, c.name,
	c.email, c.lang, c.key_version, c.created_at, c.opened_at, c.revoked_at,
	(SELECT COUNT(*) FROM coordinated g JOIN registrations r ON r.id = g.registration_id
		WHERE g.coordinator_id = c.id AND r.status <> 'cancelled') AS registered
	FROM coordinators c JOIN organisations o ON o.id = c.organisation_id`

// CoordinatorBy finds the coordinator whose link it is. Errors: store.ErrNotFound, ErrCoordinatorRevoked.
func CoordinatorBy(db *gorm.DB, secret string) (Coordinator, error) {
	c, err := oneCoordinator(db, coordinators+" WHERE c.link_hash = ?", store.Hash(tidyCode(secret)))
	if err == nil && !c.RevokedAt.IsZero() {
		err = ErrCoordinatorRevoked
	}
	return c, err
}

// CoordinatorByID finds a coordinator, revoked or not. Errors: store.ErrNotFound.
func CoordinatorByID(db *gorm.DB, id store.ID) (Coordinator, error) {
	return oneCoordinator(db, coordinators+" WHERE c.id = ?", id)
}

func oneCoordinator(db *gorm.DB, query string, args ...any) (Coordinator, error) {
	var found []Coordinator
	if err := db.Raw(query, args...).Scan(&found).Error; err != nil {
		return Coordinator{}, err
	}
	if len(found) == 0 {
		return Coordinator{}, store.ErrNotFound
	}
	return found[0], nil
}

// Coordinators lists an edition's coordinators. Views sort by organisation the Swedish way.
func Coordinators(db *gorm.DB, edition store.ID) ([]Coordinator, error) {
	var all []Coordinator
	err := db.Raw(coordinators+" WHERE c.edition_id = ? ORDER BY o.key, c.name, c.id", edition).Scan(&all).Error
	return all, err
}

// CheckCoordinator validates who a coordinator is: name, e-mail and organisation.
func CheckCoordinator(orgs []event.Organisation, f Form) (Form, []Problem) {
	return CheckPerson(FromOrganiser, orgs, Form{Name: f.Name, Email: f.Email, Organisation: f.Organisation, Lang: f.Lang})
}

// AddCoordinator makes somebody a coordinator and mails them their link. One whose link was revoked gets a new one.
// Errors: ErrCoordinatorExists, ErrUnknown.
func AddCoordinator(tx *store.Tx, e event.Edition, f Form, actor string) (Coordinator, error) {
	org, err := organisationByKey(tx, e.ID, f.Organisation)
	if err != nil {
		return Coordinator{}, err
	}
	c := Coordinator{ID: tx.NewID(), EditionID: e.ID, OrganisationID: org.ID, Name: f.Name, Email: f.Email, Lang: language(f.Lang), KeyVersion: 1}
	done := tx.Exec(`INSERT INTO coordinators (id, edition_id, organisation_id, name, email, email_key, lang, key_version, link_hash,
		created_at, created_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`, c.ID, e.ID, org.ID, c.Name, c.Email,
		EmailKey(c.Email), c.Lang, c.KeyVersion, store.Hash(c.Link(tx.Keys)), tx.Now, actor)
	if done.Error != nil {
		return c, fmt.Errorf("insert a coordinator: %w", done.Error)
	}
	if done.RowsAffected == 1 {
		return c, mailCoordinator(tx, c, mailbox.GroupLink, nil, "{}")
	}
	old, err := oneCoordinator(tx.DB, coordinators+" WHERE c.organisation_id = ? AND c.email_key = ?", org.ID, EmailKey(f.Email))
	if err != nil {
		return c, err
	}
	if old.RevokedAt.IsZero() {
		return old, ErrCoordinatorExists
	}
	return RenewCoordinator(tx, e.ID, old.ID)
}

// RevokeCoordinator closes a coordinator's link. The colleagues stay registered. Errors: store.ErrNotFound.
func RevokeCoordinator(tx *store.Tx, edition, id store.ID) error {
	return revoke(tx, "UPDATE coordinators SET revoked_at = COALESCE(revoked_at, ?) WHERE id = ? AND edition_id = ?", tx.Now, id, edition)
}

// RenewCoordinator gives a coordinator a new link by mail; the old one is dead. Errors: store.ErrNotFound, ErrStale.
func RenewCoordinator(tx *store.Tx, edition, id store.ID) (Coordinator, error) {
	c, err := oneCoordinator(tx.DB, coordinators+" WHERE c.id = ? AND c.edition_id = ?", id, edition)
	if err != nil {
		return c, err
	}
	old := c.KeyVersion
	c.KeyVersion, c.RevokedAt = old+1, store.Time{}
	done := tx.Exec("UPDATE coordinators SET key_version = ?, link_hash = ?, revoked_at = NULL, opened_at = NULL WHERE id = ? AND key_version = ?",
		c.KeyVersion, store.Hash(c.Link(tx.Keys)), id, old)
	if done.Error == nil && done.RowsAffected != 1 {
		return c, ErrStale
	}
	if done.Error != nil {
		return c, done.Error
	}
	return c, mailCoordinator(tx, c, mailbox.GroupLink, nil, "{}")
}

// MailCoordinator mails a coordinator the link that they have. Errors: store.ErrNotFound, ErrCoordinatorRevoked.
func MailCoordinator(tx *store.Tx, edition, id store.ID) error {
	c, err := oneCoordinator(tx.DB, coordinators+" WHERE c.id = ? AND c.edition_id = ?", id, edition)
	switch {
	case err != nil:
		return err
	case !c.RevokedAt.IsZero():
		return ErrCoordinatorRevoked
	}
	return mailCoordinator(tx, c, mailbox.GroupLink, nil, "{}")
}

// NoteCoordinator notes the first time that the link was opened.
func NoteCoordinator(tx *store.Tx, id store.ID) error {
	return tx.Exec("UPDATE coordinators SET opened_at = ? WHERE id = ? AND opened_at IS NULL", tx.Now, id).Error
}

func mailCoordinator(tx *store.Tx, c Coordinator, kind mailbox.Kind, once *string, data string) error {
	return mailbox.Enqueue(tx, mailbox.Mail{EditionID: c.EditionID, Kind: kind, Lang: c.Lang, ToAddress: c.Email, ToName: c.Name,
		SubjectID: c.ID, Data: data, OnceKey: once})
}

// ListFacts are what the summary of a registered list tells, frozen when it was registered.
type ListFacts struct {
	List       store.ID `json:"list"`
	Confirmed  int      `json:"confirmed"`
	Waitlisted int      `json:"waitlisted"`
}

func (f ListFacts) once() *string {
	return mailbox.Once("group_summary", string(f.List), strconv.Itoa(f.Confirmed))
}
