package survey

import (
	"strings"

	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/store"
)

// What can be wrong with a real ballot.
var (
	ErrSpent  = store.Fault(store.Gone, "error.ballot_spent")
	ErrClosed = store.Fault(store.Gone, "error.survey_closed")
	ErrNotYet = store.Fault(store.Conflict, "error.survey_not_open")
)

// Voter is somebody who came, and the seminars they were in. Person is opaque to this package.
type Voter struct {
	Person   store.ID
	Seminars []store.ID
	Host     store.ID // the organisation that the person comes from if it is one of the hosts', else ""
}

// Ballot says that somebody may answer, once. It knows who; what they answer will not know it.
type Ballot struct {
	ID        store.ID
	EditionID store.ID
	PersonID  store.ID
	Seminars  []store.ID `gorm:"-"`
	Asked     string     `gorm:"column:seminars"` // the same seminars as they rest in the database
	SpentOn   *string    // YYYY-MM-DD, nil = not yet used

	OrganisationID store.ID // the host organisation whose own results it adds to, "" = none
}

// TableName implements gorm's Tabler.
func (Ballot) TableName() string { return "ballots" }

// Token derives the secret of the ballot's link, /svara/{token}.
func (b Ballot) Token(keys store.Keys) string { return keys.Token("ballot", b.ID, 1) }

// Spent says whether the ballot has been used.
func (b Ballot) Spent() bool { return b.SpentOn != nil }

// HandOut gives a ballot to each voter who has none, and returns the new ones only: handing out again hurts nobody.
func HandOut(tx *store.Tx, e event.Edition, voters []Voter) ([]Ballot, error) {
	var fresh []Ballot
	for len(voters) > 0 {
		n := min(len(voters), 100)
		made, err := handOut(tx, e.ID, voters[:n])
		if err != nil {
			return nil, err
		}
		fresh, voters = append(fresh, made...), voters[n:]
	}
	return fresh, nil
}

func handOut(tx *store.Tx, edition store.ID, voters []Voter) ([]Ballot, error) {
	args := make([]any, 0, 6*len(voters))
	for _, v := range voters {
		b := Ballot{ID: tx.NewID()}
		args = append(args, b.ID, edition, v.Person, store.Hash(b.Token(tx.Keys)), joinIDs(v.Seminars), v.Host)
	}
	var made []Ballot
	err := tx.Raw("INSERT INTO ballots (id, edition_id, person_id, token_hash, seminars, organisation_id) VALUES "+placeholders(len(voters), 6)+
		" ON CONFLICT DO NOTHING RETURNING id, edition_id, person_id, seminars, spent_on, organisation_id", args...).Scan(&made).Error
	for i := range made {
		made[i].Seminars = splitIDs(made[i].Asked)
	}
	return made, err
}

// ByToken finds the ballot of a link; letter case does not matter. Errors: store.ErrNotFound.
func ByToken(db *gorm.DB, token string) (Ballot, error) {
	return oneBallot(db.Where("token_hash = ?", store.Hash(strings.ToUpper(token))))
}

// ByID finds a ballot, for the mail that carries it. Errors: store.ErrNotFound.
func ByID(db *gorm.DB, id store.ID) (Ballot, error) { return oneBallot(db.Where("id = ?", id)) }

// ByPerson finds the ballot of a person, for the link on their own page. Errors: store.ErrNotFound.
func ByPerson(db *gorm.DB, edition, person store.ID) (Ballot, error) {
	return oneBallot(db.Where("edition_id = ? AND person_id = ?", edition, person))
}

func oneBallot(db *gorm.DB) (Ballot, error) {
	var found []Ballot
	if err := db.Limit(1).Find(&found).Error; err != nil {
		return Ballot{}, err
	}
	if len(found) == 0 {
		return Ballot{}, store.ErrNotFound
	}
	found[0].Seminars = splitIDs(found[0].Asked)
	return found[0], nil
}

// Usable says whether the ballot can be cast at an instant. Errors: ErrSpent, ErrClosed, ErrNotYet.
func (b Ballot) Usable(e event.Edition, now store.Time) error {
	switch {
	case b.Spent():
		return ErrSpent
	case e.SurveyOpen(now.Time):
		return nil
	case e.SurveyOpenedAt.IsZero() || now.Before(e.SurveyOpenedAt.Time):
		return ErrNotYet
	}
	return ErrClosed
}

func joinIDs(ids []store.ID) string {
	parts := make([]string, len(ids))
	for i, id := range ids {
		parts[i] = string(id)
	}
	return strings.Join(parts, ",")
}

func splitIDs(joined string) []store.ID {
	var ids []store.ID
	for part := range strings.SplitSeq(joined, ",") {
		if part != "" {
			ids = append(ids, store.ID(part))
		}
	}
	return ids
}
