package page

import (
	"unicode"
	"unicode/utf8"
)

// Capital gives a sentence its capital letter: a date that stands alone begins with one.
func Capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(unicode.ToUpper(first)) + s[size:]
}
