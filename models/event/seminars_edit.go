package event

import (
	"slices"

	"gorm.io/gorm"

	"samling/models/store"
)

// Why a change of seminars is refused.
var (
	ErrSeatsBelowPlaced = store.Fault(store.Conflict, "error.seats_below_placed")
	ErrSeminarInUse     = store.Fault(store.Conflict, "error.seminar_in_use")
)

// SeminarForm is what an organiser writes about a seminar, with one session for each slot in which it is held.
type SeminarForm struct {
	Title     string
	Text      string
	OnlyKinds []string // of OrganisationKinds; none: all may come
	Sessions  []SessionForm
}

// check cleans the form. others are the sessions of the edition's other seminars: a room holds one at a time.
func (f SeminarForm) check(slots []Slot, others []Session) (Seminar, []Session, Problems) {
	var p Problems
	seminar := Seminar{Title: p.line("title", f.Title, true), Text: p.text("text", f.Text), OnlyKinds: p.kinds("only_kinds", f.OnlyKinds)}
	var sessions []Session
	for _, s := range f.Sessions {
		if !slices.ContainsFunc(slots, func(slot Slot) bool { return slot.Number == s.Slot }) {
			continue
		}
		if session, held := s.check(&p, others); held {
			sessions = append(sessions, session)
		}
	}
	return seminar, sessions, p
}

// readForm checks a form against what the edition holds now; except names the seminar that is being edited.
func (f SeminarForm) readForm(tx *store.Tx, edition, except store.ID) (Seminar, []Session, error) {
	programme, err := Programme(tx.DB, edition)
	if err != nil {
		return Seminar{}, nil, err
	}
	all, err := Sessions(tx.DB, edition)
	if err != nil {
		return Seminar{}, nil, err
	}
	others := slices.DeleteFunc(all, func(s Session) bool { return s.SeminarID == except })
	seminar, sessions, problems := f.check(Slots(programme), others)
	return seminar, sessions, problems.fault()
}

// AddSeminar puts a seminar last, with its sessions. Errors: Problems, ErrStale.
func AddSeminar(tx *store.Tx, edition store.ID, version int, form SeminarForm) (Seminar, error) {
	seminar, sessions, err := form.readForm(tx, edition, "")
	if err != nil {
		return Seminar{}, err
	}
	if err := Revise(tx, edition, version); err != nil {
		return Seminar{}, err
	}
	all, err := Seminars(tx.DB, edition)
	if err != nil {
		return Seminar{}, err
	}
	seminar.ID, seminar.EditionID, seminar.Position = tx.NewID(), edition, 1
	for _, other := range all {
		seminar.Position = max(seminar.Position, other.Position+1)
	}
	seminar.Key = freeKey(seminar.Title, func(key string) bool {
		return slices.ContainsFunc(all, func(s Seminar) bool { return s.Key == key })
	})
	if err := tx.Create(&seminar).Error; err != nil || len(sessions) == 0 {
		return seminar, err
	}
	for i := range sessions {
		sessions[i].ID, sessions[i].EditionID, sessions[i].SeminarID = tx.NewID(), edition, seminar.ID
	}
	return seminar, tx.Create(&sessions).Error
}

// EditSeminar changes a seminar and its sessions. Seats never go below the people placed in them.
// Errors: Problems, ErrStale, ErrSeatsBelowPlaced, store.ErrNotFound.
func EditSeminar(tx *store.Tx, edition store.ID, version int, id store.ID, form SeminarForm) error {
	seminar, sessions, err := form.readForm(tx, edition, id)
	if err != nil {
		return err
	}
	if err := Revise(tx, edition, version); err != nil {
		return err
	}
	done := tx.Exec("UPDATE seminars SET title = ?, text = ?, only_kinds = ? WHERE id = ? AND edition_id = ?",
		seminar.Title, seminar.Text, seminar.OnlyKinds, id, edition)
	if err := one(done.RowsAffected, done.Error); err != nil {
		return err
	}
	for _, session := range sessions { // as many as the day has slots: two, seldom more
		if err := saveSession(tx, edition, id, session); err != nil {
			return err
		}
	}
	return dropSessions(tx, id, sessions)
}

// RemoveSeminar takes a seminar away, with the wishes for it. Errors: ErrStale, ErrSeminarInUse (people are placed in
// it), store.ErrNotFound.
func RemoveSeminar(tx *store.Tx, edition store.ID, version int, id store.ID) error {
	if err := Revise(tx, edition, version); err != nil {
		return err
	}
	done := tx.Exec(`DELETE FROM seminars WHERE id = ? AND edition_id = ? AND NOT EXISTS (SELECT 1 FROM placements p
		JOIN seminar_sessions t ON t.id = p.session_id WHERE t.seminar_id = seminars.id)`, id, edition)
	if done.Error != nil || done.RowsAffected == 1 {
		return done.Error
	}
	if _, err := SeminarByID(tx.DB, edition, id); err != nil {
		return err
	}
	return ErrSeminarInUse
}

// MoveSeminar moves a seminar one step up (or down) in the order. Errors: ErrStale, store.ErrNotFound.
func MoveSeminar(tx *store.Tx, edition store.ID, version int, id store.ID, up bool) error {
	if err := Revise(tx, edition, version); err != nil {
		return err
	}
	all, err := Seminars(tx.DB, edition)
	if err != nil {
		return err
	}
	ids := make([]store.ID, len(all))
	for i, s := range all {
		ids[i] = s.ID
	}
	return move(tx, "seminars", ids, id, up)
}

// SeminarByID finds a seminar of an edition. Errors: store.ErrNotFound.
func SeminarByID(db *gorm.DB, edition, id store.ID) (Seminar, error) {
	var found []Seminar
	if err := db.Where("id = ? AND edition_id = ?", id, edition).Limit(1).Find(&found).Error; err != nil {
		return Seminar{}, err
	}
	if len(found) == 0 {
		return Seminar{}, store.ErrNotFound
	}
	return found[0], nil
}
