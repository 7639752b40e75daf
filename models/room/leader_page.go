package room

import (
	"slices"

	"gorm.io/gorm"

	"samling/models/store"
)

// Led is what a leader may know of their seminar.
type Led struct {
	Halls     []Hall // where it is held, by slot
	Questions []Question
	Names     []Listed // only when the organiser lets the leader see them
}

// Lead reads what a leader may know.
func Lead(db *gorm.DB, l Leader) (led Led, err error) {
	if led.Halls, err = Halls(db, l.EditionID); err != nil {
		return led, err
	}
	led.Halls = slices.DeleteFunc(led.Halls, func(h Hall) bool { return h.SeminarID != l.SeminarID || h.Withdrawn })
	if led.Questions, err = Questions(db, l.SeminarID); err != nil || !l.ShowsNames {
		return led, err
	}
	led.Names, err = Named(db, l.EditionID, l.SeminarID)
	return led, err
}

// CountAsLeader is AddCount by a leader, for a session of their own seminar. Errors: those of AddCount.
func CountAsLeader(tx *store.Tx, l Leader, session store.ID, people string) error {
	h, err := HallByID(tx.DB, l.EditionID, session)
	if err != nil {
		return err
	}
	if h.SeminarID != l.SeminarID {
		return store.ErrNotFound
	}
	return AddCount(tx, l.EditionID, session, people, l.Name)
}

// Askable lists the seminars in which a person is placed and that somebody leads who reads questions, by slot.
func Askable(db *gorm.DB, edition, person store.ID) ([]Asked, error) {
	var all []Asked
	err := db.Raw(`SELECT s.id, s.title FROM placements p JOIN seminar_sessions t ON t.id = p.session_id JOIN seminars s ON s.id = t.seminar_id
		WHERE p.person_id = ? AND p.edition_id = ? AND EXISTS (SELECT 1 FROM seminar_leaders l WHERE l.seminar_id = s.id AND l.revoked_at IS NULL)
		ORDER BY p.slot`, person, edition).Scan(&all).Error
	return all, err
}

// Asked is a seminar to whose leader one can send a question.
type Asked struct {
	ID    store.ID
	Title string
}
