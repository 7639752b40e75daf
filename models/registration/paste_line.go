package registration

import (
	"regexp"
	"strings"
	"unicode"
)

// address is an e-mail address in a line, or what was meant as one, and where it stands (brackets included).
type address struct {
	email     string
	from, to  int
	bracketed bool
}

// anAddress is what stands around an @, whole or not: an address that lacks a half is mended, not overlooked.
var anAddress = regexp.MustCompile(`<\s*(?i:mailto:|smtp:)?\s*([^<>@]*@[^<>]*)>|[^\s<>()\[\]",;:|=]*@[^\s<>()\[\]",;:|=]*`)

func addressesIn(text string) []address {
	var all []address
	for _, at := range anAddress.FindAllStringSubmatchIndex(text, -1) {
		a := address{from: at[0], to: at[1], email: text[at[0]:at[1]]}
		if at[2] >= 0 {
			a.email, a.bracketed = text[at[2]:at[3]], true
		}
		a.email = strings.TrimRight(strings.Trim(a.email, "' \t`*"), ".'")
		// "anna@x.se <anna@x.se>" and "anna@x.se<mailto:anna@x.se>" are one address, said twice.
		if n := len(all); n > 0 && a.bracketed && !all[n-1].bracketed && strings.EqualFold(all[n-1].email, a.email) &&
			strings.Trim(text[all[n-1].to:a.from], ` '"`) == "" {
			a.from = all[n-1].from
			all = all[:n-1]
		}
		all = append(all, a)
	}
	return all
}

// addressList reads the addresses of a mail: before each stands its name, if it has one. Names without an address, parted
// by semicolons, are people too.
func addressList(text string, addresses []address) []Pasted {
	var people []Pasted
	end := 0
	for _, a := range addresses {
		lead := strings.Split(text[end:a.from], ";")
		last := len(lead) - 1
		for _, name := range lead[:last] {
			people = append(people, named(name)...)
		}
		people = append(people, Pasted{Name: lead[last], Email: a.email})
		end = a.to
	}
	for _, name := range strings.Split(text[end:], ";") {
		people = append(people, named(name)...)
	}
	return people
}

func nameList(text string) []Pasted {
	var people []Pasted
	for _, name := range strings.Split(text, ";") {
		people = append(people, named(name)...)
	}
	return people
}

// named is somebody of whom only the name is there, if it is one.
func named(name string) []Pasted {
	if p := (Pasted{Name: name}).tidy(); nameLike(p.Name) {
		return []Pasted{{Name: name}}
	}
	return nil
}

// wordsMax is how many words a name has at most; more is a sentence.
const wordsMax = 7

func nameLike(name string) bool {
	n := len(strings.Fields(name))
	return n > 0 && n <= wordsMax && strings.ContainsFunc(name, unicode.IsLetter) && !strings.ContainsFunc(name, unicode.IsDigit)
}

func onlyNames(text string) bool {
	for _, cell := range strings.Split(strings.Trim(text, "; "), ";") {
		if !nameLike(cell) {
			return false
		}
	}
	return true
}

// parted says whether something stands on both sides of a separator.
func parted(text string, comma rune) bool {
	return strings.ContainsRune(strings.TrimFunc(text, func(r rune) bool { return r == comma || unicode.IsSpace(r) }), comma)
}

func everyCellHasAddress(text string) bool {
	for _, cell := range strings.Split(text, "\t") {
		if strings.TrimSpace(cell) != "" && !strings.Contains(cell, "@") {
			return false
		}
	}
	return true
}

// split cuts a row into cells at a separator outside quotation marks. A quotation mark inside a cell, or one that is never
// closed, is only a character.
func split(text string, comma rune) []string {
	var cells []string
	for {
		cell, rest, more := cut(text, comma)
		cells = append(cells, strings.TrimSpace(cell))
		if !more {
			return cells
		}
		text = rest
	}
}

func cut(text string, comma rune) (cell, rest string, more bool) {
	if body, quoted := strings.CutPrefix(strings.TrimLeft(text, " "), `"`); quoted {
		for at := 0; ; {
			end := strings.IndexByte(body[at:], '"')
			if end < 0 {
				break
			}
			at += end + 1
			if strings.HasPrefix(body[at:], `"`) { // "" is a quotation mark
				at++
				continue
			}
			cell = strings.ReplaceAll(body[:at-1], `""`, `"`)
			before, after, more := strings.Cut(body[at:], string(comma))
			return cell + before, after, more
		}
	}
	return strings.Cut(text, string(comma))
}

var (
	// mailHead is what mail programs write before addresses; what stands behind it is a list.
	mailHead = regexp.MustCompile(`(?i)^\s*(till|to|kopia|cc|bcc|hemlig kopia|från|from|deltagare|required|optional|obligatoriska|valfria)\s*:\s*`)
	// mailRest is what they write about the mail itself.
	mailRest = regexp.MustCompile(`(?i)^\s*(skickat|sent|datum|date|ämne|subject|bilagor?|attachments?|prioritet|importance|when|när|where|plats)\s*:`)
	// listMark is a bullet or a number in front of a line.
	listMark = regexp.MustCompile(`^\s*(?:[•·▪●○*–—>-]+\s*|\(?\d{1,4}[.):]\s+)`)
	// remains are what directories leave: X.500 names, empty brackets, marks of distribution lists.
	remains = regexp.MustCompile(`(?i)</o=[^>]*>|\S*/o=[^;\t]*|\[?\b(?:mailto|smtp|ex):|<\s*>|\[\+\]`)
)

// noise says whether a line tells of nobody.
func noise(text string) bool {
	switch {
	case mailRest.MatchString(text):
		return true
	case strings.ContainsAny(text, "@\t;"):
		return false
	case !strings.ContainsFunc(text, unicode.IsLetter), strings.HasSuffix(text, ":"):
		return true
	}
	return len(strings.Fields(text)) > wordsMax+1 || strings.HasSuffix(text, "!") || strings.HasSuffix(text, "?")
}

// unmarked takes away what stands in front of a line without being part of it. A tab in front is an empty first cell.
func unmarked(text string) string {
	text = mailHead.ReplaceAllString(text, "")
	if !strings.HasPrefix(text, "\t") {
		text = listMark.ReplaceAllString(text, "")
	}
	return remains.ReplaceAllString(text, "")
}
