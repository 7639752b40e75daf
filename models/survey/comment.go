package survey

import (
	"slices"
	"strings"

	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/store"
)

// TextState is how far a free text has come on its way to those it is for.
type TextState string

// The states.
const (
	New       TextState = "new"      // no moderator has decided
	Released  TextState = "released" // hosts, or the seminar's leader, may read it
	Concealed TextState = "hidden"   // hidden, for a reason that is written down
)

// freeText is one text as it rests: alone, under a random id.
type freeText struct {
	ID        store.ID
	EditionID store.ID
	Part      Part
	Pool      Pool
	SeminarID store.ID
	Code      string
	Text      string
	State     TextState
	Reason    string
	Theme     string
}

// TableName implements gorm's Tabler.
func (freeText) TableName() string { return "free_texts" }

// Comment is a free text as its moderator reads it.
type Comment struct {
	ID      store.ID
	Pile    CommentPile
	Text    string
	State   TextState
	Reason  string
	Theme   string
	Flagged []Flag // what in it may point at somebody
}

// CommentPile is the texts under one question: about the day, about a seminar, or three months later.
type CommentPile struct {
	Part    Part
	Pool    Pool
	Seminar store.ID
	Code    string
}

// CommentFilter chooses among the texts of an edition. The zero value of a field chooses all.
type CommentFilter struct {
	Pile    CommentPile // its empty fields match any
	State   TextState
	Theme   string
	Query   string // words that must all stand in the text, as people type them: å and a, capitals and small are the same
	Flagged bool   // only texts that may point at somebody
}

// settled leaves out the texts of a follow-up that still takes answers. What is read is read when all have come.
const settled = `(part <> 'follow_up' OR EXISTS
	(SELECT 1 FROM follow_ups f WHERE f.edition_id = free_texts.edition_id AND f.closed_at IS NOT NULL))`

// Comments lists the free texts of an edition for its moderator, shuffled. A question with fewer texts than the threshold
// is left out: it could never be released, so nobody needs to read it. The caller sees to that the survey has closed.
func Comments(db *gorm.DB, edition store.ID, f CommentFilter) ([]Comment, error) {
	least, err := LeastOf(db, edition)
	if err != nil {
		return nil, err
	}
	var rows []freeText
	if err := db.Where("edition_id = ? AND "+settled, edition).Find(&rows).Error; err != nil {
		return nil, err
	}
	sizes := map[CommentPile]int{}
	for _, r := range rows {
		sizes[r.pile()]++
	}
	query := strings.Fields(event.Fold(f.Query))
	var out []Comment
	for _, r := range rows {
		c := r.comment()
		if sizes[c.Pile] >= least && f.chooses(c, query) {
			out = append(out, c)
		}
	}
	keys := make(map[store.ID]string, len(out))
	for _, c := range out {
		keys[c.ID] = shuffleKey(c.Pile.Code, c.Text)
	}
	slices.SortFunc(out, func(a, b Comment) int { return strings.Compare(keys[a.ID], keys[b.ID]) })
	return out, nil
}

// readable reads the texts that a moderator may see: those of the follow-up wait for its own closing.
func readable(db *gorm.DB, edition store.ID) (rows []freeText, err error) {
	follow, err := FollowUpOf(db, edition)
	if err != nil {
		return nil, err
	}
	query := db.Where("edition_id = ?", edition)
	if follow.ClosedAt.IsZero() {
		query = query.Where("part <> ?", FollowUp)
	}
	err = query.Find(&rows).Error
	return rows, err
}

func (r freeText) pile() CommentPile { return CommentPile{r.Part, r.Pool, r.SeminarID, r.Code} }

func (r freeText) comment() Comment {
	return Comment{ID: r.ID, Pile: r.pile(), Text: r.Text, State: r.State, Reason: r.Reason, Theme: r.Theme, Flagged: Flags(r.Text)}
}

func (f CommentFilter) chooses(c Comment, query []string) bool {
	switch {
	case f.Pile.Part != "" && f.Pile.Part != c.Pile.Part, f.Pile.Pool != "" && f.Pile.Pool != c.Pile.Pool,
		f.Pile.Seminar != "" && f.Pile.Seminar != c.Pile.Seminar, f.Pile.Code != "" && f.Pile.Code != c.Pile.Code,
		f.State != "" && f.State != c.State, f.Theme != "" && f.Theme != c.Theme, f.Flagged && len(c.Flagged) == 0:
		return false
	}
	return has(c.Text, query)
}

// has says whether all words, already folded, stand in a text.
func has(text string, words []string) bool {
	if len(words) == 0 {
		return true
	}
	folded := event.Fold(text)
	for _, w := range words {
		if !strings.Contains(folded, w) {
			return false
		}
	}
	return true
}

// Search keeps of a figure's texts those that have all words of a query, as people type them. N stays: it says how many
// there are in all.
func (f Figure) Search(query string) Figure {
	words := strings.Fields(event.Fold(query))
	keep := func(texts []string) []string {
		return slices.DeleteFunc(slices.Clone(texts), func(t string) bool { return !has(t, words) })
	}
	f.Texts = keep(f.Texts)
	var themes []Theme
	for _, t := range f.Themes {
		if t.Texts = keep(t.Texts); len(t.Texts) > 0 {
			themes = append(themes, t)
		}
	}
	f.Themes = themes
	return f
}
