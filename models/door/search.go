package door

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"gorm.io/gorm"

	"samling/models/registration"
	"samling/models/store"
)

// Hit is one person that the search at the door found.
type Hit struct {
	ID           store.ID
	Name         string
	Organisation string
	Status       registration.Status
	InsideSince  store.Time // zero: has not come
}

// Found is the answer to a search: at most maxHits people, and whether there are more.
type Found struct {
	Hits []Hit
	More bool
}

const (
	maxHits   = 20
	minLetter = 2 // there are people called Zé
	maxWords  = 6
	minDevice = 3 // a phone that anybody may pick up lists nothing at fewer
)

// ErrShortSearch says that the text would list half the register.
var ErrShortSearch = store.Fault(store.Invalid, "error.door_short_search").On("q")

// ErrShortOnPhone says the same of a paired phone.
var ErrShortOnPhone = store.Fault(store.Invalid, "error.door_short_on_phone").On("q")

// LongOnPhone says whether a text has letters enough for a search on a paired phone, where nobody is logged in.
func LongOnPhone(text string) bool {
	n := 0
	for _, word := range searchWords(text) {
		n += utf8.RuneCountInString(word)
	}
	return n >= minDevice
}

type hitRow struct {
	ID           store.ID            `gorm:"column:id"`
	Name         string              `gorm:"column:name"`
	DisplayName  string              `gorm:"column:display_name"`
	Organisation string              `gorm:"column:organisation"`
	Status       registration.Status `gorm:"column:status"`
	At           store.Time          `gorm:"column:at"`
}

// Search finds people by any part of the name, by organisation or by reference code; å, ä, ö and é may be written
// without their marks, and words may come in any order. People with an alias are never found, not even by their
// reference (domain.md §3): that code is entered as a code. Errors: ErrShortSearch.
func Search(db *gorm.DB, edition store.ID, text string) (Found, error) {
	words := searchWords(text)
	if len(words) == 0 {
		return Found{}, ErrShortSearch
	}
	query := db.Table("registrations AS r").
		Select("r.id, r.name, r.display_name, o.name AS organisation, r.status, a.at").
		Joins("JOIN organisations o ON o.id = r.organisation_id").
		Joins("LEFT JOIN admissions a ON a.registration_id = r.id").
		Where("r.edition_id = ? AND r.source <> ? AND r.search_key <> ''", edition, registration.FromAlias)
	if ref := Reference(text); ref != "" {
		query = query.Where(db.Where("r.reference = ?", ref).Or(matching(db, words)))
	} else {
		query = query.Where(matching(db, words))
	}
	var rows []hitRow
	// Whom is not yet in and has a seat comes first: that is who stands at the door.
	err := query.Order("CASE WHEN a.at IS NULL THEN 0 ELSE 1 END, r.status, r.search_key, r.id").
		Limit(maxHits + 1).Scan(&rows).Error
	return foundIn(rows), err
}

func foundIn(rows []hitRow) Found {
	f := Found{More: len(rows) > maxHits}
	for _, r := range rows[:min(len(rows), maxHits)] {
		shown := registration.Registration{Name: r.Name, DisplayName: r.DisplayName}.ShownName()
		f.Hits = append(f.Hits, Hit{r.ID, shown, r.Organisation, r.Status, r.At})
	}
	return f
}

// matching demands every word: from three letters on anywhere in the key, shorter ones at the start of a name part.
// The words hold letters and digits only, so nothing in them means something to LIKE.
func matching(db *gorm.DB, words []string) *gorm.DB {
	all := db
	for _, word := range words {
		pattern := "%" + word + "%"
		if utf8.RuneCountInString(word) < 3 {
			pattern = "% " + word + "%"
		}
		all = all.Where("r.search_key LIKE ?", pattern)
	}
	return all
}

// searchWords folds and cuts a search text. Single letters only narrow a search that has a longer word.
func searchWords(text string) []string {
	fields := strings.FieldsFunc(registration.Fold(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	var words []string
	long := false
	for _, f := range fields[:min(len(fields), maxWords)] {
		words = append(words, f)
		long = long || utf8.RuneCountInString(f) >= minLetter
	}
	if !long {
		return nil
	}
	return words
}
