package allocation

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
)

// day is like the real one: so many people, skewed wishes, four seminars in two slots.
func day(people int, seats [4]int) Problem {
	p := Problem{Seminars: []string{"ratt-kurva", "losam", "dela-med-dig", "trefas"}, Slots: 2, Seed: 20240307}
	for s := range p.Seminars {
		for t := range p.Slots {
			p.Sessions = append(p.Sessions, Session{Seminar: s, Slot: t, Seats: seats[s]})
		}
	}
	r := rand.New(rand.NewPCG(9, 9))
	for i := range people {
		p.People = append(p.People, Person{ID: fmt.Sprintf("p%06d", i), Wishes: skewed(r)})
	}
	return p
}

// skewed draws a ranking with the shares of first choices of the real day.
func skewed(r *rand.Rand) []int {
	shares, wishes := []float64{0.38, 0.19, 0.12, 0.31}, []int{}
	for len(wishes) < 4 {
		x, s := r.Float64(), 0
		for s < 3 && x >= shares[s] {
			x -= shares[s]
			s++
		}
		if !contains(wishes, s) {
			wishes = append(wishes, s)
		}
	}
	return wishes
}

func contains(list []int, x int) bool {
	for _, y := range list {
		if x == y {
			return true
		}
	}
	return false
}

func TestTheRealDay(t *testing.T) {
	p := day(190, [4]int{60, 50, 45, 55})
	r := solved(t, p)
	f := r.Figures
	t.Logf("%+v", f)
	if text := broken(p, r); text != "" {
		t.Fatal(text)
	}
	if !r.Proven || f.Unplaced != 0 || f.WorstRank > 3 || f.Placed != 380 {
		t.Errorf("%+v proven %v", f, r.Proven)
	}
}

func TestEdges(t *testing.T) {
	none := func(p *Problem) {
		for i := range p.People {
			p.People[i].Wishes = nil
		}
	}
	same := func(p *Problem) {
		for i := range p.People {
			p.People[i].Wishes = []int{0}
		}
	}
	for _, c := range []struct {
		name   string
		people int
		seats  [4]int
		change func(*Problem)
		want   Figures // without BySlot
	}{
		{"nobody", 0, [4]int{5, 5, 5, 5}, nil, Figures{}},
		{"no seats", 10, [4]int{}, nil, Figures{Unplaced: 20}},
		{"no wishes", 20, [4]int{5, 5, 5, 5}, none, Figures{Placed: 40}},
		{"all want one", 20, [4]int{5, 5, 5, 5}, same, Figures{Placed: 40, WorstRank: 2, CountWorst: 30, FirstChoices: 10, Unwished: 30}},
		{"few seats", 20, [4]int{2, 0, 0, 0}, same, Figures{Placed: 4, Unplaced: 36, WorstRank: 1, CountWorst: 4, FirstChoices: 4}},
		{"one seminar is no two", 3, [4]int{9, 0, 0, 0}, same, Figures{Placed: 3, Unplaced: 3, WorstRank: 1, CountWorst: 3, FirstChoices: 3}},
		{"endless seats", 2, [4]int{1 << 62, 1 << 62, 0, 0}, same, Figures{Placed: 4, WorstRank: 2, CountWorst: 2, FirstChoices: 2, Unwished: 2}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := day(c.people, c.seats)
			if c.change != nil {
				c.change(&p)
			}
			r := solved(t, p)
			got := r.Figures
			got.BySlot = nil
			if text := broken(p, r); text != "" || !reflect.DeepEqual(got, c.want) {
				t.Errorf("%s\ngot  %+v\nwant %+v", text, got, c.want)
			}
		})
	}
}

// TestSlotTwoIsNotStarved: taking the best of slot 1 alone would leave seats of slot 2 empty.
func TestSlotTwoIsNotStarved(t *testing.T) {
	p := Problem{Seminars: []string{"a", "b"}, Slots: 2, Sessions: []Session{{Seminar: 0, Slot: 0, Seats: 6}, {Seminar: 1, Slot: 0, Seats: 6}, {Seminar: 0, Slot: 1, Seats: 7}, {Seminar: 1, Slot: 1, Seats: 3}}}
	for i := range 10 {
		p.People = append(p.People, Person{ID: fmt.Sprint(i), Wishes: []int{0, 1}})
	}
	if f := solved(t, p).Figures; f.Placed != 19 {
		t.Errorf("placed %d, 19 is possible", f.Placed)
	}
}

func TestNoSeminarsAtAll(t *testing.T) {
	r := solved(t, Problem{Slots: 2, People: []Person{{ID: "a"}, {ID: "b"}}})
	if r.Figures.Unplaced != 4 || r.Placements[1][1] != Unplaced || r.Ranks[0][0] != Unplaced {
		t.Errorf("%+v", r)
	}
}

// TestLosersGoFirst: one seminar everybody wants in both slots; who had to wait gets it in the second.
func TestLosersGoFirst(t *testing.T) {
	p := Problem{Seminars: []string{"a", "b", "c", "d"}, Slots: 2, Sessions: []Session{
		{Seminar: 0, Slot: 0, Seats: 5}, {Seminar: 1, Slot: 0, Seats: 5}, {Seminar: 2, Slot: 1, Seats: 5}, {Seminar: 3, Slot: 1, Seats: 5},
	}}
	for i := range 10 {
		p.People = append(p.People, Person{ID: fmt.Sprint(i), Wishes: []int{0, 2, 1, 3}})
	}
	for i, ranks := range solved(t, p).Ranks {
		if ranks[0] == 3 && ranks[1] != 2 || ranks[0] == 1 && ranks[1] != 4 {
			t.Errorf("person %d: %v", i, ranks)
		}
	}
}

func TestInvalid(t *testing.T) {
	for name, spoil := range map[string]func(*Problem){
		"0 slots":                      func(p *Problem) { p.Slots = 0 },
		"listed twice":                 func(p *Problem) { p.Seminars[1] = p.Seminars[0] },
		"person \"p000000\" is listed": func(p *Problem) { p.People[2].ID = p.People[0].ID },
		"of unknown seminar 4":         func(p *Problem) { p.Sessions[0].Seminar = 4 },
		"of unknown seminar -1":        func(p *Problem) { p.Sessions[0].Seminar = -1 },
		"unknown slot 2":               func(p *Problem) { p.Sessions[0].Slot = 2 },
		"-1 seats":                     func(p *Problem) { p.Sessions[0].Seats = -1 },
		"two sessions in slot 0":       func(p *Problem) { p.Sessions[1].Slot = 0 },
		"for unknown seminar 9":        func(p *Problem) { p.People[0].Wishes = []int{9} },
		"for \"losam\" twice":          func(p *Problem) { p.People[0].Wishes = []int{1, 2, 1} },
	} {
		p := day(3, [4]int{1, 1, 1, 1})
		spoil(&p)
		_, err := Solve(p)
		if !errors.Is(err, ErrInvalid) || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
