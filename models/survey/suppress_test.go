package survey

import (
	"math/rand/v2"
	"slices"
	"testing"
)

func TestConceal(t *testing.T) {
	for _, c := range []struct {
		sizes []int
		want  []Hidden
	}{
		{[]int{20, 30}, []Hidden{Shown, Shown}},
		{[]int{20, 4, 30}, []Hidden{Beside, Few, Shown}},
		{[]int{4}, []Hidden{Few}},
		{[]int{3, 30}, []Hidden{Few, Beside}},
		{[]int{1, 2, 9, 7}, []Hidden{Few, Few, Shown, Beside}},
		{[]int{4, 3, 9}, []Hidden{Few, Few, Shown}},
		{[]int{5, 5, 5}, []Hidden{Shown, Shown, Shown}},
		{[]int{0, 0, 9}, []Hidden{Few, Few, Shown}},
	} {
		if got := conceal(c.sizes, Least); !slices.Equal(got, c.want) {
			t.Errorf("%v: %q, want %q", c.sizes, got, c.want)
		}
	}
}

// The attacker knows the total and everything that is shown. Whatever the sizes: no shown group is small, and what
// is left over is nobody, or five and more in at least two groups (or everything is hidden).
func TestConcealAgainstSubtraction(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 50_000 {
		sizes := make([]int, 1+r.IntN(8))
		for i := range sizes {
			sizes[i] = r.IntN(1 + r.IntN(20))
		}
		rest, hidden := 0, 0
		for i, why := range conceal(sizes, Least) {
			if why == Shown && sizes[i] < Least {
				t.Fatalf("%v shows a group of %d", sizes, sizes[i])
			}
			if why != Shown {
				rest, hidden = rest+sizes[i], hidden+1
			}
		}
		if hidden == len(sizes) {
			continue
		}
		if hidden == 1 || 0 < rest && rest < Least {
			t.Fatalf("%v: %q gives away %d people in %d groups", sizes, conceal(sizes, Least), rest, hidden)
		}
	}
}

func TestMedian(t *testing.T) {
	cells := func(ns ...int) (out []Cell) {
		for i, n := range ns {
			out = append(out, Cell{Value: string(rune('1' + i)), N: n})
		}
		return out
	}
	for _, c := range []struct {
		cells []Cell
		n     int
		want  float64
	}{
		{cells(0, 0, 3, 3, 0), 6, 3.5}, {cells(1, 1, 1, 1, 1), 5, 3}, {cells(0, 0, 0, 0, 7), 7, 5}, {cells(0, 0, 0, 0, 0), 0, 0},
	} {
		if got := median(c.cells, c.n); got != c.want {
			t.Errorf("%v: %v, want %v", c.cells, got, c.want)
		}
	}
}
