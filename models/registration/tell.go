package registration

import (
	"errors"
	"fmt"
	"time"

	"samling/models/account"
	"samling/models/mailbox"
	"samling/models/store"
)

// tell enqueues a mail about a registration; somebody without an e-mail is told by other means. once names the
// event that the mail is about, so that it is never enqueued twice; nil if it may be.
func tell(tx *store.Tx, r Registration, kind mailbox.Kind, once *string) error {
	if r.Email == "" {
		return nil
	}
	if err := mailbox.Enqueue(tx, mailTo(r, kind, once)); err != nil {
		return fmt.Errorf("enqueue a mail: %w", err)
	}
	return nil
}

func mailTo(r Registration, kind mailbox.Kind, once *string) mailbox.Mail {
	return mailbox.Mail{
		EditionID: r.EditionID, Kind: kind, Lang: r.Lang, ToAddress: r.Email, ToName: r.ShownName(), SubjectID: r.ID,
		OnceKey: once,
	}
}

// How often the link of a registration is mailed again because somebody typed its address: to one address, and in
// all, so that the form cannot be made to pester people.
const (
	linkMailsEach   = 3
	linkMailsTotal  = 200
	linkMailsWindow = time.Hour
)

// MailLink mails somebody the link to the registration that they already have. Beyond the limits nothing is sent,
// and the caller is not told: what the page says must not depend on it.
func MailLink(tx *store.Tx, r Registration) error {
	if r.Email == "" {
		return nil
	}
	for _, limit := range []struct {
		key string
		max int
	}{{"link|" + string(r.ID), linkMailsEach}, {"link|" + string(r.EditionID), linkMailsTotal}} {
		err := account.Throttle(tx, limit.key, limit.max, linkMailsWindow)
		if errors.Is(err, account.ErrTooMany) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("throttle the mailing of a link: %w", err)
		}
	}
	return tell(tx, r, mailbox.Exists, nil)
}
