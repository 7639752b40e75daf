package survey

import (
	"slices"
	"strconv"

	"samling/models/store"
)

// sides are how many chose 4 or 5 of a graded question, and how many the rest: what a share and its number of answers tell.
func sides(values map[string]int) (high, low int) {
	for value, n := range values {
		step, err := strconv.Atoi(value)
		switch {
		case err != nil: // "do not know"
		case step >= 4:
			high += n
		default:
			low += n
		}
	}
	return high, low
}

// sharing says which of some organisations may show the share of one graded question: those on whose either side stand
// nobody or enough, and enough others or nobody, also when all that is shown is taken from everybody's.
func (v ownSums) sharing(list []store.ID, code string) []store.ID {
	high, low := sides(v.all[code])
	tells := func(h, l int) bool { return !few(h, v.least) && !few(l, v.least) }
	out := slices.DeleteFunc(slices.Clone(list), func(id store.ID) bool {
		h, l := sides(v.own.Hosts[id].Counts[code])
		return !tells(h, l) || !tells(high-h, low-l)
	})
	for len(out) > 0 {
		restHigh, restLow := high, low
		for _, id := range out {
			h, l := sides(v.own.Hosts[id].Counts[code])
			restHigh, restLow = restHigh-h, restLow-l
		}
		if tells(restHigh, restLow) {
			break
		}
		out = out[:len(out)-1] // the list is sorted by size, the largest first
	}
	return out
}
