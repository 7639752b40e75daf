package door

import (
	"samling/models/event"
	"samling/models/mailbox"
	"samling/models/registration"
	"samling/models/seminar"
	"samling/models/store"
	"samling/models/survey"
)

// MailCommitments mails what people want to do differently back to them: after four weeks to those who asked for that, and
// after three months to all, with a ballot of the follow-up. It says how many mails were enqueued; called again, none.
// People without an address get none: their own page leads to the same.
func MailCommitments(tx *store.Tx, e event.Edition) (n int, err error) {
	reminded, err := survey.TakeReminders(tx, e)
	if err != nil {
		return 0, err
	}
	mailed, err := survey.OpenFollowUp(tx, e)
	if err != nil {
		return 0, err
	}
	if len(mailed) > 0 {
		reminded = nil // the program stood still for two months: one mail says it all
	}
	recipients, err := registration.Recipients(tx.DB, e.ID)
	if err != nil {
		return 0, err
	}
	byID := make(map[store.ID]seminar.Recipient, len(recipients))
	for _, r := range recipients {
		byID[r.Person] = r
	}
	mails := append(commitmentMails(mailbox.CommitmentReminder, reminded, byID), commitmentMails(mailbox.FollowUp, mailed, byID)...)
	return len(mails), mailbox.Enqueue(tx, mails...)
}

// commitmentMails are about the person, so that the words are read when the mail is sent: none of them rest in the outbox.
func commitmentMails(kind mailbox.Kind, all []survey.Pledge, people map[store.ID]seminar.Recipient) []mailbox.Mail {
	var mails []mailbox.Mail
	for _, c := range all {
		if to, known := people[c.PersonID]; known {
			mails = append(mails, mailbox.Mail{EditionID: c.EditionID, Kind: kind, Lang: to.Lang, ToAddress: to.Address, ToName: to.Name,
				SubjectID: c.PersonID, OnceKey: mailbox.Once(string(kind), string(c.ID))})
		}
	}
	return mails
}
