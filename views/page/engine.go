// Package page shows what a person sees in the browser: one typed struct and one template for each page.
//
// A view is named after its audience and its page ("attendee/event"). Each is parsed into a copy of the layouts and
// partials of its own, so that two pages may define the same block without the last one winning everywhere.
package page

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"strings"
)

//go:embed */*.html icons.svg
var files embed.FS

// Engine renders the views.
type Engine struct{ views map[string]*template.Template }

// Data is what every page's struct is: something that embeds Base.
type Data interface{ Common() *Base }

// NewEngine parses every view. asset gives the address of a static file by its name; it carries the file's hash,
// so that browsers may keep it for ever. Errors: a template that does not parse.
func NewEngine(asset func(name string) string) (*Engine, error) {
	base, err := shared(asset)
	if err != nil {
		return nil, err
	}
	e := &Engine{views: map[string]*template.Template{}}
	paths, err := fs.Glob(files, "*/*.html")
	if err != nil {
		return nil, err
	}
	for _, file := range paths {
		room := path.Dir(file)
		if room == "layout" || room == "partial" {
			continue
		}
		if err := e.parse(base, file); err != nil {
			return nil, err
		}
	}
	return e, nil
}

func shared(asset func(string) string) (*template.Template, error) {
	icons, err := icons()
	if err != nil {
		return nil, err
	}
	funcs := template.FuncMap{
		"icon":   icons.inline,
		"asset":  asset,
		"motif":  Motif,
		"add":    func(a, b int) int { return a + b },
		"share":  func(part, whole int) string { return percentWidth(part, whole) },
		"dict":   dict,
		"breaks": breakable,
	}
	base, err := template.New("").Funcs(funcs).ParseFS(files, "layout/*.html", "partial/*.html")
	if err != nil {
		return nil, fmt.Errorf("parse the layouts: %w", err)
	}
	return base, nil
}

func (e *Engine) parse(base *template.Template, file string) error {
	name := strings.TrimSuffix(file, ".html")
	raw, err := files.ReadFile(file)
	if err != nil {
		return err
	}
	clone, err := base.Clone()
	if err != nil {
		return err
	}
	view, err := clone.New(name).Parse(string(raw))
	if err != nil {
		return fmt.Errorf("parse the view %s: %w", name, err)
	}
	e.views[name] = view
	return nil
}

// Render gives the finished page. A failure shows nothing of a half page. Errors: a view that does not exist, or
// whose template names a field that its struct has not.
func (e *Engine) Render(view string, data Data) ([]byte, error) {
	t, ok := e.views[view]
	if !ok {
		return nil, fmt.Errorf("no view named %q", view)
	}
	var out bytes.Buffer
	if err := t.Execute(&out, data); err != nil {
		return nil, fmt.Errorf("render %s: %w", view, err)
	}
	return out.Bytes(), nil
}

// Views lists the names of all views, for the test that wants each of them used by a route.
func (e *Engine) Views() []string {
	names := make([]string, 0, len(e.views))
	for name := range e.views {
		names = append(names, name)
	}
	return names
}

// dict lets a template hand several named values to a partial.
func dict(pairs ...any) (map[string]any, error) {
	if len(pairs)%2 != 0 {
		return nil, fmt.Errorf("dict: a name without a value")
	}
	m := make(map[string]any, len(pairs)/2)
	for i := 0; i < len(pairs); i += 2 {
		name, ok := pairs[i].(string)
		if !ok {
			return nil, fmt.Errorf("dict: a name must be a string")
		}
		m[name] = pairs[i+1]
	}
	return m, nil
}

// percentWidth is a bar's width as SVG wants it: "37.5%". Nothing of nothing is nothing.
func percentWidth(part, whole int) string {
	if whole <= 0 || part <= 0 {
		return "0%"
	}
	return fmt.Sprintf("%.2f%%", min(100, 100*float64(part)/float64(whole)))
}

// breakable lets a long address take a new line after its @ instead of in the middle of a word.
func breakable(address string) template.HTML {
	at := strings.LastIndex(address, "@") + 1
	return template.HTML(template.HTMLEscapeString(address[:at]) + "<wbr>" + template.HTMLEscapeString(address[at:])) //nolint:gosec // both halves are escaped
}
