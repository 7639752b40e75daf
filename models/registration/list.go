package registration

import (
	"slices"
	"strings"

	"gorm.io/gorm"

	"samling/models/store"
)

// Order is how a list is sorted.
type Order string

// The orders. ByOrganisation needs Places: the database does not know the Swedish order of organisations.
const (
	ByArrival      Order = "" // the newest first
	ByName         Order = "name"
	ByOrganisation Order = "organisation"
)

// Filter says which registrations a list shows. Empty fields filter nothing. People with protected identity are
// left out unless Hidden is set, which only the organiser's own pages may do; even then no name search finds them.
type Filter struct {
	Edition      store.ID
	Text         string // any part of a name or organisation, an e-mail address, or a reference code
	Status       Status
	Organisation store.ID
	Kind         string   // of organisation
	Seminar      store.ID // placed in it, in any slot
	Inside       bool     // only those who are checked in
	Protected    bool     // only those with protected identity
	Hidden       bool
	Order        Order
	Places       []store.ID // the organisations in the order in which ByOrganisation shows them
	Limit        int        // 0 = all
	Offset       int
}

// Row is a registration as lists show it.
type Row struct {
	Registration
	OrganisationName string
	OrganisationKind string
	CheckedInAt      store.Time // zero: not checked in
	SortKey          string     // its place among names
}

const from = ` FROM registrations r JOIN organisations o ON o.id = r.organisation_id
	LEFT JOIN admissions a ON a.registration_id = r.id`

func rowColumns() string {
	return "r." + strings.ReplaceAll(strings.Join(strings.Fields(columns), " "), ", ", ", r.") +
		", o.name AS organisation_name, o.kind AS organisation_kind, a.at AS checked_in_at, r.sort_key"
}

// List reads a page of registrations and how many there are in all. Two queries, however many rows (three by organisation); a page far into
// 50 000 is found in an index.
func List(db *gorm.DB, f Filter) ([]Row, int, error) {
	total, err := Count(db, f)
	if err != nil {
		return nil, 0, err
	}
	if f.Order == ByOrganisation && f.Limit > 0 {
		if f, err = f.narrow(db); err != nil {
			return nil, 0, err
		}
	}
	order, join, places := f.sorting()
	where, values := f.conditions()
	inner, page := "SELECT r.id FROM registrations r"+join+where+" ORDER BY "+order, slices.Concat(places, values)
	if f.Limit > 0 {
		inner += " LIMIT ? OFFSET ?"
		page = append(page, f.Limit, max(f.Offset, 0))
	}
	var rows []Row
	// The ids of the page are found first: the columns of all the rows before it are never read.
	err = db.Raw("SELECT "+rowColumns()+from+join+" WHERE r.id IN ("+inner+") ORDER BY "+order, append(places, page...)...).Scan(&rows).Error
	return rows, total, err
}

// narrow keeps of Places only the organisations that the page shows, so that no more than their people are sorted; a
// page within one organisation is a page by name, which an index has in order.
func (f Filter) narrow(db *gorm.DB) (Filter, error) {
	where, args := f.conditions()
	var rows []struct {
		OrganisationID store.ID
		N              int
	}
	err := db.Raw("SELECT r.organisation_id, COUNT(*) AS n FROM registrations r"+where+" GROUP BY r.organisation_id", args...).Scan(&rows).Error
	if err != nil {
		return f, err
	}
	counts := make(map[store.ID]int, len(rows))
	for _, row := range rows {
		counts[row.OrganisationID] = row.N
	}
	var shown []store.ID
	before, offset := 0, f.Offset
	for _, id := range f.Places {
		if before+counts[id] > f.Offset && before < f.Offset+f.Limit && counts[id] > 0 {
			if len(shown) == 0 {
				offset = f.Offset - before
			}
			shown = append(shown, id)
		}
		before += counts[id]
	}
	if len(shown) == 0 {
		return f, nil
	}
	f.Places, f.Offset = shown, offset
	if len(shown) == 1 {
		f.Order, f.Organisation = ByName, shown[0]
	}
	return f, nil
}

// Count is how many registrations a filter lets through.
func Count(db *gorm.DB, f Filter) (int, error) {
	where, args := f.conditions()
	var total int
	err := db.Raw("SELECT COUNT(*) FROM registrations r"+where, args...).Scan(&total).Error
	return total, err
}

// IDs lists who a filter lets through, in its order, at most so many.
func IDs(db *gorm.DB, f Filter, most int) ([]store.ID, error) {
	order, join, places := f.sorting()
	where, values := f.conditions()
	var ids []store.ID
	err := db.Raw("SELECT r.id FROM registrations r"+join+where+" ORDER BY "+order+" LIMIT ?",
		append(slices.Concat(places, values), most)...).Scan(&ids).Error
	return ids, err
}

// sorting gives the order, and what must be joined for it.
func (f Filter) sorting() (order, join string, args []any) {
	switch {
	case f.Order == ByName:
		return "r.sort_key, r.id", "", nil
	case f.Order == ByOrganisation && len(f.Places) > 0:
		for i, id := range f.Places {
			args = append(args, id, i)
		}
		join = " JOIN (VALUES " + strings.Repeat(", (?, ?)", len(f.Places))[2:] + ") AS v ON v.column1 = r.organisation_id"
		return "v.column2, r.sort_key, r.id", join, args
	}
	return "r.received_at DESC, r.id", "", nil
}

func (f Filter) conditions() (string, []any) {
	where, args := " WHERE r.edition_id = ?", []any{f.Edition}
	add := func(condition string, values ...any) {
		where += " AND " + condition
		args = append(args, values...)
	}
	if f.Status != "" {
		add("r.status = ?", f.Status)
	}
	if f.Organisation != "" {
		add("r.organisation_id = ?", f.Organisation)
	}
	if f.Kind != "" {
		add("r.organisation_id IN (SELECT id FROM organisations WHERE edition_id = ? AND kind = ?)", f.Edition, f.Kind)
	}
	if f.Seminar != "" {
		add(`r.id IN (SELECT p.person_id FROM placements p JOIN seminar_sessions s ON s.id = p.session_id
			WHERE p.edition_id = ? AND s.seminar_id = ?)`, f.Edition, f.Seminar)
	}
	if f.Inside {
		add("r.id IN (SELECT registration_id FROM admissions WHERE edition_id = ?)", f.Edition)
	}
	switch {
	case f.Protected:
		add("r.source = ?", FromAlias)
	case !f.Hidden:
		add("r.source <> ?", FromAlias)
	}
	if text := strings.TrimSpace(f.Text); text != "" {
		condition, values := textCondition(text)
		add(condition, values...)
	}
	return where, args
}

// textCondition finds text as the beginnings of name parts (all of them, in any order), as an e-mail address or as a
// reference code. A search key of somebody protected is empty, so only the code can find them.
func textCondition(text string) (string, []any) {
	either := []string{"r.reference = ?", `r.email_key LIKE ? ESCAPE '\'`}
	args := []any{tidyCode(text), likeEscape(EmailKey(strings.ToValidUTF8(text, "\ufffd"))) + "%"}
	var all []string
	for _, word := range words(text) {
		all = append(all, `r.search_key LIKE ? ESCAPE '\'`)
		args = append(args, "% "+likeEscape(word)+"%")
	}
	if len(all) > 0 {
		either = append(either, strings.Join(all, " AND "))
	}
	return "(" + strings.Join(either, " OR ") + ")", args
}

// Counts is how many registrations there are in each state, people with protected identity included: a total that
// left them out would let somebody subtract.
func Counts(db *gorm.DB, edition store.ID) (map[Status]int, error) {
	var rows []struct {
		Status Status
		N      int
	}
	err := db.Raw("SELECT status, COUNT(*) AS n FROM registrations WHERE edition_id = ? GROUP BY status", edition).Scan(&rows).Error
	if err != nil {
		return nil, err
	}
	counts := make(map[Status]int, len(rows))
	for _, row := range rows {
		counts[row.Status] = row.N
	}
	return counts, nil
}
