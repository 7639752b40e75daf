package survey

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"samling/models/store"
)

// TextMax is how many characters a free text may have.
const TextMax = 2000

// Problem is one answer that cannot be taken: the form field, and the text key that says why.
type Problem struct {
	Field string
	Key   string
	Args  map[string]any
}

// Sheets are the checked answers of one ballot. Only Check makes them, so nothing unchecked can be cast.
type Sheets struct {
	list       []sheet
	commitment string
}

// Commitment is the thing that the person wants to be reminded of, "" unless they asked for that.
func (s Sheets) Commitment() string { return s.commitment }

// sheet is what was said about the day or about one seminar.
type sheet struct {
	Part    Part              `json:"p"`
	Seminar store.ID          `json:"s,omitempty"`
	Answers map[string]string `json:"a"`
}

// Check holds a posted form against the paper. Every answer must be one of its question's own values; free text
// must be readable and at most TextMax characters; what is not optional must be answered. Fields that are not on
// the paper are not looked at. The sheets are worth casting only when there is no problem.
func Check(p Paper, form map[string][]string) (Sheets, []Problem) {
	c := checker{form: form}
	out := Sheets{list: []sheet{c.sheet(Day, "", "", p.Day)}}
	for _, s := range p.Seminars {
		out.list = append(out.list, c.sheet(Seminar, s.Seminar.ID, s.Seminar.Key, s.Questions))
	}
	out.commitment = c.commitment(p.Commitment)
	return out, c.problems
}

type checker struct {
	form     map[string][]string
	problems []Problem
}

func (c *checker) blame(field, key string) {
	c.problems = append(c.problems, Problem{Field: field, Key: key, Args: map[string]any{"max": TextMax}})
}

func (c *checker) sheet(part Part, seminar store.ID, key string, questions []Question) sheet {
	s := sheet{Part: part, Seminar: seminar, Answers: map[string]string{}}
	for _, q := range questions {
		for i, code := range q.Codes() {
			row := 0
			if q.Kind == Matrix {
				row = i + 1
			}
			if value, answered := c.answer(q, Field(q, row, key)); answered {
				s.Answers[code] = value
			}
		}
	}
	return s
}

// answer gives the value as it is stored, and whether there is one.
func (c *checker) answer(q Question, field string) (string, bool) {
	switch q.Kind {
	case Text:
		text := c.text(field)
		return text, text != ""
	case Choices:
		return c.several(q, field)
	case Consent:
		return "", false // a consent is about a person and never part of an answer
	}
	return c.one(q, field)
}

func (c *checker) one(q Question, field string) (string, bool) {
	sent := c.sent(field)
	switch {
	case len(sent) == 0 && !q.Optional:
		c.blame(field, "survey.problem_missing")
	case len(sent) == 0:
	case len(sent) > 1:
		c.blame(field, "survey.problem_one")
	case sent[0] == NoneValue && q.None != nil:
		return "", true
	case !q.Has(sent[0]):
		c.blame(field, "survey.problem_unknown")
	default:
		return sent[0], true
	}
	return "", false
}

// several keeps the ticked values in the question's own order, so that the order of ticking is not an answer.
func (c *checker) several(q Question, field string) (string, bool) {
	sent := c.sent(field)
	if len(sent) == 0 && !q.Optional {
		c.blame(field, "survey.problem_missing")
	}
	var kept []string
	for _, o := range q.Options {
		if slices.Contains(sent, o.Value) {
			kept = append(kept, o.Value)
		}
	}
	for _, value := range sent {
		if !q.Has(value) {
			c.blame(field, "survey.problem_unknown")
			return "", false
		}
	}
	return strings.Join(kept, ","), len(kept) > 0
}

func (c *checker) text(field string) string {
	sent := c.sent(field)
	if len(sent) == 0 {
		return ""
	}
	text, readable := tidy(sent[0])
	switch {
	case len(sent) > 1:
		c.blame(field, "survey.problem_one")
	case !readable:
		c.blame(field, "survey.problem_unreadable")
	case utf8.RuneCountInString(text) > TextMax:
		c.blame(field, "survey.problem_long")
	}
	return text
}

// commitment is kept only when the box is ticked; ticking it without writing anything is a slip worth naming.
func (c *checker) commitment(questions []Question) string {
	var text, field string
	consent := false
	for _, q := range questions {
		switch q.Kind {
		case Text:
			field = Field(q, 0, "")
			text = c.text(field)
		case Consent:
			consent = len(c.sent(Field(q, 0, ""))) > 0
		}
	}
	if !consent || field == "" {
		return ""
	}
	if text == "" {
		c.blame(field, "survey.problem_commitment")
	}
	return text
}

// sent gives what was sent under a name, without blanks.
func (c *checker) sent(field string) []string {
	return slices.DeleteFunc(slices.Clone(c.form[field]), func(v string) bool { return strings.TrimSpace(v) == "" })
}

// tidy takes away what no keyboard types (control characters, carriage returns) and the space around; it says
// false for bytes that are no text at all.
func tidy(raw string) (string, bool) {
	if !utf8.ValidString(raw) {
		return "", false
	}
	clean := strings.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && unicode.IsControl(r) {
			return -1
		}
		return r
	}, raw)
	return strings.TrimSpace(clean), true
}
