package mail

import (
	"errors"
	"strings"

	"samling/models/mailbox"
	"samling/models/store"
	"samling/models/survey"
)

// promised is what a mail about a commitment tells.
type promised struct {
	pledge   survey.Pledge
	followUp survey.FollowUpState
	after    survey.FollowUpBallot // its ID is "" when nothing is asked
}

// aboutEffect says how to read what such a mail is about; nil for every other kind.
func (f *facts) aboutEffect(m mailbox.Mail) func(*store.DB, store.ID) (store.ID, error) {
	if m.Kind != mailbox.CommitmentReminder && m.Kind != mailbox.FollowUp {
		return nil
	}
	return f.readPledge
}

// readPledge: what its author has erased since, or what was erased because its time was over, is mailed to nobody.
func (f *facts) readPledge(db *store.DB, id store.ID) (edition store.ID, err error) {
	if edition, err = f.readPerson(db, id); err != nil {
		return "", err
	}
	if f.pledge, err = survey.PledgeOf(db, edition, id); err != nil {
		return "", err
	}
	if f.followUp, err = survey.FollowUpOf(db, edition); err != nil || f.pledge.BallotID == "" {
		return edition, err
	}
	if f.after, err = survey.FollowUpByID(db, f.pledge.BallotID); errors.Is(err, store.ErrNotFound) {
		err = nil
	}
	return edition, err
}

func writeCommitmentReminder(f *facts, l *letter) error {
	l.intro(f.say("commitment_reminder.intro"))
	l.quote(f.pledge.Text)
	l.intro(f.say("commitment_reminder.once", "Day", f.day(survey.FollowUpAt(f.edition))))
	l.Sections = append(l.Sections, f.yours())
	return nil
}

func writeFollowUp(f *facts, l *letter) error {
	l.intro(f.say("follow_up.intro"))
	l.quote(f.pledge.Text)
	if f.after.ID != "" && !f.after.Spent() && f.followUp.Open(f.now.Time) {
		l.intro(f.say("follow_up.ask"), f.say("follow_up.anonymous"), f.say("follow_up.until", "Moment", f.moment(f.followUp.ClosesAt)))
		l.button(f, "mail.follow_up.answer", f.page("uppfoljning", f.after.Token(f.c.store.Keys())))
	}
	l.Sections = append(l.Sections, f.yours())
	return nil
}

// quote sets somebody's own words, line by line, as they are: no mark in them is ours.
func (l *letter) quote(said string) {
	for line := range strings.SplitSeq(said, "\n") {
		if line = oneLine(line); line != "" {
			l.Intro = append(l.Intro, paragraph{{Text: "› " + line}})
		}
	}
}

// yours says whose the words are, when they are erased, and where their author decides about them.
func (f *facts) yours() section {
	erased := f.followUp.ClosesAt
	if erased.IsZero() {
		erased = store.At(survey.FollowUpAt(f.edition).Add(survey.FollowUpOpenFor))
	}
	return section{Heading: f.T("mail.follow_up.yours"), Lines: []paragraph{para(f.T("mail.follow_up.erased", "Day", f.day(erased)))},
		Link: link{f.T("mail.follow_up.open"), f.own() + "/foresats"}, After: f.T("mail.follow_up.open_after")}
}

func (f *facts) day(at store.Time) string { return f.Date(at.In(f.edition.Zone())) }
