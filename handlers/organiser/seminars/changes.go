package seminars

import (
	"samling/models/registration"
	"samling/models/seminar"
	"samling/models/store"
	"samling/views/page"
)

// moveLine is what changes for one person in one slot.
type moveLine struct {
	ID, Name   string
	Slot       int
	From, To   string
	Rank, Tone string
}

// changes is who gets something else.
type changes struct {
	People int // who are concerned, people with protected identity among them
	Lines  []moveLine
	Rest   []moveLine // those that are folded away
	More   bool       // there are more than are shown
}

const (
	movesOpen  = 10  // lines that stand in the open; the others are folded away
	movesShown = 100 // people in the tables; the sentence above has the whole number
)

// tellChanges shows moves by name, as many as a page takes. Names of people with protected identity are left out.
func tellChanges(db *store.DB, b page.Base, n names, moves []seminar.Move) (changes, error) {
	of := make(map[store.ID][]seminar.Move, len(moves))
	for _, m := range moves {
		of[m.Person] = append(of[m.Person], m)
	}
	c := changes{People: len(of)}
	people := make([]store.ID, 0, len(of))
	for _, m := range moves { // in the order of the moves, so that the same people are shown each time
		if len(people) == 0 || people[len(people)-1] != m.Person {
			people = append(people, m.Person)
		}
	}
	c.More = len(people) > movesShown
	rows, err := registration.RowsByID(db, people[:min(len(people), movesShown)])
	if err != nil {
		return c, err
	}
	for _, r := range rows { // by name
		if r.Alias() {
			continue
		}
		for _, m := range of[r.ID] {
			c.Lines = append(c.Lines, newMoveLine(b, n, r, m))
		}
	}
	c.Rest = c.Lines[min(len(c.Lines), movesOpen):]
	c.Lines = c.Lines[:min(len(c.Lines), movesOpen)]
	return c, nil
}

func newMoveLine(b page.Base, n names, r registration.Row, m seminar.Move) moveLine {
	line := moveLine{ID: string(r.ID), Name: r.ShownName(), Slot: m.Slot, Rank: short(b, m.From, m.FromRank) + " → " + short(b, m.To, m.ToRank)}
	if m.From != "" {
		line.From = n.session(m.From)
	}
	if m.To != "" {
		line.To = n.session(m.To)
	}
	switch {
	case m.To == "" || m.From != "" && worse(m.ToRank, m.FromRank):
		line.Tone = "warn"
	case m.From == "" || worse(m.FromRank, m.ToRank):
		line.Tone = "ok"
	}
	return line
}

// short is a rank in a chip; no seat is a dash.
func short(b page.Base, session store.ID, rank int) string {
	if session == "" {
		return "–"
	}
	return ordinal(b, rank)
}

// worse compares ranks, where 0 (not wished for) is the worst.
func worse(a, b int) bool { return b != 0 && (a == 0 || a > b) }
