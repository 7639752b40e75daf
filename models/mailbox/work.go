package mailbox

import (
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"samling/models/store"
)

// delays are the pauses after the first, second … failed try. Together a little under five days, which RFC 5321
// §4.5.4.1 names as the time to give up; the first ones are short because most trouble is a relay's restart.
var delays = [...]time.Duration{
	time.Minute, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour, 6 * time.Hour, 12 * time.Hour,
	24 * time.Hour, 24 * time.Hour, 24 * time.Hour, 24 * time.Hour,
}

// ErrClaimLost says that a mail is no longer this worker's: its claim expired, or another program recovered it.
// Whoever gets it must not finish the conversation.
var ErrClaimLost = errors.New("the claim on this mail is lost")

// Waiting says whether a mail is due. A cheap read, so that a worker may ask after every commit without writing.
func Waiting(db *gorm.DB, now store.Time) (bool, error) {
	var found []int
	err := db.Raw("SELECT 1 FROM mails WHERE state = ? AND due_at <= ? LIMIT 1", Queued, now).Scan(&found).Error
	return len(found) > 0, err
}

// Claim takes up to n due mails for a worker, the longest waiting first, for as long as lease. The state is
// durable before any conversation begins; two workers never get the same mail.
func Claim(tx *store.Tx, n int, lease time.Duration) ([]Mail, error) {
	var claimed []Mail
	err := tx.Raw(`UPDATE mails SET state = ?, attempts = attempts + 1, due_at = ?, handed_at = NULL
		WHERE state = ? AND id IN (SELECT id FROM mails WHERE state = ? AND due_at <= ? ORDER BY due_at, created_at, id LIMIT ?)
		RETURNING *`, Sending, store.At(tx.Now.Add(lease)), Queued, Queued, tx.Now, n).Scan(&claimed).Error
	if err != nil {
		return nil, fmt.Errorf("claim mails: %w", err)
	}
	return claimed, nil
}

// HandOver records, durably, that the last dot is about to be written: from the next moment only the server knows
// whether it has the mail. Without this mark the mail can be tried again with certainty that it was not delivered.
// Errors: ErrClaimLost, upon which the dot must not be written.
func HandOver(tx *store.Tx, m Mail) error {
	done := tx.Exec("UPDATE mails SET handed_at = ? WHERE id = ? AND state = ? AND attempts = ? AND handed_at IS NULL",
		tx.Now, m.ID, Sending, m.Attempts)
	if done.Error == nil && done.RowsAffected != 1 {
		return ErrClaimLost
	}
	return done.Error
}

// MarkSent records that the server has taken the mail. Its word wins over whatever the row said meanwhile.
func MarkSent(tx *store.Tx, m Mail) error {
	return tx.Exec("UPDATE mails SET state = ?, sent_at = ?, last_error = '' WHERE id = ? AND state NOT IN (?, ?)",
		Sent, tx.Now, m.ID, Sent, Kept).Error
}

// MarkKept records that the mail was not sent because this site sends none (the demo).
func MarkKept(tx *store.Tx, m Mail) error {
	return finish(tx, m, Kept, "", tx.Now)
}

// Retry records a try that failed and may succeed later: due again after a growing delay, and failed when the
// last delay is used up. reason is a code without personal data.
func Retry(tx *store.Tx, m Mail, reason string) error {
	if m.Attempts > len(delays) {
		return finish(tx, m, Failed, reason, tx.Now)
	}
	due := store.At(tx.Now.Add(delays[max(m.Attempts, 1)-1]))
	return finish(tx, m, Queued, reason, due)
}

// Fail records that the mail will not be tried again: the server refused for good, or there is nothing to say.
func Fail(tx *store.Tx, m Mail, reason string) error {
	return finish(tx, m, Failed, reason, tx.Now)
}

// finish ends a claim, if it still is this worker's.
func finish(tx *store.Tx, m Mail, state State, reason string, due store.Time) error {
	var sentAt store.Time
	if state == Kept {
		sentAt = tx.Now
	}
	done := tx.Exec("UPDATE mails SET state = ?, due_at = ?, sent_at = ?, last_error = ? WHERE id = ? AND state = ? AND attempts = ?",
		state, due, sentAt, reason, m.ID, Sending, m.Attempts)
	if done.Error == nil && done.RowsAffected != 1 {
		return ErrClaimLost
	}
	return done.Error
}
