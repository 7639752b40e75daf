package registration

import (
	"fmt"

	"samling/models/account"
	"samling/models/mailbox"
	"samling/models/store"
)

// Resend mails somebody the link to their registration because an organiser asks for it. The limit for each person is
// MailLink's; there is none for all together, because no stranger can reach this. Errors: account.ErrTooMany.
func Resend(tx *store.Tx, r Registration) error {
	if r.Email == "" {
		return nil
	}
	if err := account.Throttle(tx, "link|"+string(r.ID), linkMailsEach, linkMailsWindow); err != nil {
		return fmt.Errorf("throttle the mailing of a link: %w", err)
	}
	return tell(tx, r, mailbox.Exists, nil)
}
