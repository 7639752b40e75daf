package bulk

import (
	"slices"
	"strings"

	"samling/models/event"
	"samling/models/registration"
	"samling/models/table"
)

// Fields are what a column of a file can be, in the order in which they are offered. First and last name together give
// the name.
var Fields = [...]string{"name", "first_name", "last_name", "email", "organisation", "unit", "title", "phone", "display_name"}

// Mapping says which column is what.
type Mapping struct {
	Columns      []string // a field for each column, "" for one that is not used
	Organisation string   // key of the organisation of those whose line names none
}

// headings are the words, folded, by which a column is recognised.
var headings = map[string][]string{
	"name":         {"namn", "name", "deltagare", "fullstandigt namn", "full name", "for och efternamn", "namn efternamn"},
	"first_name":   {"fornamn", "first name", "firstname", "given name", "tilltalsnamn"},
	"last_name":    {"efternamn", "last name", "lastname", "surname", "family name"},
	"email":        {"e post", "epost", "mejl", "mail", "e mail", "email", "e postadress", "epostadress", "mejladress", "mailadress", "email address"},
	"organisation": {"organisation", "organization", "kommun", "myndighet", "arbetsplats", "forvaltning", "organisationsnamn", "company"},
	"unit":         {"enhet", "unit", "avdelning", "department", "stadsdel"},
	"title":        {"titel", "title", "befattning", "roll", "yrke", "job title"},
	"phone":        {"telefon", "phone", "mobil", "mobilnummer", "telefonnummer", "tfn", "tel", "mobile"},
	"display_name": {"visningsnamn", "display name", "namn pa skylten"},
}

// Guess reads the headings, and where they say nothing of addresses, the cells.
func Guess(t table.Table) Mapping {
	m := Mapping{Columns: make([]string, len(t.Head))}
	for i, head := range t.Head {
		folded := event.Fold(head)
		for _, field := range Fields {
			if slices.Contains(headings[field], folded) && !slices.Contains(m.Columns, field) {
				m.Columns[i] = field
				break
			}
		}
	}
	if !slices.Contains(m.Columns, "email") {
		for i := range t.Head {
			if m.Columns[i] == "" && strings.Contains(t.Rows[0].Cells[i], "@") {
				m.Columns[i] = "email"
				break
			}
		}
	}
	return m
}

// Valid says whether the mapping can give registrations: a column of addresses and one of names at least (an address
// may bring its name along), and no field twice.
func (m Mapping) Valid() (problem string) {
	seen := map[string]bool{}
	for _, field := range m.Columns {
		switch {
		case field == "":
			continue
		case !slices.Contains(Fields[:], field):
			return "error.import_field"
		case seen[field]:
			return "error.import_twice"
		}
		seen[field] = true
	}
	switch {
	case !seen["email"]:
		return "error.import_no_email"
	case !seen["organisation"] && m.Organisation == "":
		return "error.import_no_organisation"
	}
	return ""
}

// form reads a line as the form that somebody could have filled in.
func (m Mapping) form(row table.Row, organisations []event.Organisation) registration.Form {
	f := registration.Form{Lang: "sv"}
	first, last := "", ""
	for i, field := range m.Columns {
		if i >= len(row.Cells) {
			break
		}
		switch cell := row.Cells[i]; field {
		case "name":
			f.Name = cell
		case "first_name":
			first = cell
		case "last_name":
			last = cell
		case "email":
			f.Email = cell
		case "organisation":
			f.Organisation = cell
		case "unit":
			f.Unit = cell
		case "title":
			f.Title = cell
		case "phone":
			f.Phone = cell
		case "display_name":
			f.DisplayName = cell
		}
	}
	if f.Name == "" {
		f.Name = strings.TrimSpace(first + " " + last)
	}
	f.Name, f.Email = parted(f.Name, f.Email)
	f.Organisation = organisationKey(f.Organisation, m.Organisation, organisations)
	return f
}

// parted takes "Åsa Öberg <asa@x.example>" apart.
func parted(name, email string) (string, string) {
	before, rest, ok := strings.Cut(email, "<")
	if !ok {
		return name, strings.TrimPrefix(email, "mailto:")
	}
	if name == "" {
		name = strings.Trim(strings.TrimSpace(before), `"'`)
	}
	address, _, _ := strings.Cut(rest, ">")
	return name, strings.TrimSpace(address)
}

// organisationKey finds an organisation by its name however it is written, or by the beginning of exactly one name:
// "Nacka" is Nacka kommun. What is not found is given as it is, and refused by the rules of a registration.
func organisationKey(written, otherwise string, all []event.Organisation) string {
	folded := event.Fold(written)
	if folded == "" {
		return otherwise
	}
	var begins []string
	for _, o := range all {
		name := event.Fold(o.Name)
		if name == folded || o.Key == written {
			return o.Key
		}
		if strings.HasPrefix(name, folded+" ") {
			begins = append(begins, o.Key)
		}
	}
	if len(begins) == 1 {
		return begins[0]
	}
	return "? " + written
}
