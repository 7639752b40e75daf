package room

import (
	"strings"
	"unicode/utf8"

	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/store"
)

// Count is how many heads somebody counted in a room. Without a time nobody has counted.
type Count struct {
	SessionID store.ID
	People    int
	CountedAt store.Time
	CountedBy string
}

// Done says whether anybody has counted.
func (c Count) Done() bool { return !c.CountedAt.IsZero() }

// mostCounterName is how long the name of who counted may be.
const mostCounterName = 80

// Counts reads the last count of each session that has one.
func Counts(db *gorm.DB, edition store.ID) (map[store.ID]Count, error) {
	var rows []Count
	err := db.Raw(`SELECT session_id, people, counted_at, counted_by FROM head_counts WHERE edition_id = ?
		ORDER BY counted_at, id`, edition).Scan(&rows).Error
	last := make(map[store.ID]Count, len(rows))
	for _, row := range rows {
		last[row.SessionID] = row
	}
	return last, err
}

// AddCount notes how many are in a room, as typed, and by whom. Counting again replaces what was counted before.
// Errors: event.Problems on the fields "antal" and "raknare", store.ErrNotFound, event.ErrNotInState.
func AddCount(tx *store.Tx, edition, session store.ID, people, by string) error {
	if err := event.Require(tx.DB, edition, event.CheckIn); err != nil {
		return err
	}
	if _, err := HallByID(tx.DB, edition, session); err != nil {
		return err
	}
	var wrong event.Problems
	n, ok := event.ReadSeats(people)
	switch {
	case strings.TrimSpace(people) == "":
		wrong = append(wrong, event.Problem{Field: "antal", Key: "error.missing_count"})
	case !ok:
		wrong = append(wrong, event.Problem{Field: "antal", Key: "error.count_number"})
	}
	by = strings.Join(strings.Fields(by), " ")
	switch {
	case by == "":
		wrong = append(wrong, event.Problem{Field: "raknare", Key: "error.missing_counter"})
	case utf8.RuneCountInString(by) > mostCounterName:
		wrong = append(wrong, event.Problem{Field: "raknare", Key: "form.too_long", Args: map[string]any{"Max": mostCounterName}})
	}
	if len(wrong) > 0 {
		return wrong
	}
	return tx.Exec("INSERT INTO head_counts (id, edition_id, session_id, people, counted_at, counted_by) VALUES (?, ?, ?, ?, ?, ?)",
		tx.NewID(), edition, session, n, tx.Now, by).Error
}
