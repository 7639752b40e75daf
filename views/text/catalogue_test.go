package text_test

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"text/template/parse"

	"samling/views/text"
)

// entry is one text as its file has it: one form, or the plural forms by name.
type entry struct {
	file  string
	forms map[string]string
}

// places are the names of the values that a text takes, in any of its forms.
func (e entry) places() []string {
	names := map[string]bool{}
	for _, form := range e.forms {
		for _, found := range field.FindAllStringSubmatch(strings.Join(action.FindAllString(form, -1), " "), -1) {
			names[found[1]] = true
		}
	}
	return slices.Sorted(maps.Keys(names))
}

// An action is what stands between double braces, a field the name of a value in it: {{.Title}}, {{if .Where}}.
var (
	action = regexp.MustCompile(`\{\{.*?\}\}`)
	field  = regexp.MustCompile(`\.(\w+)`)
)

// broken says why a form cannot be filled in, or nil.
func broken(form string) error {
	tree := parse.New("text")
	tree.Mode = parse.SkipFuncCheck
	_, err := tree.Parse(form, "", "", map[string]*parse.Tree{})
	return err
}

func (e entry) plural() bool { _, one := e.forms["one"]; return one }

// entries reads every text of a language. A key that stands twice is an error: one of them would win in silence.
func entries(t *testing.T, lang string) map[string]entry {
	t.Helper()
	paths, err := filepath.Glob(lang + "/*.json")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no catalogue in %s (%v)", lang, err)
	}
	all := map[string]entry{}
	for _, path := range paths {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		decoder := json.NewDecoder(strings.NewReader(string(raw)))
		if _, err := decoder.Token(); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		for decoder.More() {
			key, e := next(t, path, decoder)
			if twin, twice := all[key]; twice {
				t.Errorf("%s stands in %s and in %s", key, twin.file, path)
			}
			all[key] = e
		}
	}
	return all
}

func next(t *testing.T, path string, decoder *json.Decoder) (string, entry) {
	t.Helper()
	token, err := decoder.Token()
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	key, _ := token.(string)
	var raw json.RawMessage
	if err := decoder.Decode(&raw); err != nil {
		t.Fatalf("%s, %s: %v", path, key, err)
	}
	e := entry{filepath.Base(path), map[string]string{}}
	var plain string
	if json.Unmarshal(raw, &plain) == nil {
		e.forms["other"] = plain
	} else if err := json.Unmarshal(raw, &e.forms); err != nil {
		t.Fatalf("%s, %s: neither a text nor plural forms: %v", path, key, err)
	}
	return key, e
}

func TestLanguagesSayTheSame(t *testing.T) {
	sv := entries(t, text.Languages[0])
	for _, lang := range text.Languages[1:] {
		other := entries(t, lang)
		for key, e := range sv {
			o, there := other[key]
			switch {
			case !there:
				t.Errorf("%s: %s is missing", lang, key)
			case o.file != e.file:
				t.Errorf("%s: %s stands in %s, in Swedish in %s", lang, key, o.file, e.file)
			case !slices.Equal(o.places(), e.places()):
				t.Errorf("%s: %s takes %v, in Swedish %v", lang, key, o.places(), e.places())
			case o.plural() != e.plural():
				t.Errorf("%s: %s has plural forms in only one of the languages", lang, key)
			}
		}
		for key := range other {
			if _, there := sv[key]; !there {
				t.Errorf("sv: %s is missing", key)
			}
		}
	}
}

// swedishWord is a word with a Swedish letter; the letter by itself may be what an English text is about.
var swedishWord = regexp.MustCompile(`\pL[åäöÅÄÖ]|[åäöÅÄÖ]\pL`)

func TestTextsAreWhole(t *testing.T) {
	for _, lang := range text.Languages {
		for key, e := range entries(t, lang) {
			if _, other := e.forms["other"]; !other {
				t.Errorf("%s: %s has no form \"other\"", lang, key)
			}
			for form, words := range e.forms {
				switch {
				case form != "one" && form != "other":
					t.Errorf("%s: %s has a form %q", lang, key, form)
				case strings.TrimSpace(words) == "":
					t.Errorf("%s: %s is empty", lang, key)
				case words != strings.TrimSpace(words) && e.file != "cli.json": // a terminal is laid out with spaces
					t.Errorf("%s: %s has space around it: %q", lang, key, words)
				case broken(words) != nil:
					t.Errorf("%s: %s has a broken place for a value: %v", lang, key, broken(words))
				case lang == "en" && swedishWord.MatchString(words) && !swedishOnPurpose[key]:
					t.Errorf("en: %s looks like Swedish: %q", key, words)
				}
			}
		}
	}
}
