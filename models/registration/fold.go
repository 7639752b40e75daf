package registration

import (
	"strings"

	"samling/models/event"
)

// Fold makes text comparable for a search of people, as event.Fold does for programmes: "oberg" finds "Öberg",
// "nguyen" finds "Nguyễn". What is no text is dropped.
func Fold(s string) string { return event.Fold(strings.ToValidUTF8(s, "")) }

// words splits text into its folded parts: "Anna-Karin von Essen" gives anna, karin, von and essen.
func words(s string) []string { return strings.Fields(Fold(s)) }

// searchKey is what a search looks in: every part of the names and the organisation, each after a space so that a
// part is found by its beginning. Names written with a hyphen or apostrophe are there joined as well (oneill).
func searchKey(texts ...string) string {
	var parts []string
	for _, text := range texts {
		parts = append(parts, words(text)...)
		for _, field := range strings.Fields(text) {
			if pieces := words(field); len(pieces) > 1 {
				parts = append(parts, strings.Join(pieces, ""))
			}
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return " " + strings.Join(parts, " ")
}

// likeEscape makes text literal inside a LIKE pattern with ESCAPE '\'.
func likeEscape(s string) string {
	return strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(s)
}
