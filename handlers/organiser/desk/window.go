package desk

import (
	"slices"
	"strconv"

	"samling/views/page"
)

// PerPage is how many rows of a list are on one page.
const PerPage = 50

// Window is the part of a list that one page shows, and the way to the others.
type Window struct {
	From, To, Total int // rows From (counted from 0) up to To
	Pages           []page.Link
	Previous, Next  string
}

// First is the number of the first row shown, counted from 1.
func (w Window) First() int { return w.From + 1 }

// Cut cuts a list into pages of 50 rows; address gives that of a page by its number. A page number beyond the end shows
// the last one.
func Cut(current, total int, address func(n int) string) Window {
	last := max(1, (total+PerPage-1)/PerPage)
	current = min(max(current, 1), last)
	w := Window{From: min((current-1)*PerPage, total), Total: total}
	w.To = min(w.From+PerPage, total)
	if last == 1 {
		return w
	}
	for _, n := range numbers(current, last) {
		link := page.Link{Current: n == current}
		if n > 0 {
			link.Href, link.Text = address(n), strconv.Itoa(n)
		}
		w.Pages = append(w.Pages, link)
	}
	if current > 1 {
		w.Previous = address(current - 1)
	}
	if current < last {
		w.Next = address(current + 1)
	}
	return w
}

// numbers are the pages that are named: the first, the last and those around the current one; 0 is a gap.
func numbers(current, last int) []int {
	wanted := []int{1, current - 1, current, current + 1, last}
	slices.Sort(wanted)
	var list []int
	for _, n := range slices.Compact(wanted) {
		if n < 1 || n > last {
			continue
		}
		if len(list) > 0 && n > list[len(list)-1]+1 {
			list = append(list, 0)
		}
		list = append(list, n)
	}
	return list
}
