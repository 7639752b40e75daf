package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode"
)

// CSV writes a table for a Swedish Excel: UTF-8 with a byte order mark, semicolons, decimal commas and CRLF. It streams;
// an error stays and is given by every later call.
type CSV struct {
	out *bufio.Writer
	err error
}

// NewCSV begins a table on w. Call Flush at the end.
func NewCSV(w io.Writer) *CSV {
	c := &CSV{out: bufio.NewWriter(w)}
	_, c.err = c.out.WriteString("\uFEFF")
	return c
}

// Row writes one row. Cells are strings, Int, Number, Percent, int, int64 or nil. Text is made safe; see safe.
func (c *CSV) Row(cells ...any) error {
	for i, value := range cells {
		one, err := parse(value)
		if err != nil && c.err == nil {
			c.err = fmt.Errorf("column %d: %w", i+1, err)
		}
		if c.err != nil {
			return c.err
		}
		if i > 0 {
			_ = c.out.WriteByte(';') // the writer keeps its error; the line end below tells it
		}
		field := one.swedish()
		if one.kind == text {
			field = quote(safe(field))
		}
		_, _ = c.out.WriteString(field)
	}
	if c.err == nil {
		_, c.err = c.out.WriteString("\r\n")
	}
	return c.err
}

// Flush writes what is left. It does not close the writer below.
func (c *CSV) Flush() error {
	if c.err == nil {
		c.err = c.out.Flush()
	}
	return c.err
}

// safe makes typed text harmless in a spreadsheet, which runs a cell that begins like a formula: it gets an apostrophe
// in front (OWASP, CSV injection). Excel looks past spaces and reads the full-width signs as the plain ones, so these
// count too. Numbers never come here.
func safe(s string) string {
	cleaned := clean(s)
	if strings.HasPrefix(s, "\t") || strings.HasPrefix(s, "\r") {
		return "'" + cleaned
	}
	first := strings.TrimLeftFunc(cleaned, func(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) })
	if first != "" && strings.ContainsRune("=+-@＝＋－＠", []rune(first)[0]) {
		return "'" + cleaned
	}
	return cleaned
}

// quote puts quotes around a field that needs them: RFC 4180 with a semicolon. Spaces at the ends are kept by it too.
func quote(s string) string {
	if !strings.ContainsAny(s, ";\"\n") && strings.TrimSpace(s) == s {
		return s
	}
	return `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
}
