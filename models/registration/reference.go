package registration

import (
	"strings"
	"unicode"

	"samling/models/store"
)

// referenceAlphabet has no characters that are taken for each other when read aloud or off a phone: no 0 O, 1 I L,
// 2 Z, 5 S, 8 B.
const (
	referenceAlphabet = "ACDEFGHJKMNPQRTUVWXY34679"
	referenceLength   = 6
)

const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// reference draws the attempt-th reference code of a row. It comes from the site's key and the row's random id, so a
// draw can be repeated in a test; whether it is free in the edition the database says.
func reference(keys store.Keys, id store.ID, attempt int) string {
	chance := keys.Token("reference", id, attempt)
	code := make([]byte, referenceLength)
	for i := range code {
		high := strings.IndexByte(crockford, chance[2*i])
		low := strings.IndexByte(crockford, chance[2*i+1])
		code[i] = referenceAlphabet[(high*32+low)%len(referenceAlphabet)]
	}
	return string(code)
}

// tidyCode undoes how people write a code: lower case, spaces, hyphens.
func tidyCode(code string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '-' || r == '–' {
			return -1
		}
		return unicode.ToUpper(r)
	}, code)
}
