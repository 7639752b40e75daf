package registration

import (
	"strings"
	"unicode"
)

// column is what a heading says that its cells hold.
type column string

const (
	colOther column = ""
	colName  column = "name"
	colFirst column = "first"
	colLast  column = "last"
	colEmail column = "email"
	colTitle column = "title"
	colUnit  column = "unit"
	colPhone column = "phone"
)

// headingWords are the headings that lists have, folded, in Swedish and English.
var headingWords = map[string]column{
	"namn": colName, "name": colName, "full name": colName, "for och efternamn": colName, "fullstandigt namn": colName,
	"display name": colName, "deltagare": colName, "person": colName, "attendee": colName, "namn pa deltagare": colName,
	"fornamn": colFirst, "first name": colFirst, "given name": colFirst, "firstname": colFirst, "tilltalsnamn": colFirst,
	"efternamn": colLast, "last name": colLast, "surname": colLast, "family name": colLast, "lastname": colLast,
	"e post": colEmail, "epost": colEmail, "e postadress": colEmail, "epostadress": colEmail, "mejl": colEmail, "mejladress": colEmail,
	"mail": colEmail, "mailadress": colEmail, "email": colEmail, "e mail": colEmail, "e mail address": colEmail, "email address": colEmail,
	"smtp": colEmail, "primary smtp address": colEmail, "adress": colEmail,
	"titel": colTitle, "title": colTitle, "job title": colTitle, "befattning": colTitle, "roll": colTitle, "role": colTitle,
	"yrke": colTitle, "funktion": colTitle, "tjanst": colTitle, "position": colTitle, "yrkesroll": colTitle,
	"enhet": colUnit, "unit": colUnit, "avdelning": colUnit, "department": colUnit, "forvaltning": colUnit, "arbetsplats": colUnit,
	"team": colUnit, "office": colUnit, "verksamhet": colUnit,
	"telefon": colPhone, "tel": colPhone, "tfn": colPhone, "phone": colPhone, "mobil": colPhone, "mobile": colPhone,
	"mobiltelefon": colPhone, "telefonnummer": colPhone, "phone number": colPhone, "mobile phone": colPhone, "tel nr": colPhone,
}

// headings says whether a line is the headings of a table, and what they are: at least one of them names a person, and
// most are words that we know.
func headings(text string) (columns []column, comma rune, is bool) {
	if strings.Contains(text, "@") {
		return nil, 0, false
	}
	for _, comma = range [...]rune{'\t', ';', ',', '|'} {
		if strings.ContainsRune(text, comma) {
			break
		}
		comma = 0
	}
	cells := []string{text}
	if comma != 0 {
		cells = split(text, comma)
	}
	known, filled, person := 0, 0, false
	for _, cell := range cells {
		c := headingWords[Fold(cell)]
		columns = append(columns, c)
		if strings.TrimSpace(cell) != "" {
			filled++
		}
		if c != colOther {
			known++
		}
		person = person || c == colName || c == colFirst || c == colLast || c == colEmail
	}
	return columns, comma, person && 2*known >= filled
}

// columned reads a row under its headings. An address in another column than its own is still the address.
func (p *paster) columned(cells []string) Pasted {
	var out Pasted
	var first, last string
	for i, cell := range cells {
		if i >= len(p.columns) {
			break
		}
		switch p.columns[i] {
		case colName:
			out.Name = cell
		case colFirst:
			first = cell
		case colLast:
			last = cell
		case colEmail:
			out.Email = cell
		case colTitle:
			out.Title = cell
		case colUnit:
			out.Unit = cell
		case colPhone:
			out.Phone = cell
		}
	}
	if whole := strings.TrimSpace(first + " " + last); whole != "" {
		out.Name = whole
	}
	for _, field := range [...]*string{&out.Title, &out.Unit, &out.Phone} {
		if strings.Contains(*field, "@") && !strings.Contains(out.Name+out.Email, "@") {
			out.Email, *field = *field, ""
		}
	}
	out.takeAddress()
	return out
}

// takeAddress sorts out a cell with name and address in one.
func (p *Pasted) takeAddress() {
	for _, from := range [...]*string{&p.Email, &p.Name} {
		found := addressesIn(*from)
		if len(found) == 0 {
			continue
		}
		a := found[0]
		rest := strings.TrimSpace(unmarked((*from)[:a.from] + " " + (*from)[a.to:]))
		if *from = ""; p.Name == "" {
			p.Name = rest
		}
		p.Email = a.email
		return
	}
}

// row reads cells without headings: the address and the telephone number are known by their form, the rest comes in the
// usual order. surnameFirst says that a comma parted them, as in "Berg, Anna".
func row(cells []string, surnameFirst bool) Pasted {
	var p Pasted
	var texts []string
	for _, cell := range cells {
		switch {
		case strings.TrimSpace(cell) == "":
		case strings.Contains(cell, "@") && p.Email == "":
			p.Email = cell
		case phoneLike(cell):
			if p.Phone == "" {
				p.Phone = cell
			}
		case strings.ContainsFunc(cell, unicode.IsLetter) && !strings.Contains(cell, "@"):
			texts = append(texts, cell)
		}
	}
	p.takeAddress()
	if p.Name != "" { // it stood in the cell of the address
		texts = append([]string{p.Name}, texts...)
	}
	p.place(texts, surnameFirst)
	return p
}

// place gives the texts of a row their fields: name (in one cell or two), title, unit.
func (p *Pasted) place(texts []string, surnameFirst bool) {
	if len(texts) == 0 {
		return
	}
	p.Name, texts = texts[0], texts[1:]
	if len(texts) > 0 && !strings.Contains(p.Name, ",") && apart(p.Name, texts[0], p.Email, surnameFirst) {
		p.Name, texts = joined(p.Name, texts[0], p.Email, surnameFirst), texts[1:]
	}
	if len(texts) > 0 {
		p.Title, texts = texts[0], texts[1:]
	}
	if len(texts) > 0 {
		p.Unit = texts[0]
	}
}

// phoneLike says whether a cell is a telephone number: digits and what stands between them.
func phoneLike(cell string) bool {
	digits := 0
	for _, r := range cell {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case !strings.ContainsRune(" +-–()/.", r):
			return false
		}
	}
	return digits >= 5
}
