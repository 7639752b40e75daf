package organiser

import "samling/handlers/organiser/desk"

// newWindow cuts the list that a search finds into pages; a page number beyond the end shows the last one.
func newWindow(s search, path string, total int) desk.Window {
	return desk.Cut(s.Page, total, func(n int) string {
		s.Page = n
		return s.address(path)
	})
}
