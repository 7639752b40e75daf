package room

import (
	"slices"

	"samling/models/event"
)

// Kind is how many people of a kind of organisation sit in a room. Without a name it is all kinds that have few.
type Kind struct {
	Name   string
	People int
}

// fewest is the smallest number that stands for itself: two people of a kind are two people one can point at.
const fewest = 3

// All is the mix of a room by kind, in the order of event.OrganisationKinds; kinds with nobody are left out.
func (m Mix) All() []Kind {
	var all []Kind
	for _, name := range event.OrganisationKinds {
		if n := m.Kinds[name]; n > 0 {
			all = append(all, Kind{name, n})
		}
	}
	return all
}

// Told is the mix of a room as its leader sees it, in the order of event.OrganisationKinds: kinds with fewer than three
// people stand together, and if these are fewer than three the next smallest joins them, so that nothing can be
// subtracted out of the size of the room. A room in which even that is not enough shows one number.
func (m Mix) Told() []Kind {
	var large []Kind
	small := 0
	for _, k := range m.All() {
		if k.People >= fewest {
			large = append(large, k)
		} else {
			small += k.People
		}
	}
	if small == 0 {
		return large
	}
	for small < fewest && len(large) > 0 {
		least := slices.Index(large, slices.MinFunc(large, fewer))
		small += large[least].People
		large = slices.Delete(large, least, least+1)
	}
	return append(large, Kind{People: small})
}

func fewer(a, b Kind) int { return a.People - b.People }
