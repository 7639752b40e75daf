package web

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"samling/models/registration"
	"samling/views/page"
)

// ListField is the name of the text area that a list is pasted into.
const ListField = "lista"

// Pasted is a list as a form brought it: as it was pasted, or as lines with fields after it has been looked at.
type Pasted struct {
	People  []registration.Pasted
	LeftOut map[int]bool // the lines that are not to be taken
	Skipped []int
	Fresh   bool // it was pasted just now: nothing has been mended yet
}

// ReadPasted reads a list. The text is taken as it came, before a form's check of encodings: lists that were broken on
// their way are read all the same.
func ReadPasted(c *fiber.Ctx, form Form) Pasted {
	rows, err := strconv.Atoi(form.Get("rader"))
	if err != nil || rows < 1 {
		raw := string(c.Request().PostArgs().Peek(ListField))
		if raw == "" {
			raw = form.Get(ListField)
		}
		list := registration.ParsePaste(raw)
		return Pasted{People: list.People, Skipped: list.Skipped, Fresh: true}
	}
	p := Pasted{LeftOut: map[int]bool{}}
	for n := range min(rows, registration.PasteMax) {
		get := func(name string) string { return form.Get(fmt.Sprintf("%s_%d", name, n)) }
		one := registration.Pasted{Name: get("name"), Email: get("email"), Title: get("title"), Unit: get("unit"), Phone: get("phone")}
		one.Line, _ = strconv.Atoi(get("line"))
		one.Guessed = one.Name != "" && get("guess") == one.Name
		if one == (registration.Pasted{Line: one.Line}) {
			p.LeftOut[n] = true // every field was emptied: that is how people delete a line
		}
		if get("skip") != "" {
			p.LeftOut[n] = true
		}
		p.People = append(p.People, one)
	}
	return p
}

// AsText is the list as it can be pasted again, for who would rather change it there.
func (p Pasted) AsText(headings string) string {
	var b strings.Builder
	b.WriteString(headings + "\n")
	for n, one := range p.People {
		if !p.LeftOut[n] {
			b.WriteString(strings.TrimRight(strings.Join([]string{one.Name, one.Email, one.Title, one.Unit, one.Phone}, "\t"), "\t") + "\n")
		}
	}
	return b.String()
}

// PasteProblems is what is wrong with a list as a whole: nobody in it, or too many.
func PasteProblems(p Pasted) []page.Problem {
	switch n := len(p.People); {
	case n == 0:
		return []page.Problem{{Field: ListField, Key: "paste.nobody"}}
	case n > registration.PasteMax:
		return []page.Problem{{Field: ListField, Key: "paste.too_many", Args: map[string]any{"Max": registration.PasteMax, "Count": n}}}
	}
	return nil
}
