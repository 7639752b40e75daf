package registration

import (
	"fmt"
	"strings"

	"gorm.io/gorm"

	"samling/models/store"
)

// Needs is what somebody needs in order to take part: special-category data, kept apart from everything else.
type Needs struct {
	Choices []string
	Text    string
}

// Empty says whether nothing was asked for.
func (n Needs) Empty() bool { return len(n.Choices) == 0 && n.Text == "" }

// NeedsOf reads a person's needs; empty if there are none.
func NeedsOf(db *gorm.DB, id store.ID) (Needs, error) {
	var rows []struct{ Choices, Text string }
	if err := db.Raw("SELECT choices, text FROM needs WHERE registration_id = ?", id).Scan(&rows).Error; err != nil {
		return Needs{}, err
	}
	if len(rows) == 0 {
		return Needs{}, nil
	}
	return Needs{Choices: splitChoices(rows[0].Choices), Text: rows[0].Text}, nil
}

// SetNeeds replaces a person's needs. Empty needs are erased: the row goes, nothing of it stays.
func SetNeeds(tx *store.Tx, id store.ID, n Needs, actor string) error {
	if n.Empty() {
		return EraseNeeds(tx, id, actor)
	}
	if err := saveNeeds(tx, id, n); err != nil {
		return err
	}
	return note(tx, id, actor, "needs", "")
}

// EraseNeeds deletes a person's needs. The history tells that it was done, not what they were.
func EraseNeeds(tx *store.Tx, id store.ID, actor string) error {
	done := tx.Exec("DELETE FROM needs WHERE registration_id = ?", id)
	if done.Error != nil {
		return fmt.Errorf("erase needs: %w", done.Error)
	}
	if done.RowsAffected == 0 {
		return nil
	}
	return note(tx, id, actor, "needs_erased", "")
}

func saveNeeds(tx *store.Tx, id store.ID, n Needs) error {
	if n.Empty() {
		return nil
	}
	err := tx.Exec(`INSERT INTO needs (registration_id, choices, text) VALUES (?, ?, ?)
		ON CONFLICT (registration_id) DO UPDATE SET choices = excluded.choices, text = excluded.text`,
		id, strings.Join(n.Choices, ","), n.Text).Error
	if err != nil {
		return fmt.Errorf("save needs: %w", err)
	}
	return nil
}

// CountNeeds counts each need among those who have a seat, by key. It is all that a caterer is told; texts of one's
// own are counted under "" so that somebody asks the one who may read them.
func CountNeeds(db *gorm.DB, edition store.ID) (map[string]int, error) {
	var rows []struct{ Choices, Text string }
	err := db.Raw(`SELECT n.choices, n.text FROM needs n JOIN registrations r ON r.id = n.registration_id
		WHERE r.edition_id = ? AND r.status = ?`, edition, Confirmed).Scan(&rows).Error
	if err != nil {
		return nil, err
	}
	counts := make(map[string]int)
	for _, row := range rows {
		for _, choice := range splitChoices(row.Choices) {
			counts[choice]++
		}
		if row.Text != "" {
			counts[""]++
		}
	}
	return counts, nil
}

func splitChoices(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, ",")
}
