package report

import (
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// FileName names a download: ASCII, date first so that files sort, then the event and what it is, e.g.
// 2027-03-04_samverkansdag-2027_deltagare.csv. The date is taken in the zone it carries: give it in the event's. A zero
// date and empty parts are left out. Whatever the parts are, the name has no path and no character that a file system
// or a header minds.
func FileName(date time.Time, eventSlug, what, ext string) string {
	var parts []string
	if !date.IsZero() {
		parts = append(parts, date.Format(time.DateOnly))
	}
	for _, part := range []string{eventSlug, what} {
		if s := slug(part); s != "" {
			parts = append(parts, s)
		}
	}
	if len(parts) == 0 {
		parts = append(parts, "samling")
	}
	name := strings.Join(parts, "_")
	if ext = slug(ext); ext != "" {
		name += "." + ext
	}
	return name
}

// ContentDisposition is the header value that makes a browser save the answer under the name. It is meant for names
// from FileName; of another name, what a quoted string cannot hold is left out.
func ContentDisposition(name string) string { return `attachment; filename="` + headerSafe(name) + `"` }

// Inline is the header's value for a file that the browser shows and names so when it is saved.
func Inline(name string) string { return `inline; filename="` + headerSafe(name) + `"` }

func headerSafe(name string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' || strings.ContainsRune(`"\/`, r) {
			return -1
		}
		return r
	}, name)
}

// longestSlug keeps names readable and paths short.
const longestSlug = 60

// slug gives the letters and digits of s in ASCII and lower case, everything else as single hyphens.
func slug(s string) string {
	var out strings.Builder
	gap := false
	for _, r := range norm.NFKD.String(strings.ToLower(s)) {
		if unicode.Is(unicode.M, r) {
			continue // å ä ö é lose their marks
		}
		ascii := plain(r)
		if ascii == "" {
			gap = out.Len() > 0
			continue
		}
		if out.Len()+len(ascii)+1 > longestSlug {
			break
		}
		if gap {
			out.WriteByte('-')
			gap = false
		}
		out.WriteString(ascii)
	}
	return out.String()
}

// plain spells a letter that has no decomposition; anything else that is not a letter or digit gives nothing.
func plain(r rune) string {
	switch {
	case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
		return string(r)
	case r == 'æ':
		return "ae"
	case r == 'ø':
		return "o"
	case r == 'ß':
		return "ss"
	case r == 'đ', r == 'ð':
		return "d"
	case r == 'þ':
		return "th"
	case r == 'ł':
		return "l"
	case r == 'ı':
		return "i"
	}
	return ""
}
