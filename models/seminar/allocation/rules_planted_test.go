package allocation

import (
	"math/rand/v2"
	"testing"
)

// TestPlantedMistakesInTheRulesAreNoticed: each rule is forgotten once and each part of the mix done wrong once; the
// comparison that passes in rules_exact_test.go must then fail.
func TestPlantedMistakesInTheRulesAreNoticed(t *testing.T) {
	t.Parallel()
	forget := func(change func(*Problem)) faulty {
		return func(p Problem) Result {
			q := p
			q.Sessions = append([]Session{}, p.Sessions...)
			change(&q)
			res, _ := Solve(q)
			return res
		}
	}
	sessions := func(change func(*Session)) faulty {
		return forget(func(p *Problem) {
			for i := range p.Sessions {
				change(&p.Sessions[i])
			}
		})
	}
	for name, c := range map[string]struct {
		rules rules
		solve faulty
	}{
		"pins forgotten":                  {rules{pins: true}, forget(func(p *Problem) { p.Pins = nil })},
		"exclusions forgotten":            {rules{exclusions: true}, forget(func(p *Problem) { p.Exclusions = nil })},
		"kinds forgotten":                 {rules{kinds: true}, forget(func(p *Problem) { p.OnlyKinds = nil })},
		"fire limit forgotten":            {rules{overbooking: true}, sessions(func(s *Session) { s.Limit = 0 })},
		"overbooking forgotten":           {rules{overbooking: true}, sessions(func(s *Session) { s.Overbook = 0 })},
		"minimum forgotten":               {rules{minimum: true}, sessions(func(s *Session) { s.Least = 0 })},
		"withdrawal forgotten":            {rules{withdrawn: true}, sessions(func(s *Session) { s.Withdrawn = false })},
		"minimum one too low":             {rules{minimum: true}, sessions(func(s *Session) { s.Least = max(0, s.Least-1) })},
		"too small ones closed, none met": {rules{minimum: true}, closeOnly},
		"first come pins over the seats":  {rules{pins: true}, pinsTakeNoSeats},
		"the mix forgotten":               {rules{mix: true}, withMix(func(game, tally, *mixing) (game, tally) { return nil, nil })},
		"all rooms weighed alike":         {rules{mix: true}, withMix(alikeRooms)},
		"kinds not mixed":                 {rules{mix: true}, withMix(func(g game, c tally, _ *mixing) (game, tally) { return g, oneLevel{c} })},
		"sizes of rooms never changed":    {rules{mix: true}, withMix(func(g game, c tally, _ *mixing) (game, tally) { return fixedSizes{g}, c })},
		"ranks sold for the mix":          {rules{mix: true}, withMix(func(g game, c tally, m *mixing) (game, tally) { m.price = 1000; return g, c })},
		"stopped at the first cycle":      {rules{mix: true}, withMix(func(g game, c tally, m *mixing) (game, tally) { m.work = 60; return g, c })},
	} {
		t.Run(name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(51, 52))
			for i := range 1500 {
				p, _ := solvable(t, r, shape{people: 8, seminars: 4, slots: 1, seats: 4}, c.rules)
				if text := faultOf(p, c.solve(p)); text != "" {
					t.Logf("noticed in case %d: %s", i, text)
					return
				}
			}
			t.Error("not noticed in 1500 cases")
		})
	}
}

// closeOnly closes what is too small, one after the other, and never moves anybody so that a session can be held.
func closeOnly(p Problem) Result {
	in := arrange(p)
	if in.minimum == nil {
		return best(in).resultOf()
	}
	s := &search{in: in, states: make([]state, len(in.seats))}
	s.greedy(s.states)
	return s.best.resultOf()
}

func (o outcome) resultOf() Result { return o.result() }

func pinsTakeNoSeats(p Problem) Result {
	in := arrange(p)
	for _, pin := range p.Pins {
		for at, session := range in.session {
			if session == pin.Session {
				in.seats[at]++
			}
		}
	}
	return best(in).resultOf()
}

// withMix mixes one slot in a wrong way.
func withMix(wrong func(game, tally, *mixing) (game, tally)) faulty {
	return func(p Problem) Result {
		o := arrange(p).held()
		pl, in := o.plan, o.plan.in
		m := &mixing{in: in, worst: pl.aims(everySlot).worst, work: 1 << 40}
		wrong(nil, nil, m) // what it changes of m comes before the prices are made
		tr := pl.transport(0, m.prices())
		tr.hold(pl.at)
		if g, counts := wrong(newShuffle(tr), pl.rooms()[0], m); g != nil {
			m.run(g, counts)
			copy(pl.at, tr.held)
		}
		return o.resultOf()
	}
}

func alikeRooms(g game, c tally, _ *mixing) (game, tally) {
	if room, ok := c.(*roomTally); ok {
		for i := range room.share {
			room.share[i] = min(room.share[i], unit/4)
		}
	}
	return g, c
}

// oneLevel looks at organisations only.
type oneLevel struct{ tally }

func (o oneLevel) up(level, r, g int) int64 {
	if level == byKind {
		return 0
	}
	return o.tally.up(level, r, g)
}

func (o oneLevel) down(level, r, g int) int64 {
	if level == byKind {
		return 0
	}
	return o.tally.down(level, r, g)
}

// fixedSizes lets nobody take a free seat.
type fixedSizes struct{ game }

func (fixedSizes) gain(int) (int64, bool) { return 0, false }
func (fixedSizes) lose(int) (int64, bool) { return 0, false }
