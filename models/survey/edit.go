package survey

import (
	"slices"
	"strconv"

	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/store"
)

// Why a question is not taken.
var (
	ErrManyQuestions = store.Fault(store.Invalid, "error.questions_many")
	ErrCodeTaken     = store.Fault(store.Invalid, "error.question_code_taken").On("code")
	ErrLeads         = store.Fault(store.Conflict, "error.question_leads")
)

// Answered says whether anything has been answered about an edition. Then its questions stay as they are: what people
// said must stay an answer to what they were asked.
func Answered(db *gorm.DB, edition store.ID) (bool, error) {
	var n int
	err := db.Raw(`SELECT (SELECT COUNT(*) FROM ballots WHERE edition_id = ? AND spent_on IS NOT NULL) +
		(SELECT COUNT(*) FROM urn WHERE edition_id = ?) + (SELECT COUNT(*) FROM answer_counts WHERE edition_id = ?)`,
		edition, edition, edition).Scan(&n).Error
	return n > 0, err
}

// change reads the questions, lets a function change them, and stores what has changed, if nobody has answered. version
// is the edition's, as the editor saw it. Errors: event.ErrStale, event.ErrNotInState, ErrAnswered, ErrManyQuestions and
// those of the function.
func change(tx *store.Tx, edition store.ID, version int, do func(all []Question, old elders) ([]Question, error)) error {
	if err := event.ReviseFor(tx, edition, version, event.Manage); err != nil {
		return err
	}
	all, err := Questions(tx.DB, edition)
	if err != nil {
		return err
	}
	old, err := eldersOf(tx.DB, edition)
	if err != nil {
		return err
	}
	if all, err = do(all, old); err != nil {
		return err
	}
	if len(all) > questionsMax {
		return ErrManyQuestions
	}
	return SetQuestions(tx, edition, Questionnaire{Questions: all})
}

// AddQuestion puts a question at the end of its part. Without a code it gets the next free one. Errors: those of change,
// event.Problems, ErrCodeTaken.
func AddQuestion(tx *store.Tx, edition store.ID, version int, f QuestionForm) error {
	return change(tx, edition, version, func(all []Question, old elders) ([]Question, error) {
		if f.Code == "" {
			f.Code = freeCode(f.Part, f.Kind, all)
		}
		q, err := f.Question(of(f.Part, all))
		if err != nil {
			return nil, err
		}
		if taken(all, q, "") {
			return nil, ErrCodeTaken
		}
		q.Version = old.version(q)
		return append(all, q), nil
	})
}

// EditQuestion writes a question anew in its place; its part stays. Errors: those of AddQuestion, store.ErrNotFound.
func EditQuestion(tx *store.Tx, edition store.ID, version int, id store.ID, f QuestionForm) error {
	return change(tx, edition, version, func(all []Question, old elders) ([]Question, error) {
		i := indexOf(all, id)
		if i < 0 {
			return nil, store.ErrNotFound
		}
		f.Part = all[i].Part
		q, err := f.Question(of(f.Part, all[:i]))
		if err != nil {
			return nil, err
		}
		if taken(all, q, id) {
			return nil, ErrCodeTaken
		}
		was := all[i].Code
		q.ID, q.Version = id, old.version(q)
		all[i] = q
		return all, follow(all, q, was)
	})
}

// follow keeps the conditions that hang on a question in step with it: a new code is taken over, and an answer that
// others hang on cannot be taken away. Errors: ErrLeads.
func follow(all []Question, q Question, was string) error {
	for i := range all {
		on := all[i].ShowIf
		if all[i].Part != q.Part || on == nil || on.Code != was {
			continue
		}
		if !q.Leads() || slices.ContainsFunc(on.Values, func(v string) bool { return !q.Has(v) }) {
			return ErrLeads
		}
		all[i].ShowIf = &ShowIf{Code: q.Code, Values: on.Values}
	}
	return nil
}

// CopyQuestion puts a copy of a question after it, with a code of its own. Errors: those of change, store.ErrNotFound.
func CopyQuestion(tx *store.Tx, edition store.ID, version int, id store.ID) error {
	return change(tx, edition, version, func(all []Question, old elders) ([]Question, error) {
		i := indexOf(all, id)
		if i < 0 {
			return nil, store.ErrNotFound
		}
		q := all[i]
		q.ID, q.Code = "", freeCode(q.Part, q.Kind, all)
		q.Version = old.version(q)
		return slices.Insert(all, i+1, q), nil
	})
}

// MoveQuestion moves a question one step within its part. A question stays after the one it hangs on. Errors: those of
// change, store.ErrNotFound, ErrLeads.
func MoveQuestion(tx *store.Tx, edition store.ID, version int, id store.ID, up bool) error {
	return change(tx, edition, version, func(all []Question, _ elders) ([]Question, error) {
		i := indexOf(all, id)
		if i < 0 {
			return nil, store.ErrNotFound
		}
		step := 1
		if up {
			step = -1
		}
		to := i + step
		for to >= 0 && to < len(all) && all[to].Part != all[i].Part {
			to += step
		}
		if to < 0 || to >= len(all) {
			return all, nil // it is first or last already
		}
		first, second := all[min(i, to)], all[max(i, to)]
		if second.ShowIf != nil && second.ShowIf.Code == first.Code {
			return nil, ErrLeads
		}
		all[i], all[to] = all[to], all[i]
		return all, nil
	})
}

// RemoveQuestion takes a question away. Errors: those of change, store.ErrNotFound, ErrLeads when others hang on it.
func RemoveQuestion(tx *store.Tx, edition store.ID, version int, id store.ID) error {
	return change(tx, edition, version, func(all []Question, _ elders) ([]Question, error) {
		i := indexOf(all, id)
		if i < 0 {
			return nil, store.ErrNotFound
		}
		for _, q := range all {
			if q.Part == all[i].Part && q.ShowIf != nil && q.ShowIf.Code == all[i].Code {
				return nil, ErrLeads
			}
		}
		return slices.Delete(all, i, i+1), nil
	})
}

// ReplaceQuestions puts a whole questionnaire in place of the one there is. Errors: those of change.
func ReplaceQuestions(tx *store.Tx, edition store.ID, version int, q Questionnaire) error {
	return change(tx, edition, version, func(_ []Question, old elders) ([]Question, error) {
		for i := range q.Questions {
			q.Questions[i].Version = old.version(q.Questions[i])
		}
		return q.Questions, nil
	})
}

func indexOf(all []Question, id store.ID) int {
	return slices.IndexFunc(all, func(q Question) bool { return q.ID == id })
}

// taken says whether another question of the part has the code.
func taken(all []Question, q Question, self store.ID) bool {
	return slices.ContainsFunc(all, func(o Question) bool {
		return o.Part == q.Part && o.Code == q.Code && (self == "" || o.ID != self)
	})
}

// letters begin the codes of each part, as in the standard questionnaire.
var letters = map[Part]string{Day: "Q", Seminar: "S", Commitment: "C", FollowUp: "U"}

func freeCode(part Part, kind Kind, all []Question) string {
	letter := letters[part]
	if kind == Heading {
		letter += "H"
	}
	for n := 1; ; n++ {
		code := letter + strconv.Itoa(n)
		if !taken(all, Question{Part: part, Code: code}, "") {
			return code
		}
	}
}

// QuestionByID finds a question and those of its part that are asked before it. Errors: store.ErrNotFound.
func QuestionByID(db *gorm.DB, edition, id store.ID) (q Question, before []Question, err error) {
	all, err := Questions(db, edition)
	if err != nil {
		return q, nil, err
	}
	i := indexOf(all, id)
	if i < 0 {
		return q, nil, store.ErrNotFound
	}
	return all[i], of(all[i].Part, all[:i]), nil
}
