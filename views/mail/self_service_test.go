package mail_test

import (
	"context"
	"strings"
	"testing"

	"samling/models/mailbox"
	"samling/models/registration"
	"samling/models/store"
	"samling/views/mail"
	"samling/views/text"
)

func (d *day) substituted() (old registration.Registration) {
	old = d.person
	d.write(func(tx *store.Tx) (err error) {
		d.person, err = registration.Substitute(tx, old.ID, old.Version, registration.Form{Name: "Bo Berg", Email: "bo@nacka.example"}, registration.Self)
		return err
	})
	return old
}

func TestWhoPassedASeatOnGetsNoLinkAndNoName(t *testing.T) {
	d := newDay(t, 5, form())
	old := d.substituted()
	for _, lang := range text.Languages {
		m := mailbox.Mail{Kind: mailbox.Substituted, Lang: lang, SubjectID: old.ID, ToAddress: old.Email, ToName: old.ShownName(), EditionID: d.edition.ID}
		message := d.compose(m, false)
		all := message.Subject + message.Text + message.HTML
		if !strings.Contains(all, "Åsa Öberg") || !strings.Contains(all, "Samverkansdag 2027") {
			t.Errorf("%s:\n%s", lang, message.Text)
		}
		for _, secret := range []string{"/min/", "Bo", d.person.Link(d.store.Keys()), d.person.Ticket(d.store.Keys()), d.person.Reference} {
			if strings.Contains(message.Text, secret) {
				t.Errorf("%s: the mail has %q:\n%s", lang, secret, message.Text)
			}
		}
		if len(message.Attachments)+len(message.Inline) > 0 {
			t.Error("something is attached")
		}
	}
}

// TestNoLinkGoesToAnotherAddress: a mail that waited, or is sent again, while its registration became somebody else's.
func TestNoLinkGoesToAnotherAddress(t *testing.T) {
	d := newDay(t, 5, form())
	stale := d.mail(mailbox.Confirmation, "sv")
	d.compose(stale, false)
	d.substituted()
	texts, err := text.Load()
	if err != nil {
		t.Fatal(err)
	}
	c, err := mail.NewComposer(d.store, texts, base, false)
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range []mailbox.Kind{mailbox.Confirmation, mailbox.Waitlisted, mailbox.Exists, mailbox.Cancelled, mailbox.Restored, mailbox.Updated,
		mailbox.Placement, mailbox.Links} {
		stale.Kind = kind
		if message, err := c.Compose(context.Background(), stale); store.KindOf(err) != store.NotFound {
			t.Errorf("%s was composed for the old address: %v\n%s", kind, err, message.Text)
		}
	}
	d.compose(d.mail(mailbox.Confirmation, "sv"), false)
}

func TestLostLinksInOneMail(t *testing.T) {
	d := newDay(t, 5, form())
	for _, lang := range text.Languages {
		message := d.compose(d.mail(mailbox.Links, lang), false)
		if strings.Count(message.Text, base+"/min/"+d.person.Link(d.store.Keys())) != 1 || !strings.Contains(message.Text, "Samverkansdag 2027") {
			t.Errorf("%s:\n%s", lang, message.Text)
		}
		if strings.Contains(message.Text, "Åsa") {
			t.Error("anybody can ask for this mail: it greets nobody by name")
		}
	}
}
