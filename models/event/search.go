package event

import (
	"strings"

	"gorm.io/gorm"

	"samling/models/store"
)

// Hit is something that a search found. Kind is item, seminar or document; Ref is where it stands on the event
// page, or the address of a document.
type Hit struct {
	Kind, Title, Text, Ref string
}

// Search looks through programme, seminars and documents of an edition. Every word of the query must occur, in any
// order, as a part of a word; å ä ö and capitals are forgiven. A title counts more than a text, so such hits come
// first; otherwise the order is that of the day.
func Search(db *gorm.DB, edition store.ID, query string) ([]Hit, error) {
	words := strings.Fields(Fold(query))
	if len(words) == 0 {
		return nil, nil
	}
	all, err := everything(db, edition)
	if err != nil {
		return nil, err
	}
	var inTitle, inText []Hit
	for _, h := range all {
		switch {
		case containsAll(Fold(h.Title), words):
			inTitle = append(inTitle, h)
		case containsAll(Fold(h.Title+" "+h.Text), words):
			inText = append(inText, h)
		}
	}
	return append(inTitle, inText...), nil
}

func everything(db *gorm.DB, edition store.ID) ([]Hit, error) {
	seminars, err := Seminars(db, edition)
	if err != nil {
		return nil, err
	}
	items, err := Programme(db, edition)
	if err != nil {
		return nil, err
	}
	documents, err := Documents(db, edition)
	if err != nil {
		return nil, err
	}
	var all []Hit
	for _, s := range seminars {
		all = append(all, Hit{"seminar", s.Title, s.Text, s.Key})
	}
	for _, i := range items {
		all = append(all, Hit{"item", i.Title, i.Text, string(i.ID)})
	}
	for _, d := range documents {
		all = append(all, Hit{"document", d.Title, "", d.URL})
	}
	return all, nil
}

func containsAll(text string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}
