package allocation

import (
	"math/rand/v2"
	"testing"
)

// faulty solves a problem with one mistake planted.
type faulty func(p Problem) Result

// TestPlantedMistakesAreNoticed shows that the comparison with the oracle can fail.
func TestPlantedMistakesAreNoticed(t *testing.T) {
	sh := shape{people: 6, seminars: 4, slots: 2, seats: 3, equal: true}
	for name, solve := range map[string]faulty{
		"first come, nobody moved":       firstCome,
		"least sum of ranks":             withPrices(sumOfRanks),
		"first choices before worst":     withPrices(firstChoicesFirst),
		"digits that carry":              withPrices(carryingDigits),
		"slots filled one by one":        slotBySlot,
		"one seat too many":              oneSeatTooMany,
		"the worst rank one too lenient": withPrices(func(w, s int) prices { return lexicographic(min(w+1, s), s) }),
	} {
		t.Run(name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(1, 2))
			for i := range 1000 {
				p := sh.problem(r)
				if text := fault(p, solve(p)); text != "" {
					t.Logf("noticed in case %d: %s", i, text)
					return
				}
			}
			t.Error("not noticed in 1000 cases")
		})
	}
}

func withPrices(wrong func(worst, seminars int) prices) faulty {
	return func(p Problem) Result {
		in := arrange(p)
		_, bound := relax(in)
		tr := newTransport(in, wrong(bound.worst, in.seminars), in.slots, in.allSeats())
		tr.run()
		pl, _ := split(in, tr.held)
		return in.result(pl)
	}
}

func sumOfRanks(worst, seminars int) prices {
	pr := countOnly(worst)
	for rank := range pr.byRank {
		pr.byRank[rank][0] = int64(rank)
	}
	pr.unplaced[0] = 1000
	return pr
}

func firstChoicesFirst(_, seminars int) prices {
	pr := countOnly(seminars)
	pr.unplaced[0] = 1000
	if seminars > 0 {
		pr.byRank[1][0] = -1
	}
	return pr
}

// carryingDigits gives the digits so small a base that two of one are worth more than one of the next.
func carryingDigits(worst, seminars int) prices {
	pr := countOnly(worst)
	pr.unplaced[0] = 8
	for rank := 1; rank <= worst; rank++ {
		pr.byRank[rank][0] = -int64(worst - rank)
	}
	if worst > 1 {
		pr.byRank[worst][0] = 1
	}
	return pr
}

func firstCome(p Problem) Result {
	in := arrange(p)
	pl := newPlan(in)
	room := make([]int, len(in.seats))
	copy(room, in.seats)
	for i := range in.people {
		for t := range in.slots {
			tr, best := pl.transport(t, countOnly(in.seminars)), in.home()
			for s := range in.seminars {
				free := room[s*in.slots+t] > 0 && !tr.closed(i, s)
				if free && (best == in.home() || in.rank(i, s) < in.rank(i, best)) {
					best = s
				}
			}
			if best != in.home() {
				pl.set(i, t, best)
				room[best*in.slots+t]--
			}
		}
	}
	return in.result(pl)
}

func slotBySlot(p Problem) Result {
	in := arrange(p)
	pl := newPlan(in)
	for t := range in.slots {
		pl.improve(t)
	}
	return in.result(pl)
}

func oneSeatTooMany(p Problem) Result {
	in := arrange(p)
	for i := range in.seats {
		in.seats[i]++
	}
	pl := best(in).plan
	for i := range in.seats {
		if in.session[i] < 0 { // no session to put anybody in
			return Result{}
		}
	}
	return in.result(pl)
}
