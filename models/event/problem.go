package event

import (
	"strings"
	"unicode/utf8"
)

// Problem is what is wrong with one field of a form. Key names a text in the catalogue, Args fill its places.
type Problem struct {
	Field string
	Key   string
	Args  map[string]any
}

// Problems is the error of a form that breaks rules: all of them, so that the sender mends them in one go.
type Problems []Problem

func (p Problems) Error() string {
	fields := make([]string, len(p))
	for i, problem := range p {
		fields[i] = problem.Field + ": " + problem.Key
	}
	return "form: " + strings.Join(fields, ", ")
}

// fault gives the problems as an error, or nil when there are none: a typed nil would not compare equal to nil.
func (p Problems) fault() error {
	if len(p) == 0 {
		return nil
	}
	return p
}

func (p *Problems) add(field, key string) { *p = append(*p, Problem{Field: field, Key: key}) }

// Limits on how long texts may be, in characters. They keep pages and badges readable and a hostile form small.
const (
	maxLine = 200
	maxText = 5000
)

// line cleans a text of one line and reports when it is empty though required (name, title), or too long.
func (p *Problems) line(field, value string, required bool) string {
	value = strings.Join(strings.Fields(value), " ")
	if required && value == "" {
		p.add(field, "error.missing_"+field)
	}
	p.atMost(field, value, maxLine)
	return value
}

// text cleans a text of several lines and reports when it is too long.
func (p *Problems) text(field, value string) string {
	value = strings.TrimSpace(strings.ReplaceAll(value, "\r\n", "\n"))
	p.atMost(field, value, maxText)
	return value
}

func (p *Problems) atMost(field, value string, most int) {
	if utf8.RuneCountInString(value) > most {
		*p = append(*p, Problem{Field: field, Key: "form.too_long", Args: map[string]any{"Max": most}})
	}
}
