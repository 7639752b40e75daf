package page

import (
	"slices"

	"samling/views/text"
)

// Problem is something to mend in a form: the field, and the text key of the sentence that says how.
type Problem struct {
	Field string
	Key   string
	Args  map[string]any
}

// Form carries what was typed and what is wrong with it back to the page.
type Form struct {
	t        *text.Translator
	Values   map[string][]string
	Problems []Problem
}

// NewForm makes a form in a language; values may be nil.
func NewForm(t *text.Translator, values map[string][]string, problems ...Problem) Form {
	return Form{t: t, Values: values, Problems: problems}
}

// Value is what was typed in a field.
func (f Form) Value(name string) string {
	if v := f.Values[name]; len(v) > 0 {
		return v[0]
	}
	return ""
}

// Has says whether a choice of a field was ticked.
func (f Form) Has(name, value string) bool { return slices.Contains(f.Values[name], value) }

// Error is the sentence about a field, or "".
func (f Form) Error(name string) string {
	for _, p := range f.Problems {
		if p.Field == name {
			return f.Sentence(p)
		}
	}
	return ""
}

// Sentence is what a problem says.
func (f Form) Sentence(p Problem) string { return f.t.With(p.Key, p.Args) }

// Count is the summary's heading.
func (f Form) Count() string { return f.t.T("form.problems", "n", len(f.Problems)) }

// Field is one field as the partials draw it.
type Field struct {
	Name, Label, Help, Value, Error     string
	Type, Autocomplete, Inputmode, Size string
	Optional                            string // the word "(frivilligt)", or ""
	Max, Min, Rows                      string
	t                                   *text.Translator
}

// Describedby lists the ids that explain the field, for screen readers.
func (f Field) Describedby() string {
	ids := ""
	if f.Help != "" {
		ids = f.Name + "-hjalp"
	}
	if f.Error != "" {
		if ids != "" {
			ids += " "
		}
		ids += f.Name + "-fel"
	}
	return ids
}

// ErrorWord is what stands before an error for those who cannot see its colour.
func (f Field) ErrorWord() string { return f.t.T("form.error") }

// Input prepares a field. label is a text key; options are pairs: "help" (text key), "type", "autocomplete",
// "inputmode", "size", "max", "min", "rows", "optional" ("yes").
func (f Form) Input(name, label string, options ...string) Field {
	field := Field{Name: name, Label: f.t.T(label), Value: f.Value(name), Error: f.Error(name), Type: "text", t: f.t}
	for i := 0; i+1 < len(options); i += 2 {
		field.set(options[i], options[i+1])
	}
	return field
}

func (f *Field) set(option, value string) {
	switch option {
	case "help":
		f.Help = f.t.T(value)
	case "type":
		f.Type = value
	case "autocomplete":
		f.Autocomplete = value
	case "inputmode":
		f.Inputmode = value
	case "size":
		f.Size = value
	case "max":
		f.Max = value
	case "min":
		f.Min = value
	case "rows":
		f.Rows = value
	case "value":
		if f.Value == "" {
			f.Value = value
		}
	case "optional":
		f.Optional = f.t.T("form.optional")
	}
}
