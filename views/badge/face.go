package badge

import (
	"unicode/utf8"

	"samling/views/pdf"
)

// millimetres in a typographic point.
const point = pdf.Point

// face sets the texts of badges in one weight.
type face struct{ pdf.Face }

// longest is how many characters of a field are looked at: more than any badge holds, few enough to fit quickly.
const longest = 250

// tidy makes text drawable and no longer than a badge may need.
func (f face) tidy(text string) string {
	if len(text) > longest*utf8.UTFMax { // cheap first cut: nobody's name, so a character may be cut in two
		text = text[:longest*utf8.UTFMax]
	}
	letters := []rune(f.Tidy(text))
	return string(letters[:min(len(letters), longest)])
}
