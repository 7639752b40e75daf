package door

import (
	"samling/models/event"
	"samling/models/mailbox"
	"samling/models/registration"
	"samling/models/seminar"
	"samling/models/store"
	"samling/models/survey"
)

// ErrNobodyCame says that there is nobody to ask yet: opening now would start the fourteen days for no one.
var ErrNobodyCame = store.Fault(store.Conflict, "error.survey_nobody_came")

// HandOutBallots opens the evaluation, gives everybody who came a ballot about the day and about their own
// seminars, and enqueues the mail that carries it, all in the caller's transaction. It says how many ballots are
// new: called again, it reaches those who were checked in since, and nobody twice. People without an address get a
// ballot and no mail; their own page leads to it. Errors: ErrNobodyCame, survey.ErrNoQuestions, survey.ErrClosed.
func HandOutBallots(tx *store.Tx, e event.Edition) (n int, err error) {
	people, err := Attended(tx.DB, e.ID)
	if err != nil {
		return 0, err
	}
	if len(people) == 0 {
		return 0, ErrNobodyCame
	}
	if e, err = survey.Open(tx, e); err != nil {
		return 0, err
	}
	voters, err := votersAmong(tx, e, people)
	if err != nil {
		return 0, err
	}
	ballots, err := survey.HandOut(tx, e, voters)
	if err != nil {
		return 0, err
	}
	return len(ballots), mailbox.Enqueue(tx, ballotMails(people, ballots)...)
}

func votersAmong(tx *store.Tx, e event.Edition, people []registration.Registration) ([]survey.Voter, error) {
	places, err := seminar.PlacesByPerson(tx.DB, e.ID)
	if err != nil {
		return nil, err
	}
	voters := make([]survey.Voter, len(people))
	for i, person := range people {
		voters[i].Person = person.ID
		for _, place := range places[person.ID] {
			voters[i].Seminars = append(voters[i].Seminars, place.SeminarID)
		}
	}
	return voters, nil
}

func ballotMails(people []registration.Registration, ballots []survey.Ballot) []mailbox.Mail {
	byID := make(map[store.ID]registration.Registration, len(people))
	for _, person := range people {
		byID[person.ID] = person
	}
	mails := make([]mailbox.Mail, len(ballots))
	for i, b := range ballots {
		person := byID[b.PersonID]
		mails[i] = mailbox.Mail{EditionID: b.EditionID, Kind: mailbox.Ballot, Lang: person.Lang, ToAddress: person.Email,
			SubjectID: b.ID, OnceKey: mailbox.Once("ballot", string(b.ID))}
	}
	return mails
}
