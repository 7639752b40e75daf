package survey

import (
	"regexp"
	"slices"
	"strings"
)

// FlagKind is a kind of thing in a text that points at somebody.
type FlagKind string

// The kinds. Names are none of them: no pattern tells a young person's name from any other word, so a moderator reads.
const (
	PersonalNumber FlagKind = "personal_number"
	PhoneNumber    FlagKind = "phone"
	EmailAddress   FlagKind = "email"
)

// Flag is a place in a text that may point at somebody, in bytes from the start.
type Flag struct {
	Kind     FlagKind
	From, To int
}

// Personal identity numbers and coordination numbers: YYMMDD-NNNN with or without century, hyphen, plus or spaces, the
// day plus sixty for a coordination number (SKV 704, SKV 707). The check digit is not asked for: a slip of the pen still
// points at somebody.
var (
	personalPattern = regexp.MustCompile(`\b(?:(?:18|19|20)\d{2}|\d{2})[ .-]?(?:0[1-9]|1[0-2])[ .-]?(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])[ ]?[-+–]?[ ]?[\dA-Za-z]\d{3}\b`)
	emailPattern    = regexp.MustCompile(`[\p{L}\d._%+-]+\s?(?:@|\(at\)|\[at\]|\(a\))\s?[\p{L}\d-]+(?:\.[\p{L}\d-]+)+`)
	phonePattern    = regexp.MustCompile(`(?:\+|\b00)[1-9][\d ()/–-]{7,17}\d|\b0[1-9]\d{0,3}[ /–-]{0,3}\d[\d –-]{3,12}\d\b`)
)

// Flags finds personal identity numbers, phone numbers and e-mail addresses in a text, in the order in which they stand.
// It is a help for whoever reads and no promise: it may flag too much, and it does not find names.
func Flags(text string) []Flag {
	var out []Flag
	find := func(kind FlagKind, pattern *regexp.Regexp, fits func(string) bool) {
		for _, at := range pattern.FindAllStringIndex(text, -1) {
			taken := slices.ContainsFunc(out, func(f Flag) bool { return at[0] < f.To && f.From < at[1] })
			if !taken && fits(text[at[0]:at[1]]) {
				out = append(out, Flag{kind, at[0], at[1]})
			}
		}
	}
	any := func(string) bool { return true }
	find(EmailAddress, emailPattern, any)
	find(PersonalNumber, personalPattern, any)
	find(PhoneNumber, phonePattern, func(s string) bool { n := digits(s); return 7 <= n && n <= 15 })
	slices.SortFunc(out, func(a, b Flag) int { return a.From - b.From })
	return out
}

func digits(s string) int {
	return len(strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s))
}
