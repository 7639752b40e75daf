package survey_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// attacker is everybody who may see results, together, with all they were ever shown. What they were shown is a list of
// groups of people, each with what it said. They may add and subtract these as often as they like. The attacker finds a
// small group if its people, and nobody else, are a sum of shown groups, each taken any number of times, positive or
// negative: then what the small group said is the same sum of what was shown.
type attacker struct {
	people int
	names  []string
	groups [][]bool // shown group → person → is in it
}

func (a *attacker) sees(name string, people []int) {
	group := make([]bool, a.people)
	for _, k := range people {
		group[k] = true
	}
	a.names, a.groups = append(a.names, name), append(a.groups, group)
}

// class is people that no shown group tells apart.
type class struct {
	key    string
	people []int
}

func (a *attacker) classes() []class {
	byKey := map[string][]int{}
	for k := range a.people {
		var key strings.Builder
		for _, g := range a.groups {
			key.WriteByte("01"[map[bool]int{true: 1}[g[k]]])
		}
		byKey[key.String()] = append(byKey[key.String()], k)
	}
	var out []class
	for key, people := range byKey {
		if strings.Contains(key, "1") {
			out = append(out, class{key, people})
		}
	}
	slices.SortFunc(out, func(x, y class) int { return strings.Compare(x.key, y.key) })
	return out
}

const prime = 2147483647 // arithmetic modulo this instead of fractions: wrong by chance once in billions

// finds looks for a group of fewer than least people and says who they are, or nil. Rows of a matrix span a vector
// exactly when it is orthogonal to everything that the rows are orthogonal to; so a choice of classes can be worked out
// exactly when their lines of the null space add up to nothing.
func (a *attacker) finds(least int) []int {
	all := a.classes()
	lines := nullSpace(all, len(a.groups))
	var search func(from, size int, sum []int, chosen []int) []int
	search = func(from, size int, sum []int, chosen []int) []int {
		if size > 0 && zero(sum) {
			return chosen
		}
		if len(chosen) == 4 {
			return nil
		}
		for c := from; c < len(all); c++ {
			if size+len(all[c].people) >= least {
				continue
			}
			if found := search(c+1, size+len(all[c].people), plus(sum, lines[c]), append(chosen[:len(chosen):len(chosen)], c)); found != nil {
				return found
			}
		}
		return nil
	}
	width := 0
	if len(lines) > 0 {
		width = len(lines[0])
	}
	var people []int
	for _, c := range search(0, 0, make([]int, width), nil) {
		people = append(people, all[c].people...)
	}
	return people
}

func plus(a, b []int) []int {
	out := make([]int, len(a))
	for i := range a {
		out[i] = (a[i] + b[i]) % prime
	}
	return out
}

func zero(v []int) bool { return !slices.ContainsFunc(v, func(x int) bool { return x != 0 }) }

// nullSpace gives for each class its line in a basis of the null space of the matrix of groups and classes.
func nullSpace(all []class, groups int) [][]int {
	n := len(all)
	m := make([][]int, groups)
	for g := range m {
		m[g] = make([]int, n)
		for c := range all {
			m[g][c] = int(all[c].key[g] - '0')
		}
	}
	var pivots []int
	row := 0
	for c := 0; c < n && row < len(m); c++ {
		at := slices.IndexFunc(m[row:], func(line []int) bool { return line[c] != 0 })
		if at < 0 {
			continue
		}
		m[row], m[row+at] = m[row+at], m[row]
		eliminate(m, row, c)
		pivots, row = append(pivots, c), row+1
	}
	lines := make([][]int, n)
	for c := range n {
		if !slices.Contains(pivots, c) {
			for other := range lines {
				lines[other] = append(lines[other], 0)
			}
			last := len(lines[c]) - 1
			lines[c][last] = 1
			for i, p := range pivots {
				lines[p][last] = (prime - m[i][c]) % prime
			}
		}
	}
	return lines
}

func eliminate(m [][]int, row, c int) {
	inverse := power(m[row][c], prime-2)
	for k := range m[row] {
		m[row][k] = m[row][k] * inverse % prime
	}
	for other := range m {
		if factor := m[other][c]; other != row && factor != 0 {
			for k := range m[other] {
				m[other][k] = ((m[other][k]-factor*m[row][k])%prime + prime) % prime
			}
		}
	}
}

func power(base, exponent int) int {
	out := 1
	for ; exponent > 0; exponent >>= 1 {
		if exponent&1 == 1 {
			out = out * base % prime
		}
		base = base * base % prime
	}
	return out
}

// An attacker who finds nothing proves nothing unless it finds what is there.
func TestAttackerFindsWhatIsPlanted(t *testing.T) {
	upTo := func(from, to int) (out []int) {
		for k := from; k < to; k++ {
			out = append(out, k)
		}
		return out
	}
	for _, c := range []struct {
		groups [][]int
		want   string
	}{
		{[][]int{upTo(0, 20), upTo(5, 20)}, "[]"},
		{[][]int{upTo(0, 20), upTo(3, 20)}, "[0 1 2]"},
		{[][]int{upTo(0, 4), upTo(0, 20)}, "[0 1 2 3]"},
		// total, less two that lie apart: three are left
		{[][]int{upTo(0, 20), upTo(0, 9), upTo(12, 20)}, "[9 10 11]"},
		// two that overlap in a few tell nothing about the few
		{[][]int{upTo(0, 12), upTo(9, 20)}, "[]"},
		// unless one knows them together too
		{[][]int{upTo(0, 12), upTo(9, 20), upTo(0, 20)}, "[9 10 11]"},
		// twice and backwards: (0..12 + 12..24 − 0..24) is nothing, with 1 more in the first it is that one
		{[][]int{upTo(0, 13), upTo(12, 24), upTo(0, 24)}, "[12]"},
	} {
		a := attacker{people: 24}
		for i, g := range c.groups {
			a.sees(fmt.Sprint(i), g)
		}
		if got := fmt.Sprint(a.finds(5)); got != c.want {
			t.Errorf("%v: %s, want %s", c.groups, got, c.want)
		}
	}
}
