package registration

import (
	"strings"

	"gorm.io/gorm"

	"samling/models/store"
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
	Hidden       bool
	Limit        int // 0 = all
	Offset       int
}

// Row is a registration as lists show it.
type Row struct {
	Registration
	OrganisationName string
	OrganisationKind string
	CheckedInAt      store.Time // zero: not checked in
}

const from = ` FROM registrations r JOIN organisations o ON o.id = r.organisation_id
	LEFT JOIN admissions a ON a.registration_id = r.id`

// List reads a page of registrations, the newest first, and how many there are in all. Two queries, however many
// rows. Views that show names in order sort the Swedish way.
func List(db *gorm.DB, f Filter) ([]Row, int, error) {
	where, args := f.conditions()
	var total int
	if err := db.Raw("SELECT COUNT(*)"+from+where, args...).Scan(&total).Error; err != nil {
		return nil, 0, err
	}
	query := "SELECT r." + strings.ReplaceAll(strings.Join(strings.Fields(columns), " "), ", ", ", r.") +
		", o.name AS organisation_name, o.kind AS organisation_kind, a.at AS checked_in_at" + from + where +
		" ORDER BY r.received_at DESC, r.id"
	if f.Limit > 0 {
		query += " LIMIT ? OFFSET ?"
		args = append(args, f.Limit, max(f.Offset, 0))
	}
	var rows []Row
	if err := db.Raw(query, args...).Scan(&rows).Error; err != nil {
		return nil, 0, err
	}
	return rows, total, nil
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
		add("o.kind = ?", f.Kind)
	}
	if f.Seminar != "" {
		add(`EXISTS (SELECT 1 FROM placements p JOIN seminar_sessions s ON s.id = p.session_id
			WHERE p.person_id = r.id AND s.seminar_id = ?)`, f.Seminar)
	}
	if !f.Hidden {
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
