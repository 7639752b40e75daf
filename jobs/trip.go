package jobs

import (
	"context"
	"errors"
	"time"

	"samling/models/mailbox"
	"samling/models/store"
)

// trip records one mail's progress in the outbox.
type trip struct {
	d     *Delivery
	m     mailbox.Mail
	ended bool // the server has answered 250, or the mail is kept
}

// HandOver implements Progress.
func (t *trip) HandOver(ctx context.Context) error {
	return t.d.Store.WriteSoon(ctx, func(tx *store.Tx) error { return mailbox.HandOver(tx, t.m) })
}

// acceptedTries bounds how long a program that is stopping insists; a running one insists until it succeeds.
const acceptedTries = 8

// Accepted implements Progress. The server has the mail whatever happens here. A mail that could not be recorded as
// sent is found as unconfirmed and not sent again.
func (t *trip) Accepted(ctx context.Context) {
	t.ended = true
	wait := 50 * time.Millisecond
	for try := 1; ; try++ {
		err := t.d.Store.WriteSoon(context.WithoutCancel(ctx), func(tx *store.Tx) error { return mailbox.MarkSent(tx, t.m) })
		if err == nil {
			return
		}
		t.d.Log.Error("a sent mail was not recorded", "mail", t.m.ID, "try", try, "error", err)
		if errors.Is(err, store.ErrClosed) || (ctx.Err() != nil && try >= acceptedTries) {
			return
		}
		time.Sleep(wait)
		wait = min(2*wait, 5*time.Second)
	}
}

// Kept implements Progress.
func (t *trip) Kept(ctx context.Context) error {
	err := t.d.Store.WriteSoon(ctx, func(tx *store.Tx) error { return mailbox.MarkKept(tx, t.m) })
	t.ended = err == nil
	return err
}

// end records a try that did not succeed.
//
// When the line broke after the last dot and before the answer, RFC 5321 §3.8 tells the client to act as after a
// 451, and §4.1.1.10 tells the server to cancel what was pending: so the mail is tried again, with the same
// Message-ID. But when it was this program that hung up because it is stopping, the server is alive and may be
// storing the mail. Then the claim is left as it is, and Recover decides at the next start.
func (t *trip) end(ctx context.Context, reason string, permanent bool) error {
	if ctx.Err() != nil && !answered(reason) {
		return nil
	}
	return t.d.Store.WriteSoon(context.WithoutCancel(ctx), func(tx *store.Tx) error {
		if permanent {
			return mailbox.Fail(tx, t.m, reason)
		}
		return mailbox.Retry(tx, t.m, reason)
	})
}

// answered says whether a reason is the server's own word: its codes begin with a digit.
func answered(reason string) bool { return reason != "" && reason[0] >= '0' && reason[0] <= '9' }
