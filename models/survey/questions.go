package survey

import (
	"encoding/json"
	"fmt"
	"reflect"

	"gorm.io/gorm"

	"samling/models/store"
)

// ErrAnswered says that somebody has answered already, so the questions can no longer change: what people said
// must stay an answer to what they were asked.
var ErrAnswered = store.Fault(store.Conflict, "error.questions_answered")

type questionRow struct {
	ID        store.ID
	EditionID store.ID
	Part      Part
	Code      string
	Version   int
	Kind      Kind
	Optional  bool
	Body      string
	Position  int
}

// TableName implements gorm's Tabler.
func (questionRow) TableName() string { return "questions" }

// Questions reads the questions of an edition, part by part in the order in which they are asked.
func Questions(db *gorm.DB, edition store.ID) ([]Question, error) {
	all, err := questionsOf(db, []store.ID{edition})
	return all[edition], err
}

func questionsOf(db *gorm.DB, editions []store.ID) (map[store.ID][]Question, error) {
	var rows []questionRow
	if err := db.Where("edition_id IN ?", editions).Order("position, id").Find(&rows).Error; err != nil {
		return nil, err
	}
	out := map[store.ID][]Question{}
	for _, r := range rows {
		q := Question{ID: r.ID, Part: r.Part, Code: r.Code, Version: r.Version, Kind: r.Kind, Optional: r.Optional}
		if err := json.Unmarshal([]byte(r.Body), &q.Body); err != nil {
			return nil, fmt.Errorf("question %s: %w", r.Code, err)
		}
		out[r.EditionID] = append(out[r.EditionID], q)
	}
	return out, nil
}

// SetQuestions gives an edition its questions in place of those it has; those that are kept keep their ids. Setting the
// same ones again changes nothing. Errors: ErrAnswered.
func SetQuestions(tx *store.Tx, edition store.ID, q Questionnaire) error {
	have, err := Questions(tx.DB, edition)
	if err != nil {
		return err
	}
	if same(have, q.Questions) {
		return nil
	}
	answered, err := Answered(tx.DB, edition)
	if err != nil {
		return err
	}
	if answered {
		return ErrAnswered
	}
	if err := tx.Exec("DELETE FROM questions WHERE edition_id = ?", edition).Error; err != nil {
		return err
	}
	rows := make([]questionRow, len(q.Questions))
	for i, one := range q.Questions {
		body, err := json.Marshal(one.Body)
		if err != nil {
			return err
		}
		if one.ID == "" {
			one.ID = tx.NewID()
		}
		rows[i] = questionRow{one.ID, edition, one.Part, one.Code, one.Version, one.Kind, one.Optional, string(body), i}
	}
	if len(rows) == 0 {
		return nil
	}
	return tx.CreateInBatches(rows, 50).Error
}

func same(have, want []Question) bool {
	if len(have) != len(want) {
		return false
	}
	for i := range have {
		kept := have[i]
		if want[i].ID == "" {
			kept.ID = ""
		}
		if !reflect.DeepEqual(kept, want[i]) {
			return false
		}
	}
	return true
}

// of picks the questions of one part.
func of(part Part, all []Question) []Question {
	var out []Question
	for _, q := range all {
		if q.Part == part {
			out = append(out, q)
		}
	}
	return out
}
