package organiser

import (
	"github.com/gofiber/fiber/v2"

	"samling/handlers/web"
	"samling/models/account"
	"samling/models/mailbox"
	"samling/models/store"
)

// stuck says whether a mail waits for a person's word: it failed, or the program was killed before the server's answer
// to it was known, and sending it again might send it twice.
func stuck(m mailbox.Mail) bool { return m.State == mailbox.Failed || m.State == mailbox.Unconfirmed }

// SendAgain puts a stuck mail back in the queue. The person who asks for it stands in the audit log.
func (h *Handlers) SendAgain(c *fiber.Ctx) error {
	m, _, err := h.readable(c)
	if err != nil {
		return err
	}
	err = h.Store.Write(c.UserContext(), func(tx *store.Tx) error {
		if err := mailbox.Resend(tx, m.ID); err != nil {
			return err
		}
		return account.Log(tx, account.Entry{Actor: string(web.User(c).ID), EditionID: m.EditionID, Action: "mail_resent", Subject: string(m.ID)})
	})
	if err != nil {
		return err
	}
	return c.Redirect("/arrangor/mejl/"+string(m.ID)+"?klart=mejl-igen", fiber.StatusSeeOther)
}
