package seminars

import (
	"samling/models/registration"
	"samling/models/seminar"
	"samling/models/store"
	"samling/views/page"
)

// worstLine is somebody who got as little as anybody did, and why.
type worstLine struct {
	ID, Name, Organisation string
	Slot                   int
	Got                    string // "3:e val, Losam" or that there is no seat
	Whys                   []string
}

// worstShown is how many stand in the open; the others are folded away.
const worstShown = 10

// worst tells who got least and why. People with protected identity are in the number only.
func worst(db *store.DB, b page.Base, n names, list []seminar.WorstOff) ([]worstLine, error) {
	list = list[:min(len(list), seminar.MostWorstOff)]
	people, err := peopleByID(db, ids(list, func(w seminar.WorstOff) store.ID { return w.PersonID }))
	if err != nil {
		return nil, err
	}
	var lines []worstLine
	for _, w := range list {
		r, known := people[w.PersonID]
		if !known || r.Alias() {
			continue
		}
		line := worstLine{ID: string(r.ID), Name: r.ShownName(), Organisation: r.OrganisationName, Slot: w.Slot, Got: got(b, n, w)}
		for _, m := range w.Wishes {
			line.Whys = append(line.Whys, b.T("seminars.why."+m.Why, "Rank", ordinal(b, m.Rank), "Seminar", n.seminar(m.SeminarID),
				"Placed", b.Int(m.Placed), "Capacity", b.Int(m.Capacity)))
		}
		lines = append(lines, line)
	}
	return lines, nil
}

func got(b page.Base, n names, w seminar.WorstOff) string {
	if w.SessionID == "" {
		return b.T("seminars.no_seat")
	}
	return b.T("seminars.got", "Rank", ordinal(b, w.Rank), "Seminar", n.seminar(n.sessions[w.SessionID].SeminarID))
}

// ordinal is a rank as a word: "1:a val", or that it was not wished for.
func ordinal(b page.Base, rank int) string {
	switch rank {
	case 0:
		return b.T("seminars.rank.0")
	case 1, 2:
		return b.T("seminars.rank.a", "Number", rank)
	}
	return b.T("seminars.rank.e", "Number", rank)
}

// peopleByID reads some people, at most 500.
func peopleByID(db *store.DB, people []store.ID) (map[store.ID]registration.Row, error) {
	found := make(map[store.ID]registration.Row, len(people))
	if len(people) == 0 {
		return found, nil
	}
	rows, err := registration.RowsByID(db, people)
	for _, r := range rows {
		found[r.ID] = r
	}
	return found, err
}

func ids[T any](list []T, of func(T) store.ID) []store.ID {
	all := make([]store.ID, len(list))
	for i, one := range list {
		all[i] = of(one)
	}
	return all
}
