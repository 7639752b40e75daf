package survey

import (
	"slices"
	"strconv"
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
	remind     bool
	flags      []FlagKind
}

// Flags says what in the texts looks as if it pointed at somebody, so that whoever wrote it can be asked before it is sent.
func (s Sheets) Flags() []FlagKind { return s.flags }

// Commitment is the thing that the person wants to be reminded of, "" unless they asked for that.
func (s Sheets) Commitment() string { return s.commitment }

// RemindMe says whether the person wants a reminder of the commitment after four weeks.
func (s Sheets) RemindMe() bool { return s.remind }

// sheet is what was said about the day or about one seminar.
type sheet struct {
	Part    Part              `json:"p"`
	Seminar store.ID          `json:"s,omitempty"`
	Answers map[string]string `json:"a"`
	Pool    Pool              `json:"o,omitempty"` // "" = by ballot
	Own     store.ID          `json:"h,omitempty"` // the host organisation whose sum it adds to, "" = none; lost when it is laid
}

// Check holds a posted form against the paper. Every answer must be one of its question's own values; free text
// must be readable and at most TextMax characters; what is not optional must be answered. Fields that are not on
// the paper are not looked at. The sheets are worth casting only when there is no problem.
func Check(p Paper, form map[string][]string) (Sheets, []Problem) {
	c := checker{form: form}
	if len(p.FollowUp) > 0 {
		alone := c.sheet(FollowUp, "", "", p.FollowUp)
		return Sheets{list: []sheet{alone}, flags: c.flags}, c.problems
	}
	out := Sheets{list: []sheet{c.sheet(Day, "", "", p.Day)}}
	for _, s := range p.Seminars {
		out.list = append(out.list, c.sheet(Seminar, s.Seminar.ID, s.Seminar.Key, s.Questions))
	}
	out.commitment, out.remind = c.commitment(p.Commitment)
	out.flags = c.flags
	return out, c.problems
}

type checker struct {
	form     map[string][]string
	problems []Problem
	flags    []FlagKind
}

func (c *checker) blame(field, key string) {
	c.problems = append(c.problems, Problem{Field: field, Key: key, Args: map[string]any{"max": TextMax}})
}

func (c *checker) sheet(part Part, seminar store.ID, key string, questions []Question) sheet {
	s := sheet{Part: part, Seminar: seminar, Answers: map[string]string{}}
	for _, q := range asked(questions, func(q Question) []string { return c.sent(Field(q, 0, key)) }) {
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
	case Number:
		return c.number(q, field)
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

// number takes a whole number in any way people write one: "1 200", " 12 ".
func (c *checker) number(q Question, field string) (string, bool) {
	sent := c.sent(field)
	switch {
	case len(sent) == 0 && !q.Optional:
		c.blame(field, "survey.problem_number_missing")
	case len(sent) == 0:
	case len(sent) > 1:
		c.blame(field, "survey.problem_one")
	default:
		digits := strings.Map(func(r rune) rune {
			if unicode.IsSpace(r) {
				return -1
			}
			return r
		}, sent[0])
		n, err := strconv.ParseUint(digits, 10, 32)
		if err == nil && (q.Most == 0 || n <= uint64(q.Most)) {
			return strconv.FormatUint(n, 10), true
		}
		c.problems = append(c.problems, Problem{Field: field, Key: "survey.problem_number", Args: map[string]any{"max": q.Most}})
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
	default:
		for _, f := range Flags(text) {
			if !slices.Contains(c.flags, f.Kind) {
				c.flags = append(c.flags, f.Kind)
			}
		}
	}
	return text
}

// commitment is kept only when the first box is ticked; ticking it without writing anything is a slip worth naming. A
// second box asks for a reminder, which needs that the text is kept.
func (c *checker) commitment(questions []Question) (text string, remind bool) {
	var field string
	var boxes []string
	for _, q := range questions {
		switch q.Kind {
		case Text:
			field = Field(q, 0, "")
			text = c.text(field)
		case Consent:
			boxes = append(boxes, Field(q, 0, ""))
		}
	}
	ticked := func(i int) bool { return i < len(boxes) && len(c.sent(boxes[i])) > 0 }
	switch {
	case field == "":
		return "", false
	case ticked(1) && !ticked(0):
		c.blame(boxes[1], "survey.problem_remind")
		return "", false
	case !ticked(0):
		return "", false
	case text == "":
		c.blame(field, "survey.problem_commitment")
	}
	return text, ticked(1)
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
