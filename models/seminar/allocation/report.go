package allocation

import (
	"cmp"
	"slices"
)

// Report is a result by names, in an order that does not depend on that of the problem, to be written as JSON.
// docs/allocation.md explains every field.
type Report struct {
	Seed       uint64          `json:"seed"`
	MixPrice   int             `json:"mix_price"`
	MixWorst   int             `json:"mix_worst_rank"`
	Placements []PlacementLine `json:"placements"`
	Sessions   []SessionLine   `json:"sessions"`
	Aims       AimLines        `json:"aims"`
	Proven     bool            `json:"proven"`
}

// PlacementLine is one person in one slot. Seminar is nil if there was no seat.
type PlacementLine struct {
	Person  string  `json:"person"`
	Slot    int     `json:"slot"`
	Seminar *string `json:"seminar"`
	Rank    *int    `json:"rank"` // nil: no seat, or a person who ranked nothing
	Pinned  bool    `json:"pinned,omitempty"`
}

// SessionLine is who fills a session.
type SessionLine struct {
	Seminar       string         `json:"seminar"`
	Slot          int            `json:"slot"`
	Seats         int            `json:"seats"`
	Capacity      int            `json:"capacity"`
	Placed        int            `json:"placed"`
	Held          bool           `json:"held"`
	Organisations map[string]int `json:"organisations,omitempty"`
	Kinds         map[string]int `json:"kinds,omitempty"`
}

// AimLines are the figures of the aims, in their order, with what no plan can surpass.
type AimLines struct {
	Placed       AimLine  `json:"placed"`
	WorstRank    AimLine  `json:"worst_rank"`
	CountWorst   AimLine  `json:"count_with_worst_rank"`
	FirstChoices AimLine  `json:"first_choices"`
	ByRank       []int    `json:"by_rank"` // first choices, second choices …; without those pinned
	NoWish       int      `json:"placed_without_wishes"`
	Unplaced     int      `json:"unplaced"`
	Pinned       int      `json:"pinned"`
	Mix          *MixLine `json:"mix,omitempty"`
	Turns        int64    `json:"turns"`
}

// AimLine is what was reached and what no plan can surpass.
type AimLine struct {
	Reached int `json:"reached"`
	Bound   int `json:"bound"`
}

// MixLine is the mix and what it cost.
type MixLine struct {
	OwnOrganisation float64 `json:"mean_share_of_own_organisation"`
	OwnKind         float64 `json:"mean_share_of_own_kind"`
	Steps           int64   `json:"steps"`
	Value           float64 `json:"value"`
	Bound           float64 `json:"bound"`
	Exact           bool    `json:"exact"`
	Settled         bool    `json:"settled"`
}

// NewReport writes a result of Solve(p) by names. Slots are numbered from 1.
func NewReport(p Problem, r Result) Report {
	rep := Report{Seed: p.Seed, MixPrice: p.MixPrice, MixWorst: p.MixWorst, Proven: r.Proven, Aims: aimLines(p, r)}
	for i, person := range p.People {
		for slot := range p.Slots {
			rep.Placements = append(rep.Placements, placementLine(p, r, i, slot, person.ID))
		}
	}
	for _, pin := range p.Pins {
		rep.Placements[pin.Person*p.Slots+p.Sessions[pin.Session].Slot].Pinned = true
	}
	slices.SortFunc(rep.Placements, func(a, b PlacementLine) int {
		return cmp.Or(cmp.Compare(a.Person, b.Person), cmp.Compare(a.Slot, b.Slot))
	})
	rep.Sessions = sessionLines(p, r)
	return rep
}

func placementLine(p Problem, r Result, person, slot int, id string) PlacementLine {
	line := PlacementLine{Person: id, Slot: slot + 1}
	session := r.Placements[person][slot]
	if session == Unplaced {
		return line
	}
	line.Seminar = &p.Seminars[p.Sessions[session].Seminar]
	if rank := r.Ranks[person][slot]; rank != NoWish {
		line.Rank = &rank
	}
	return line
}

func sessionLines(p Problem, r Result) []SessionLine {
	lines := make([]SessionLine, len(p.Sessions))
	for i, s := range p.Sessions {
		lines[i] = SessionLine{Seminar: p.Seminars[s.Seminar], Slot: s.Slot + 1, Seats: s.Seats, Capacity: s.Capacity(),
			Held: !s.Withdrawn && !slices.Contains(r.Closed, i), Organisations: map[string]int{}, Kinds: map[string]int{}}
	}
	for person, placements := range r.Placements {
		for _, session := range placements {
			if session == Unplaced {
				continue
			}
			lines[session].Placed++
			if name := p.People[person].Organisation; name != "" {
				lines[session].Organisations[name]++
			}
			if kind := p.People[person].Kind; kind != "" {
				lines[session].Kinds[kind]++
			}
		}
	}
	slices.SortFunc(lines, func(a, b SessionLine) int {
		return cmp.Or(cmp.Compare(a.Seminar, b.Seminar), cmp.Compare(a.Slot, b.Slot))
	})
	return lines
}

func aimLines(p Problem, r Result) AimLines {
	f, b := r.Figures, r.Bound
	lines := AimLines{Placed: AimLine{f.Placed, b.Placed}, WorstRank: AimLine{f.WorstRank, b.WorstRank},
		CountWorst: AimLine{f.CountWorst, b.CountWorst}, FirstChoices: AimLine{f.FirstChoices, b.FirstChoices},
		ByRank: make([]int, len(p.Seminars)), Unplaced: f.Unplaced, Pinned: f.Pinned, Turns: r.turns(p)}
	for _, slot := range f.BySlot {
		lines.NoWish += slot.ByRank[NoWish]
		for rank, n := range slot.ByRank[1:] {
			lines.ByRank[rank] += n
		}
	}
	if r.Mix.On {
		placed := float64(max(1, f.Placed))
		lines.Mix = &MixLine{r.Mix.OwnOrganisation / placed, r.Mix.OwnKind / placed, r.Mix.Steps, r.Mix.Value, r.Mix.Bound,
			r.Mix.Exact, r.Mix.Settled}
	}
	return lines
}

// turns is the figure of aim 6: over all slots but the first, the sum of (ranks so far × rank here). Unplaced
// counts one more than there are seminars; a pinned placement counts nothing.
func (r Result) turns(p Problem) (sum int64) {
	pinned := make(map[[2]int]bool, len(p.Pins))
	for _, pin := range p.Pins {
		pinned[[2]int{pin.Person, p.Sessions[pin.Session].Slot}] = true
	}
	for person, ranks := range r.Ranks {
		before := int64(0)
		for slot, rank := range ranks {
			if pinned[[2]int{person, slot}] {
				continue
			}
			if rank == Unplaced {
				rank = len(p.Seminars) + 1
			}
			sum += before * int64(rank)
			before += int64(rank)
		}
	}
	return sum
}
