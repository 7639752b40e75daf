package mail

import (
	"context"
	"fmt"
	"html/template"
	netmail "net/mail"
	"strings"
	"time"

	"samling/models/mailbox"
	"samling/models/store"
	"samling/views/text"
)

// Reader is the part of the store that composing needs.
type Reader interface {
	Read(ctx context.Context) *store.DB
	Keys() store.Keys
	Now() time.Time
}

// Composer makes messages of the outbox's rows.
type Composer struct {
	store   Reader
	texts   *text.Catalogue
	baseURL string
	demo    bool
	layout  *template.Template
}

// NewComposer gets the site's address without a trailing slash ("https://samling.example"); all links begin with
// it. demo puts the demonstration's bar on top of each mail.
func NewComposer(s Reader, texts *text.Catalogue, baseURL string, demo bool) (*Composer, error) {
	layout, err := parseLayout()
	if err != nil {
		return nil, err
	}
	return &Composer{store: s, texts: texts, baseURL: strings.TrimSuffix(baseURL, "/"), demo: demo, layout: layout}, nil
}

// Compose makes the mail of a row. Errors: store.ErrNotFound when what it is about is gone, so that there is
// nothing to say any more; others may pass.
func (c *Composer) Compose(ctx context.Context, m mailbox.Mail) (Message, error) {
	write := writer(m.Kind)
	if write == nil {
		return Message{}, fmt.Errorf("compose: unknown kind of mail %q: %w", m.Kind, store.ErrNotFound)
	}
	f, err := c.facts(ctx, m)
	if err != nil {
		return Message{}, fmt.Errorf("compose %s: %w", m.Kind, err)
	}
	l := newLetter(f, m.Kind)
	if err := write(f, l); err != nil {
		return Message{}, fmt.Errorf("compose %s: %w", m.Kind, err)
	}
	html, err := l.html(c.layout)
	if err != nil {
		return Message{}, fmt.Errorf("compose %s: %w", m.Kind, err)
	}
	return Message{
		To: f.to, ReplyTo: f.replyTo(), Subject: l.Subject, Text: l.plain(), HTML: html,
		Inline: l.inline, Attachments: l.attachments,
	}, nil
}

// replyTo is the edition's contact, if there is a usable one.
func (f *facts) replyTo() *netmail.Address {
	address, err := netmail.ParseAddress(f.edition.ContactEmail)
	if err != nil {
		return nil
	}
	return &netmail.Address{Name: oneLine(f.edition.ContactName), Address: address.Address}
}
