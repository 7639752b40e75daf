package page

import (
	"fmt"
	"html/template"
	"math"
	"strings"
)

// The strip's tables stand in two rows, the lower one shifted by half a step.
const (
	stripStep   = 122
	stripHeight = 240
)

// Strip draws the room like Motif, but as two rows of tables: for the top of a work page. It gives the drawing and
// the viewBox that holds it.
func Strip(s Seats) (drawing template.HTML, viewBox string) {
	dots := mixed(s)
	var paths [6]strings.Builder
	var tables strings.Builder
	count := (len(dots) + 7) / 8
	for i, group := range dots {
		tx, ty := stripTable(i / 8)
		if i%8 == 0 {
			fmt.Fprintf(&tables, "M%.0f %.0fh0", tx, ty)
		}
		angle := float64(i%8)*math.Pi/4 + float64(i/8)
		fmt.Fprintf(&paths[group], "M%.1f %.1fh0", tx+38*math.Cos(angle), ty+38*math.Sin(angle))
	}
	width := 64 + stripStep*((max(count, 1)+1)/2)
	return assemble(tables.String(), paths), fmt.Sprintf("0 0 %d %d", width, stripHeight)
}

func stripTable(i int) (x, y float64) {
	return float64(64 + stripStep*(i/2) + i%2*stripStep/2), float64(64 + i%2*112)
}
