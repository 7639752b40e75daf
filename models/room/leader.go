package room

import (
	"fmt"
	"strings"

	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/mailbox"
	"samling/models/registration"
	"samling/models/store"
)

// Leader leads a seminar and sees its page through a link of their own.
type Leader struct {
	ID           store.ID
	EditionID    store.ID
	SeminarID    store.ID
	SeminarTitle string
	Name         string
	Email        string
	Lang         string
	ShowsNames   bool // the organiser lets them see the names of those who said yes to the list of attendees
	KeyVersion   int
	OpenedAt     store.Time
	RevokedAt    store.Time
}

// Link is the secret of the address /seminarieledare/{secret}.
func (l Leader) Link(keys store.Keys) string { return keys.Token("leader", l.ID, l.KeyVersion) }

// Revoked says whether the link is closed.
func (l Leader) Revoked() bool { return !l.RevokedAt.IsZero() }

// What can stand in a leader's way.
var (
	ErrLeaderExists  = store.Fault(store.Conflict, "error.leader_exists").On("email")
	ErrLeaderRevoked = store.Fault(store.Gone, "error.leader_revoked")
	errStale         = store.Fault(store.Conflict, "error.changed_meanwhile")
)

const leaders = `SELECT l.id, l.edition_id, l.seminar_id, s.title AS seminar_title, l.name, l.email, l.lang, l.shows_names, l.key_version,
	l.opened_at, l.revoked_at FROM seminar_leaders l JOIN seminars s ON s.id = l.seminar_id`

// Leaders lists who leads the seminars of an edition, in the organiser's order of seminars.
func Leaders(db *gorm.DB, edition store.ID) ([]Leader, error) {
	var all []Leader
	err := db.Raw(leaders+" WHERE l.edition_id = ? ORDER BY s.position, s.id, l.email_key", edition).Scan(&all).Error
	return all, err
}

// LeaderBy finds the leader whose link it is. Errors: store.ErrNotFound, ErrLeaderRevoked.
func LeaderBy(db *gorm.DB, secret string) (Leader, error) {
	l, err := oneLeader(db, " WHERE l.link_hash = ?", store.Hash(strings.ToUpper(secret)))
	if err == nil && l.Revoked() {
		err = ErrLeaderRevoked
	}
	return l, err
}

// LeaderByID finds a leader, revoked or not. Errors: store.ErrNotFound.
func LeaderByID(db *gorm.DB, id store.ID) (Leader, error) {
	return oneLeader(db, " WHERE l.id = ?", id)
}

// LeaderOf finds a leader of an edition, revoked or not. Errors: store.ErrNotFound.
func LeaderOf(db *gorm.DB, edition, id store.ID) (Leader, error) {
	return oneLeader(db, " WHERE l.id = ? AND l.edition_id = ?", id, edition)
}

func oneLeader(db *gorm.DB, where string, args ...any) (Leader, error) {
	var found []Leader
	if err := db.Raw(leaders+where, args...).Scan(&found).Error; err != nil {
		return Leader{}, err
	}
	if len(found) == 0 {
		return Leader{}, store.ErrNotFound
	}
	return found[0], nil
}

// LeaderForm is what an organiser writes about a leader.
type LeaderForm struct {
	Name, Email, Lang string
	Seminar           store.ID
	ShowsNames        bool
}

// AddLeader gives somebody a link to the page of a seminar and mails it. One whose link was revoked gets a new one.
// Errors: event.Problems, ErrLeaderExists.
func AddLeader(tx *store.Tx, edition store.ID, form LeaderForm, actor string) (Leader, error) {
	person, wrong := registration.CheckContact(form.Name, form.Email)
	var problems event.Problems
	for _, p := range wrong {
		problems = append(problems, event.Problem(p))
	}
	s, err := event.SeminarByID(tx.DB, edition, form.Seminar)
	if store.KindOf(err) == store.NotFound {
		problems = append(event.Problems{{Field: "seminar", Key: "error.missing_seminar"}}, problems...)
	} else if err != nil {
		return Leader{}, err
	}
	if len(problems) > 0 {
		return Leader{}, problems
	}
	l := Leader{ID: tx.NewID(), EditionID: edition, SeminarID: s.ID, SeminarTitle: s.Title, Name: person.Name, Email: person.Email,
		Lang: "sv", ShowsNames: form.ShowsNames, KeyVersion: 1}
	if form.Lang == "en" {
		l.Lang = form.Lang
	}
	done := tx.Exec(`INSERT INTO seminar_leaders (id, edition_id, seminar_id, name, email, email_key, lang, shows_names, key_version,
		link_hash, created_at, created_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`, l.ID, edition, l.SeminarID,
		l.Name, l.Email, registration.EmailKey(l.Email), l.Lang, l.ShowsNames, l.KeyVersion, store.Hash(l.Link(tx.Keys)), tx.Now, actor)
	if done.Error != nil {
		return l, fmt.Errorf("insert a leader: %w", done.Error)
	}
	if done.RowsAffected == 1 {
		return l, mailLeaders(tx, mailbox.LeaderLink, "", l)
	}
	return l, addAgain(tx, l)
}

// addAgain is for an address that leads the seminar already.
func addAgain(tx *store.Tx, l Leader) error {
	old, err := oneLeader(tx.DB, " WHERE l.seminar_id = ? AND l.email_key = ?", l.SeminarID, registration.EmailKey(l.Email))
	if err != nil {
		return err
	}
	if !old.Revoked() {
		return ErrLeaderExists
	}
	if err := SetNames(tx, l.EditionID, old.ID, l.ShowsNames); err != nil {
		return err
	}
	return RenewLeader(tx, l.EditionID, old.ID)
}

// RenewLeader gives a leader a new link by mail; the old one is dead. Errors: store.ErrNotFound.
func RenewLeader(tx *store.Tx, edition, id store.ID) error {
	l, err := LeaderOf(tx.DB, edition, id)
	if err != nil {
		return err
	}
	old := l.KeyVersion
	l.KeyVersion++
	done := tx.Exec(`UPDATE seminar_leaders SET key_version = ?, link_hash = ?, revoked_at = NULL, opened_at = NULL
		WHERE id = ? AND key_version = ?`, l.KeyVersion, store.Hash(l.Link(tx.Keys)), id, old)
	if done.Error == nil && done.RowsAffected != 1 {
		return errStale
	}
	if done.Error != nil {
		return done.Error
	}
	return mailLeaders(tx, mailbox.LeaderLink, "", l)
}

// MailLeader mails a leader the link that they have. Errors: store.ErrNotFound, ErrLeaderRevoked.
func MailLeader(tx *store.Tx, edition, id store.ID) error {
	l, err := LeaderOf(tx.DB, edition, id)
	switch {
	case err != nil:
		return err
	case l.Revoked():
		return ErrLeaderRevoked
	}
	return mailLeaders(tx, mailbox.LeaderLink, "", l)
}

// RevokeLeader closes a leader's link. Errors: store.ErrNotFound.
func RevokeLeader(tx *store.Tx, edition, id store.ID) error {
	return changeLeader(tx, "revoked_at = COALESCE(revoked_at, ?)", tx.Now, edition, id)
}

// SetNames lets a leader see names, or no longer. Errors: store.ErrNotFound.
func SetNames(tx *store.Tx, edition, id store.ID, show bool) error {
	return changeLeader(tx, "shows_names = ?", show, edition, id)
}

// changeLeader sets one column; set is our own text, never from outside.
func changeLeader(tx *store.Tx, set string, value any, edition, id store.ID) error {
	done := tx.Exec("UPDATE seminar_leaders SET "+set+" WHERE id = ? AND edition_id = ?", value, id, edition)
	if done.Error == nil && done.RowsAffected != 1 {
		return store.ErrNotFound
	}
	return done.Error
}

// NoteLeader notes the first time that the link was opened.
func NoteLeader(tx *store.Tx, id store.ID) error {
	return tx.Exec("UPDATE seminar_leaders SET opened_at = ? WHERE id = ? AND opened_at IS NULL", tx.Now, id).Error
}

// mailLeaders enqueues a mail to leaders. change names the change of rooms that it tells of, ” for none: then the same
// mail may be sent again.
func mailLeaders(tx *store.Tx, kind mailbox.Kind, change store.ID, all ...Leader) error {
	mails := make([]mailbox.Mail, 0, len(all))
	for _, l := range all {
		m := mailbox.Mail{EditionID: l.EditionID, Kind: kind, Lang: l.Lang, ToAddress: l.Email, ToName: l.Name, SubjectID: l.ID}
		if change != "" {
			m.OnceKey = mailbox.Once(string(kind), string(change), string(l.ID))
		}
		mails = append(mails, m)
	}
	return mailbox.Enqueue(tx, mails...)
}
