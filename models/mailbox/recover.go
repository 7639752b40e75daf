package mailbox

import (
	"gorm.io/gorm"

	"samling/models/store"
)

// Interrupted is the LastError of a mail that was caught between its last dot and the server's answer.
const Interrupted = "interrupted"

// Recovered is what Recover found.
type Recovered struct{ Requeued, Held int }

// Recover deals with mails that a worker took and never gave back. At start every claim is an orphan (the store's
// lock lets one program run), so all is true; later only expired claims are taken back.
//
// A mail without the mark of HandOver was not delivered: the server had not got its last dot. It is due at once
// and leaves with the same Message-ID. It is never lost and never sent twice.
//
// With the mark nobody can know. The protocol has no transaction across two machines (RFC 1047): between the last
// dot and the answer the server may already have delivered the mail. RFC 5321 §4.2.5 lets a client repeat; then
// the reader gets two. But what killed the program did not kill the server: the dot follows the mark within
// microseconds and the operating system delivers it even when the process is gone, so nearly always the mail did
// arrive. So such a mail is held as "unconfirmed": never sent again by itself, always on the organiser's list,
// and Resend sends it with the same Message-ID, by which mail systems drop the second copy. What can be lost in
// silence is nothing; what a person has to look at is a mail caught between one fsync and the server's answer.
func Recover(tx *store.Tx, all bool) (Recovered, error) {
	expiry := expired(tx.Now, all)
	held := tx.Exec("UPDATE mails SET state = ?, last_error = ? WHERE state = ? AND handed_at IS NOT NULL AND due_at <= ?",
		Unconfirmed, Interrupted, Sending, expiry)
	if held.Error != nil {
		return Recovered{}, held.Error
	}
	requeued := tx.Exec("UPDATE mails SET state = ?, due_at = ? WHERE state = ? AND handed_at IS NULL AND due_at <= ?",
		Queued, tx.Now, Sending, expiry)
	return Recovered{Requeued: int(requeued.RowsAffected), Held: int(held.RowsAffected)}, requeued.Error
}

// Stuck says whether Recover would find anything.
func Stuck(db *gorm.DB, now store.Time, all bool) (bool, error) {
	var found []int
	err := db.Raw("SELECT 1 FROM mails WHERE state = ? AND due_at <= ? LIMIT 1", Sending, expired(now, all)).Scan(&found).Error
	return len(found) > 0, err
}

// expired is the instant up to which a claim must have lasted to be taken back.
func expired(now store.Time, all bool) store.Time {
	if all {
		return store.At(now.AddDate(100, 0, 0))
	}
	return now
}

// Resend puts a failed or unconfirmed mail back in the queue, on a person's word. Errors: store.ErrNotFound when
// there is no such mail in one of these states.
func Resend(tx *store.Tx, id store.ID) error {
	done := tx.Exec("UPDATE mails SET state = ?, attempts = 0, due_at = ?, handed_at = NULL, last_error = '' WHERE id = ? AND state IN (?, ?)",
		Queued, tx.Now, id, Failed, Unconfirmed)
	if done.Error == nil && done.RowsAffected != 1 {
		return store.ErrNotFound
	}
	return done.Error
}
