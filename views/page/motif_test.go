package page_test

import (
	"strings"
	"testing"

	"samling/views/page"
)

// TestEveryDotIsASeat: as many dots as seats, one of them yours; and a hall of a million seats is still a picture.
func TestEveryDotIsASeat(t *testing.T) {
	day := page.Seats{Groups: [4]int{60, 37, 44, 17}, Free: 41, You: true}
	if dots := count(day); dots != 199 || day.Each() != 1 {
		t.Errorf("%d dots for 199 seats, each %d", dots, day.Each())
	}
	arena := page.Seats{Groups: [4]int{1, 0, 900_000, 0}, Free: 99_999}
	if dots := count(arena); dots > 700 || arena.Each() < 1500 {
		t.Errorf("%d dots, each %d", dots, arena.Each())
	}
	if dots := count(page.Seats{}); dots != 0 {
		t.Errorf("%d dots in an empty hall", dots)
	}
	if !strings.Contains(string(page.Motif(arena)), `class="a"`) {
		t.Error("the one of the smallest group is not drawn")
	}
}

// count counts the seats of a drawing: every dot that is neither a table nor the hole in another dot.
func count(s page.Seats) int {
	drawn := string(page.Motif(s))
	n := strings.Count(drawn, "h0")
	for _, class := range []string{"t", "hole"} {
		if at := strings.Index(drawn, `class="`+class+`" d="`); at >= 0 {
			path := drawn[at:]
			n -= strings.Count(path[:strings.Index(path, "/>")], "h0")
		}
	}
	return n
}
