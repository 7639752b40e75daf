package pdf

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Ellipsis stands where the end of a text was left out.
const Ellipsis = "…"

// Tidy makes text drawable: composed characters, single spaces, nothing invisible. A character that the font lacks is
// replaced by its plain form if it has one, is left out if it is a picture, and becomes a question mark otherwise, so
// that a name is seen to be incomplete.
func (f Face) Tidy(text string) string {
	text = norm.NFC.String(strings.ToValidUTF8(text, ""))
	var out strings.Builder
	for _, r := range strings.Join(strings.Fields(text), " ") {
		switch {
		case f.Has(r):
			out.WriteRune(r)
		case r == '−': // a number must not lose its sign
			out.WriteRune('–')
		case unicode.In(r, unicode.C, unicode.S, unicode.M):
		default:
			out.WriteString(f.plain(r))
		}
	}
	return strings.Join(strings.Fields(out.String()), " ")
}

func (f Face) plain(r rune) string {
	var out strings.Builder
	for _, part := range norm.NFKD.String(string(r)) {
		if f.Has(part) {
			out.WriteRune(part)
		}
	}
	if out.Len() == 0 {
		return "?"
	}
	return out.String()
}

// pieces cuts text where a line may end: after a space, a hyphen, a dash or a slash.
func pieces(text string) []string {
	var found []string
	start := 0
	for i, r := range text {
		if strings.ContainsRune(" -–/", r) {
			end := i + len(string(r))
			found = append(found, text[start:end])
			start = end
		}
	}
	if start < len(text) {
		found = append(found, text[start:])
	}
	return found
}

// Wrap sets text in lines no wider than width. With hyphenate, a word that is wider than a whole line is divided;
// without, it makes wrap fail.
func (f Face) Wrap(text string, size, width float64, hyphenate bool) (lines []string, ok bool) {
	line := ""
	for _, piece := range pieces(text) {
		if f.Width(strings.TrimRight(line+piece, " "), size) <= width {
			line += piece
			continue
		}
		if line != "" {
			lines = append(lines, strings.TrimRight(line, " "))
		}
		for f.Width(strings.TrimRight(piece, " "), size) > width {
			head, tail := f.divide(piece, size, width)
			if !hyphenate || head == "" {
				return nil, false
			}
			lines, piece = append(lines, head+"-"), tail
		}
		line = piece
	}
	return append(lines, strings.TrimRight(line, " ")), true
}

// divide cuts word so that its head with a hyphen fits in width, if possible before a consonant that a vowel follows,
// which is where Swedish divides most words, and never within three letters of an end.
func (f Face) divide(word string, size, width float64) (head, tail string) {
	const keep, look = 3, 4
	letters := []rune(word)
	cut := 0
	for n := keep; n <= len(letters)-keep && f.Width(string(letters[:n])+"-", size) <= width; n++ {
		cut = n
	}
	if cut == 0 {
		return "", word
	}
	for n := cut; n > max(keep, cut-look); n-- {
		if !vowel(letters[n]) && vowel(letters[n+1]) {
			cut = n
			break
		}
	}
	return string(letters[:cut]), string(letters[cut:])
}

// vowel looks under the accents: ễ is an e.
func vowel(r rune) bool {
	base := []rune(norm.NFD.String(string(unicode.ToLower(r))))[0]
	return strings.ContainsRune("aeiouyøæ", base)
}

// Shorten drops the end of text until it fits in width with an ellipsis.
func (f Face) Shorten(text string, size, width float64) string {
	letters := []rune(strings.TrimRight(text, " "))
	for len(letters) > 0 && f.Width(string(letters)+Ellipsis, size) > width {
		letters = letters[:len(letters)-1]
	}
	return string(letters) + Ellipsis
}
