package survey

import (
	"reflect"

	"gorm.io/gorm"

	"samling/models/store"
)

// edition's elder questions: those of the other editions of its series, by part and code.
type elders map[Part]map[string][]Question

// eldersOf reads the questions of all other editions of the series. One query, however many years.
func eldersOf(db *gorm.DB, edition store.ID) (elders, error) {
	var others []store.ID
	err := db.Raw("SELECT o.id FROM editions e JOIN editions o ON o.series_id = e.series_id AND o.id <> e.id WHERE e.id = ?", edition).
		Scan(&others).Error
	if err != nil || len(others) == 0 {
		return nil, err
	}
	all, err := questionsOf(db, others)
	if err != nil {
		return nil, err
	}
	found := elders{}
	for _, questions := range all {
		for _, q := range questions {
			if found[q.Part] == nil {
				found[q.Part] = map[string][]Question{}
			}
			found[q.Part][q.Code] = append(found[q.Part][q.Code], q)
		}
	}
	return found, nil
}

// version is what a question is numbered as: the number under which the same words were asked another year, or the next
// one when this code was only asked in other words. So a year is compared with those that asked the same, also when a
// wording comes back that was away for a year.
func (e elders) version(q Question) int {
	highest := 0
	for _, old := range e[q.Part][q.Code] {
		if sameWords(old, q) {
			return old.Version
		}
		highest = max(highest, old.Version)
	}
	return highest + 1
}

// sameWords says whether two questions ask the same in Swedish, the language they are made in: the question, its kind and
// what can be answered. A better English translation or another hint leaves years comparable.
func sameWords(a, b Question) bool {
	return a.Kind == b.Kind && a.Ask["sv"] == b.Ask["sv"] && a.None["sv"] == b.None["sv"] &&
		reflect.DeepEqual(swedish(a.Rows), swedish(b.Rows)) && reflect.DeepEqual(swedish(a.Ends), swedish(b.Ends)) &&
		reflect.DeepEqual(answersOf(a), answersOf(b))
}

func swedish(words []Words) []string {
	var out []string
	for _, w := range words {
		out = append(out, w["sv"])
	}
	return out
}

func answersOf(q Question) [][2]string {
	var out [][2]string
	for _, o := range q.Options {
		out = append(out, [2]string{o.Value, o.Label["sv"]})
	}
	return out
}
