package seminar

import (
	"cmp"
	"slices"

	"gorm.io/gorm"

	"samling/models/store"
)

// Move is what a new allocation changes for one person in one slot. An empty session is no seat.
type Move struct {
	Person   store.ID
	Slot     int
	From, To store.ID // sessions
	FromRank int
	ToRank   int
}

// seat names a person's seat in a slot.
type seat struct {
	person store.ID
	slot   int
}

// Moves tells what publishing a run would change for whom, compared with where people sit now. Errors: ErrNoPapers.
func Moves(db *gorm.DB, run Run) ([]Move, error) {
	p, err := papersOf(db, run.ID)
	if err != nil {
		return nil, err
	}
	will, now, _, err := p.against(db, run.EditionID)
	return compare(now, will), err
}

// against reads what a run gave, who sits where now, and the slots that it is about.
func (p papers) against(db *gorm.DB, edition store.ID) (will, now []Placement, slots []int, err error) {
	f, err := p.frame()
	if err != nil {
		return nil, nil, nil, err
	}
	if will, err = p.placements(); err != nil {
		return nil, nil, nil, err
	}
	now, err = placementsIn(db, edition, f.slots())
	return will, now, f.slots(), err
}

// Compare tells what run b gives whom that run a does not. Errors: ErrNoPapers, store.ErrNotFound.
func Compare(db *gorm.DB, a, b Run) ([]Move, error) {
	was, err := PlacementsOf(db, a)
	if err != nil {
		return nil, err
	}
	will, err := PlacementsOf(db, b)
	return compare(was, will), err
}

func compare(was, will []Placement) []Move {
	changes := make(map[seat]Move)
	for _, p := range was {
		changes[seat{p.Person, p.Slot}] = Move{Person: p.Person, Slot: p.Slot, From: p.Session, FromRank: p.Rank}
	}
	for _, p := range will {
		at := seat{p.Person, p.Slot}
		m := changes[at]
		m.Person, m.Slot, m.To, m.ToRank = p.Person, p.Slot, p.Session, p.Rank
		changes[at] = m
	}
	var moves []Move
	for _, m := range changes {
		if m.From != m.To {
			moves = append(moves, m)
		}
	}
	slices.SortFunc(moves, func(a, b Move) int {
		return cmp.Or(cmp.Compare(a.Person, b.Person), cmp.Compare(a.Slot, b.Slot))
	})
	return moves
}

// ChosenThemselves counts the people whom some moves take from a seat that they have taken or swapped to themselves, in a
// session that is held: a new publication places them by their wishes again.
func ChosenThemselves(db *gorm.DB, edition store.ID, moves []Move) (int, error) {
	var taken []struct {
		PersonID store.ID
		Slot     int
	}
	err := db.Raw(`SELECT p.person_id, p.slot FROM placements p JOIN seminar_sessions t ON t.id = p.session_id
		WHERE p.edition_id = ? AND p.taken_at IS NOT NULL AND t.withdrawn = ?`, edition, false).Scan(&taken).Error
	if err != nil {
		return 0, err
	}
	themselves := make(map[seat]bool, len(taken))
	for _, t := range taken {
		themselves[seat{t.PersonID, t.Slot}] = true
	}
	people := make(map[store.ID]bool)
	for _, m := range moves {
		if m.From != "" && themselves[seat{m.Person, m.Slot}] {
			people[m.Person] = true
		}
	}
	return len(people), nil
}
