package registration

import (
	"strings"

	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/store"
)

// Verdict is what is thought of one line of a list before anything is done with it.
type Verdict string

// The verdicts. Only good lines are acted on; a line to mend stands in the way of the whole list until it is mended or
// left out; the others are left out by themselves.
const (
	LineGood       Verdict = "good"
	LineMend       Verdict = "mend"
	LineDuplicate  Verdict = "duplicate"  // the same address stands further up in the list
	LineRegistered Verdict = "registered" // the address has a registration
	LineInvited    Verdict = "invited"    // the address has an invitation
	LineLeftOut    Verdict = "left_out"   // the reader does not want it
)

// Judged is a line with its verdict.
type Judged struct {
	Pasted
	Verdict  Verdict
	Problems []Problem // what to mend, by field
	Form     Form      // the person as they would be registered, tidied
}

// Judge looks at each line of a list. organisation is the key that everybody in it gets. taken says what the addresses
// are already, by EmailKey. leftOut names the places in people that are to be left out. Nothing is read or written.
func Judge(orgs []event.Organisation, organisation string, people []Pasted, taken map[string]Verdict, leftOut map[int]bool) []Judged {
	lines := make([]Judged, len(people))
	seen := map[string]bool{}
	for i, p := range people {
		j := Judged{Pasted: p}
		j.Form, j.Problems = CheckPerson(FromOrganiser, orgs, Form{Name: p.Name, Email: p.Email, Organisation: organisation,
			Unit: p.Unit, Title: p.Title, Phone: p.Phone})
		key := EmailKey(j.Form.Email)
		switch {
		case leftOut[i]:
			j.Verdict = LineLeftOut
		case key != "" && seen[key]:
			j.Verdict = LineDuplicate
		case taken[key] != "":
			j.Verdict = taken[key]
		case len(j.Problems) > 0:
			j.Verdict = LineMend
		default:
			j.Verdict = LineGood
		}
		if j.Verdict != LineLeftOut && key != "" {
			seen[key] = true
		}
		if j.Verdict != LineMend {
			j.Problems = nil
		}
		lines[i] = j
	}
	return lines
}

// GoodForms are the people of the good lines, in order.
func GoodForms(lines []Judged) []Form {
	var forms []Form
	for _, l := range lines {
		if l.Verdict == LineGood {
			forms = append(forms, l.Form)
		}
	}
	return forms
}

// keysAtOnce keeps a statement below the number of variables that every engine takes.
const keysAtOnce = 500

// Taken says which of the addresses in a list have a living registration in an edition.
func Taken(db *gorm.DB, edition store.ID, people []Pasted) (map[string]Verdict, error) {
	taken := map[string]Verdict{}
	err := byAddress(people, func(keys []string) error {
		var found []string
		err := db.Raw("SELECT email_key FROM registrations WHERE edition_id = ? AND status <> ? AND email_key IN ?",
			edition, Cancelled, keys).Scan(&found).Error
		for _, key := range found {
			taken[key] = LineRegistered
		}
		return err
	})
	return taken, err
}

// byAddress calls find with the addresses of a list, so many at a time.
func byAddress(people []Pasted, find func(keys []string) error) error {
	var keys []string
	for i, p := range people {
		if key := EmailKey(strings.ToValidUTF8(p.Email, "")); key != "" {
			keys = append(keys, key)
		}
		if len(keys) == keysAtOnce || i == len(people)-1 && len(keys) > 0 {
			if err := find(keys); err != nil {
				return err
			}
			keys = nil
		}
	}
	return nil
}
