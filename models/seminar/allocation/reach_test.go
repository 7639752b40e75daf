package allocation

import (
	"math/rand/v2"
	"testing"
)

// TestReachIsWhatRunReaches: the flow of crowds and the insertion of people one by one agree, whatever rules are on and
// whatever sizes have to be reached.
func TestReachIsWhatRunReaches(t *testing.T) {
	r := rand.New(rand.NewPCG(71, 72))
	missing := 0
	for i := range 3000 {
		p, _ := solvable(t, r, shape{people: 12, seminars: 5, slots: 3, seats: 5}, allRules()[i%128])
		in := arrange(p)
		if i%2 == 0 {
			in.least = make([]int, len(in.seats))
			for at, seats := range in.seats {
				in.least[at] = r.IntN(seats + 1)
			}
		}
		worst := r.IntN(in.seminars + 1)
		flow, people := relaxed(in, countOnly(worst)).reach(), relaxed(in, countOnly(worst)).run()
		if flow != people {
			t.Fatalf("the flow reaches %+v, people %+v\n%+v", flow, people, p)
		}
		missing += one(flow.missing > 0)
	}
	if missing < 100 {
		t.Errorf("only %d cases with sizes that cannot be reached", missing)
	}
}

// TestTheWorkRunsOut: however little may be done for the mix, the ranks and the rules stay as they are, and the result
// says that more could be done.
func TestTheWorkRunsOut(t *testing.T) {
	p := large(300, 8)
	for _, work := range []int{1, 5_000, 20_000} {
		o := arrange(p).held()
		before := o.plan.worth()
		m := &mixing{in: o.plan.in, worst: before.aims.worst, work: work}
		if m.descend(o.plan, o.proven) {
			t.Errorf("settled with %d steps of work", work)
		}
		after := o.plan.worth()
		if after.aims.compare(before.aims) != 0 || after.mix > before.mix || work > 1_000 && after.mix == before.mix {
			t.Errorf("%d steps: mix %d → %d, ranks %d", work, before.mix, after.mix, after.aims.compare(before.aims))
		}
		if text := broken(p, o.result()); text != "" {
			t.Error(text)
		}
	}
}
