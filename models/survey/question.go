package survey

import (
	"strconv"

	"samling/models/store"
)

// Part says what a question is about.
type Part string

// The parts of a questionnaire.
const (
	Day        Part = "day"        // asked once of everybody
	Seminar    Part = "seminar"    // asked once for each seminar of the person
	Commitment Part = "commitment" // belongs to a person who asked for it; never an anonymous answer
	FollowUp   Part = "follow_up"  // asked three months later
)

// Kind says how a question is answered.
type Kind string

// The kinds of question.
const (
	Scale   Kind = "scale"   // one step of an ordered scale
	Choice  Kind = "choice"  // one of several
	Choices Kind = "choices" // any number of several
	Matrix  Kind = "matrix"  // one step of a scale for each row
	Number  Kind = "number"  // a whole number
	Text    Kind = "text"    // free text
	Consent Kind = "consent" // a box to tick
	Heading Kind = "heading" // words between questions; nothing is answered
)

// Words is one wording in each language it exists in. Swedish ("sv") is always there.
type Words map[string]string

// In gives the wording in a language, or the Swedish one where there is no other.
func (w Words) In(lang string) string {
	if said := w[lang]; said != "" {
		return said
	}
	return w["sv"]
}

// Option is one value that can be chosen: a number as text, and its label (none on the 0-10 scale).
type Option struct {
	Value string `json:"value"`
	Label Words  `json:"label,omitempty"`
}

// Question is one question of one edition. Its code is the same from year to year; a changed wording raises its
// version, so that only the same question is compared.
type Question struct {
	ID       store.ID
	Part     Part
	Code     string
	Version  int
	Kind     Kind
	Optional bool
	Body
}

// Body is the wording of a question, stored as JSON.
type Body struct {
	Ask     Words    `json:"ask"`
	Hint    Words    `json:"hint,omitempty"`
	Options []Option `json:"options,omitempty"` // the steps of a scale, or what can be chosen
	None    Words    `json:"none,omitempty"`    // the label of "do not know", nil when the scale has none
	Ends    []Words  `json:"ends,omitempty"`    // labels of the two ends where the steps have none
	Rows    []Words  `json:"rows,omitempty"`    // what a matrix asks about
	Most    int      `json:"most,omitempty"`    // the largest number that can be given, from 0
	Short   bool     `json:"short,omitempty"`   // asked in the short form behind a QR code too
	ShowIf  *ShowIf  `json:"show_if,omitempty"` // nil: always asked
}

// ShowIf says that a question is asked only of those who gave one of some answers to an earlier question of its part.
type ShowIf struct {
	Code   string   `json:"code"`
	Values []string `json:"values"`
}

// Graded says whether the question runs over the five steps 1-5, so that "share of 4 and 5" has a meaning.
func (q Question) Graded() bool { return (q.Kind == Scale || q.Kind == Matrix) && q.runs(1, 5) }

// Recommends says whether it is the 0-10 question from which a net promoter score is made.
func (q Question) Recommends() bool { return q.Kind == Scale && q.runs(0, 10) }

// Background says whether the question tells who answers and not what they think: code B1, B2 and so on. Such
// counts are groups of people, so each group is held to the threshold by itself (suppress.go).
func (q Question) Background() bool { return q.Kind == Choice && q.Code[0] == 'B' }

// Codes gives the codes under which answers are stored: the question's own, or one for each row (Q10/1, Q10/2).
func (q Question) Codes() []string {
	switch q.Kind {
	case Heading:
		return nil
	case Matrix:
	default:
		return []string{q.Code}
	}
	codes := make([]string, len(q.Rows))
	for i := range q.Rows {
		codes[i] = q.Code + "/" + strconv.Itoa(i+1)
	}
	return codes
}

// Has says whether a value is one of the question's own.
func (q Question) Has(value string) bool {
	for _, o := range q.Options {
		if o.Value == value {
			return true
		}
	}
	return false
}

// Label is what a value is called in a language: its label, or the number itself where steps have none; "" is
// "do not know".
func (q Question) Label(value, lang string) string {
	if value == "" {
		return q.None.In(lang)
	}
	for _, o := range q.Options {
		if label := o.Label.In(lang); o.Value == value && label != "" {
			return label
		}
	}
	return value
}

func (q Question) runs(from, to int) bool {
	if len(q.Options) != to-from+1 {
		return false
	}
	for i, o := range q.Options {
		if o.Value != strconv.Itoa(from+i) {
			return false
		}
	}
	return true
}
