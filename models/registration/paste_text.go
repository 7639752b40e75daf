package registration

import (
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// pastedLine is a line of text that can be trusted: valid UTF-8 without control characters except tabs.
type pastedLine struct {
	number int
	text   string
}

// windows is what Windows-1252 has where Latin-1 has control characters, 0x80 to 0x9f; 0 = nothing
// (https://encoding.spec.whatwg.org/index-windows-1252.txt).
var windows = [32]rune{0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
	0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178}

// pasteLines cuts a list into lines. Each is decoded by itself: lists are put together from several sources.
func pasteLines(raw string) []pastedLine {
	raw = wide(raw)
	ends := strings.NewReplacer("\r\n", "\n", "\r", "\n", "\v", "\n", "\f", "\n", "\u2028", "\n", "\u2029", "\n", "\u0085", "\n")
	cut := strings.Split(ends.Replace(raw), "\n")
	var lines []pastedLine
	for i := 0; i < len(cut); i++ {
		l := pastedLine{number: i + 1, text: cut[i]}
		if n := quotedOver(cut[i:]); n > 0 { // a cell with line breaks in it, as Excel copies it
			l.text = strings.Join(cut[i:i+n+1], " ")
			i += n
		}
		l.text = plainText(decoded(l.text))
		lines = append(lines, l)
	}
	return lines
}

// cellLines is how many lines one cell may have. More is a quotation mark that was never closed.
const cellLines = 5

// quotedOver says how many further lines belong to a cell that begins with a quotation mark on the first.
func quotedOver(lines []string) int {
	open := func(s string) bool { return strings.Count(s, `"`)%2 == 1 }
	first := lines[0]
	if !open(first) || !strings.HasPrefix(first, `"`) && !strings.Contains(first, "\t\"") && !strings.Contains(first, `;"`) {
		return 0
	}
	for n := 1; n < min(len(lines), cellLines); n++ {
		if open(lines[n]) {
			return n
		}
	}
	return 0
}

// wide turns UTF-16 with its mark in front, Excel's "Unicode text", into UTF-8.
func wide(raw string) string {
	little := strings.HasPrefix(raw, "\xff\xfe")
	if !little && !strings.HasPrefix(raw, "\xfe\xff") {
		return raw
	}
	units := make([]uint16, 0, len(raw)/2)
	for i := 2; i+1 < len(raw); i += 2 {
		low, high := raw[i], raw[i+1]
		if !little {
			low, high = high, low
		}
		units = append(units, uint16(high)<<8|uint16(low))
	}
	return string(utf16.Decode(units))
}

// decoded gives a line as UTF-8: as it is, or read as Windows-1252. What is UTF-8 that some program has taken for
// Windows-1252 ("Ã…sa") is put right.
func decoded(line string) string {
	if !utf8.ValidString(line) {
		var b strings.Builder
		for i := range len(line) {
			b.WriteRune(rune(line[i]))
		}
		return b.String()
	}
	if !strings.ContainsAny(line, "ÃÂâ") {
		return line
	}
	if again, ok := asWindows(line); ok && utf8.Valid(again) {
		return string(again)
	}
	return line
}

// asWindows gives text as the bytes of Windows-1252, if it has no other character.
func asWindows(s string) ([]byte, bool) {
	out := make([]byte, 0, len(s))
next:
	for _, r := range s {
		if r < 0x100 {
			out = append(out, byte(r))
			continue
		}
		for i, w := range windows {
			if w == r {
				out = append(out, byte(0x80+i))
				continue next
			}
		}
		return nil, false
	}
	return out, true
}

// plainText makes what looks alike the same and drops what cannot be seen: spaces of all widths, byte order marks, marks
// of direction (address books of phones copy them along), soft hyphens, curly quotation marks, control characters.
func plainText(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 0x80 && r < 0xa0 {
			r = windows[r-0x80]
		}
		switch {
		case r == '\t':
			return r
		case unicode.Is(unicode.Zs, r):
			return ' '
		case r == 0, r == '\u00ad', unicode.IsControl(r), unicode.Is(unicode.Cf, r):
			return -1
		case r == '“', r == '”', r == '„':
			return '"'
		case r == '＠':
			return '@'
		case r == '；':
			return ';'
		}
		return r
	}, s)
}
