package mail_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"samling/models/mailbox"
	"samling/models/registration"
	"samling/models/store"
	"samling/views/mail"
	"samling/views/text"
)

// asked is a day with somebody invited, and a coordinator who has registered a list.
type asked struct {
	*day
	invitation  registration.Invitation
	coordinator registration.Coordinator
	list        registration.ListFacts
}

func newAsked(t *testing.T) *asked {
	a := &asked{day: newDay(t, 2, form())}
	a.write(func(tx *store.Tx) error {
		_, err := registration.Invite(tx, a.edition, []registration.Form{{Name: "Bo Ek", Email: "bo.ek@nacka.example", Organisation: "nacka-kommun"}}, "anna")
		return err
	})
	a.reread()
	a.write(func(tx *store.Tx) (err error) {
		a.coordinator, err = registration.AddCoordinator(tx, a.edition, registration.Form{Name: "Siv Sund", Email: "siv@nacka.example", Organisation: "nacka-kommun"}, "anna")
		return err
	})
	a.write(func(tx *store.Tx) (err error) {
		a.list, err = registration.RegisterList(tx, a.edition, a.coordinator, store.NewID(), []registration.Form{
			{Name: "Cia Dal", Email: "cia@nacka.example", Organisation: "nacka-kommun"},
			{Name: "Visit http://evil.example", Email: "d@nacka.example", Organisation: "nacka-kommun"}}, registration.ShortFirst)
		return err
	})
	return a
}

func (a *asked) reread() {
	all, err := registration.Invitations(a.store.Read(a.t.Context()), a.edition.ID)
	if err != nil || len(all) != 1 {
		a.t.Fatal(all, err)
	}
	a.invitation = all[0]
}

func (a *asked) mail(kind mailbox.Kind, lang string) mailbox.Mail {
	m := mailbox.Mail{EditionID: a.edition.ID, Kind: kind, Lang: lang, SubjectID: a.invitation.ID, ToAddress: a.invitation.Email, ToName: a.invitation.Name}
	if kind == mailbox.GroupLink || kind == mailbox.GroupSummary {
		data, _ := json.Marshal(a.list)
		m.SubjectID, m.ToAddress, m.ToName, m.Data = a.coordinator.ID, a.coordinator.Email, a.coordinator.Name, string(data)
	}
	return m
}

var askedKinds = [...]mailbox.Kind{mailbox.Invitation, mailbox.InvitationReminder, mailbox.GroupLink, mailbox.GroupSummary}

func TestGoldenInvitations(t *testing.T) {
	a := newAsked(t)
	keys := a.store.Keys()
	steady := strings.NewReplacer(a.invitation.Code(keys), "CODE", a.coordinator.Link(keys), "LINK")
	for _, kind := range askedKinds {
		for _, lang := range text.Languages {
			m := a.compose(a.mail(kind, lang), false)
			golden(t, string(kind)+"."+lang+".txt", steady.Replace("Subject: "+m.Subject+"\n\n"+m.Text))
			if textKey.MatchString(m.Text+m.Subject+m.HTML) || strings.Contains(m.HTML, "ZgotmplZ") || strings.Contains(m.Text, "**") {
				t.Errorf("%s.%s is drawn badly", kind, lang)
			}
			for _, link := range address.FindAllString(m.Text+m.HTML, -1) {
				if !strings.HasPrefix(link, base+"/") {
					t.Errorf("%s.%s links to %s", kind, lang, link)
				}
			}
			if strings.Contains(m.Text+m.HTML, "evil") || strings.Contains(m.Text, "cia@nacka.example") {
				t.Errorf("%s.%s carries what a stranger wrote, or an address", kind, lang)
			}
		}
	}
}

// What was waiting in the outbox is not sent to somebody for whom it is no longer true.
func TestMailsThatAreNoLongerTrueAreNotSent(t *testing.T) {
	for what, change := range map[string]struct {
		kind mailbox.Kind
		do   func(a *asked, tx *store.Tx) error
	}{
		"declined": {mailbox.InvitationReminder, func(a *asked, tx *store.Tx) error { return registration.DeclineInvitation(tx, a.invitation) }},
		"revoked": {mailbox.Invitation, func(a *asked, tx *store.Tx) error {
			return registration.RevokeInvitation(tx, a.edition.ID, a.invitation.ID)
		}},
		"closed": {mailbox.GroupLink, func(a *asked, tx *store.Tx) error {
			return registration.RevokeCoordinator(tx, a.edition.ID, a.coordinator.ID)
		}},
		"registers": {mailbox.Invitation, func(a *asked, tx *store.Tx) error { return a.register(tx) }},
		"another": {mailbox.GroupSummary, func(a *asked, tx *store.Tx) error {
			return tx.Exec("UPDATE coordinators SET email = 'x@y.example'").Error
		}},
	} {
		a := newAsked(t)
		texts, _ := text.Load()
		c, err := mail.NewComposer(a.store, texts, base, false)
		if err != nil {
			t.Fatal(err)
		}
		m := a.mail(change.kind, "sv")
		if _, err := c.Compose(t.Context(), m); err != nil {
			t.Fatalf("%s: before: %v", what, err)
		}
		a.write(func(tx *store.Tx) error { return change.do(a, tx) })
		if _, err := c.Compose(t.Context(), m); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func (a *asked) register(tx *store.Tx) error {
	_, err := registration.Add(tx, a.edition, registration.Form{Name: "Bo Ek", Email: "bo.ek@nacka.example", Organisation: "nacka-kommun"}, registration.FromForm, registration.Self)
	return err
}
