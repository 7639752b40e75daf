package allocation

import "math/rand/v2"

// rules says which rules random problems have.
type rules struct {
	pins, exclusions, kinds, minimum, overbooking, withdrawn, mix bool
	price                                                         int
}

// allRules has one set of rules for every subset of the seven.
func allRules() (list []rules) {
	for set := range 1 << 7 {
		on := func(bit int) bool { return set>>bit&1 == 1 }
		list = append(list, rules{pins: on(0), exclusions: on(1), kinds: on(2), minimum: on(3), overbooking: on(4), withdrawn: on(5), mix: on(6)})
	}
	return list
}

// add puts rules on a problem. Pins may contradict each other.
func (ru rules) add(r *rand.Rand, p *Problem) {
	for i := range p.Sessions {
		s := &p.Sessions[i]
		if ru.overbooking && r.IntN(2) == 0 {
			s.Overbook, s.Limit = r.IntN(100), r.IntN(5)
		}
		if ru.minimum && r.IntN(2) == 0 {
			s.Least = 1 + r.IntN(4)
		}
		s.Withdrawn = ru.withdrawn && r.IntN(5) == 0
	}
	if ru.kinds || ru.mix {
		for i := range p.People {
			p.People[i].Kind = []string{"police", "municipality", ""}[r.IntN(3)]
		}
	}
	if ru.mix {
		p.MixPrice = ru.price
		if ru.price > 0 {
			p.MixWorst = r.IntN(len(p.Seminars) + 1)
		}
		for i := range p.People {
			p.People[i].Organisation = []string{"a", "b", ""}[min(r.IntN(4), 2)]
		}
	}
	if ru.kinds && len(p.Seminars) > 0 {
		p.OnlyKinds = make([][]string, len(p.Seminars))
		p.OnlyKinds[r.IntN(len(p.Seminars))] = []string{"police"}
	}
	for range len(p.People) / 2 {
		if ru.exclusions {
			p.Exclusions = append(p.Exclusions, Exclusion{r.IntN(len(p.People)), r.IntN(len(p.Seminars))})
		}
		if ru.pins && len(p.Sessions) > 0 && r.IntN(2) == 0 {
			p.Pins = append(p.Pins, Pin{r.IntN(len(p.People)), r.IntN(len(p.Sessions))})
		}
	}
}
