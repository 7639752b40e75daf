package door

import (
	"strconv"

	"samling/models/event"
	"samling/models/mailbox"
	"samling/models/registration"
	"samling/models/store"
	"samling/models/survey"
)

// RemindBallots enqueues a reminder to everybody who has a ballot and has not used it, if one is due by the plan. It says
// how many. Who has answered is known from the ballots alone; what anybody answered is not looked at.
func RemindBallots(tx *store.Tx, e event.Edition) (n int, err error) {
	plan, err := survey.PlanOf(tx.DB, e.ID)
	if err != nil {
		return 0, err
	}
	day, err := plan.DueReminder(tx.DB, e, tx.Now.Time)
	if err != nil || day == 0 {
		return 0, err
	}
	if first, err := survey.NoteReminder(tx, e.ID, day); err != nil || !first {
		return 0, err
	}
	ballots, err := survey.Unspent(tx.DB, e.ID)
	if err != nil {
		return 0, err
	}
	people, _, err := registration.List(tx.DB, registration.Filter{Edition: e.ID})
	if err != nil {
		return 0, err
	}
	mails := reminders(ballots, people, day)
	return len(mails), mailbox.Enqueue(tx, mails...)
}

func reminders(ballots []survey.Ballot, people []registration.Row, day int) []mailbox.Mail {
	byID := make(map[store.ID]registration.Row, len(people))
	for _, person := range people {
		byID[person.ID] = person
	}
	var mails []mailbox.Mail
	for _, b := range ballots {
		person, known := byID[b.PersonID]
		if !known || person.Email == "" {
			continue
		}
		mails = append(mails, mailbox.Mail{EditionID: b.EditionID, Kind: mailbox.BallotReminder, Lang: person.Lang,
			ToAddress: person.Email, SubjectID: b.ID, OnceKey: mailbox.Once("ballot_reminder", string(b.ID), strconv.Itoa(day))})
	}
	return mails
}
