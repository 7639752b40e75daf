package main

import (
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"time"

	"samling/models/seminar/allocation"
)

// allocationAim is what an allocation of the largest day may take, in seconds on an ordinary server; the solver uses one
// core. 0: there is no aim, the line is for information.
func allocationAim(seminars int, mix bool) float64 {
	switch {
	case seminars == 4 && !mix:
		return 0.3
	case seminars == 4:
		return 3
	case mix:
		return 30
	}
	return 0
}

// allocationSlots is how often everybody is to be seated.
const allocationSlots = 2

// allocations measures the solver on days of growing size: skewed wishes, seats for 105 % of the people, by the ranks
// alone and with the mix of 40 organisations of six kinds. The exponent says how time grows from the smallest day to the
// largest: 1 is in proportion to the people.
func allocations(dir string, size scale) ([]line, error) {
	people := []int{size.people / 2, size.people * 5, size.people * 50} // 1 000, 10 000, 100 000
	var table []line
	for _, seminars := range []int{4, 20} {
		for mix := range 2 {
			var took []float64
			for _, n := range people {
				l, seconds, err := allocate(n, seminars, mix == 1, size.rounds)
				if err != nil {
					return nil, err
				}
				took = append(took, seconds)
				if aim := allocationAim(seminars, mix == 1); aim > 0 && n == people[len(people)-1] {
					l.what, l.ratio, l.aim = fmt.Sprintf("%s, of %v s", l.what, aim), aim/seconds, 1
				}
				table = append(table, l)
			}
			last := len(people) - 1
			table[len(table)-1].facts += fmt.Sprintf(", exponent %.2f", exponent(people[0], people[last], took[0], took[last]))
		}
	}
	l, err := publication(dir, size)
	return append(table, l), err
}

func exponent(few, many int, short, long float64) float64 {
	return math.Log(long/short) / math.Log(float64(many)/float64(few))
}

// allocate solves one day a few times and tells the median.
func allocate(people, seminars int, mix bool, rounds int) (line, float64, error) {
	p := largeDay(people, seminars, mix)
	var took []float64
	var peak uint64
	var r allocation.Result
	for range min(3, rounds) {
		seconds, bytes, err := measured(func() (err error) { r, err = allocation.Solve(p); return err })
		if err != nil {
			return line{}, 0, err
		}
		took, peak = append(took, seconds), max(peak, bytes)
	}
	slices.Sort(took)
	seconds := took[len(took)/2]
	by, gap := "ranks", ""
	if mix {
		by = "ranks and mix"
		gap = fmt.Sprintf(", mix %.1f, at best %.1f (gap %.4f %%)", r.Mix.Value, r.Mix.Bound, 100*(r.Mix.Value/r.Mix.Bound-1))
	}
	return line{what: fmt.Sprintf("allocate %d × %d × %d, %s", people, seminars, allocationSlots, by),
		facts: fmt.Sprintf("%s, %.0f MB, proven %v%s", short(time.Duration(seconds*1e9)), float64(peak)/1e6, r.Proven, gap)}, seconds, nil
}

// measured gives the time something takes and the most memory in use meanwhile, beyond what was before.
func measured(do func() error) (seconds float64, peak uint64, err error) {
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	before, stop, done := stats.HeapAlloc, make(chan struct{}), make(chan uint64)
	go func() { done <- highest(stop) }()
	start := time.Now()
	err = do()
	seconds = time.Since(start).Seconds()
	close(stop)
	return seconds, max(<-done, before) - before, err
}

// highest watches the heap until it is told to stop. Looking costs little, but not nothing: it looks seldom.
func highest(stop <-chan struct{}) (most uint64) {
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		var stats runtime.MemStats
		runtime.ReadMemStats(&stats)
		most = max(most, stats.HeapAlloc)
		select {
		case <-stop:
			return most
		case <-tick.C:
		}
	}
}

// largeDay draws wishes that lean towards the first seminars: all four, or five of twenty.
func largeDay(people, seminars int, mix bool) allocation.Problem {
	p, r := allocation.Problem{Slots: allocationSlots, Seed: 20270304}, rand.New(rand.NewPCG(1, 2))
	for s := range seminars {
		p.Seminars = append(p.Seminars, fmt.Sprint("s", s))
		for t := range allocationSlots {
			seats := (people*105/100 + seminars - 1) / seminars
			p.Sessions = append(p.Sessions, allocation.Session{Seminar: s, Slot: t, Seats: seats})
		}
	}
	for i := range people {
		person := allocation.Person{ID: fmt.Sprint("p", i)}
		for len(person.Wishes) < min(5, seminars) {
			if s := int(float64(seminars) * r.Float64() * r.Float64()); !slices.Contains(person.Wishes, s) {
				person.Wishes = append(person.Wishes, s)
			}
		}
		if mix {
			o := int(40 * r.Float64() * r.Float64())
			person.Organisation, person.Kind = fmt.Sprint("o", o), fmt.Sprint("k", o%6)
		}
		p.People = append(p.People, person)
	}
	return p
}
