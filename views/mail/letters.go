package mail

import (
	"samling/models/mailbox"
	"samling/models/registration"
	"samling/models/store"
)

// writer says how a kind of mail is written; nil for a kind that nobody knows.
func writer(kind mailbox.Kind) func(*facts, *letter) error {
	switch kind {
	case mailbox.Confirmation:
		return writeConfirmation
	case mailbox.Waitlisted:
		return writeWaitlisted
	case mailbox.Offer:
		return writeOffer
	case mailbox.OfferExpired:
		return writeOfferExpired
	case mailbox.Exists:
		return writeExists
	case mailbox.Cancelled:
		return writeCancelled
	case mailbox.Restored:
		return writeRestored
	case mailbox.Updated:
		return writeUpdated
	case mailbox.Placement:
		return writePlacement
	case mailbox.SessionOffer:
		return writeSessionOffer
	case mailbox.Ballot:
		return writeBallot
	case mailbox.BallotReminder:
		return writeBallotReminder
	case mailbox.CommitmentReminder:
		return writeCommitmentReminder
	case mailbox.FollowUp:
		return writeFollowUp
	case mailbox.Substituted:
		return writeSubstituted
	case mailbox.Links:
		return writeLinks
	case mailbox.Invitation:
		return writeInvitation
	case mailbox.InvitationReminder:
		return writeInvitationReminder
	case mailbox.RoomChanged:
		return writeRoomChanged
	case mailbox.SeatLost:
		return writeSeatLost
	case mailbox.LeaderLink:
		return writeLeaderLink
	case mailbox.LeaderRoom:
		return writeLeaderRoom
	case mailbox.GroupLink:
		return writeGroupLink
	case mailbox.GroupSummary:
		return writeGroupSummary
	}
	return nil
}

func writeConfirmation(f *facts, l *letter) error {
	l.intro(f.say("confirmation.intro")+" "+f.checkIn(), f.T("mail.show_code"))
	return f.ticket(l)
}

func writeRestored(f *facts, l *letter) error {
	if f.person.Status == registration.Waitlisted {
		l.Subject, l.Heading = oneLine(f.say("waitlisted.subject")), f.say("waitlisted.heading")
		return writeWaitlisted(f, l)
	}
	l.intro(f.say("restored.intro")+" "+f.checkIn(), f.T("mail.show_code"))
	return f.ticket(l)
}

// ticket adds what somebody with a seat gets: code, calendar file, what happens next, the way out.
func (f *facts) ticket(l *letter) error {
	if err := f.addCode(l); err != nil {
		return err
	}
	f.addCalendar(l)
	l.button(f, "mail.show_ticket", f.own())
	next := section{Heading: f.T("mail.next")}
	if len(f.places) == 0 && f.edition.WishesOpen(f.now.Time) {
		next.Lines = append(next.Lines, para(f.T("mail.wishes_until", "Moment", f.moment(f.edition.WishesCloseAt))),
			para(f.T("mail.placement_follows")))
	}
	next.Lines = append(next.Lines, f.placeLines()...)
	next.Lines = append(next.Lines, para(f.T("mail.calendar_attached")))
	l.Sections = append(l.Sections, next, f.wayOut())
	return nil
}

func writeWaitlisted(f *facts, l *letter) error {
	l.intro(f.say("waitlisted.intro"), f.say("waitlisted.number", "Number", f.Int(f.queue)))
	l.button(f, "mail.open_registration", f.own())
	l.Sections = append(l.Sections, f.wayOut())
	return nil
}

func writeExists(f *facts, l *letter) error {
	l.intro(f.say("exists.intro"))
	if f.person.Status == registration.Waitlisted {
		l.intro(f.say("exists.waiting", "Number", f.Int(f.queue)))
	}
	l.intro(f.say("exists.how"))
	l.button(f, "mail.open_registration", f.own())
	l.Sections = append(l.Sections, f.wayOut())
	return nil
}

func writeCancelled(f *facts, l *letter) error {
	l.intro(f.say("cancelled.intro"))
	if until := f.person.UndoUntil(); !until.IsZero() && f.now.Before(until.Time) {
		l.intro(f.say("cancelled.undo", "Moment", f.moment(until)))
		l.button(f, "mail.undo", f.own())
	}
	if l.Contact != "" {
		l.intro(f.say("cancelled.not_you"))
	}
	return nil
}

func writeUpdated(f *facts, l *letter) error {
	l.intro(f.say("updated.intro"))
	if l.Contact != "" {
		l.intro(f.say("updated.not_you"))
	}
	l.button(f, "mail.open_registration", f.own())
	l.Sections = append(l.Sections, f.wayOut())
	return nil
}

func writePlacement(f *facts, l *letter) error {
	lines := f.placeLines()
	if len(lines) == 0 {
		l.intro(f.say("placement.none"))
	} else {
		l.intro(f.say("placement.intro"))
		l.Intro = append(l.Intro, lines...)
		f.addCalendar(l)
		l.intro(f.say("placement.calendar"))
	}
	for _, p := range f.places {
		if p.Rank < 1 || p.Rank > len(f.places) { // with two slots nobody can get more than the two best wishes
			l.intro(f.say("placement.not_first"))
			break
		}
	}
	if err := f.addCode(l); err != nil {
		return err
	}
	l.button(f, "mail.show_ticket", f.own())
	l.Sections = append(l.Sections, f.wayOut())
	return nil
}

func writeBallot(f *facts, l *letter) error {
	l.intro(f.say("ballot.intro"), f.say("ballot.anonymous"))
	if !f.edition.SurveyClosesAt.IsZero() {
		l.intro(f.say("ballot.until", "Moment", f.moment(f.edition.SurveyClosesAt)))
	}
	l.button(f, "mail.answer", f.answer())
	return nil
}

func writeBallotReminder(f *facts, l *letter) error {
	l.intro(f.say("ballot_reminder.intro"), f.say("ballot.anonymous"), f.say("ballot_reminder.who"))
	l.intro(f.say("ballot.until", "Moment", f.moment(f.edition.SurveyClosesAt)))
	l.button(f, "mail.answer", f.answer())
	return nil
}

func (f *facts) moment(at store.Time) string { return f.Moment(at.In(f.edition.Zone())) }
