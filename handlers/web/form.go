package web

import (
	"mime/multipart"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gofiber/fiber/v2"

	"samling/views/page"
)

// Form is what a browser sent, checked for what no form of ours ever sends: broken encoding, control characters,
// a single field twice. Limits of length belong to the rules in models.
type Form struct {
	Values   map[string][]string
	Problems []page.Problem
}

// ReadForm reads a posted form (urlencoded or multipart). many names the fields that may come several times.
func ReadForm(c *fiber.Ctx, many ...string) (Form, error) {
	form := Form{Values: map[string][]string{}}
	if strings.HasPrefix(c.Get(fiber.HeaderContentType), fiber.MIMEMultipartForm) {
		m, err := c.MultipartForm()
		if err != nil {
			return form, fiber.ErrBadRequest
		}
		for name, values := range m.Value {
			form.add(name, values...)
		}
	} else {
		c.Request().PostArgs().VisitAll(func(name, value []byte) { form.add(string(name), string(value)) })
	}
	form.check(many)
	return form, nil
}

func (f *Form) add(name string, values ...string) {
	for _, v := range values {
		f.Values[name] = append(f.Values[name], strings.ReplaceAll(v, "\r\n", "\n"))
	}
}

func (f *Form) check(many []string) {
	repeatable := map[string]bool{}
	for _, name := range many {
		repeatable[name] = true
	}
	for name, values := range f.Values {
		if len(values) > 1 && !repeatable[name] {
			f.Problems = append(f.Problems, page.Problem{Field: name, Key: "form.twice"})
			f.Values[name] = values[:1]
		}
		for i, v := range values {
			if !utf8.ValidString(v) {
				f.Problems = append(f.Problems, page.Problem{Field: name, Key: "form.encoding"})
				values[i] = strings.ToValidUTF8(v, "\uFFFD")
			} else if strings.ContainsFunc(v, forbidden) {
				f.Problems = append(f.Problems, page.Problem{Field: name, Key: "form.control"})
				values[i] = strings.Map(dropForbidden, v)
			}
		}
	}
}

// forbidden: control characters, and the marks that turn the direction of text, which can make a name read as
// another one.
func forbidden(r rune) bool {
	return unicode.IsControl(r) && r != '\n' && r != '\t' || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069
}

func dropForbidden(r rune) rune {
	if forbidden(r) {
		return -1
	}
	return r
}

// Get is a field's text without space around it.
func (f Form) Get(name string) string {
	if v := f.Values[name]; len(v) > 0 {
		return strings.TrimSpace(v[0])
	}
	return ""
}

// All are a repeated field's values.
func (f Form) All(name string) []string { return f.Values[name] }

// Ticked says whether a checkbox was ticked.
func (f Form) Ticked(name string) bool { return f.Get(name) != "" }

// File is an uploaded file, or nil when none was chosen.
func File(c *fiber.Ctx, name string) *multipart.FileHeader {
	file, err := c.FormFile(name)
	if err != nil || file.Size == 0 && file.Filename == "" {
		return nil
	}
	return file
}
