package survey

import "testing"

func TestTheShareOfThoseWhoDidTellsOfNoFew(t *testing.T) {
	for _, c := range []struct {
		chose [5]int // "yes, that", "yes, something else", begun, not yet, no longer
		shown bool
	}{
		{[5]int{20, 10, 10, 10, 10}, true},
		{[5]int{21, 3, 2, 10, 10}, true}, // 24 of 46, and neither of the two is told by itself
		{[5]int{20, 6, 0, 0, 0}, true},
		{[5]int{3, 0, 10, 10, 10}, false}, // they are a few themselves
		{[5]int{20, 20, 2, 0, 0}, false},  // and so are those who did not
	} {
		values := map[string]int{}
		for i, n := range c.chose {
			values[string(rune('1'+i))] = n
		}
		q := scaleOf(Choice, 1, 5)
		q.Code = doneCode
		f := Figure{Question: q, Code: doneCode, side: doneSide(q)}.count(values).guard(rule{Least, true})
		share, shown := Effect{Figures: []Figure{f}}.Done()
		if shown != c.shown || shown && share != percent(c.chose[0]+c.chose[1], f.N) {
			t.Errorf("%v: %.1f %v, want shown %v; cells %+v", c.chose, share, shown, c.shown, f.Cells)
		}
		if wrong := fewLeft(f, c.chose[:], Least); wrong != "" {
			t.Errorf("%v tells %s: %+v", c.chose, wrong, f.Cells)
		}
	}
}
