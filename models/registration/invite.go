package registration

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/mailbox"
	"samling/models/store"
)

// TakenOrInvited is Taken with the addresses that have a living invitation besides.
func TakenOrInvited(db *gorm.DB, edition store.ID, people []Pasted) (map[string]Verdict, error) {
	taken, err := Taken(db, edition, people)
	if err != nil {
		return nil, err
	}
	return taken, byAddress(people, func(keys []string) error {
		var found []string
		err := db.Raw("SELECT email_key FROM invitations WHERE edition_id = ? AND revoked_at IS NULL AND email_key IN ?",
			edition, keys).Scan(&found).Error
		for _, key := range found {
			if taken[key] == "" {
				taken[key] = LineInvited
			}
		}
		return err
	})
}

// Invite invites people by mail; forms have passed Judge, and their Organisation is a key or ”. Somebody who is invited
// already is left as they are; one whose invitation was revoked is invited anew, with a new code. It gives how many
// mails were written. Errors: ErrUnknown for an organisation that is not of the edition.
func Invite(tx *store.Tx, e event.Edition, forms []Form, actor string) (int, error) {
	organisations, err := event.Organisations(tx.DB, e.ID)
	if err != nil {
		return 0, err
	}
	ids := map[string]store.ID{}
	for _, o := range organisations {
		ids[o.Key] = o.ID
	}
	invited := 0
	for len(forms) > 0 {
		part := forms[:min(len(forms), keysAtOnce)]
		forms = forms[len(part):]
		n, err := invitePart(tx, e, part, ids, actor)
		if err != nil {
			return 0, err
		}
		invited += n
	}
	return invited, nil
}

func invitePart(tx *store.Tx, e event.Edition, forms []Form, organisations map[string]store.ID, actor string) (int, error) {
	var keys []string
	args := make([]any, 0, 10*len(forms))
	for _, f := range forms {
		organisation, known := organisations[f.Organisation]
		if !known && f.Organisation != "" {
			return 0, ErrUnknown.On("organisation")
		}
		i := Invitation{ID: tx.NewID(), KeyVersion: 1}
		keys = append(keys, EmailKey(f.Email))
		args = append(args, i.ID, e.ID, nullable(organisation), f.Name, f.Email, EmailKey(f.Email), language(f.Lang),
			store.Hash(i.Code(tx.Keys)), tx.Now, actor)
	}
	err := tx.Exec("DELETE FROM invitations WHERE edition_id = ? AND revoked_at IS NOT NULL AND email_key IN ?", e.ID, keys).Error
	if err != nil {
		return 0, fmt.Errorf("forget revoked invitations: %w", err)
	}
	rows := strings.TrimSuffix(strings.Repeat("(?, ?, ?, ?, ?, ?, ?, ?, ?, ?), ", len(forms)), ", ")
	var made []Invitation
	err = tx.Raw(`INSERT INTO invitations (id, edition_id, organisation_id, name, email, email_key, lang, code_hash, invited_at, invited_by)
		VALUES `+rows+" ON CONFLICT DO NOTHING RETURNING id, edition_id, name, email, lang", args...).Scan(&made).Error
	if err != nil {
		return 0, fmt.Errorf("insert invitations: %w", err)
	}
	return len(made), mailInvited(tx, made, mailbox.Invitation)
}

func nullable(id store.ID) any {
	if id == "" {
		return nil
	}
	return id
}

func mailInvited(tx *store.Tx, invited []Invitation, kind mailbox.Kind) error {
	mails := make([]mailbox.Mail, 0, len(invited))
	for _, i := range invited {
		mails = append(mails, mailbox.Mail{EditionID: i.EditionID, Kind: kind, Lang: i.Lang, ToAddress: i.Email, ToName: i.Name,
			SubjectID: i.ID, OnceKey: mailbox.Once(string(kind), string(i.ID), strconv.Itoa(i.Reminders))})
	}
	return mailbox.Enqueue(tx, mails...)
}

// remindAfter is how long somebody is left in peace after the invitation, and after each reminder.
const remindAfter = 24 * time.Hour

// Remindable says whether somebody may be reminded now.
func (i Invitation) Remindable(now time.Time) bool {
	over := now.Add(-remindAfter)
	return i.Silent() && !i.InvitedAt.After(over) && !i.RemindedAt.After(over)
}

// Remind mails everybody who was invited, has not answered and may be reminded now; it gives how many. Pressing the
// button twice reminds once: the condition stands in the statement. Errors: ErrNotYet, ErrClosed.
func Remind(tx *store.Tx, e event.Edition) (int, error) {
	if err := mayRegister(e, tx.Now); err != nil {
		return 0, err
	}
	over := store.At(tx.Now.Add(-remindAfter))
	var silent []Invitation
	err := tx.Raw(`UPDATE invitations AS i SET reminded_at = ?, reminders = reminders + 1
		WHERE i.edition_id = ? AND i.revoked_at IS NULL AND i.declined_at IS NULL AND i.invited_at <= ?
		AND (i.reminded_at IS NULL OR i.reminded_at <= ?) AND `+answered+` = 0
		RETURNING id, edition_id, name, email, lang, reminders`, tx.Now, e.ID, over, over).Scan(&silent).Error
	if err != nil {
		return 0, fmt.Errorf("remind the invited: %w", err)
	}
	return len(silent), mailInvited(tx, silent, mailbox.InvitationReminder)
}

// NoteOpened notes the first time that somebody's invitation was opened.
func NoteOpened(tx *store.Tx, id store.ID) error {
	return tx.Exec("UPDATE invitations SET opened_at = ? WHERE id = ? AND opened_at IS NULL", tx.Now, id).Error
}

// DeclineInvitation notes that somebody cannot come; no more reminders follow. Doing it twice is doing it once. Errors:
// ErrInvitationRevoked, ErrInvitationUsed (who is registered cancels the registration instead).
func DeclineInvitation(tx *store.Tx, i Invitation) error {
	switch {
	case !i.RevokedAt.IsZero():
		return ErrInvitationRevoked
	case i.Registered > 0:
		return ErrInvitationUsed
	}
	return tx.Exec("UPDATE invitations SET declined_at = ? WHERE id = ? AND declined_at IS NULL", tx.Now, i.ID).Error
}

// UndoDecline takes a refusal back.
func UndoDecline(tx *store.Tx, i Invitation) error {
	return tx.Exec("UPDATE invitations SET declined_at = NULL WHERE id = ?", i.ID).Error
}

// RevokeInvitation makes a person's code worthless. Who has registered with it stays. Errors: store.ErrNotFound.
func RevokeInvitation(tx *store.Tx, edition, id store.ID) error {
	return revoke(tx, "UPDATE invitations SET revoked_at = COALESCE(revoked_at, ?) WHERE id = ? AND edition_id = ?", tx.Now, id, edition)
}

// RevokeLink makes an organisation's code worthless, also where it is printed. Errors: store.ErrNotFound.
func RevokeLink(tx *store.Tx, edition, id store.ID) error {
	return revoke(tx, "UPDATE invitation_links SET revoked_at = COALESCE(revoked_at, ?) WHERE id = ? AND edition_id = ?", tx.Now, id, edition)
}

func revoke(tx *store.Tx, query string, args ...any) error {
	done := tx.Exec(query, args...)
	if done.Error == nil && done.RowsAffected != 1 {
		return store.ErrNotFound
	}
	return done.Error
}

// MakeLinks gives every organisation of an edition that never had a link one; it gives how many.
func MakeLinks(tx *store.Tx, edition store.ID, actor string) (int, error) {
	var without []store.ID
	err := tx.Raw(`SELECT id FROM organisations WHERE edition_id = ? AND id NOT IN (SELECT organisation_id FROM invitation_links)
		ORDER BY id`, edition).Scan(&without).Error
	if err != nil || len(without) == 0 {
		return 0, err
	}
	args := make([]any, 0, 6*len(without))
	for _, organisation := range without {
		l := Invitation{ID: tx.NewID(), KeyVersion: 1}
		args = append(args, l.ID, edition, organisation, store.Hash(l.Code(tx.Keys)), tx.Now, actor)
	}
	rows := strings.TrimSuffix(strings.Repeat("(?, ?, ?, ?, ?, ?), ", len(without)), ", ")
	done := tx.Exec(`INSERT INTO invitation_links (id, edition_id, organisation_id, code_hash, created_at, created_by) VALUES `+rows+
		" ON CONFLICT DO NOTHING", args...)
	return int(done.RowsAffected), done.Error
}

// RenewLink gives an organisation's link a new code; the old one is dead. Errors: store.ErrNotFound, ErrStale.
func RenewLink(tx *store.Tx, edition, id store.ID) (Invitation, error) {
	l, err := LinkByID(tx.DB, edition, id)
	if err != nil {
		return l, err
	}
	old := l.KeyVersion
	l.KeyVersion, l.RevokedAt = old+1, store.Time{}
	done := tx.Exec("UPDATE invitation_links SET key_version = ?, code_hash = ?, revoked_at = NULL WHERE id = ? AND key_version = ?",
		l.KeyVersion, store.Hash(l.Code(tx.Keys)), id, old)
	if done.Error == nil && done.RowsAffected != 1 {
		return l, ErrStale
	}
	return l, done.Error
}
