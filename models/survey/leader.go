package survey

import (
	"time"

	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/store"
)

// SeminarOf gives what was answered about one seminar, for the one who held it: the same figures as hosts see and, when
// the survey has closed and a moderator has released them, the words that were meant for that person. A seminar that
// nobody was asked about has no figures and is hidden (Few).
func SeminarOf(db *gorm.DB, e event.Edition, seminar store.ID, now time.Time) (SeminarResult, error) {
	c, out, _, err := load(db, e, now)
	if err != nil {
		return SeminarResult{}, err
	}
	for _, s := range c.aboutSeminars(ByBallot, out.asked, true) {
		if s.Seminar.ID == seminar {
			return s, nil
		}
	}
	return SeminarResult{Hidden: Few}, nil
}
