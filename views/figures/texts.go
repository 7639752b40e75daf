package figures

import (
	"slices"
	"strings"

	"samling/models/survey"
)

// Quoted is how many texts under a heading stand in the report; all are in the workbook.
const Quoted = 3

// Texts is the free texts under one question.
type Texts struct {
	Code, Title, Hidden string
	N                   int
	Count               string // "31 texter"
	Themes              []Theme
	Texts               []string
}

// Theme is the texts under one heading. Name is never empty: those under none stand under "other".
type Theme struct {
	Name  string
	Texts []string
	Count int     // of texts under it, also when some are left out
	Part  float64 // of all texts under the question, 0–1
}

// Wide is the bar's width as SVG wants it.
func (t Theme) Wide() string { return part(t.Part) }

func (d *Told) texts(f survey.Figure) Texts {
	out := Texts{Code: f.Code, Title: d.ask(f), Hidden: d.hidden(f.Hidden), N: f.N, Texts: f.Texts}
	if out.Hidden != "" {
		return out
	}
	out.Count = d.t.T("results.n_texts", "n", f.N, "N", d.t.Int(f.N))
	for _, theme := range f.Themes {
		name := theme.Name
		if name == "" {
			name = d.t.T("results.no_theme")
		}
		out.Themes = append(out.Themes, Theme{Name: name, Texts: theme.Texts, Count: len(theme.Texts), Part: float64(len(theme.Texts)) / float64(max(f.N, 1))})
	}
	return out
}

// quotedMax is how many characters of a text stand in the report.
const quotedMax = 400

// distinct are at most n of the texts, each once and the long ones shortened: what many wrote in the same words takes no
// room twice.
func distinct(texts []string, n int) []string {
	var out []string
	for _, text := range texts {
		if len(out) == n {
			break
		}
		if letters := []rune(text); len(letters) > quotedMax {
			text = strings.TrimSpace(string(letters[:quotedMax])) + "…"
		}
		if !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	return out
}

// Excerpt is the same with at most n texts under each heading, or under the question where there are none; what is said of
// how many there are stays.
func (t Texts) Excerpt(n int) Texts {
	t.Texts = distinct(t.Texts, n)
	themes := t.Themes
	t.Themes = nil
	for _, theme := range themes {
		theme.Texts = distinct(theme.Texts, n)
		t.Themes = append(t.Themes, theme)
	}
	return t
}
