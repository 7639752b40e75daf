package allocation

import (
	"cmp"
	"slices"
)

// groups says which organisation everybody belongs to, and which kind every organisation is of. An
// organisation is told apart by its kind and its name, so that kinds are made of whole organisations.
type groups struct {
	organisation []int32 // [person]
	kind         []int32 // [organisation]
	kinds        int
	loose        [2][]bool // [level][group] those without a name: nothing to mix
}

// The two levels of groups.
const (
	byOrganisation = 0
	byKind         = 1
)

// matter tells whether there is anything to mix.
func (g groups) matter() bool {
	return slices.Contains(g.loose[byOrganisation], false) || slices.Contains(g.loose[byKind], false)
}

func groupsOf(p Problem, in *instance) groups {
	type name struct{ kind, organisation string }
	names := make(map[name]int32)
	for _, person := range p.People {
		names[name{person.Kind, person.Organisation}] = 0
	}
	if _, unnamed := names[name{}]; unnamed && len(names) == 1 || len(names) == 0 {
		return oneGroup(in)
	}
	sorted := make([]name, 0, len(names))
	for n := range names {
		sorted = append(sorted, n)
	}
	slices.SortFunc(sorted, func(a, b name) int {
		return cmp.Or(cmp.Compare(a.kind, b.kind), cmp.Compare(a.organisation, b.organisation))
	})
	var g groups
	for i, n := range sorted {
		if i == 0 || sorted[i-1].kind != n.kind {
			g.loose[byKind] = append(g.loose[byKind], n.kind == "")
			g.kinds++
		}
		g.kind = append(g.kind, int32(g.kinds-1))
		g.loose[byOrganisation] = append(g.loose[byOrganisation], n.organisation == "")
		names[n] = int32(i)
	}
	for _, original := range in.person {
		g.organisation = append(g.organisation, names[name{p.People[original].Kind, p.People[original].Organisation}])
	}
	return g
}

// oneGroup is everybody without distinction.
func oneGroup(in *instance) groups {
	return groups{organisation: make([]int32, in.people), kind: []int32{0}, kinds: 1, loose: [2][]bool{{true}, {true}}}
}
