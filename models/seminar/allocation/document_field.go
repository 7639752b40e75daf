package allocation

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// longestText is the most characters of a key, an id or a name.
const longestText = 200

// reader takes typed values out of a document. After the first error it gives zero values, and keeps the error.
type reader struct{ err error }

func (r *reader) fail(err error) {
	if r.err == nil {
		r.err = err
	}
}

// object checks that a node has no other fields than these.
func (r *reader) object(n *node, names ...string) {
	if n.fields == nil {
		r.fail(n.wrong("allocate.not_object"))
		return
	}
	for _, name := range n.names {
		if !slices.Contains(names, name) {
			r.fail(n.fields[name].wrong("allocate.unknown_field", "Allowed", strings.Join(names, ", ")))
			return
		}
	}
}

// items gives the parts of a list; none if it is left out.
func (r *reader) items(n *node, name string, most int) []*node {
	field := n.fields[name]
	switch {
	case field == nil:
		return nil
	case field.list == nil:
		r.fail(field.wrong("allocate.not_list"))
	case len(field.list) > most:
		r.fail(field.wrong("allocate.too_many", "Max", most))
	default:
		return field.list
	}
	return nil
}

func (r *reader) required(n *node, name string) *node {
	field := n.fields[name]
	if field == nil {
		r.fail(n.wrong("allocate.missing", "Name", name))
	}
	return field
}

func (r *reader) integer(n *node, low, high int) int {
	number, ok := n.value.(json.Number)
	value, err := strconv.Atoi(number.String())
	if !ok || err != nil || value < low || value > high {
		r.fail(n.wrong("allocate.integer", "Min", low, "Max", high))
		return low
	}
	return value
}

func (r *reader) optionalInteger(n *node, name string, low, high int) int {
	if field := n.fields[name]; field != nil {
		return r.integer(field, low, high)
	}
	return 0
}

func (r *reader) optionalBool(n *node, name string) bool {
	field := n.fields[name]
	if field == nil {
		return false
	}
	value, ok := field.value.(bool)
	if !ok {
		r.fail(field.wrong("allocate.not_bool"))
	}
	return value
}

func (r *reader) seed(n *node) uint64 {
	field := r.required(n, "seed")
	if field == nil {
		return 0
	}
	number, ok := field.value.(json.Number)
	seed, err := strconv.ParseUint(number.String(), 10, 64)
	if !ok || err != nil {
		r.fail(field.wrong("allocate.seed"))
	}
	return seed
}

// text reads a string that says something.
func (r *reader) text(n *node) string {
	value, ok := n.value.(string)
	if !ok || strings.TrimSpace(value) == "" || utf8.RuneCountInString(value) > longestText {
		r.fail(n.wrong("allocate.text", "Max", longestText))
	}
	return value
}

func (r *reader) requiredText(n *node, name string) string {
	if field := r.required(n, name); field != nil {
		return r.text(field)
	}
	return ""
}

func (r *reader) optionalText(n *node, name string) string {
	if field := n.fields[name]; field != nil && field.value != "" {
		return r.text(field)
	}
	return ""
}
