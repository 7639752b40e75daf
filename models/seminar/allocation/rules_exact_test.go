package allocation

import (
	"errors"
	"math/rand/v2"
	"testing"
)

// solvable makes a problem whose pins can be kept, and solves it.
func solvable(t *testing.T, r *rand.Rand, sh shape, ru rules) (Problem, Result) {
	t.Helper()
	for {
		p := sh.problem(r)
		ru.add(r, &p)
		res, err := Solve(p)
		if errors.Is(err, ErrContradiction) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		return p, res
	}
}

// TestEverySetOfRulesInOneSlot: with one slot everything is exact, whatever rules are on.
func TestEverySetOfRulesInOneSlot(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(21, 22))
	sh := shape{people: 8, seminars: 4, slots: 1, seats: 4}
	for _, ru := range allRules() {
		for range 25 {
			p, res := solvable(t, r, sh, ru)
			if text := faultOf(p, res); text != "" {
				t.Fatalf("%+v: %s\n%+v\n%+v", ru, text, p, res)
			}
			if !res.Proven || res.Mix.On && !res.Mix.Exact {
				t.Fatalf("%+v: not called proven\n%+v\n%+v", ru, p, res)
			}
		}
	}
}

// faultOf compares a result with the ruler: the rule broken or the aim missed first, or "".
func faultOf(p Problem, res Result) string {
	r := newRuler(p)
	if text := r.brokenRule(res); text != "" {
		return text
	}
	best, got := newRuler(p).optimum(), r.reached(res)
	got.turn, best.turn = 0, 0
	switch {
	case got.ranks[0] != best.ranks[0]:
		return "too few placed"
	case got.worst > max(best.worst, p.MixWorst):
		return "the worst rank is too bad"
	case p.MixPrice == 0 && (got.worst != best.worst || got.ranks != best.ranks):
		return "the counts of ranks could be better"
	case got.total != r.holding(res).optimum().total:
		return "the mix could be better"
	}
	return ""
}

// TestThePriceInOneSlot: what steps and mix cost together is least.
func TestThePriceInOneSlot(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(23, 24))
	sh := shape{people: 8, seminars: 4, slots: 1, seats: 4}
	for i := range 1500 {
		ru := allRules()[64+i%64]
		ru.price = 1 + r.IntN(1000)
		p, res := solvable(t, r, sh, ru)
		if p.MixPrice == 0 || !res.Mix.On {
			continue
		}
		if text := faultOf(p, res); text != "" {
			t.Fatalf("%+v: %s\n%+v\n%+v", ru, text, p, res)
		}
		if !res.Mix.Exact {
			t.Fatalf("%+v: not called exact\n%+v\n%+v", ru, p, res)
		}
	}
}

// TestEverySetOfRulesInTwoSlots: the rules are kept, what is called proven is, bounds are bounds, and nothing
// in one slot alone could be better.
func TestEverySetOfRulesInTwoSlots(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(25, 26))
	var seen struct{ cases, ranks, proven, mixed, best, exact int }
	for _, ru := range allRules() {
		for i := range 16 {
			sh := shape{people: 5, seminars: 3, slots: 2, seats: 3, equal: i%2 == 0}
			ru.price = i % 3 * 40
			p, res := solvable(t, r, sh, ru)
			judge := newRuler(p)
			if text := judge.brokenRule(res); text != "" {
				t.Fatalf("%+v: %s\n%+v\n%+v", ru, text, p, res)
			}
			got, best := judge.reached(res), newRuler(p).optimum()
			if got.ranks[0] > best.ranks[0] || res.Bound.Placed-len(p.Pins) < best.ranks[0] {
				t.Fatalf("%+v: placed %d, best %d, bound %d", ru, got.ranks[0], best.ranks[0], res.Bound.Placed)
			}
			sameSeats := got.ranks[0] == best.ranks[0] && got.worst <= max(best.worst, p.MixWorst)
			same := sameSeats && (p.MixPrice > 0 || got.worst == best.worst && got.ranks == best.ranks)
			if res.Proven && !same {
				t.Fatalf("%+v: called proven: %+v, could be %+v\n%+v\n%+v", ru, got, best, p, res)
			}
			seen.cases, seen.ranks, seen.proven = seen.cases+1, seen.ranks+one(same), seen.proven+one(res.Proven)
			if !res.Mix.On || !same {
				continue
			}
			best = judge.holding(res).optimum()
			if got.total < best.total {
				t.Fatalf("the ruler is wrong: %+v %+v", got, best)
			}
			scale := 1e9
			if p.MixPrice > 0 {
				scale *= 100
			}
			if value := float64(best.total) / scale; value < res.Mix.Bound-1e-9 {
				t.Fatalf("%+v: bound %v, but %v is possible\n%+v\n%+v", ru, res.Mix.Bound, value, p, res)
			}
			if res.Mix.Exact && got.total != best.total {
				t.Fatalf("%+v: called exact: %+v, could be %+v\n%+v\n%+v", ru, got, best, p, res)
			}
			seen.mixed, seen.best, seen.exact = seen.mixed+1, seen.best+one(got.total == best.total), seen.exact+one(res.Mix.Exact)
		}
	}
	t.Logf("%+v", seen)
}

// TestNoSlotAloneMixesBetter: ranks, mix and, in the last slot, turns.
func TestNoSlotAloneMixesBetter(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(27, 28))
	for i := range 1200 {
		sh := shape{people: 6, seminars: 4, slots: 2, seats: 3, equal: i%2 == 0}
		p, res := solvable(t, r, sh, rules{mix: true, exclusions: i%3 == 0, pins: i%5 == 0})
		if !res.Mix.On || p.Slots < 2 {
			continue
		}
		if !res.Mix.Settled {
			t.Fatalf("not settled: %+v", p)
		}
		for slot := range p.Slots {
			checkMixedSlot(t, p, res, slot)
		}
	}
}

func checkMixedSlot(t *testing.T, p Problem, res Result, slot int) {
	t.Helper()
	judge := newRuler(p)
	judge.allowed = func(person int, option []int) bool {
		for s, session := range option {
			if s != slot && judge.pinned[person][s] < 0 && session != res.Placements[person][s] {
				return false
			}
		}
		return judge.permits(person, option)
	}
	if slot == p.Slots-1 {
		judge.extra = func(person int, option []int) int { return judge.turnCost(person, option) }
	}
	best, got := judge.optimum(), judge.reached(res)
	if got.worst != best.worst || best.less(got) {
		t.Fatalf("slot %d: %+v, could be %+v\n%+v\n%+v", slot, got, best, p, res)
	}
}

// turnCost is aim 6 of the last slot; who is pinned has lost nothing.
func (r *ruler) turnCost(person int, option []int) int {
	before, last := 0, len(option)-1
	for slot, session := range option[:last] {
		switch {
		case r.pinned[person][slot] >= 0:
		case session < 0:
			before += len(r.p.Seminars) + 1
		default:
			before += r.rank(person, session)
		}
	}
	switch {
	case r.pinned[person][last] >= 0:
		return 0
	case option[last] < 0:
		return before * (len(r.p.Seminars) + 1)
	}
	return before * r.rank(person, option[last])
}
