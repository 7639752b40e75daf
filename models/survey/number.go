package survey

import (
	"slices"
	"strconv"
)

// rangesMax is in how many steps numbers are shown: one by one a number can be rare enough to name somebody.
const rangesMax = 5

// ranges counts a question that is answered with a whole number: its cells are ranges of numbers ("10–19"), its median
// is that of the numbers themselves.
func (f *Figure) ranges(counts map[string]int) {
	most := max(f.Question.Most, 1)
	width := 1
	if most > 10 {
		width = (most + rangesMax) / rangesMax
	}
	for from := 0; from <= most; from += width {
		name := strconv.Itoa(from)
		if to := min(from+width-1, most); to > from {
			name += "–" + strconv.Itoa(to)
		}
		f.Cells = append(f.Cells, Cell{Value: name})
	}
	var each []Cell
	for value, n := range counts {
		if number, err := strconv.Atoi(value); err == nil && 0 <= number && number <= most {
			f.Cells[number/width].N += n
			f.N += n
			each = append(each, Cell{Value: value, N: n})
		}
	}
	slices.SortFunc(each, func(a, b Cell) int {
		x, _ := strconv.Atoi(a.Value)
		y, _ := strconv.Atoi(b.Value)
		return x - y
	})
	f.Median = median(each, f.N)
}
