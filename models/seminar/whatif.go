package seminar

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"gorm.io/gorm"

	"samling/models/event"
	"samling/models/store"
)

// Gain is what more seats in one session would give, by the wishes alone.
type Gain struct {
	SessionID store.ID
	SeminarID store.ID
	Slot      int
	Room      string
	More      int // seats
	Worst     int // the worst rank given: this much better
	First     int // so many more first choices
	Second    int // so many more second choices
	Unplaced  int // so many fewer without a seat
}

// None says whether the seats would change nothing that is counted.
func (g Gain) None() bool { return g.Worst == 0 && g.First == 0 && g.Second == 0 && g.Unplaced == 0 }

// WhatIf works out, for each session that fills up, what some numbers of seats more would give: the whole allocation again for
// each. The fire limit is left out: it is another room that is asked about. With very many people it takes long; when ctx ends
// it gives what it has, the most wanted sessions first, and says that it is not all.
// Errors: ErrNoSessions, ErrNobody, Clashes.
func WhatIf(ctx context.Context, db *gorm.DB, edition store.ID, people []Attendee, more ...int) (gains []Gain, all bool, err error) {
	in, err := readInput(db, edition, people)
	if err != nil {
		return nil, false, err
	}
	if err := in.clashes(); err != nil {
		return nil, false, err
	}
	for i := range in.people { // without organisations there is no mix to work out; kinds still say who may come where
		in.people[i].Organisation = ""
	}
	return in.whatIf(ctx, more)
}

func (in *input) whatIf(ctx context.Context, more []int) (gains []Gain, all bool, err error) {
	base := in.task(Terms{}, event.Ranked)
	result, err := base.solve()
	if err != nil {
		return nil, false, err
	}
	was := base.figures(result, base.places(result))
	full := base.full(result.Placements)
	for _, n := range more {
		for _, i := range full {
			if err := ctx.Err(); errors.Is(err, context.DeadlineExceeded) {
				return gains, false, nil
			} else if err != nil {
				return nil, false, err
			}
			gain, err := base.gain(was, i, n)
			if err != nil {
				return nil, false, err
			}
			gains = append(gains, gain)
		}
	}
	return gains, true, nil
}

// full lists the sessions that fill up, by how many have them as their first wish for each seat. More seats elsewhere change
// nothing: seats are left there already.
func (t task) full(placements [][]int) []int {
	placed, wanted := make([]int, len(t.sessions)), make([]int, len(t.problem.Seminars))
	for p, slots := range placements {
		for _, session := range slots {
			if session >= 0 {
				placed[session]++
			}
		}
		if wishes := t.problem.People[p].Wishes; len(wishes) > 0 {
			wanted[wishes[0]]++
		}
	}
	var full []int
	for i, s := range t.problem.Sessions {
		if !s.Withdrawn && placed[i] >= s.Capacity() {
			full = append(full, i)
		}
	}
	slices.SortStableFunc(full, func(a, b int) int {
		sa, sb := t.problem.Sessions[a], t.problem.Sessions[b]
		return cmp.Compare(wanted[sb.Seminar]*max(1, sa.Seats), wanted[sa.Seminar]*max(1, sb.Seats))
	})
	return full
}

func (t task) gain(was Figures, i, more int) (Gain, error) {
	bigger := t
	bigger.problem.Sessions = slices.Clone(t.problem.Sessions)
	s := &bigger.problem.Sessions[i]
	s.Seats, s.Overbook, s.Limit = s.Capacity()+more, 0, 0
	result, err := bigger.solve()
	if err != nil {
		return Gain{}, err
	}
	f := bigger.figures(result, bigger.places(result))
	at := t.sessions[i]
	return Gain{SessionID: at.ID, SeminarID: at.SeminarID, Slot: at.Slot, Room: at.Room, More: more, Worst: was.Worst - f.Worst,
		First: f.Total().First - was.Total().First, Second: f.Total().Second - was.Total().Second, Unplaced: was.Unplaced - f.Unplaced}, nil
}
