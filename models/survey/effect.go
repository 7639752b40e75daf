package survey

import (
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/store"
)

// The effect of a day is asked for three months later, of those who then get back what they wanted to do differently. It
// is a survey of its own beside the day's: its own opening and closing, ballots, urn and steps.
const (
	followUpMonths  = 3
	FollowUpOpenFor = 28 * 24 * time.Hour
)

// FollowUpAt is when the commitments of an edition are mailed back: three months after its evaluation opened, by the
// edition's own calendar. It is zero before that.
func FollowUpAt(e event.Edition) store.Time {
	if e.SurveyOpenedAt.IsZero() {
		return store.Time{}
	}
	return store.At(e.SurveyOpenedAt.In(e.Zone()).AddDate(0, followUpMonths, 0))
}

// FollowUpState is the follow-up of an edition. The zero value: it has not been opened.
type FollowUpState struct {
	EditionID   store.ID
	OpenedAt    store.Time
	ClosesAt    store.Time
	ClosedAt    store.Time // everything is counted and erased
	Commitments int        // how many were mailed back
}

// TableName implements gorm's Tabler.
func (FollowUpState) TableName() string { return "follow_ups" }

// Open says whether it takes answers at an instant.
func (f FollowUpState) Open(now time.Time) bool {
	return !f.OpenedAt.IsZero() && f.ClosedAt.IsZero() && now.Before(f.ClosesAt.Time)
}

// FollowUpOf reads the state of the follow-up of an edition.
func FollowUpOf(db *gorm.DB, edition store.ID) (f FollowUpState, err error) {
	err = db.Raw("SELECT edition_id, opened_at, closes_at, closed_at, commitments FROM follow_ups WHERE edition_id = ?", edition).Scan(&f).Error
	return f, err
}

// OpenFollowUp begins the follow-up of an edition, once, and gives the commitments that are to be mailed back. Each has a
// ballot, unless there are so few of them that no answer could ever be shown: then nobody is asked for one. Nil when it
// has begun before, when it is not yet time, and when there is nothing to mail.
func OpenFollowUp(tx *store.Tx, e event.Edition) ([]Pledge, error) {
	if at := FollowUpAt(e); at.IsZero() || tx.Now.Before(at.Time) {
		return nil, nil
	}
	all, err := pledgesOf(tx.DB, e.ID)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	first := tx.Exec("INSERT INTO follow_ups (edition_id, opened_at, closes_at, commitments) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
		e.ID, tx.Now, store.At(tx.Now.Add(FollowUpOpenFor)), len(all))
	if first.Error != nil || first.RowsAffected != 1 {
		return nil, first.Error
	}
	questions, err := Questions(tx.DB, e.ID)
	if err != nil {
		return nil, err
	}
	least, err := LeastOf(tx.DB, e.ID)
	if err != nil || len(all) < least || len(of(FollowUp, questions)) == 0 {
		return all, err
	}
	return all, handOutFollowUps(tx, all)
}

// handOutFollowUps gives each commitment a ballot. The ballots are written in the order of their ids, which says nothing.
func handOutFollowUps(tx *store.Tx, all []Pledge) error {
	for chunk := range slices.Chunk(all, 100) {
		var rows, cases []any
		for i := range chunk {
			b := FollowUpBallot{ID: tx.NewID(), EditionID: chunk[i].EditionID}
			chunk[i].BallotID = b.ID
			rows = append(rows, b.ID, b.EditionID, store.Hash(b.Token(tx.Keys)))
			cases = append(cases, chunk[i].ID, b.ID)
		}
		err := tx.Exec("INSERT INTO follow_up_ballots (id, edition_id, token_hash) VALUES "+placeholders(len(chunk), 3), rows...).Error
		if err != nil {
			return err
		}
		err = tx.Exec("UPDATE commitments SET ballot_id = CASE id"+strings.Repeat(" WHEN ? THEN ?", len(chunk))+" END WHERE id IN ?",
			append(cases, idsOf(chunk))...).Error
		if err != nil {
			return err
		}
	}
	return nil
}

func idsOf(all []Pledge) []store.ID {
	ids := make([]store.ID, len(all))
	for i, c := range all {
		ids[i] = c.ID
	}
	return ids
}
