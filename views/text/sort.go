package text

import (
	"slices"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// SortSwedish sorts by a text of each element the Swedish way: …z å ä ö, whatever the case. A database sorts by
// code point, which puts Ö before Å and Åsa after Östen.
func SortSwedish[E any](list []E, by func(E) string) {
	order := collate.New(language.Swedish, collate.IgnoreCase)
	var buffer collate.Buffer
	type keyed struct {
		key  []byte
		item E
	}
	all := make([]keyed, len(list))
	for i, item := range list {
		all[i] = keyed{order.KeyFromString(&buffer, by(item)), item}
	}
	slices.SortStableFunc(all, func(a, b keyed) int { return slices.Compare(a.key, b.key) })
	for i := range all {
		list[i] = all[i].item
	}
}
