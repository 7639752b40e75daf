package mail

import (
	"encoding/json"
	"errors"

	"samling/models/mailbox"
	"samling/models/registration"
	"samling/models/store"
)

// invited is what a mail to somebody who is not registered yet tells about: an invitation, or a coordinator's link.
type invited struct {
	invitation  registration.Invitation
	coordinator registration.Coordinator
	list        registration.ListFacts
	names       []string
}

// aboutInvited says how to read what such a mail is about; nil for every other kind.
func (f *facts) aboutInvited(m mailbox.Mail) func(*store.DB, store.ID) (store.ID, error) {
	switch m.Kind {
	case mailbox.Invitation, mailbox.InvitationReminder:
		return func(db *store.DB, id store.ID) (store.ID, error) { return f.readInvitation(db, m.EditionID, id) }
	case mailbox.GroupLink, mailbox.GroupSummary:
		return func(db *store.DB, id store.ID) (store.ID, error) { return f.readCoordinator(db, m, id) }
	}
	return nil
}

// readInvitation: whoever has answered or whose invitation is revoked gets no mail that was still waiting.
func (f *facts) readInvitation(db *store.DB, edition, id store.ID) (_ store.ID, err error) {
	if f.invitation, err = registration.InvitationByID(db, edition, id); err != nil {
		return "", err
	}
	if !f.invitation.Silent() || registration.EmailKey(f.invitation.Email) != registration.EmailKey(f.to.Address) {
		return "", store.ErrNotFound
	}
	return f.invitation.EditionID, nil
}

func (f *facts) readCoordinator(db *store.DB, m mailbox.Mail, id store.ID) (_ store.ID, err error) {
	if f.coordinator, err = registration.CoordinatorByID(db, id); err != nil {
		return "", err
	}
	if !f.coordinator.RevokedAt.IsZero() || registration.EmailKey(f.coordinator.Email) != registration.EmailKey(f.to.Address) {
		return "", store.ErrNotFound
	}
	if m.Kind == mailbox.GroupSummary {
		if err := json.Unmarshal([]byte(m.Data), &f.list); err != nil {
			return "", errors.Join(store.ErrNotFound, err)
		}
		f.names, err = registration.ListNames(db, f.coordinator, f.list.List)
	}
	return f.coordinator.EditionID, err
}

func (f *facts) group() string { return f.page("grupp", f.coordinator.Link(f.c.store.Keys())) }

func (f *facts) accept() string {
	return f.page(f.edition.Slug, "anmalan") + "?inbjudan=" + f.invitation.Code(f.c.store.Keys())
}

func writeInvitation(f *facts, l *letter) error {
	l.intro(f.say("invitation.intro"))
	return f.ask(l)
}

func writeInvitationReminder(f *facts, l *letter) error {
	l.intro(f.say("invitation_reminder.intro"))
	return f.ask(l)
}

// ask is what an invitation and its reminder share: until when, the way in, and the way to say no.
func (f *facts) ask(l *letter) error {
	if f.invitation.OrganisationName != "" {
		l.intro(f.say("invitation.for", "Organisation", plainValue(f.invitation.OrganisationName)))
	}
	l.intro(f.say("invitation.until", "Moment", f.moment(f.edition.RegistrationClosesAt)))
	l.button(f, "mail.accept", f.accept())
	l.Sections = append(l.Sections, section{Heading: f.T("mail.cannot_come"),
		Link:  link{f.T("mail.decline"), f.page("inbjudan", f.invitation.Code(f.c.store.Keys()))},
		After: f.T("mail.decline_text")})
	l.Sections = append(l.Sections, section{Heading: f.T("mail.why_invited"), Lines: []paragraph{para(f.T("mail.why_invited_text"))}})
	return nil
}

func writeGroupLink(f *facts, l *letter) error {
	l.intro(f.say("group_link.intro", "Organisation", plainValue(f.coordinator.OrganisationName)), f.say("group_link.how"), f.say("group_link.own"))
	l.button(f, "mail.open_group", f.group())
	return nil
}

func writeGroupSummary(f *facts, l *letter) error {
	l.intro(f.say("group_summary.intro", "Organisation", plainValue(f.coordinator.OrganisationName)))
	if f.list.Confirmed > 0 {
		l.intro(f.say("group_summary.confirmed", "n", f.list.Confirmed))
	}
	if f.list.Waitlisted > 0 {
		l.intro(f.say("group_summary.waiting", "n", f.list.Waitlisted))
	}
	l.intro(f.say("group_summary.own"))
	l.button(f, "mail.see_group", f.group())
	names := section{Heading: f.T("mail.group_summary.names")}
	for _, name := range f.names {
		if name = shownName(name); name != "" {
			names.Lines = append(names.Lines, para(plainValue(name)))
		}
	}
	if len(names.Lines) > 0 {
		l.Sections = append(l.Sections, names)
	}
	return nil
}
