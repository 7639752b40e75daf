package jobs

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"samling/models/mailbox"
	"samling/models/store"
	"samling/views/mail"
)

// Composer makes the message of a row of the outbox.
type Composer interface {
	Compose(ctx context.Context, m mailbox.Mail) (mail.Message, error)
}

// Delivery carries mails from the outbox to the server.
type Delivery struct {
	Store    *store.Store
	Composer Composer
	Sender   Sender
	Log      *slog.Logger
	Lanes    int           // how many mails travel at the same time; 0 = 4
	Lease    time.Duration // longer than any conversation can take; 0 = 30 minutes
}

// Jobs gives the rows of the table: what a killed program left, the lanes, and claims that nobody gave back. Each
// lane is a row of its own, so that one slow server conversation does not hold up the others' mails.
func (d *Delivery) Jobs() []Job {
	rows := []Job{
		{Name: "recover-mail", Run: func(ctx context.Context) error { return d.takeBack(ctx, true) }},
		{Name: "take-back-mail", Every: time.Minute, Run: func(ctx context.Context) error { return d.takeBack(ctx, false) }},
	}
	lanes := d.Lanes
	if lanes == 0 {
		lanes = 4
	}
	for range lanes {
		rows = append(rows, Job{Name: "deliver-mail", Every: 15 * time.Second, Wake: d.Store.Changes(), Run: d.Deliver})
	}
	return rows
}

// takeBack looks before it writes, like next: an empty commit would wake everybody who waits for changes.
func (d *Delivery) takeBack(ctx context.Context, all bool) error {
	stuck, err := mailbox.Stuck(d.Store.Read(ctx), store.At(d.Store.Now()), all)
	if err != nil || !stuck {
		return err
	}
	var found mailbox.Recovered
	err = d.Store.WriteSoon(ctx, func(tx *store.Tx) (err error) { found, err = mailbox.Recover(tx, all); return err })
	if found.Requeued+found.Held > 0 {
		d.Log.Warn("mails found half-way", "requeued", found.Requeued, "unconfirmed", found.Held)
	}
	return err
}

// Deliver sends what is due, one mail after the other, until nothing is due or ctx ends.
func (d *Delivery) Deliver(ctx context.Context) error {
	for ctx.Err() == nil {
		m, found, err := d.next(ctx)
		if err != nil || !found {
			return err
		}
		d.carry(ctx, m)
	}
	return nil
}

// next claims a mail. It looks before it writes: a claim is a commit, a commit wakes every lane, and lanes that
// write when there is nothing to do would wake each other for ever.
func (d *Delivery) next(ctx context.Context) (m mailbox.Mail, found bool, err error) {
	waiting, err := mailbox.Waiting(d.Store.Read(ctx), store.At(d.Store.Now()))
	if err != nil || !waiting {
		return m, false, err
	}
	lease := d.Lease
	if lease == 0 {
		lease = 30 * time.Minute
	}
	var claimed []mailbox.Mail
	err = d.Store.WriteSoon(ctx, func(tx *store.Tx) (err error) { claimed, err = mailbox.Claim(tx, 1, lease); return err })
	if err != nil || len(claimed) == 0 {
		return m, false, err
	}
	return claimed[0], true, nil
}

// carry takes one mail through and records how it ended. What cannot be recorded is found by Recover.
func (d *Delivery) carry(ctx context.Context, m mailbox.Mail) {
	trip := &trip{d: d, m: m}
	err := d.attempt(ctx, m, trip)
	if err == nil || trip.ended || ctx.Err() != nil {
		return // a try that was cut off because the program stops is none: the next start finds the mail as it was
	}
	reason, permanent := verdict(err)
	d.Log.Warn("mail not delivered", "mail", m.ID, "kind", m.Kind, "try", m.Attempts, "reason", reason)
	if err := trip.end(ctx, reason, permanent); err != nil {
		d.Log.Error("the end of a mail's try was not recorded", "mail", m.ID, "error", err)
	}
}

// attempt composes and sends. A panic is a failed try of this mail only.
func (d *Delivery) attempt(ctx context.Context, m mailbox.Mail, p Progress) (err error) {
	defer func() {
		if crash := recover(); crash != nil {
			d.Log.Error("panic while a mail was sent", "mail", m.ID, "panic", fmt.Sprintf("%T", crash), "stack", string(debug.Stack()))
			err = &Trouble{Reason: "internal"}
		}
	}()
	message, err := d.Composer.Compose(ctx, m)
	if errors.Is(err, store.ErrNotFound) {
		return &Trouble{Reason: "subject_gone", Permanent: true, cause: err}
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		d.Log.Error("a mail could not be composed", "mail", m.ID, "kind", m.Kind, "error", err)
		return &Trouble{Reason: "compose", cause: err}
	}
	return d.Sender.Send(ctx, Letter{ID: m.ID, Message: message}, p)
}

func verdict(err error) (reason string, permanent bool) {
	var t *Trouble
	if errors.As(err, &t) {
		return t.Reason, t.Permanent
	}
	return "send", false
}
