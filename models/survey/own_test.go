package survey

import (
	"fmt"
	"testing"

	"samling/models/store"
)

func tallyOfBatches(total []int, came map[store.ID][]int) ownTally {
	t := ownTally{Batches: total, Hosts: map[store.ID]*ownCount{}}
	for id, c := range came {
		t.Hosts[id] = &ownCount{Came: c, Counts: counts{}}
	}
	return t
}

func TestWhichSumsComeOut(t *testing.T) {
	for name, c := range map[string]struct {
		batches []int
		came    map[store.ID][]int
		want    string
	}{
		"two large ones and many others": {[]int{40}, map[store.ID][]int{"a": {12}, "b": {8}}, "[a b]"},
		"one is too small":               {[]int{40}, map[store.ID][]int{"a": {12}, "b": {4}}, "[a]"},
		"too few others":                 {[]int{15}, map[store.ID][]int{"a": {12}}, "[]"},
		"all from one organisation":      {[]int{15}, map[store.ID][]int{"a": {15}}, "[]"},
		"together they leave two":        {[]int{22}, map[store.ID][]int{"a": {12}, "b": {8}}, "[a]"},
		"nobody but hosts came":          {[]int{20}, map[store.ID][]int{"a": {12}, "b": {8}}, "[a]"},
		// All of a came in the first batch: that batch less a is two people.
		"a batch less one leaves two": {[]int{10, 30}, map[store.ID][]int{"a": {8}}, "[]"},
		"spread over both batches":    {[]int{10, 30}, map[store.ID][]int{"a": {4, 4}}, "[a]"},
		// b alone is fine, and a alone too; together they fill the first batch but for three.
		"a batch less two leaves three":      {[]int{15, 30}, map[store.ID][]int{"a": {7}, "b": {5}}, "[a]"},
		"a batch of nobody else tells parts": {[]int{10, 30}, map[store.ID][]int{"a": {6, 6}, "b": {4, 4}}, "[a]"},
	} {
		if got := fmt.Sprint(tallyOfBatches(c.batches, c.came).releasable(Least)); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

// With very many hosts the smallest are left out, so that all combinations can be tried.
func TestManyHosts(t *testing.T) {
	came := map[store.ID][]int{}
	for i := range 30 {
		came[store.ID(fmt.Sprintf("h%02d", i))] = []int{10 + i}
	}
	out := tallyOfBatches([]int{2000}, came).releasable(Least)
	if len(out) != hostsMax || out[0] != "h29" {
		t.Errorf("%v", out)
	}
}

func TestConcealTable(t *testing.T) {
	row := func(ns ...int) (out []Group) {
		for _, n := range ns {
			out = append(out, Group{N: n})
		}
		return out
	}
	show := func(rows [][]Group) (out string) {
		for _, r := range rows {
			for _, g := range r {
				if g.Hidden != Shown {
					out += "x "
					continue
				}
				out += fmt.Sprint(g.N, " ")
			}
			out += "/ "
		}
		return out
	}
	for _, c := range []struct {
		rows [][]Group
		want string
	}{
		{[][]Group{row(10, 20), row(30, 7)}, "10 20 / 30 7 / "},
		{[][]Group{row(3, 20, 9), row(30, 7, 8), row(12, 12, 12)}, "x 20 x / 30 x x / x x 12 / "},
		{[][]Group{row(0, 20), row(0, 9)}, "0 20 / 0 9 / "},
		{[][]Group{row(4)}, "x / "},
		{nil, ""},
	} {
		if got := show(ConcealTable(c.rows, Least)); got != c.want {
			t.Errorf("%s, want %s", got, c.want)
		}
	}
	if got := show(ConcealTable([][]Group{row(4, 30, 9)}, Least)); got != "x 30 x / " {
		t.Error(got)
	}
}

func TestRangesOfNumbers(t *testing.T) {
	q := Question{Kind: Number, Body: Body{Most: 49}}
	f := Figure{Question: q}.count(map[string]int{"0": 3, "9": 1, "10": 2, "49": 2, "": 4, "50": 9, "x": 1})
	got := ""
	for _, c := range f.Cells {
		got += fmt.Sprint(c.Value, ":", c.N, " ")
	}
	if got != "0–9:4 10–19:2 20–29:0 30–39:0 40–49:2 " || f.N != 8 || f.None != 4 || f.Median != 9.5 {
		t.Errorf("%s %d %d %v", got, f.N, f.None, f.Median)
	}
}
