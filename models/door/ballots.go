package door

import (
	"slices"

	"gorm.io/gorm"

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
	hosts, err := hostOrganisations(tx.DB, e.ID)
	if err != nil {
		return nil, err
	}
	scanned, err := scannedSeminars(tx.DB, e.ID)
	if err != nil {
		return nil, err
	}
	voters := make([]survey.Voter, len(people))
	for i, person := range people {
		voters[i].Person = person.ID
		if hosts[person.OrganisationID] {
			voters[i].Host = person.OrganisationID
		}
		for _, place := range places[person.ID] {
			voters[i].Seminars = append(voters[i].Seminars, place.SeminarID)
		}
		for _, id := range scanned[person.ID] {
			if !slices.Contains(voters[i].Seminars, id) {
				voters[i].Seminars = append(voters[i].Seminars, id)
			}
		}
	}
	return voters, nil
}

// scannedSeminars says which seminars people were scanned into at the door of a room, wherever they had been placed.
func scannedSeminars(db *gorm.DB, edition store.ID) (map[store.ID][]store.ID, error) {
	attended, err := AttendedSessions(db, edition)
	if err != nil || len(attended) == 0 {
		return nil, err
	}
	sessions, err := event.Sessions(db, edition)
	people := map[store.ID][]store.ID{}
	for _, s := range sessions {
		for _, person := range attended[s.ID] {
			people[person] = append(people[person], s.SeminarID)
		}
	}
	return people, err
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
