package survey

import (
	"time"

	"gorm.io/gorm"

	"samling/models/store"
)

// Turnout is how many were asked and how many answered.
type Turnout struct {
	HandedOut int
	Answered  int // ballots used; 0 when fewer than the threshold
}

// Rate is the share of the ballots that were used, in percent with one decimal; 0 while it is hidden.
func (t Turnout) Rate() float64 { return percent(t.Answered, t.HandedOut) }

// Turnouts reads the turnout of every edition that has ballots, as hosts see it: while a survey is open in whole steps.
func Turnouts(db *gorm.DB, now time.Time) (map[store.ID]Turnout, error) {
	var rows []struct {
		EditionID store.ID
		HandedOut int
		Spent     int
		Open      bool
		Least     int
	}
	err := db.Raw("SELECT b.edition_id, COUNT(*) AS handed_out, COUNT(b.spent_on) AS spent, "+
		"MAX(CASE WHEN e.survey_closes_at IS NULL OR e.survey_closes_at > ? THEN 1 ELSE 0 END) AS open, COALESCE(MAX(t.least), 0) AS least "+
		"FROM ballots b JOIN editions e ON e.id = b.edition_id LEFT JOIN survey_thresholds t ON t.edition_id = b.edition_id "+
		"GROUP BY b.edition_id", store.At(now)).Scan(&rows).Error
	all := make(map[store.ID]Turnout, len(rows))
	for _, r := range rows {
		all[r.EditionID] = counted{handedOut: r.HandedOut, spent: r.Spent}.shown(rule{max(Least, r.Least), !r.Open})
	}
	return all, err
}

// LiveTurnout is the turnout of an edition to the last ballot, for its organiser: how many, never what they answered.
// Fewer than Least are not told apart from none.
func LiveTurnout(db *gorm.DB, edition store.ID) (Turnout, error) {
	c, err := turnoutOf(db, edition)
	return c.shown(rule{Least, true}), err
}

// counted is the turnout before any threshold.
type counted struct {
	handedOut int
	spent     int
	asked     map[store.ID]int // by seminar
}

// shown hides a few, and while the survey is open goes up in whole steps: one ballot more or less is one person.
func (c counted) shown(r rule) Turnout {
	switch {
	case c.spent < r.least:
		c.spent = 0
	case !r.closed:
		c.spent -= c.spent % r.least
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
