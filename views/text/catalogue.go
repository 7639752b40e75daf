// Package text holds every word that a person reads, in Swedish and English, and the forms of numbers and dates.
//
// Each room has its own pair of files (sv/door.json, en/door.json). A text is a string, or an object with the
// plural forms "one" and "other"; {{.Name}} stands for a value. Swedish is the source: a text that English lacks
// is a test failure, not a surprise.
package text

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

//go:embed sv/*.json en/*.json
var files embed.FS

// Languages are the languages of the interface, the source first.
var Languages = [...]string{"sv", "en"}

// Catalogue holds all texts in all languages.
type Catalogue struct{ translators map[string]*Translator }

// Load reads the embedded catalogues. Errors: a file that is no JSON, or a text in a wrong form.
func Load() (*Catalogue, error) {
	bundle := i18n.NewBundle(language.Swedish)
	bundle.RegisterUnmarshalFunc("json", json.Unmarshal)
	keys := map[string]map[string]bool{}
	for _, lang := range Languages {
		keys[lang] = map[string]bool{}
		if err := loadLanguage(bundle, lang, keys[lang]); err != nil {
			return nil, err
		}
	}
	c := &Catalogue{translators: map[string]*Translator{}}
	for _, lang := range Languages {
		c.translators[lang] = &Translator{lang: lang, localizer: i18n.NewLocalizer(bundle, lang), keys: keys[lang]}
	}
	return c, nil
}

func loadLanguage(bundle *i18n.Bundle, lang string, keys map[string]bool) error {
	paths, err := fs.Glob(files, lang+"/*.json")
	if err != nil {
		return err
	}
	for _, path := range paths {
		raw, err := files.ReadFile(path)
		if err != nil {
			return err
		}
		file, err := bundle.ParseMessageFileBytes(raw, strings.TrimSuffix(path, ".json")+"."+lang+".json")
		if err != nil {
			return fmt.Errorf("catalogue %s: %w", path, err)
		}
		for _, m := range file.Messages {
			keys[m.ID] = true
		}
	}
	return nil
}

// For gives the translator of a language; an unknown language gets Swedish.
func (c *Catalogue) For(lang string) *Translator {
	if t, ok := c.translators[lang]; ok {
		return t
	}
	return c.translators[Languages[0]]
}

// Translator speaks one language.
type Translator struct {
	lang      string
	localizer *i18n.Localizer
	keys      map[string]bool
}

// Lang is the language's tag: "sv" or "en".
func (t *Translator) Lang() string { return t.lang }

// Has says whether a text exists.
func (t *Translator) Has(key string) bool { return t.keys[key] }

// T gives a text. args are pairs of name and value for its {{.Name}} places; the value named "n" also chooses the
// plural form. A text that is missing shows its key, which a test finds before a person does.
func (t *Translator) T(key string, args ...any) string {
	data := make(map[string]any, len(args)/2)
	for i := 0; i+1 < len(args); i += 2 {
		if name, ok := args[i].(string); ok {
			data[name] = args[i+1]
		}
	}
	return t.With(key, data)
}

// With is T with the values in a map, as a problem of a form carries them.
func (t *Translator) With(key string, data map[string]any) string {
	config := i18n.LocalizeConfig{MessageID: key, TemplateData: data}
	if n, ok := data["n"]; ok {
		config.PluralCount = n
	}
	out, err := t.localizer.Localize(&config)
	if err != nil || out == "" {
		return key
	}
	return out
}
