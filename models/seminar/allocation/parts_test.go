package allocation

import (
	"math/rand/v2"
	"testing"
)

// TestSplitOfEqualSeats: any sets of seminars can be divided if every slot has the mean of each, rounded up.
func TestSplitOfEqualSeats(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 14))
	for range 1500 {
		in := &instance{people: 1 + r.IntN(40), seminars: 2 + r.IntN(6), slots: 2 + r.IntN(4)}
		var held []int32
		total := make([]int, in.seminars)
		for range in.people {
			order := r.Perm(in.seminars)
			for unit := range in.slots {
				s := in.home()
				if unit < len(order) && r.IntN(8) > 0 {
					s = order[unit]
					total[s]++
				}
				held = append(held, int32(s))
			}
		}
		for _, n := range total {
			for range in.slots {
				in.seats = append(in.seats, (n+in.slots-1)/in.slots)
			}
		}
		pl, ok := split(in, held)
		if !ok {
			t.Fatalf("not divided: %+v", in)
		}
		checkDivided(t, pl, held)
		sp := carelessly(in, held)
		if !sp.repairAll() {
			t.Fatalf("not repaired: %+v", in)
		}
		checkDivided(t, sp.plan, held)
	}
}

// carelessly begins with everybody's seminars in the order they came in.
func carelessly(in *instance, held []int32) *splitter {
	sp := &splitter{in: in, plan: newPlan(in), over: make([]int, len(in.seats))}
	copy(sp.plan.at, held)
	for i, seats := range in.seats {
		sp.over[i] = -seats
	}
	for i, s := range held {
		if int(s) != in.home() {
			sp.over[int(s)*in.slots+i%in.slots]++
		}
	}
	return sp
}

func checkDivided(t *testing.T, pl *plan, held []int32) {
	t.Helper()
	checkSeats(t, pl)
	for p := range pl.in.people {
		sameSeminars(t, pl.in, pl.at[p*pl.in.slots:][:pl.in.slots], held[p*pl.in.slots:][:pl.in.slots])
	}
}

// checkSeats: no session over its seats, nobody twice in a seminar.
func checkSeats(t *testing.T, pl *plan) (placed int) {
	t.Helper()
	in, used := pl.in, make([]int, len(pl.in.seats))
	for p := range in.people {
		seen := make([]bool, in.seminars+1)
		for slot := range in.slots {
			s := pl.seminar(p, slot)
			if s == in.home() {
				continue
			}
			if seen[s] {
				t.Fatalf("%d is in %d twice", p, s)
			}
			seen[s] = true
			used[s*in.slots+slot]++
			placed++
		}
	}
	for i, n := range used {
		if n > in.seats[i] {
			t.Fatalf("session %d has %d of %d", i, n, in.seats[i])
		}
	}
	return placed
}

func sameSeminars(t *testing.T, in *instance, a, b []int32) {
	t.Helper()
	count := make([]int, in.seminars+1)
	for i := range a {
		count[a[i]]++
		count[b[i]]--
	}
	for _, n := range count {
		if n != 0 {
			t.Fatalf("%v became %v", b, a)
		}
	}
}

// TestSeatMost: the count of the flow is reached by people, and no smaller than any cut allows.
func TestSeatMost(t *testing.T) {
	r := rand.New(rand.NewPCG(15, 16))
	for range 3000 {
		in := &instance{people: 1 + r.IntN(12), seminars: 1 + r.IntN(5), slots: 1 + r.IntN(4)}
		for range in.seminars * in.slots {
			in.seats = append(in.seats, r.IntN(in.people+1))
		}
		_, most := mostSeated(in)
		if cut := leastCut(in); most != cut {
			t.Fatalf("%d seated, the least cut is %d: %+v", most, cut, in)
		}
		if placed := checkSeats(t, seatMost(in)); placed != most {
			t.Fatalf("%d placed, %d is possible: %+v", placed, most, in)
		}
	}
}

// leastCut tries every set of slots on the side of the source.
func leastCut(in *instance) int {
	least := in.people * in.slots
	for set := range 1 << in.slots {
		cut := 0
		for slot := range in.slots {
			if set>>slot&1 == 0 {
				cut += in.people
			}
		}
		for s := range in.seminars {
			seats := 0
			for slot := range in.slots {
				if set>>slot&1 == 1 {
					seats += in.seatsIn(s, slot)
				}
			}
			cut += min(seats, in.people)
		}
		least = min(least, cut)
	}
	return least
}

// TestDigitsDoNotCarry: S+1 exchanges that each lose all lower digits do not outweigh one of a higher digit,
// in every case for which the package comment promises every count.
func TestDigitsDoNotCarry(t *testing.T) {
	for seminars := range 24 {
		for worst := range seminars + 1 {
			pr := lexicographic(worst, seminars)
			digits := []cost{pr.unplaced}
			if worst > 1 {
				digits = append(digits, pr.byRank[worst])
			}
			for rank := 1; rank < worst || rank == 1 && worst == 1; rank++ {
				digits = append(digits, cost{}.minus(pr.byRank[rank]))
			}
			var lower cost
			for i := len(digits) - 1; i >= 0; i-- {
				lost := cost{}
				for range seminars + 1 {
					lost = lost.plus(lower)
				}
				if !lost.less(digits[i]) {
					t.Fatalf("%d seminars, worst rank %d: digit %d is %v, those below it can be %v", seminars, worst, i, digits[i], lost)
				}
				lower = lower.plus(digits[i])
			}
		}
	}
}
