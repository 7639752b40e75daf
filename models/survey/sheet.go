package survey

import (
	"slices"
	"strings"

	"samling/models/store"
)

type sheetRow struct {
	ID        store.ID
	EditionID store.ID
	Part      Part
	SeminarID store.ID
	Pool      string
}

// TableName implements gorm's Tabler.
func (sheetRow) TableName() string { return "answer_sheets" }

type answerRow struct {
	SheetID store.ID
	Code    string
	Value   string
}

// TableName implements gorm's Tabler.
func (answerRow) TableName() string { return "answers" }

// lay stores sheets as answers. Each gets a fresh random id and they are written in the order of these ids: that
// is the shuffle, and it leaves nothing of the order in which they came, neither in the tables nor in the log of
// the database.
func lay(tx *store.Tx, edition store.ID, sheets []sheet) error {
	rows := make([]sheetRow, len(sheets))
	said := make(map[store.ID]map[string]string, len(sheets))
	for i, s := range sheets {
		rows[i] = sheetRow{tx.NewID(), edition, s.Part, s.Seminar, "ballot"}
		said[rows[i].ID] = s.Answers
	}
	slices.SortFunc(rows, func(a, b sheetRow) int { return strings.Compare(string(a.ID), string(b.ID)) })
	if err := tx.CreateInBatches(rows, 100).Error; err != nil {
		return err
	}
	var answers []answerRow
	for _, r := range rows {
		for code, value := range said[r.ID] {
			answers = append(answers, answerRow{r.ID, code, value})
		}
	}
	if len(answers) == 0 {
		return nil
	}
	return tx.CreateInBatches(answers, 250).Error
}
