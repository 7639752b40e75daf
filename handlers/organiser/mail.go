package organiser

import (
	"errors"
	"regexp"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/organiser/desk"
	"samling/handlers/web"
	"samling/models/account"
	"samling/models/event"
	"samling/models/mailbox"
	"samling/models/registration"
	"samling/models/store"
	"samling/views/mail"
)

// mailPage is one mail as it was or will be sent.
type mailPage struct {
	desk.Frame
	Line        mailLine
	Address     string
	Subject     string
	Text        string
	Attachments []string
	Preview     string // address of the mail as it looks, in the demonstration
	Masked      bool
	Gone        bool   // what it was about is gone, so there is nothing to compose
	Again       string // where to ask that it be sent again, "" when it needs no such word
}

// readable finds a mail of an edition that the user arranges.
func (h *Handlers) readable(c *fiber.Ctx) (mailbox.Mail, event.Edition, error) {
	id, err := desk.PathID(c)
	if err != nil {
		return mailbox.Mail{}, event.Edition{}, err
	}
	db := h.Store.Read(c.UserContext())
	m, err := mailbox.ByID(db, id)
	if err != nil {
		return m, event.Edition{}, err
	}
	if !web.User(c).May(account.Organiser, m.EditionID) {
		return m, event.Edition{}, fiber.ErrForbidden
	}
	edition := m.EditionID
	if edition == "" { // about all of somebody's days; only who arranges every edition gets here
		r, err := registration.ByID(db, m.SubjectID)
		if err != nil {
			return m, event.Edition{}, err
		}
		edition = r.EditionID
	}
	e, err := event.ByID(db, edition)
	return m, e, err
}

// Mail shows one mail. The personal links in it open a registration without a password, so outside the demonstration
// they are masked: an organiser has other ways in, which leave a trace.
func (h *Handlers) Mail(c *fiber.Ctx) error {
	m, e, err := h.readable(c)
	if err != nil {
		return err
	}
	p := mailPage{Frame: desk.FrameOf(h.App, c, e, "organiser.mail", "/mejl"), Line: newMailLine(h.Base(c, "organiser.mail"), e, m), Address: m.ToAddress}
	p.Under("/mejl", "organiser.mails")
	if stuck(m) {
		p.Again = "/arrangor/mejl/" + string(m.ID) + "/skicka"
	}
	message, err := h.composer.Compose(c.UserContext(), m)
	switch {
	case errors.Is(err, store.ErrNotFound):
		p.Gone = true
	case err != nil:
		return err
	default:
		p.fill(h.Site.Demo, message, m)
	}
	return h.Show(c, fiber.StatusOK, "organiser/mail", &p)
}

func (p *mailPage) fill(demo bool, message mail.Message, m mailbox.Mail) {
	p.Subject, p.Text, p.Masked = message.Subject, message.Text, !demo
	if p.Masked {
		p.Text = mask(p.Text)
	} else {
		p.Preview = "/arrangor/mejl/" + string(m.ID) + "/visning"
	}
	for _, file := range message.Attachments {
		p.Attachments = append(p.Attachments, file.Name)
	}
}

// secret finds what store.Keys derives: 26 characters of its alphabet.
var secret = regexp.MustCompile(`[0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{26}`)

func mask(s string) string { return secret.ReplaceAllString(s, "••••••") }

// MailPreview is the mail's HTML, for a frame on its page in the demonstration. Mail needs inline styles and pictures
// of its own, so it gets a policy of its own that allows these and nothing else.
func (h *Handlers) MailPreview(c *fiber.Ctx) error {
	m, _, err := h.readable(c)
	if err != nil {
		return err
	}
	if !h.Site.Demo {
		return fiber.ErrNotFound
	}
	message, err := h.composer.Compose(c.UserContext(), m)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentSecurityPolicy, "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; "+
		"sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation")
	c.Set(fiber.HeaderXFrameOptions, "SAMEORIGIN")
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
	return c.SendString(message.Preview())
}
