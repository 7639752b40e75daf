package room

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"slices"

	"gorm.io/gorm"

	"samling/models/seminar"
	"samling/models/store"
)

// Leaving is somebody who would lose their seat in a session.
type Leaving struct {
	Person  store.ID
	Session store.ID
	Slot    int
	Rank    int // the session among their wishes, 0 = not wished for
}

// leaving says who gives way where a room becomes too small: first those who had not wished for the seminar, then those
// who had it last among their wishes; among equals by lot, drawn from the seed of the published allocation. Whoever the
// organiser has pinned stays as long as there is anybody else.
func leaving(db *gorm.DB, edition store.ID, edits []Edit) ([]Leaving, error) {
	small := slices.DeleteFunc(slices.Clone(edits), func(e Edit) bool { return e.Leave() == 0 })
	if len(small) == 0 {
		return nil, nil
	}
	run, err := seminar.PublishedRun(db, edition)
	if err != nil && store.KindOf(err) != store.NotFound {
		return nil, err
	}
	rows, err := sitting(db, small)
	if err != nil {
		return nil, err
	}
	var all []Leaving
	for _, e := range small {
		there := rows[e.Session]
		slices.SortFunc(there, func(a, b seated) int { return a.order(run.Seed, b) })
		for _, s := range there[:min(e.Leave(), len(there))] {
			all = append(all, Leaving{Person: s.PersonID, Session: e.Session, Slot: e.Slot, Rank: s.Rank})
		}
	}
	return all, nil
}

// seated is somebody in a session.
type seated struct {
	SessionID, PersonID store.ID
	Rank                int
	Pinned              bool
}

func sitting(db *gorm.DB, edits []Edit) (map[store.ID][]seated, error) {
	ids := make([]store.ID, len(edits))
	for i, e := range edits {
		ids[i] = e.Session
	}
	var rows []seated
	err := db.Raw(`SELECT p.session_id, p.person_id, p.rank,
		EXISTS (SELECT 1 FROM placement_pins n WHERE n.person_id = p.person_id AND n.session_id = p.session_id) AS pinned
		FROM placements p WHERE p.session_id IN ?`, ids).Scan(&rows).Error
	all := map[store.ID][]seated{}
	for _, row := range rows {
		all[row.SessionID] = append(all[row.SessionID], row)
	}
	return all, err
}

// order puts first who gives way first.
func (s seated) order(seed uint64, o seated) int {
	last := func(x seated) int {
		switch {
		case x.Pinned:
			return 2
		case x.Rank > 0:
			return 1
		}
		return 0
	}
	return cmp.Or(cmp.Compare(last(s), last(o)), cmp.Compare(o.Rank, s.Rank), cmp.Compare(lot(seed, s.PersonID), lot(seed, o.PersonID)),
		cmp.Compare(s.PersonID, o.PersonID))
}

// lot is a person's lot: the same for the same seed, whoever else is in the draw.
func lot(seed uint64, person store.ID) uint64 {
	sum := sha256.Sum256(append(binary.BigEndian.AppendUint64(nil, seed), person...))
	return binary.BigEndian.Uint64(sum[:])
}

// person is somebody whom a change concerns, in one of its sessions.
type person struct {
	ID        store.ID
	SessionID store.ID
	Email     string
	Lang      string
	Name      string
}

// affected reads those who sit in a session that goes to another room, or lose their seat.
func affected(db *gorm.DB, p Plan) ([]person, error) {
	var ids []store.ID
	moves := map[store.ID]bool{}
	for _, e := range p.Edits {
		if e.Moves() || e.Leave() > 0 && !p.Kept {
			ids = append(ids, e.Session)
		}
		moves[e.Session] = e.Moves()
	}
	if len(ids) == 0 {
		return nil, nil
	}
	var rows []person
	err := db.Raw(`SELECT r.id, p.session_id, r.email, r.lang, CASE WHEN r.display_name <> '' THEN r.display_name ELSE r.name END AS name
		FROM placements p JOIN registrations r ON r.id = p.person_id WHERE p.session_id IN ? ORDER BY r.id`, ids).Scan(&rows).Error
	lost := p.lost()
	return slices.DeleteFunc(rows, func(r person) bool { return !moves[r.SessionID] && !lost[at{r.ID, r.SessionID}] }), err
}

// at is somebody in a session.
type at struct{ person, session store.ID }

// lost is who loses which seat.
func (p Plan) lost() map[at]bool {
	all := make(map[at]bool, len(p.Leaving))
	for _, l := range p.Leaving {
		all[at{l.Person, l.Session}] = true
	}
	return all
}

// count says how many people are concerned, each once.
func (p *Plan) count(people []person) {
	lost, seen, moved := p.lost(), map[store.ID]bool{}, map[store.ID]bool{}
	for _, one := range people {
		if !seen[one.ID] && one.Email != "" {
			p.Told++
		}
		seen[one.ID] = true
		if !lost[at{one.ID, one.SessionID}] && !moved[one.ID] {
			p.Moved++
			moved[one.ID] = true
		}
	}
}
