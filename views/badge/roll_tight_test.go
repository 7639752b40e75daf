package badge

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// TestATightRollStandsOnOnePage: whoever stands at a room's door with the list turns no leaf.
func TestATightRollStandsOnOnePage(t *testing.T) {
	for _, c := range []struct{ people, pages int }{{0, 1}, {1, 1}, {20, 1}, {62, 1}, {120, 2}} {
		r := Roll{Heading: "Sal A: Rätt kurva", Lead: strings.Repeat("Samverkansdag med unga ", 4), Notes: []string{strings.Repeat("Listan är inte fullständig. ", 8)},
			Tight: true, Empty: "Fler som kom", Blank: 8}
		for i := range c.people {
			r.Lines = append(r.Lines, [3]string{fmt.Sprintf("Person nr%d %s", i, strings.Repeat("Långtnamnsson-", i%4)), "Enskede-Årsta-Vantörs stadsdelsförvaltning"})
		}
		var out bytes.Buffer
		if err := WriteRolls(&out, sheet(A4Ten), "", r); err != nil {
			t.Fatal(err)
		}
		text := tool(t, "poppler-utils", "pdftotext", "-layout", saved(t, out.Bytes()), "-")
		if pages := strings.Count(text, "\f"); pages != c.pages {
			t.Errorf("%d people: %d pages", c.people, pages)
		}
		for i := range c.people {
			if nr := fmt.Sprintf("nr%d", i); !strings.Contains(text, nr+" ") && !strings.Contains(text, nr+"…") {
				t.Errorf("%d people: number %d is missing", c.people, i)
			}
		}
	}
}
