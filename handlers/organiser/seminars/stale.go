package seminars

import (
	"strconv"
	"strings"

	"samling/models/seminar"
	"samling/models/store"
	"samling/views/page"
)

// namesInStale bounds the names in a sentence about what has changed.
const namesInStale = 5

// stale says in sentences what has changed since a draft was made.
func stale(db *store.DB, b page.Base, n names, d seminar.Difference) ([]string, error) {
	var said []string
	for _, part := range []struct {
		key    string
		people []store.ID
	}{{"seminars.since.came", d.Came}, {"seminars.since.left", d.Left}, {"seminars.since.wishes", d.Wishes}, {"seminars.since.moved", d.Moved},
		{"seminars.since.pins", d.Pins}, {"seminars.since.exclusions", d.Exclusions}} {
		if len(part.people) == 0 {
			continue
		}
		who, err := someNames(db, part.people)
		if err != nil {
			return nil, err
		}
		said = append(said, b.T(part.key, "n", len(part.people))+who)
	}
	for _, s := range d.Sessions {
		said = append(said, b.T("seminars.since.session", "Seminar", n.byKey(s.Seminar), "Slot", strconv.Itoa(s.Slot)))
	}
	if d.Seminars {
		said = append(said, b.T("seminars.since.seminars"))
	}
	if d.Slots {
		said = append(said, b.T("seminars.since.slots"))
	}
	return said, nil
}

// someNames is a few of the names, for the end of a sentence: ": Åsa Berg, Bo Ek …". People with protected identity are counted
// before and not named.
func someNames(db *store.DB, people []store.ID) (string, error) {
	found, err := peopleByID(db, people[:min(len(people), namesInStale)])
	if err != nil {
		return "", err
	}
	var shown []string
	for _, id := range people[:min(len(people), namesInStale)] {
		if r, ok := found[id]; ok && !r.Alias() {
			shown = append(shown, r.ShownName())
		}
	}
	if len(shown) == 0 {
		return ".", nil
	}
	if len(people) > namesInStale {
		shown = append(shown, "…")
	}
	return ": " + strings.Join(shown, ", ") + ".", nil
}

// byKey is a seminar's title by its key; one that is gone keeps its key.
func (n names) byKey(key string) string {
	for _, s := range n.list {
		if s.Key == key {
			return s.Title
		}
	}
	return key
}
