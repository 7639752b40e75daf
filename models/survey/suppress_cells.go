package survey

import (
	"slices"
	"strconv"
)

// guardCells hides the answer values that fewer than least chose, and as many beside them that they cannot be worked out
// from the others. Somebody who knows what three colleagues think reads "2" as a name.
//
// A share of 4-5 and a net promoter score tell how many chose each part of the scale, so each part is held to the
// threshold as a list of its own; when a part itself is a few, the share goes too, and the scale is one list. Nobody is
// not a few, but is not told apart from a few either: a 0 among hidden values would shrink the circle.
func (f Figure) guardCells(least int) Figure {
	f.each = make([]int, len(f.Cells))
	for i, c := range f.Cells {
		f.each[i] = c.N
	}
	f.Cells = slices.Clone(f.Cells)
	parts := f.parts()
	if slices.ContainsFunc(parts, func(p part) bool { return few(sum(f.each[p.from:p.to]), least) }) {
		f.ShareHidden, f.Share, f.NPS = Beside, 0, 0
		parts = []part{{0, len(f.each)}}
	}
	for _, p := range parts {
		for i, why := range f.concealPart(f.each[p.from:p.to], least) {
			if why != Shown {
				f.Cells[p.from+i] = Cell{Value: f.Cells[p.from+i].Value, Hidden: why}
			}
		}
	}
	if f.Question.None != nil && f.None < least {
		f.None, f.NoneHidden = 0, Few
	}
	return f
}

// Sum adds the numbers that were chosen, of the values that are shown: beside how many are hidden together, what they add
// up to would often tell each of them. "Four or more" counts as four, so it is at least so many.
func (f Figure) Sum() (total int) {
	for _, c := range f.Cells {
		if value, err := strconv.Atoi(c.Value); err == nil && f.Question.Kind == Choice {
			total += value * c.N
		}
	}
	return total
}

func few(n, least int) bool { return 0 < n && n < least }

// part is a stretch of a question's values whose sum is told.
type part struct{ from, to int }

func (f Figure) parts() []part {
	switch {
	case len(f.each) == 0:
		return nil
	case f.Question.Graded():
		return []part{{0, 3}, {3, 5}}
	case f.Question.Recommends():
		return []part{{0, 7}, {7, 9}, {9, 11}}
	case f.side > 0:
		return []part{{0, f.side}, {f.side, len(f.each)}}
	}
	return []part{{0, len(f.each)}}
}

// concealPart is conceal for answer values. Of a question with many ticks each value stands alone: what is known of it is
// also how many did not tick it.
func (f Figure) concealPart(sizes []int, least int) []Hidden {
	out := make([]Hidden, len(sizes))
	for i, n := range sizes {
		if few(n, least) || f.Question.Kind == Choices && few(f.N-n, least) {
			out[i] = Few
		}
	}
	if f.Question.Kind != Choices {
		cover(sizes, out, least)
	}
	for i, n := range sizes {
		if n == 0 && out[i] == Shown {
			out[i] = Few
		}
	}
	return out
}
