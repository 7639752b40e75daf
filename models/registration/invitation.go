package registration

import (
	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/store"
)

// Invitation asks a person, or a whole organisation by a link that is passed on, to register.
type Invitation struct {
	ID               store.ID
	EditionID        store.ID
	OrganisationID   store.ID // '' = the invited person chooses
	OrganisationKey  string
	OrganisationName string
	Personal         bool // to one person, for one registration
	Name             string
	Email            string
	Lang             string
	KeyVersion       int
	InvitedAt        store.Time
	OpenedAt         store.Time
	DeclinedAt       store.Time
	RemindedAt       store.Time
	Reminders        int
	RevokedAt        store.Time
	Registered       int // living registrations that answer it
}

// Answer is where an invitation stands.
type Answer string

// The answers, in the order in which they are counted. Opened proves little: mail scanners open links.
const (
	Invited        Answer = "invited"
	Opened         Answer = "opened"
	Reminded       Answer = "reminded"
	AnswerYes      Answer = "registered"
	AnswerNo       Answer = "declined"
	AnswerTakenOut Answer = "revoked"
)

// Answers lists them all.
var Answers = [...]Answer{AnswerYes, AnswerNo, Opened, Reminded, Invited, AnswerTakenOut}

// Answer says where an invitation stands: what the person did counts before what was done to them.
func (i Invitation) Answer() Answer {
	switch {
	case i.Registered > 0:
		return AnswerYes
	case !i.RevokedAt.IsZero():
		return AnswerTakenOut
	case !i.DeclinedAt.IsZero():
		return AnswerNo
	case !i.RemindedAt.IsZero():
		return Reminded
	case !i.OpenedAt.IsZero():
		return Opened
	}
	return Invited
}

// Silent says whether somebody has not answered.
func (i Invitation) Silent() bool {
	a := i.Answer()
	return i.Personal && (a == Invited || a == Opened || a == Reminded)
}

// Code is what stands in the address: /inbjudan/{code} and ?inbjudan={code}.
func (i Invitation) Code(keys store.Keys) string { return keys.Token("invitation", i.ID, i.KeyVersion) }

// What can be wrong with an invitation, where one is needed.
var (
	ErrNotInvited        = store.Fault(store.Forbidden, "error.not_invited")
	ErrInvitationRevoked = store.Fault(store.Gone, "error.invitation_revoked")
	ErrInvitationUsed    = store.Fault(store.Conflict, "error.invitation_used")
	ErrOtherOrganisation = store.Fault(store.Invalid, "error.invitation_other_organisation").On("organisation")
)

// answered are the living registrations that answer a person's invitation: made with it, or with its address.
const answered = `(SELECT COUNT(*) FROM registrations r WHERE r.edition_id = i.edition_id AND r.status <> 'cancelled'
	AND (r.email_key = i.email_key OR r.id IN (SELECT v.registration_id FROM invited_registrations v WHERE v.invitation_id = i.id)))`

const personal = `SELECT i.id, i.edition_id, COALESCE(i.organisation_id, '') AS organisation_id, COALESCE(o.key, '') AS organisation_key,
	COALESCE(o.name, '') AS organisation_name, i.name, i.email, i.lang, i.key_version, i.invited_at, i.opened_at, i.declined_at,
	i.reminded_at, i.reminders, i.revoked_at, ` + answered + ` AS registered
	FROM invitations i LEFT JOIN organisations o ON o.id = i.organisation_id`

const linked = `SELECT l.id, l.edition_id, l.organisation_id, o.key AS organisation_key, o.name AS organisation_name, l.key_version,
	l.created_at AS invited_at, l.revoked_at, (SELECT COUNT(*) FROM invited_registrations v JOIN registrations r ON r.id = v.registration_id
		WHERE v.invitation_id = l.id AND r.status <> 'cancelled') AS registered
	FROM invitation_links l JOIN organisations o ON o.id = l.organisation_id`

// InvitationBy finds the invitation that a code opens, revoked or not. Errors: store.ErrNotFound.
func InvitationBy(db *gorm.DB, code string) (Invitation, error) {
	hash := store.Hash(tidyCode(code))
	i, err := oneInvitation(db, personal+" WHERE i.code_hash = ?", hash)
	i.Personal = err == nil
	if store.KindOf(err) == store.NotFound {
		return oneInvitation(db, linked+" WHERE l.code_hash = ?", hash)
	}
	return i, err
}

// InvitationByID finds a person's invitation. Errors: store.ErrNotFound.
func InvitationByID(db *gorm.DB, edition, id store.ID) (Invitation, error) {
	i, err := oneInvitation(db, personal+" WHERE i.id = ? AND i.edition_id = ?", id, edition)
	i.Personal = true
	return i, err
}

// LinkByID finds an organisation's link. Errors: store.ErrNotFound.
func LinkByID(db *gorm.DB, edition, id store.ID) (Invitation, error) {
	return oneInvitation(db, linked+" WHERE l.id = ? AND l.edition_id = ?", id, edition)
}

func oneInvitation(db *gorm.DB, query string, args ...any) (Invitation, error) {
	var found []Invitation
	if err := db.Raw(query, args...).Scan(&found).Error; err != nil {
		return Invitation{}, err
	}
	if len(found) == 0 {
		return Invitation{}, store.ErrNotFound
	}
	return found[0], nil
}

// Invitations lists the people invited to an edition, in one query. Views sort by name the Swedish way.
func Invitations(db *gorm.DB, edition store.ID) ([]Invitation, error) {
	var all []Invitation
	err := db.Raw(personal+" WHERE i.edition_id = ? ORDER BY i.id", edition).Scan(&all).Error
	for n := range all {
		all[n].Personal = true
	}
	return all, err
}

// InvitationLinks lists the organisations' links, revoked ones too.
func InvitationLinks(db *gorm.DB, edition store.ID) ([]Invitation, error) {
	var all []Invitation
	err := db.Raw(linked+" WHERE l.edition_id = ? ORDER BY o.key", edition).Scan(&all).Error
	return all, err
}

// admit says whether somebody may register with this code (” = none), and gives the invitation that the registration
// answers. Where everybody may register, a code that is worth nothing is no hindrance. Errors, where an invitation is
// needed: ErrNotInvited, ErrInvitationRevoked, ErrInvitationUsed, ErrOtherOrganisation.
func admit(tx *store.Tx, e event.Edition, r Registration, code string) (Invitation, error) {
	i, err := Admission(tx.DB, e, code)
	switch {
	case err != nil:
		return Invitation{}, err
	case i.ID == "":
	case e.Access != event.InvitedOnly:
		if i.OrganisationID != "" && i.OrganisationID != r.OrganisationID {
			return Invitation{}, nil // the person comes for somebody else, as anybody may
		}
	case i.OrganisationID != "" && i.OrganisationID != r.OrganisationID:
		return Invitation{}, ErrOtherOrganisation
	case i.Personal && i.Registered > 0:
		return Invitation{}, ErrInvitationUsed
	}
	return i, nil
}

// Admission says whether a code opens the form of an edition, and gives its invitation: the zero one when none is needed
// and the code, if any, is worth nothing. Errors, where an invitation is needed: ErrNotInvited, ErrInvitationRevoked.
func Admission(db *gorm.DB, e event.Edition, code string) (Invitation, error) {
	needed := e.Access == event.InvitedOnly
	var i Invitation
	err := error(store.ErrNotFound)
	if code != "" {
		i, err = InvitationBy(db, code)
	}
	switch {
	case err != nil && store.KindOf(err) != store.NotFound:
		return Invitation{}, err
	case err != nil || i.EditionID != e.ID:
		err = ErrNotInvited
	case !i.RevokedAt.IsZero():
		err = ErrInvitationRevoked
	default:
		return i, nil
	}
	if !needed {
		err = nil
	}
	return Invitation{}, err
}

// answerWith notes which invitation a new registration answers; a refusal from before is forgotten.
func answerWith(tx *store.Tx, i Invitation, r Registration) error {
	if i.ID == "" {
		return nil
	}
	err := tx.Exec("INSERT INTO invited_registrations (registration_id, invitation_id) VALUES (?, ?)", r.ID, i.ID).Error
	if err != nil || !i.Personal {
		return err
	}
	return tx.Exec("UPDATE invitations SET declined_at = NULL WHERE id = ?", i.ID).Error
}
