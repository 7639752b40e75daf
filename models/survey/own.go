package survey

import (
	"cmp"
	"maps"
	"slices"

	"samling/models/store"
)

// A host wants to see its own people's answers beside all others'. So the day's sheet of somebody from a host organisation
// bears the organisation's id while it waits, sealed, in the urn, and loses it when it is laid. What stays is a sum over
// the organisation. Until the survey closes the sums rest sealed too, all in one box that is written anew each time, so
// that neither its length nor its change says whose answers came. Then those sums come out that no addition and no
// subtraction can turn into a small group; the others are destroyed unread.

// ownTally is the sealed sums of an edition.
type ownTally struct {
	Batches []int                  `json:"b"` // how many day sheets were laid, each time
	Hosts   map[store.ID]*ownCount `json:"h"`
}

// ownCount is the sum over one organisation.
type ownCount struct {
	Came   []int  `json:"c"` // how many of each batch were its people
	Counts counts `json:"n"`
}

func (c ownCount) size() int { return sum(c.Came) }

func sum(list []int) (total int) {
	for _, n := range list {
		total += n
	}
	return total
}

// add counts a batch of sheets that are being laid at the same time.
func (t *ownTally) add(batch []sheet, known map[string]Question) {
	day := 0
	for _, s := range batch {
		if s.pile() != (pile{part: Day, pool: ByBallot}) {
			continue
		}
		day++
		if s.Own == "" {
			continue
		}
		c := t.Hosts[s.Own]
		if c == nil {
			c = &ownCount{Counts: counts{}}
			t.Hosts[s.Own] = c
		}
		for len(c.Came) <= len(t.Batches) {
			c.Came = append(c.Came, 0)
		}
		c.Came[len(t.Batches)]++
		c.Counts.put(s, known, Question.Background)
	}
	if day > 0 {
		t.Batches = append(t.Batches, day)
	}
}

// hostsMax bounds how many organisations are held against each other in every combination; beyond it the smallest go.
const hostsMax = 12

// releasable says which organisations' sums may come out, the largest first. Each must be of least people and leave as
// many others. And whoever has looked at the results after each batch and adds up what any hosts together were given must
// not be left with a few people.
//
// Batches and organisations are two ways to cut the same people into parts. A sum of parts, each taken a_b or c_o times,
// is a group of people exactly if a_b + c_o is 0 or 1 wherever somebody of o came in b, and a_b is 0 or 1 wherever
// somebody of no organisation did. If every batch has such a somebody, all a_b are 0 or 1, so each group is some
// batches, less organisations that lie wholly inside them, plus organisations that lie wholly outside. A plus is least
// people by itself; so the smallest group is the batches that some organisations' people came in, less these people. It
// is asked for below that every batch has such a somebody, and that no such group is smaller than least.
func (t ownTally) releasable(least int) []store.ID {
	total := sum(t.Batches)
	out := slices.SortedFunc(maps.Keys(t.Hosts), func(a, b store.ID) int {
		return cmp.Or(cmp.Compare(t.Hosts[b].size(), t.Hosts[a].size()), cmp.Compare(a, b))
	})
	out = slices.DeleteFunc(out, func(id store.ID) bool {
		n := t.Hosts[id].size()
		return n < least || total-n < least
	})
	out = out[:min(len(out), hostsMax)]
	for {
		bad := t.crowded(out)
		if bad < 0 {
			bad = t.giveaway(out, least)
		}
		if bad < 0 {
			return out
		}
		out = slices.Delete(out, bad, bad+1)
	}
}

// crowded looks for a batch that nobody but these organisations' people came in, and gives the index of the smallest of
// them (the list is sorted by size), or -1.
func (t ownTally) crowded(list []store.ID) int {
	for b, n := range t.Batches {
		smallest := -1
		for i, id := range list {
			if came := t.Hosts[id].Came; b < len(came) && came[b] > 0 {
				n, smallest = n-came[b], i
			}
		}
		if n == 0 && smallest >= 0 {
			return smallest
		}
	}
	return -1
}

// giveaway looks for a choice of organisations that leaves a few people over, and gives the index of its smallest, or -1.
func (t ownTally) giveaway(list []store.ID, least int) int {
	for choice := 1; choice < 1<<len(list); choice++ {
		inside, last := 0, 0
		covered := make([]bool, len(t.Batches))
		for i, id := range list {
			if choice&(1<<i) == 0 {
				continue
			}
			last = i
			for b, n := range t.Hosts[id].Came {
				covered[b] = covered[b] || n > 0
				inside += n
			}
		}
		rest := -inside
		for b, n := range t.Batches {
			if covered[b] {
				rest += n
			}
		}
		if rest < least {
			return last
		}
	}
	return -1
}

// keep says which of some organisations may show one question: as many rules as for the sheets, for those who gave an
// opinion and for those who gave any answer. The list is sorted by size, the largest first.
func (t ownTally) keep(list []store.ID, q Question, code string, all counts, least int) []store.ID {
	n, none := answered(q, all[code])
	size := func(id store.ID) (int, int) { return answered(q, t.Hosts[id].Counts[code]) }
	out := slices.DeleteFunc(slices.Clone(list), func(id store.ID) bool {
		own, _ := size(id)
		return own < least || n-own < least
	})
	small := func(rest int) bool { return 0 < rest && rest < least }
	for len(out) > 0 {
		restN, rest := n, n+none
		smallest := 0
		for i, id := range out {
			own, unsure := size(id)
			restN, rest = restN-own, rest-own-unsure
			if before, _ := size(out[smallest]); own < before {
				smallest = i
			}
		}
		if !small(restN) && !small(rest) {
			break
		}
		out = slices.Delete(out, smallest, smallest+1)
	}
	return out
}

// answered says how many gave an opinion on a question, and how many said that they had none.
func answered(q Question, values map[string]int) (n, none int) {
	if q.Kind == Choices {
		return values[peopleValue], 0
	}
	for value, count := range values {
		if value == "" {
			none = count
			continue
		}
		n += count
	}
	return n, none
}
