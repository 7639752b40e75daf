package allocation

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// seatsFor gives seats for 105 % of the people, as skewed as the real rooms.
func seatsFor(people int) [4]int {
	var seats [4]int
	for s, share := range [4]float64{0.29, 0.24, 0.21, 0.26} {
		seats[s] = int(float64(people)*1.05*share) + 1
	}
	return seats
}

func BenchmarkSolve(b *testing.B) {
	for _, people := range []int{200, 1_000, 10_000, 100_000} {
		b.Run(fmt.Sprintf("equal/%d", people), func(b *testing.B) { benchmark(b, day(people, seatsFor(people))) })
	}
	for _, people := range []int{1_000, 10_000} {
		p := day(people, seatsFor(people))
		for i := range p.Sessions {
			if p.Sessions[i].Slot == 0 && i%4 == 0 {
				p.Sessions[i].Seats /= 3 // too few in slot 1: the long way
			}
		}
		b.Run(fmt.Sprintf("unequal/%d", people), func(b *testing.B) { benchmark(b, p) })
	}
}

// BenchmarkManySeminars has 20 seminars and people who ranked five.
func BenchmarkManySeminars(b *testing.B) {
	const people, seminars = 10_000, 20
	p, r := Problem{Slots: 2}, rand.New(rand.NewPCG(1, 1))
	for s := range seminars {
		p.Seminars = append(p.Seminars, fmt.Sprint("s", s))
		for t := range p.Slots {
			p.Sessions = append(p.Sessions, Session{Seminar: s, Slot: t, Seats: people * 105 / 100 / seminars})
		}
	}
	for i := range people {
		person := Person{ID: fmt.Sprint("p", i)}
		for len(person.Wishes) < 5 {
			if s := int(float64(seminars) * r.Float64() * r.Float64()); !contains(person.Wishes, s) {
				person.Wishes = append(person.Wishes, s)
			}
		}
		p.People = append(p.People, person)
	}
	benchmark(b, p)
}

func benchmark(b *testing.B, p Problem) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Solve(p); err != nil {
			b.Fatal(err)
		}
	}
}
