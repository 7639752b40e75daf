package page

import (
	"slices"

	"samling/models/event"
	"samling/models/room"
	"samling/views/text"
)

// KindLook is how a kind of organisation is drawn: a colour, and a pattern where two are alike.
type KindLook struct{ Class, Pattern, Text string }

// kindLooks are the looks in the order of event.OrganisationKinds, and last that of kinds that stand together. They are
// those of the allocation (css/seminars.css).
var kindLooks = [len(event.OrganisationKinds) + 1]struct{ class, pattern string }{
	{"kind-0", ""}, {"kind-1", ""}, {"kind-2", "snedstreck"}, {"kind-3", ""}, {"kind-4", "prickar"}, {"kind-5", ""}, {"kind-3", "streck"},
}

// lookOf finds the look of a kind; "" is kinds that stand together.
func lookOf(kind string) (class, pattern string) {
	i := slices.Index(event.OrganisationKinds[:], kind)
	if i < 0 {
		i = len(kindLooks) - 1
	}
	return kindLooks[i].class, kindLooks[i].pattern
}

// KindName names a kind of organisation; "" is kinds that stand together.
func KindName(t *text.Translator, kind string) string {
	if kind == "" {
		return t.T("rooms.few_kinds")
	}
	return t.T("kind." + kind)
}

// KindLegend explains the looks of some kinds.
func KindLegend(t *text.Translator, kinds []string) []KindLook {
	looks := make([]KindLook, len(kinds))
	for i, kind := range kinds {
		class, pattern := lookOf(kind)
		looks[i] = KindLook{class, pattern, KindName(t, kind)}
	}
	return looks
}

// MixBits draws who sits in a room as a bar.
func MixBits(kinds []room.Kind) []Bit {
	pieces, all := make([]Piece, len(kinds)), 0
	for i, k := range kinds {
		class, pattern := lookOf(k.Name)
		pieces[i] = Piece{N: k.People, Class: class, Pattern: pattern, On: k.Name == event.OrganisationKinds[0]}
		all += k.People
	}
	return Stack(all, pieces...)
}

// MixWords says who sits in a room: "Kommun 20, Polis 12".
func MixWords(t *text.Translator, kinds []room.Kind) string {
	words := ""
	for _, k := range kinds {
		if words != "" {
			words += ", "
		}
		words += KindName(t, k.Name) + " " + t.Int(k.People)
	}
	return words
}
