package survey

import "samling/models/store"

// CopyQuestions gives an edition the questions of another one, with their codes and versions, so that the years can be
// compared. Errors: ErrAnswered.
func CopyQuestions(tx *store.Tx, from, to store.ID) error {
	questions, err := Questions(tx.DB, from)
	if err != nil || len(questions) == 0 {
		return err
	}
	for i := range questions {
		questions[i].ID = "" // each edition has questions of its own
	}
	return SetQuestions(tx, to, Questionnaire{Questions: questions})
}
