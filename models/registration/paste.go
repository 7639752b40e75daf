package registration

import (
	"strings"
	"unicode"
)

// Pasted is one person read from a list that somebody copied out of Excel, Outlook or a mail.
type Pasted struct {
	Line    int // where it stood, counted from 1
	Name    string
	Email   string
	Title   string
	Unit    string
	Phone   string
	Guessed bool // the list had no name; this one was made from the address
}

// Paste is what a pasted list held.
type Paste struct {
	People  []Pasted
	Skipped []int // the lines that tell of nobody: subjects, dates, separators
}

// PasteMax is how many people one list may hold.
const PasteMax = 2000

// ParsePaste reads a pasted list: rows of a spreadsheet (tabs, semicolons or commas, with or without a line of headings,
// the columns in any order), address lines of a mail program ("Efternamn, Förnamn <adress>; …"), bare addresses, names
// alone. It never fails: what it cannot read it leaves empty, and Judge says what is missing. raw may be in UTF-8,
// UTF-16 or Windows-1252, and broken in the ways in which copying breaks text. Nothing but the text is looked at.
func ParsePaste(raw string) Paste {
	p := &paster{}
	for _, l := range pasteLines(raw) {
		p.line(l)
	}
	return p.found
}

// paster is a list being read: what has been found, and the headings that the next rows stand under.
type paster struct {
	found   Paste
	columns []column
	comma   rune // what parts the cells under the headings
}

func (p *paster) line(l pastedLine) {
	text := strings.TrimFunc(l.text, unicode.IsSpace)
	if text == "" {
		return
	}
	if columns, comma, is := headings(text); is {
		p.columns, p.comma = columns, comma
		return
	}
	if noise(text) {
		p.found.Skipped = append(p.found.Skipped, l.number)
		return
	}
	before := len(p.found.People)
	for _, one := range p.people(l.text) {
		one.Line = l.number
		if one = one.tidy(); one.Name != "" || one.Email != "" {
			p.found.People = append(p.found.People, one)
		}
	}
	if len(p.found.People) == before {
		p.found.Skipped = append(p.found.Skipped, l.number)
	}
}

// people decides what kind of line it is.
func (p *paster) people(text string) []Pasted {
	if p.columns != nil && strings.ContainsRune(text, p.comma) {
		if cells := split(text, p.comma); p.underHeadings(cells) {
			return only(p.columned(cells))
		}
	}
	if len(p.columns) == 1 && !strings.ContainsAny(text, "@\t;,") {
		return only(p.columned([]string{text}))
	}
	text = unmarked(text)
	addresses := addressesIn(text)
	switch {
	case strings.Contains(text, "\t") && (len(addresses) < 2 || !everyCellHasAddress(text)):
		return only(row(split(text, '\t'), false))
	case len(addresses) > 1, len(addresses) == 1 && addresses[0].bracketed:
		return addressList(text, addresses)
	case parted(text, ';') && (len(addresses) == 1 || !onlyNames(text)):
		return only(row(split(text, ';'), false))
	case parted(text, ';'):
		return nameList(text)
	case len(addresses) == 1 && parted(text, ','):
		return only(row(split(text, ','), true))
	case len(addresses) == 1:
		a := addresses[0]
		return only(Pasted{Name: text[:a.from] + " " + text[a.to:], Email: a.email})
	}
	return only(Pasted{Name: text})
}

// underHeadings says whether a line has the form of the table that it stands in: an address line of a mail program below
// a table does not.
func (p *paster) underHeadings(cells []string) bool {
	addresses := 0
	for _, cell := range cells {
		for _, a := range addressesIn(cell) {
			if addresses++; a.bracketed && p.comma != '\t' {
				return false
			}
		}
	}
	return addresses < 2 || p.comma == '\t'
}

// only gives the person if there is any of them.
func only(p Pasted) []Pasted {
	if !strings.ContainsFunc(p.Name+p.Email, func(r rune) bool { return unicode.IsLetter(r) || r == '@' }) {
		return nil
	}
	return []Pasted{p}
}
