package allocation

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// large is a day of so many people and seminars: skewed wishes, 105 % seats, forty organisations of very
// different size in six kinds.
func large(people, seminars int) Problem {
	p, r := Problem{Slots: 2, Seed: 20270304}, rand.New(rand.NewPCG(31, 32))
	for s := range seminars {
		p.Seminars = append(p.Seminars, fmt.Sprint("s", s))
		for t := range p.Slots {
			p.Sessions = append(p.Sessions, Session{Seminar: s, Slot: t, Seats: (people*105/100 + seminars - 1) / seminars})
		}
	}
	for i := range people {
		person := Person{ID: fmt.Sprint("p", i)}
		for len(person.Wishes) < min(5, seminars) {
			if s := int(float64(seminars) * r.Float64() * r.Float64()); !contains(person.Wishes, s) {
				person.Wishes = append(person.Wishes, s)
			}
		}
		o := int(40 * r.Float64() * r.Float64())
		person.Organisation, person.Kind = fmt.Sprint("o", o), fmt.Sprint("k", o%6)
		p.People = append(p.People, person)
	}
	return p
}

func BenchmarkMix(b *testing.B) {
	for _, seminars := range []int{4, 20} {
		for _, people := range []int{200, 1_000, 10_000, 100_000} {
			p := large(people, seminars)
			b.Run(fmt.Sprintf("%d/%d", people, seminars), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					res, err := Solve(p)
					if err != nil {
						b.Fatal(err)
					}
					b.ReportMetric(res.Mix.Value, "mix")
					b.ReportMetric(res.Mix.Bound, "bound")
				}
			})
		}
	}
}

func BenchmarkRanks(b *testing.B) {
	for _, seminars := range []int{4, 20} {
		for _, people := range []int{1_000, 100_000} {
			p := large(people, seminars)
			for i := range p.People {
				p.People[i].Organisation, p.People[i].Kind = "", ""
			}
			b.Run(fmt.Sprintf("%d/%d", people, seminars), func(b *testing.B) { benchmark(b, p) })
		}
	}
}
