package event

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Slug makes the part of an address out of a name: "Södertälje kommun" becomes "sodertalje-kommun".
func Slug(name string) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFD.String(strings.ToLower(name)) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(r)
		case unicode.Is(unicode.Mn, r): // the ring and dots of å ä ö
		default:
			gap = true
		}
	}
	return b.String()
}

var slugForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// reserved are the first parts of addresses that the site itself uses; no edition may take one.
var reserved = map[string]bool{
	"min": true, "t": true, "grupp": true, "inbjudan": true, "svara": true, "logga-in": true, "logga-ut": true, "konto": true, "arrangor": true,
	"vard": true, "dorr": true, "seminarieledare": true, "tillganglighet": true, "kakor": true, "dataskydd": true,
	"healthz": true, "readyz": true, "metrics": true, "api": true, "static": true, "demo": true, "sprak": true, "hitta": true, "sok": true, "mejl": true, "behov": true, "uppfoljning": true,
}

// ValidSlug says whether an edition can have this address.
func ValidSlug(slug string) bool {
	return len(slug) <= 60 && slugForm.MatchString(slug) && !reserved[slug]
}
