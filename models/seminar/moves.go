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

// Moves compares an outcome with where people are placed now.
func (o Outcome) Moves(db *gorm.DB, edition store.ID) ([]Move, error) {
	var now []placement
	err := db.Raw("SELECT person_id AS person, slot, session_id AS session, rank FROM placements WHERE edition_id = ?", edition).
		Scan(&now).Error
	if err != nil {
		return nil, err
	}
	return compare(now, o.placements), nil
}

func compare(was, will []placement) []Move {
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
