package host

import (
	"net/url"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"samling/models/survey"
	"samling/views/figures"
	"samling/views/page"
)

// searchMax is longer than anything one looks for, and short enough for an address.
const searchMax = 200

// textsPage is the free texts after moderation.
type textsPage struct {
	*frame
	Query  string
	Theme  string
	Themes []page.Link // of all questions
	Found  []figures.Texts
	Hits   int
	All    bool // neither words nor a theme were chosen
}

// Texts shows the free texts, all or those that hold some words or stand under a heading.
func (h *Handlers) Texts(c *fiber.Ctx) error {
	in, err := h.input(c)
	if err != nil {
		return err
	}
	f, err := h.frame(c, "host.texts", "/fritext")
	if err != nil {
		return err
	}
	f.back()
	p := &textsPage{frame: f, Query: sought(c.Query("sok")), Theme: sought(c.Query("rubrik"))}
	p.All = p.Query == "" && p.Theme == ""
	p.themes()
	found := in
	found.Results.Day = nil
	for _, figure := range in.Results.Day {
		if figure.Question.Kind == survey.Text {
			found.Results.Day = append(found.Results.Day, figure.Search(p.Query))
		}
	}
	found.Results.Effect = in.Results.Effect.Search(p.Query)
	for _, texts := range figures.New(p.Translator, found).Written() {
		p.find(texts)
	}
	return h.Show(c, fiber.StatusOK, "host/texts", p)
}

func sought(words string) string {
	words = strings.ToValidUTF8(strings.TrimSpace(words), "")
	letters := []rune(words)
	return string(letters[:min(len(letters), searchMax)])
}

// themes are the headings to choose from, in the order of the questions.
func (p *textsPage) themes() {
	var names []string
	for _, texts := range p.Told.Written() {
		for _, theme := range texts.Themes {
			if !slices.Contains(names, theme.Name) {
				names = append(names, theme.Name)
			}
		}
	}
	if len(names) == 0 {
		return
	}
	link := func(name, text string) {
		query := url.Values{}
		if p.Query != "" {
			query.Set("sok", p.Query)
		}
		if name != "" {
			query.Set("rubrik", name)
		}
		href := p.Root + "/fritext"
		if len(query) > 0 {
			href += "?" + query.Encode()
		}
		p.Themes = append(p.Themes, page.Link{Href: href, Text: text, Current: name == p.Theme})
	}
	link("", p.T("host.all_themes"))
	for _, name := range names {
		link(name, name)
	}
}

// find keeps of a question's texts those under the chosen heading.
func (p *textsPage) find(texts figures.Texts) {
	if p.Theme != "" {
		var kept []figures.Theme
		for _, theme := range texts.Themes {
			if theme.Name == p.Theme {
				kept = append(kept, theme)
			}
		}
		texts.Themes, texts.Texts = kept, nil
	}
	if len(texts.Themes) > 0 {
		texts.Texts = nil
	}
	p.Hits += len(texts.Texts)
	for _, theme := range texts.Themes {
		p.Hits += len(theme.Texts)
	}
	if p.All || len(texts.Texts)+len(texts.Themes) > 0 {
		p.Found = append(p.Found, texts)
	}
}
