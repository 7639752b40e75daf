package room

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
)

// Limits on questions: enough for whoever is curious, too little for whoever wants to fill somebody's page.
const (
	QuestionMax  = 500 // characters
	questionEach = 5   // questions of one person to one seminar
)

// Why a question is not taken.
var (
	ErrManyQuestions = store.Fault(store.Conflict, "error.question_many").On("fraga")
	ErrNotPlaced     = store.Fault(store.Conflict, "error.question_not_placed").On("seminarium")
)

// Question is something somebody wants to know of who leads their seminar.
type Question struct {
	ID        store.ID
	SeminarID store.ID
	Seminar   string // title
	Text      string
	Signature string // '' = not signed
}

// author is how the table knows whose question it is: only somebody with the site's key can tell from a person's id.
func author(keys store.Keys, person store.ID) string {
	return store.Hash(keys.Token("question", person, 1))
}

const selectQuestions = `SELECT q.id, q.seminar_id, s.title AS seminar, q.text, q.signature FROM seminar_questions q
	JOIN seminars s ON s.id = q.seminar_id`

// Questions lists what is asked of who leads a seminar. Ids are drawn, so the order tells nothing.
func Questions(db *gorm.DB, seminar store.ID) ([]Question, error) {
	var all []Question
	err := db.Raw(selectQuestions+" WHERE q.seminar_id = ? ORDER BY q.id", seminar).Scan(&all).Error
	return all, err
}

// QuestionsBy lists what a person has asked.
func QuestionsBy(db *gorm.DB, keys store.Keys, person store.ID) ([]Question, error) {
	var all []Question
	err := db.Raw(selectQuestions+" WHERE q.author = ? ORDER BY s.position, q.id", author(keys, person)).Scan(&all).Error
	return all, err
}

// CountQuestions counts the questions to each seminar.
func CountQuestions(db *gorm.DB, edition store.ID) (map[store.ID]int, error) {
	var rows []struct {
		SeminarID store.ID
		N         int
	}
	err := db.Raw("SELECT seminar_id, COUNT(*) AS n FROM seminar_questions WHERE edition_id = ? GROUP BY seminar_id", edition).Scan(&rows).Error
	all := make(map[store.ID]int, len(rows))
	for _, row := range rows {
		all[row.SeminarID] = row.N
	}
	return all, err
}

// Ask sends a question to who leads a seminar in which the person is placed, and that somebody leads. sign puts the shown name under it; people
// with protected identity never sign, whatever was sent.
// Errors: event.Problems on "fraga", ErrNotPlaced, ErrManyQuestions, event.ErrNotInState.
func Ask(tx *store.Tx, r registration.Registration, to store.ID, text string, sign bool) error {
	if err := event.Require(tx.DB, r.EditionID, event.CancelOrSwap); err != nil {
		return err
	}
	text, err := checkQuestion(text)
	if err != nil {
		return err
	}
	open, err := Askable(tx.DB, r.EditionID, r.ID)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(open, func(s Asked) bool { return s.ID == to }) {
		return ErrNotPlaced
	}
	signature := ""
	if sign && !r.Alias() {
		o, err := event.OrganisationByID(tx.DB, r.EditionID, r.OrganisationID)
		if err != nil {
			return err
		}
		signature = r.ShownName() + ", " + o.Name
	}
	by := author(tx.Keys, r.ID)
	done := tx.Exec(`INSERT INTO seminar_questions (id, edition_id, seminar_id, author, text, signature) SELECT ?, ?, ?, ?, ?, ?
		WHERE (SELECT COUNT(*) FROM seminar_questions WHERE author = ? AND seminar_id = ?) < ?`,
		tx.NewID(), r.EditionID, to, by, text, signature, by, to, questionEach)
	if done.Error == nil && done.RowsAffected == 0 {
		return ErrManyQuestions
	}
	return done.Error
}

func checkQuestion(raw string) (string, error) {
	text := strings.TrimSpace(norm.NFC.String(raw))
	switch n := utf8.RuneCountInString(text); {
	case !strings.ContainsFunc(text, unicode.IsLetter):
		return "", event.Problems{{Field: "fraga", Key: "error.missing_question"}}
	case n > QuestionMax:
		return "", event.Problems{{Field: "fraga", Key: "form.too_long", Args: map[string]any{"Max": QuestionMax}}}
	}
	return text, nil
}

// TakeBack removes a question of a person's own. Errors: store.ErrNotFound.
func TakeBack(tx *store.Tx, person, question store.ID) error {
	return gone(tx.Exec("DELETE FROM seminar_questions WHERE id = ? AND author = ?", question, author(tx.Keys, person)))
}

// RemoveQuestion removes a question that an organiser does not want a leader to read. Errors: store.ErrNotFound.
func RemoveQuestion(tx *store.Tx, edition, question store.ID) error {
	return gone(tx.Exec("DELETE FROM seminar_questions WHERE id = ? AND edition_id = ?", question, edition))
}

func gone(done *gorm.DB) error {
	if done.Error == nil && done.RowsAffected == 0 {
		return store.ErrNotFound
	}
	return done.Error
}
