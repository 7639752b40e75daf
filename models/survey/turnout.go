package survey

import (
	"gorm.io/gorm"

	"samling/models/store"
)

// Turnout is how many were asked and how many answered.
type Turnout struct {
	HandedOut int
	Answered  int // ballots used; 0 when fewer than Least
}

// Rate is the share of the ballots that were used, in percent with one decimal; 0 while it is hidden.
func (t Turnout) Rate() float64 { return percent(t.Answered, t.HandedOut) }

// Turnouts reads the turnout of every edition that has ballots.
func Turnouts(db *gorm.DB) (map[store.ID]Turnout, error) {
	var rows []struct {
		EditionID store.ID
		HandedOut int
		Spent     int
	}
	err := db.Raw("SELECT edition_id, COUNT(*) AS handed_out, COUNT(spent_on) AS spent FROM ballots GROUP BY edition_id").Scan(&rows).Error
	all := make(map[store.ID]Turnout, len(rows))
	for _, r := range rows {
		all[r.EditionID] = counted{handedOut: r.HandedOut, spent: r.Spent}.shown()
	}
	return all, err
}

// counted is the turnout before any threshold.
type counted struct {
	handedOut int
	spent     int
	asked     map[store.ID]int // by seminar
}

func (c counted) shown() Turnout {
	if c.spent < Least {
		c.spent = 0
	}
	return Turnout{c.handedOut, c.spent}
}

func turnoutOf(db *gorm.DB, edition store.ID) (counted, error) {
	var rows []struct {
		Seminars  string
		HandedOut int
		Spent     int
	}
	err := db.Raw("SELECT seminars, COUNT(*) AS handed_out, COUNT(spent_on) AS spent FROM ballots WHERE edition_id = ? GROUP BY seminars",
		edition).Scan(&rows).Error
	c := counted{asked: map[store.ID]int{}}
	for _, r := range rows {
		c.handedOut += r.HandedOut
		c.spent += r.Spent
		for _, id := range splitIDs(r.Seminars) {
			c.asked[id] += r.HandedOut
		}
	}
	return c, err
}
