package allocation

import (
	"math/rand/v2"
	"testing"
)

// rankings are all complete orders of so many seminars.
func rankings(seminars int) [][]int {
	if seminars == 0 {
		return [][]int{{}}
	}
	var list [][]int
	for _, shorter := range rankings(seminars - 1) {
		for at := range seminars {
			order := append(append(append([]int{}, shorter[:at]...), seminars-1), shorter[at:]...)
			list = append(list, order)
		}
	}
	return list
}

// reports are everything a person can say: every ranking and every beginning of one, and nothing.
func reports(seminars int) [][]int {
	list := [][]int{{}}
	for length := 1; length <= seminars; length++ {
		for _, order := range rankings(seminars) {
			list = append(list, order[:length])
		}
	}
	return list
}

// trueRank is how good a person's place in the first slot is by their true order; no seat is worst.
func trueRank(p Problem, r Result, person int, truth []int) int {
	session := r.Placements[person][0]
	if session == Unplaced {
		return len(p.Seminars) + 1
	}
	for rank, s := range truth {
		if s == p.Sessions[session].Seminar {
			return rank
		}
	}
	return len(p.Seminars)
}

// gain gives the first lie that gets somebody a better place than the truth, or nil. The seed is the same: the
// lie is not luck.
func gain(t *testing.T, p Problem) (person int, lie []int) {
	t.Helper()
	honest := solved(t, p)
	for i := range p.People {
		truth := p.People[i].Wishes
		for _, lie := range reports(len(p.Seminars)) {
			lying := p
			lying.People = append([]Person{}, p.People...)
			lying.People[i].Wishes = lie
			if trueRank(p, solved(t, lying), i, truth) < trueRank(p, honest, i, truth) {
				return i, lie
			}
		}
	}
	return nowhere, nil
}

// wishful is one slot where everybody ranks everything.
func wishful(r *rand.Rand, people, seminars int, enough bool) Problem {
	for {
		p := shape{people: people, seminars: seminars, slots: 1, seats: 4, equal: true, whole: true}.problem(r)
		seats := 0
		for i := range p.Sessions {
			p.Sessions[i].Seats = max(1, p.Sessions[i].Seats)
			seats += p.Sessions[i].Seats
		}
		if len(p.People) > 0 && len(p.Seminars) == seminars && (!enough || seats >= len(p.People)) {
			return p
		}
	}
}

// TestNobodyGainsByLyingWithTwoSeminars: one slot, two seminars, seats for all, no rules: the package comment says
// that the truth is always best, and this goes through every lie. The mix is on in half of the cases.
func TestNobodyGainsByLyingWithTwoSeminars(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(41, 42))
	for i := range 2000 {
		p := wishful(r, 8, 2, true)
		if i%2 == 0 {
			rules{mix: true}.add(r, &p)
		}
		if person, lie := gain(t, p); lie != nil {
			t.Fatalf("person %d gains by saying %v\n%+v", person, lie, p)
		}
	}
}

// TestLyingCanHelp: with three seminars, or too few seats, it can. The search that found the example in the package
// comment is repeated here: it must find one within the cases.
func TestLyingCanHelp(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		seminars int
		enough   bool
	}{"three seminars": {3, true}, "too few seats": {2, false}} {
		r := rand.New(rand.NewPCG(43, 44))
		found := 0
		for range 300 {
			p := wishful(r, 5, c.seminars, c.enough)
			if person, lie := gain(t, p); lie != nil {
				found++
				if found == 1 {
					t.Logf("%s: person %d gains by saying %v\n%+v", name, person, lie, p)
				}
			}
		}
		if found == 0 {
			t.Errorf("%s: no lie helps in 300 cases: the package comment is too modest", name)
		}
		t.Logf("%s: %d of 300 cases", name, found)
	}
}

// TestTheExampleOfAHelpfulLie is the one in the package comment, cut from what the search found: who says honestly that
// c is only their second choice is the one who costs least there.
func TestTheExampleOfAHelpfulLie(t *testing.T) {
	p := Problem{Seminars: []string{"a", "b", "c"}, Slots: 1, Sessions: []Session{
		{Seminar: 0, Seats: 1}, {Seminar: 1, Seats: 1}, {Seminar: 2, Seats: 1},
	}}
	p.People = []Person{{ID: "x", Wishes: []int{0, 1, 2}}, {ID: "y", Wishes: []int{1, 2, 0}}, {ID: "z", Wishes: []int{0, 1, 2}}}
	helps := 0
	for p.Seed = range uint64(50) {
		lying := p
		lying.People = append([]Person{}, p.People...)
		lying.People[1].Wishes = []int{1, 0}
		honest := trueRank(p, solved(t, p), 1, p.People[1].Wishes)
		if trueRank(p, solved(t, lying), 1, p.People[1].Wishes) < honest {
			helps++
		}
		if honest != 1 { // their second choice
			t.Fatalf("honest y gets %d", honest)
		}
	}
	t.Logf("the lie helps with %d of 50 seeds", helps)
	if helps < 10 {
		t.Errorf("the lie helps with %d of 50 seeds", helps)
	}
}
