package seminar

import (
	"slices"

	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/store"
)

// Pinned is a person who sits in a session whatever the wishes are: a speaker, a host.
type Pinned struct {
	PersonID  store.ID
	SessionID store.ID
	SeminarID store.ID
	Slot      int
	MadeAt    store.Time
	MadeBy    string
}

// Excluded is a person who does not come to a seminar.
type Excluded struct {
	PersonID  store.ID
	SeminarID store.ID
	MadeAt    store.Time
	MadeBy    string
}

// ErrPinFirstCome says that nobody is pinned where one takes a seat oneself.
var ErrPinFirstCome = store.Fault(store.Conflict, "error.pin_first_come")

// Pins lists everybody who is pinned in an edition, by person and slot. Those who are no longer coming are among them.
func Pins(db *gorm.DB, edition store.ID) ([]Pinned, error) {
	var all []Pinned
	err := db.Raw(`SELECT p.person_id, p.session_id, t.seminar_id, t.slot, p.made_at, p.made_by FROM placement_pins p
		JOIN seminar_sessions t ON t.id = p.session_id WHERE p.edition_id = ? ORDER BY p.person_id, t.slot, p.session_id`, edition).
		Scan(&all).Error
	return all, err
}

// Exclusions lists who is kept out of what in an edition, by person.
func Exclusions(db *gorm.DB, edition store.ID) ([]Excluded, error) {
	var all []Excluded
	err := db.Raw(`SELECT person_id, seminar_id, made_at, made_by FROM placement_exclusions WHERE edition_id = ?
		ORDER BY person_id, seminar_id`, edition).Scan(&all).Error
	return all, err
}

// Pin places a person in a session from the next run on. people are all who come. Nothing is saved if the pins could then
// not all be kept. Errors: Clashes (which names them), ErrPinFirstCome, store.ErrNotFound.
func Pin(tx *store.Tx, edition store.ID, people []Attendee, person, session store.ID, by string) error {
	in, err := readInput(tx.DB, edition, people)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(in.sessions, func(s event.Session) bool { return s.ID == session })
	switch {
	case at < 0 || !in.comes(person):
		return store.ErrNotFound
	case in.chosen(in.sessions[at].Slot) == event.FirstCome:
		return ErrPinFirstCome
	}
	in.pins = slices.DeleteFunc(in.pins, func(p Pinned) bool { return p.PersonID == person && p.SessionID == session })
	in.pins = append(in.pins, Pinned{PersonID: person, SessionID: session, SeminarID: in.sessions[at].SeminarID, Slot: in.sessions[at].Slot})
	if err := in.clashes(); err != nil {
		return err
	}
	return tx.Exec(`INSERT INTO placement_pins (person_id, session_id, edition_id, made_at, made_by) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT DO NOTHING`, person, session, edition, tx.Now, by).Error
}

// Unpin lets a person be placed like others. Errors: store.ErrNotFound.
func Unpin(tx *store.Tx, edition, person, session store.ID) error {
	return removed(tx.Exec("DELETE FROM placement_pins WHERE edition_id = ? AND person_id = ? AND session_id = ?", edition, person, session))
}

// Exclude keeps a person out of a seminar from the next run on. Errors: Clashes (who is pinned there), store.ErrNotFound.
func Exclude(tx *store.Tx, edition store.ID, people []Attendee, person, seminar store.ID, by string) error {
	in, err := readInput(tx.DB, edition, people)
	if err != nil {
		return err
	}
	if !in.comes(person) || !slices.ContainsFunc(in.seminars, func(s event.Seminar) bool { return s.ID == seminar }) {
		return store.ErrNotFound
	}
	in.exclusions = append(in.exclusions, Excluded{PersonID: person, SeminarID: seminar})
	if err := in.clashes(); err != nil {
		return err
	}
	return tx.Exec(`INSERT INTO placement_exclusions (person_id, seminar_id, edition_id, made_at, made_by) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT DO NOTHING`, person, seminar, edition, tx.Now, by).Error
}

// Admit takes an exclusion back. Errors: store.ErrNotFound.
func Admit(tx *store.Tx, edition, person, seminar store.ID) error {
	return removed(tx.Exec("DELETE FROM placement_exclusions WHERE edition_id = ? AND person_id = ? AND seminar_id = ?", edition, person, seminar))
}

func removed(done *gorm.DB) error {
	if done.Error == nil && done.RowsAffected == 0 {
		return store.ErrNotFound
	}
	return done.Error
}

func (in *input) comes(person store.ID) bool {
	return slices.ContainsFunc(in.people, func(a Attendee) bool { return a.ID == person })
}
