package registration

import (
	"strconv"
	"time"

	"samling/models/account"
	"samling/models/store"
)

// InvitationsKeptFor is how long the addresses of the invited are kept after a day has ended. Most of those people never
// gave us anything themselves; how many were invited, came or declined stays.
const InvitationsKeptFor = 30 * 24 * time.Hour

// DisposeInvitations erases names and addresses from the invitations of every edition that ended longer ago than
// InvitationsKeptFor, writes how many to the audit log, and gives their number.
func DisposeInvitations(tx *store.Tx) (int, error) {
	var editions []store.ID
	err := tx.Raw(`SELECT DISTINCT i.edition_id FROM invitations i JOIN editions e ON e.id = i.edition_id
		WHERE i.email <> '' AND e.ends_at < ?`, store.At(tx.Now.Add(-InvitationsKeptFor))).Scan(&editions).Error
	total := 0
	for _, edition := range editions {
		done := tx.Exec("UPDATE invitations SET name = '', email = '', email_key = id WHERE email <> '' AND edition_id = ?", edition)
		if done.Error != nil {
			return total, done.Error
		}
		total += int(done.RowsAffected)
		if err := account.Log(tx, account.Entry{Actor: "dispose-invitations", EditionID: edition, Action: "invitations_disposed",
			Detail: "rows=" + strconv.FormatInt(done.RowsAffected, 10)}); err != nil {
			return total, err
		}
	}
	return total, err
}
