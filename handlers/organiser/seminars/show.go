package seminars

import (
	"strconv"

	"samling/models/event"
	"samling/models/registration"
	"samling/models/seminar"
	"samling/models/store"
)

// roomNames names each session by its seminar.
func roomNames(db *store.DB, e event.Edition) (map[store.ID]string, error) {
	seminars, err := event.Seminars(db, e.ID)
	if err != nil {
		return nil, err
	}
	sessions, err := event.Sessions(db, e.ID)
	if err != nil {
		return nil, err
	}
	titles := make(map[store.ID]string, len(seminars))
	for _, s := range seminars {
		titles[s.ID] = s.Title
	}
	names := make(map[store.ID]string, len(sessions))
	for _, s := range sessions {
		names[s.ID] = titles[s.SeminarID]
	}
	return names, nil
}

// showMoves tells who would be told, and, once people have places, who would change theirs.
func (p *allocationPage) showMoves(moves []seminar.Move, rows []registration.Row, rooms map[store.ID]string) {
	of := make(map[store.ID][]seminar.Move, len(moves))
	for _, m := range moves {
		of[m.Person] = append(of[m.Person], m)
	}
	p.MoveCount, p.MovePeople = len(moves), len(of)
	for _, r := range rows { // by name
		mine := of[r.ID]
		if len(mine) > 0 && r.Email != "" && r.Status == registration.Confirmed {
			p.Mailable++
		}
		for _, m := range mine {
			if p.Published == nil || r.Alias() || len(p.Moves) >= movesShown {
				continue
			}
			p.Moves = append(p.Moves, p.moveLine(r, m, rooms))
		}
	}
}

func (p *allocationPage) moveLine(r registration.Row, m seminar.Move, rooms map[store.ID]string) moveLine {
	line := moveLine{ID: string(r.ID), Name: r.ShownName(), Slot: m.Slot, From: rooms[m.From], To: rooms[m.To]}
	rank := func(session store.ID, n int) string {
		if session == "" {
			return "–"
		}
		return p.T("organiser.wish_short." + strconv.Itoa(min(n, 4)))
	}
	line.Rank = rank(m.From, m.FromRank) + " → " + rank(m.To, m.ToRank)
	switch {
	case m.To == "" || m.From != "" && worse(m.ToRank, m.FromRank):
		line.Tone = "warn"
	case m.From == "" || worse(m.FromRank, m.ToRank):
		line.Tone = "ok"
	}
	return line
}

// worse compares ranks, where 0 (not wished for) is the worst.
func worse(a, b int) bool { return b != 0 && (a == 0 || a > b) }

// showFill shows how the draft fills the rooms.
func (p *allocationPage) showFill(db *store.DB, e event.Edition, outcome seminar.Outcome) error {
	filled, err := seminar.Occupancy(db, e.ID)
	if err != nil {
		return err
	}
	names, err := roomNames(db, e)
	if err != nil {
		return err
	}
	placed := outcome.Filled()
	for _, f := range filled {
		p.Fill = append(p.Fill, fillLine{Slot: f.Slot, Title: names[f.SessionID], Room: f.Room, Placed: placed[f.SessionID], Seats: f.Seats})
	}
	return nil
}
