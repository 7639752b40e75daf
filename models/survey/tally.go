package survey

import (
	"gorm.io/gorm"

	"samling/models/store"
)

// tallied is everything counted in one pile, before any threshold. It never leaves this package.
type tallied struct {
	sheets int
	counts counts
	texts  map[string][]comment // code → released texts
	held   map[string]int       // code → texts that nobody has released yet
}

type comment struct{ text, theme string }

type tallies map[pile]*tallied

func (t tallies) of(part Part, seminar store.ID) *tallied { return t.at(pile{part, ByBallot, seminar}) }

func (t tallies) at(p pile) *tallied {
	if t[p] == nil {
		t[p] = &tallied{counts: counts{}, texts: map[string][]comment{}, held: map[string]int{}}
	}
	return t[p]
}

// tally reads what has been counted about an edition, in every pile.
func tally(db *gorm.DB, edition store.ID) (tallies, error) {
	t := tallies{}
	if err := t.read(db, edition); err != nil {
		return nil, err
	}
	return t, t.readTexts(db, edition)
}

func (t tallies) read(db *gorm.DB, edition store.ID) error {
	var rows []struct {
		Part      Part
		Pool      Pool
		SeminarID store.ID
		Code      string
		Value     string
		N         int
	}
	err := db.Raw("SELECT part, pool, seminar_id, code, value, n FROM answer_counts WHERE edition_id = ?", edition).Scan(&rows).Error
	for _, r := range rows {
		one := t.at(pile{r.Part, r.Pool, r.SeminarID})
		if r.Code == sheetsCode {
			one.sheets = r.N
			continue
		}
		one.counts.add(r.Code, r.Value, r.N)
	}
	return err
}

func (t tallies) readTexts(db *gorm.DB, edition store.ID) error {
	var rows []freeText
	err := db.Raw("SELECT part, pool, seminar_id, code, text, state, theme FROM free_texts WHERE edition_id = ? AND state <> ?",
		edition, Concealed).Scan(&rows).Error
	for _, r := range rows {
		one := t.at(pile{r.Part, r.Pool, r.SeminarID})
		if r.State == Released {
			one.texts[r.Code] = append(one.texts[r.Code], comment{r.Text, r.Theme})
			continue
		}
		one.held[r.Code]++
	}
	return err
}
