package survey

import (
	"gorm.io/gorm"

	"samling/models/store"
)

// tallied is everything counted in one pile of sheets, before any threshold. It never leaves this package.
type tallied struct {
	sheets int
	counts map[string]map[string]int // code, value → how many
	texts  map[string][]string       // code → texts
}

type tallies map[pile]*tallied

func (t tallies) of(part Part, seminar store.ID) *tallied {
	p := pile{part, seminar}
	if t[p] == nil {
		t[p] = &tallied{counts: map[string]map[string]int{}, texts: map[string][]string{}}
	}
	return t[p]
}

const fromSheets = " FROM answer_sheets s JOIN answers a ON a.sheet_id = s.id " +
	"WHERE s.edition_id = ? AND s.part IN ('day', 'seminar') AND s.pool = 'ballot'"

// tally counts the answers of an edition in the database; only free texts are brought over one by one.
func tally(db *gorm.DB, edition store.ID, questions []Question) (tallies, error) {
	t := tallies{}
	written := []string{""} // an empty list in NOT IN is no SQL
	for _, q := range questions {
		if q.Kind == Text {
			written = append(written, q.Code)
		}
	}
	for _, load := range []func(*gorm.DB, store.ID, []string) error{t.sheets, t.counts, t.texts} {
		if err := load(db, edition, written); err != nil {
			return nil, err
		}
	}
	return t, nil
}

type tallyRow struct {
	Part      Part
	SeminarID store.ID
	Code      string
	Value     string
	N         int
}

func (t tallies) sheets(db *gorm.DB, edition store.ID, _ []string) error {
	var rows []tallyRow
	err := db.Raw("SELECT part, seminar_id, COUNT(*) AS n FROM answer_sheets WHERE edition_id = ? AND "+
		"part IN ('day', 'seminar') AND pool = 'ballot' GROUP BY part, seminar_id", edition).Scan(&rows).Error
	for _, r := range rows {
		t.of(r.Part, r.SeminarID).sheets = r.N
	}
	return err
}

func (t tallies) counts(db *gorm.DB, edition store.ID, written []string) error {
	var rows []tallyRow
	err := db.Raw("SELECT s.part, s.seminar_id, a.code, a.value, COUNT(*) AS n"+fromSheets+
		" AND a.code NOT IN ? GROUP BY s.part, s.seminar_id, a.code, a.value", edition, written).Scan(&rows).Error
	for _, r := range rows {
		counts := t.of(r.Part, r.SeminarID).counts
		if counts[r.Code] == nil {
			counts[r.Code] = map[string]int{}
		}
		counts[r.Code][r.Value] = r.N
	}
	return err
}

func (t tallies) texts(db *gorm.DB, edition store.ID, written []string) error {
	var rows []tallyRow
	err := db.Raw("SELECT s.part, s.seminar_id, a.code, a.value"+fromSheets+" AND a.code IN ?", edition, written).Scan(&rows).Error
	for _, r := range rows {
		texts := t.of(r.Part, r.SeminarID).texts
		texts[r.Code] = append(texts[r.Code], r.Value)
	}
	return err
}
