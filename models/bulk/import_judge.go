package bulk

import (
	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/registration"
	"samling/models/store"
	"samling/models/table"
)

// Verdict is what would become of a line of a file.
type Verdict string

// The verdicts. Already is somebody who is registered: nothing is added and nothing is wrong.
const (
	Good    Verdict = "good"
	Already Verdict = "already"
	Twice   Verdict = "twice" // the same address further up in the file
	Bad     Verdict = "bad"
)

// Judged is a line with its verdict.
type Judged struct {
	table.Row
	Form     registration.Form
	Verdict  Verdict
	Problems []registration.Problem
}

// Judge reads every line of a file by a mapping: three queries and one more for each 500 lines.
func Judge(db *gorm.DB, e event.Edition, t table.Table, m Mapping) ([]Judged, error) {
	organisations, err := event.Organisations(db, e.ID)
	if err != nil {
		return nil, err
	}
	all := make([]Judged, 0, len(t.Rows))
	var keys []string
	for _, row := range t.Rows {
		j := Judged{Row: row, Verdict: Good}
		j.Form, j.Problems = registration.CheckFrom(registration.FromOrganiser, e, organisations, nil, m.form(row, organisations))
		if len(j.Problems) > 0 {
			j.Verdict = Bad
		} else {
			keys = append(keys, registration.EmailKey(j.Form.Email))
		}
		all = append(all, j)
	}
	known, err := registered(db, e.ID, keys)
	if err != nil {
		return nil, err
	}
	mark(all, known)
	return all, nil
}

// mark finds those who are registered, and those who stand in the file before.
func mark(all []Judged, known map[string]bool) {
	seen := map[string]bool{}
	for i := range all {
		if all[i].Verdict != Good {
			continue
		}
		key := registration.EmailKey(all[i].Form.Email)
		switch {
		case seen[key]:
			all[i].Verdict = Twice
		case known[key]:
			all[i].Verdict = Already
		}
		seen[key] = true
	}
}

// registered says which addresses have a living registration.
func registered(db *gorm.DB, edition store.ID, keys []string) (map[string]bool, error) {
	known := map[string]bool{}
	for len(keys) > 0 {
		n := min(len(keys), rowsAtATime)
		var found []string
		err := db.Raw("SELECT email_key FROM registrations WHERE edition_id = ? AND status <> ? AND email_key IN ?", edition,
			registration.Cancelled, keys[:n]).Scan(&found).Error
		if err != nil {
			return nil, err
		}
		for _, key := range found {
			known[key] = true
		}
		keys = keys[n:]
	}
	return known, nil
}

// Count counts lines by verdict.
func Count(all []Judged) map[Verdict]int {
	counts := map[Verdict]int{}
	for _, j := range all {
		counts[j.Verdict]++
	}
	return counts
}
