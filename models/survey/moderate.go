package survey

import (
	"slices"
	"strings"
	"unicode/utf8"

	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/store"
)

// What can be wrong when a text is moderated.
var (
	ErrReason   = store.Fault(store.Invalid, "error.text_reason").On("reason")
	ErrTheme    = store.Fault(store.Invalid, "error.text_theme").On("theme")
	ErrNoTexts  = store.Fault(store.Invalid, "error.text_none").On("text")
	ErrNotShut  = store.Fault(store.Conflict, "error.survey_still_open")
	ErrTextGone = store.Fault(store.NotFound, "error.not_found")
)

// The longest reason and theme, in characters.
const (
	ReasonMax = 200
	ThemeMax  = 60
)

// Decision is what a moderator does with some texts. The zero value of a field changes nothing of that kind.
type Decision struct {
	State  TextState // New takes a decision back
	Reason string    // why they are hidden; needed for Concealed and for nothing else
	Theme  *string   // the heading they are put under, "" = none
}

// Moderate does the same with some texts of an edition whose survey has closed, all or none, and says how many there
// were. Texts that are already so count too: two moderators may do the same thing at the same time. Errors: ErrNotShut,
// ErrNoTexts, ErrReason, ErrTheme, ErrTextGone.
func Moderate(tx *store.Tx, e event.Edition, ids []store.ID, d Decision) (int, error) {
	if !Shut(e, tx.Now) {
		return 0, ErrNotShut
	}
	ids = slices.Compact(slices.Sorted(slices.Values(ids)))
	if len(ids) == 0 {
		return 0, ErrNoTexts
	}
	set, args, err := d.columns()
	if err != nil {
		return 0, err
	}
	total := 0
	for chunk := range slices.Chunk(ids, 200) {
		done := tx.Exec("UPDATE free_texts SET "+set+" WHERE edition_id = ? AND id IN ?", append(slices.Clone(args), e.ID, chunk)...)
		if done.Error != nil {
			return 0, done.Error
		}
		total += int(done.RowsAffected)
	}
	if total != len(ids) {
		return 0, ErrTextGone
	}
	return total, nil
}

func (d Decision) columns() (set string, args []any, err error) {
	var parts []string
	reason := strings.Join(strings.Fields(d.Reason), " ")
	switch {
	case d.State == Concealed && (reason == "" || utf8.RuneCountInString(reason) > ReasonMax):
		return "", nil, ErrReason
	case d.State == Concealed:
		parts, args = append(parts, "state = ?, reason = ?"), append(args, Concealed, reason)
	case d.State != "":
		parts, args = append(parts, "state = ?, reason = ''"), append(args, d.State)
	}
	if d.Theme != nil {
		theme := strings.Join(strings.Fields(*d.Theme), " ")
		if utf8.RuneCountInString(theme) > ThemeMax {
			return "", nil, ErrTheme
		}
		parts, args = append(parts, "theme = ?"), append(args, theme)
	}
	if len(parts) == 0 {
		return "", nil, ErrNoTexts
	}
	return strings.Join(parts, ", "), args, nil
}

// Shut says whether the survey has been open and takes no more answers.
func Shut(e event.Edition, now store.Time) bool {
	return !e.SurveyOpenedAt.IsZero() && !e.SurveyOpen(now.Time)
}

// ReleaseUnflagged releases every text of an edition that no moderator has decided about and in which nothing points at
// somebody, and says how many. Errors: ErrNotShut.
func ReleaseUnflagged(tx *store.Tx, e event.Edition, pile CommentPile) (int, error) {
	all, err := Comments(tx.DB, e.ID, CommentFilter{Pile: pile, State: New})
	if err != nil {
		return 0, err
	}
	var ids []store.ID
	for _, c := range all {
		if len(c.Flagged) == 0 {
			ids = append(ids, c.ID)
		}
	}
	if len(ids) == 0 {
		if !Shut(e, tx.Now) {
			return 0, ErrNotShut
		}
		return 0, nil
	}
	return Moderate(tx, e, ids, Decision{State: Released})
}

// CommentCount is how many texts of a pile are in each state. Piles under the threshold are not told apart: N is 0.
type CommentCount struct {
	Pile                        CommentPile
	N, New, Released, Concealed int
}

// CommentCounts counts the texts of an edition by question, for its moderator.
func CommentCounts(db *gorm.DB, edition store.ID) ([]CommentCount, error) {
	least, err := LeastOf(db, edition)
	if err != nil {
		return nil, err
	}
	rows, err := readable(db, edition)
	if err != nil {
		return nil, err
	}
	counted := map[CommentPile]*CommentCount{}
	for _, r := range rows {
		c := counted[r.pile()]
		if c == nil {
			c = &CommentCount{Pile: r.pile()}
			counted[r.pile()] = c
		}
		c.N++
		switch r.State {
		case New:
			c.New++
		case Released:
			c.Released++
		case Concealed:
			c.Concealed++
		}
	}
	out := make([]CommentCount, 0, len(counted))
	for p, c := range counted {
		if c.N < least {
			c = &CommentCount{Pile: p}
		}
		out = append(out, *c)
	}
	slices.SortFunc(out, func(a, b CommentCount) int { return strings.Compare(a.Pile.key(), b.Pile.key()) })
	return out, nil
}

func (p CommentPile) key() string {
	return strings.Join([]string{string(p.Part), string(p.Pool), string(p.Seminar), p.Code}, ".")
}

// Themes lists the headings in use among the texts of an edition; views sort them the Swedish way.
func Themes(db *gorm.DB, edition store.ID) ([]string, error) {
	var out []string
	err := db.Raw("SELECT DISTINCT theme FROM free_texts WHERE edition_id = ? AND theme <> ''", edition).Scan(&out).Error
	return out, err
}
