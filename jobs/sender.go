package jobs

import (
	"context"

	"samling/models/store"
	"samling/views/mail"
)

// Letter is a composed mail on its way. ID makes its Message-ID, the same in every try.
type Letter struct {
	ID store.ID
	mail.Message
}

// Progress is told how far a letter has come. The steps are recorded durably before they return.
type Progress interface {
	// HandOver comes before the last dot. After an error the dot must not be written.
	HandOver(ctx context.Context) error
	// Accepted comes at once after the server's 250, before anything else is said to it.
	Accepted(ctx context.Context)
	// Kept says that this site sends no mail.
	Kept(ctx context.Context) error
}

// Sender takes a letter to its destination. nil means that the progress has been told the end (Accepted or Kept).
// An error is best a *Trouble.
type Sender interface {
	Send(ctx context.Context, l Letter, p Progress) error
}

// Trouble is why a letter did not get there. Reason is a code without personal data ("550 5.1.1", "timeout").
type Trouble struct {
	Reason    string
	Permanent bool // trying again will not help
	cause     error
}

func (t *Trouble) Error() string { return "mail: " + t.Reason }

func (t *Trouble) Unwrap() error { return t.cause }

// Keep is the demo's sender: the mail stays in the outbox, to be read there.
type Keep struct{}

// Send implements Sender.
func (Keep) Send(ctx context.Context, _ Letter, p Progress) error { return p.Kept(ctx) }
