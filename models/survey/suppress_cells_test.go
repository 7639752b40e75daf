package survey

import (
	"math/rand/v2"
	"strconv"
	"testing"
)

// scaleOf is a question with answers from one number to another.
func scaleOf(kind Kind, from, to int) Question {
	q := Question{Code: "Q1", Kind: kind}
	for n := from; n <= to; n++ {
		q.Options = append(q.Options, Option{Value: strconv.Itoa(n)})
	}
	return q
}

// fewLeft says what somebody can work out of a figure that is a few people, "" if nothing: a shown cell, or what is left
// of a sum that is told when the shown cells are taken from it.
func fewLeft(f Figure, truth []int, least int) string {
	for i, c := range f.Cells {
		switch {
		case c.Hidden == Shown && few(c.N, least):
			return "a cell of " + strconv.Itoa(c.N)
		case c.Hidden == Shown && f.Question.Kind == Choices && few(f.N-c.N, least):
			return "all but a few ticked"
		case c.Hidden == Shown && c.N != truth[i], c.Hidden != Shown && c.N != 0:
			return "a wrong cell"
		}
	}
	if f.Question.Kind == Choices {
		return ""
	}
	parts := []part{{0, len(truth)}}
	if f.ShareHidden == Shown && (f.Question.Graded() || f.Question.Recommends() || f.side > 0) {
		f.each = truth
		parts = append(parts, f.parts()...)
	}
	for _, p := range parts {
		rest, hidden := sum(truth[p.from:p.to]), 0
		if few(rest, least) {
			return "a part of the scale"
		}
		for _, c := range f.Cells[p.from:p.to] {
			if rest -= c.N; c.Hidden != Shown {
				hidden++
			}
		}
		if few(rest, least) || hidden == 1 && rest > 0 {
			return "the rest of a sum"
		}
	}
	return ""
}

func TestNoAnswerValueIsAFew(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 4))
	shown, shares := 0, 0
	for range 20_000 {
		q := []Question{scaleOf(Scale, 1, 5), scaleOf(Scale, 0, 10), scaleOf(Choice, 1, 2+r.IntN(5)), scaleOf(Choices, 1, 2+r.IntN(5))}[r.IntN(4)]
		least := Least + r.IntN(2)*5
		values, people := map[string]int{}, 0
		truth := make([]int, len(q.Options))
		for i, o := range q.Options {
			truth[i] = []int{0, r.IntN(8), r.IntN(60)}[r.IntN(3)]
			values[o.Value] = truth[i]
			people = max(people, truth[i])
		}
		values[peopleValue] = people + r.IntN(6)
		f := Figure{Question: q}.count(values).guard(rule{least: least, closed: true})
		if f.Hidden != Shown {
			continue
		}
		if wrong := fewLeft(f, truth, least); wrong != "" {
			t.Fatalf("%s tells %s of %v: %+v", q.Kind, wrong, truth, f.Cells)
		}
		for _, c := range f.Cells {
			if c.Hidden == Shown {
				shown++
			}
		}
		if f.Shares() && q.Graded() {
			shares++
		}
	}
	if shown < 10_000 || shares < 1_000 { // hiding everything is safe and useless
		t.Errorf("only %d cells and %d shares are shown", shown, shares)
	}
}

func TestFewLeftNoticesWhatIsPlanted(t *testing.T) {
	q := scaleOf(Scale, 1, 5)
	for name, cells := range map[string][]Cell{
		"a small cell":   {{N: 10}, {N: 10}, {N: 3}, {N: 10}, {N: 10}},
		"one hidden":     {{N: 10}, {N: 10}, {Hidden: Few}, {N: 10}, {N: 10}},
		"beside a share": {{Hidden: Beside}, {N: 10}, {N: 10}, {N: 10}, {Hidden: Few}},
	} {
		if fewLeft(Figure{Question: q, Cells: cells}, []int{10, 10, 3, 10, 3}, Least) == "" && fewLeft(Figure{Question: q, Cells: cells}, []int{10, 10, 10, 10, 3}, Least) == "" {
			t.Errorf("%s is not noticed", name)
		}
	}
}
