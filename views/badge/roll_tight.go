package badge

import "math"

// Lengths of a tight roll in millimetres. The lowest line still has a square that a pen hits.
const (
	tightLow    = 5.6
	tightGutter = 7.0
	tightSquare = 3.8
	tightWide   = (rollWide - tightGutter) / 2
	tightName   = 0.52 // of what the square leaves
)

// tightLine is a line of a tight roll: somebody, a heading, or an empty line to be ticked.
type tightLine struct {
	cells   [3]string
	heading string
}

// printTight sets two columns of lines beside each other, as low as they must be for the whole list to stand on one page,
// so that whoever holds it at a door turns no leaf: a room of seventy fits.
func (r *roller) printTight() {
	lines := make([]tightLine, 0, len(r.roll.Lines)+r.roll.Blank+1)
	for _, l := range r.roll.Lines {
		lines = append(lines, tightLine{cells: l})
	}
	if r.roll.Blank > 0 {
		lines = append(lines, tightLine{heading: r.roll.Empty})
	}
	for range r.roll.Blank {
		lines = append(lines, tightLine{})
	}
	for first := true; first || len(lines) > 0; first = false {
		r.newPage()
		top := r.pdf.GetY()
		room := rollFoot - 6 - top
		rows := min((len(lines)+1)/2, int(room/tightLow))
		if float64(len(lines))*rollLine <= room { // few enough for one column of usual lines
			rows = len(lines)
		}
		height := math.Min(rollLine, room/math.Max(float64(rows), 1))
		n := min(len(lines), 2*rows)
		for i, l := range lines[:n] {
			x := rollEdge + float64(i/max(rows, 1))*(tightWide+tightGutter)
			r.tight(l, x, top+float64(i%max(rows, 1))*height, height)
		}
		lines = lines[n:]
	}
}

func (r *roller) tight(l tightLine, x, y, height float64) {
	r.pdf.SetXY(x, y)
	if l.heading != "" {
		r.text(l.heading, tightWide, height, 8.5, true, black, "L")
		return
	}
	r.pdf.SetDrawColor(black.r, black.g, black.b)
	r.pdf.SetLineWidth(0.35)
	r.pdf.Rect(x, y+(height-tightSquare)/2, tightSquare, tightSquare, "D")
	left, width := x+tightSquare+2.2, tightWide-tightSquare-2.2
	r.pdf.SetXY(left, y)
	r.text(l.cells[0], width*tightName-1.5, height, 10.5, true, black, "L")
	r.pdf.SetXY(left+width*tightName, y)
	r.text(l.cells[1], width*(1-tightName), height, 8.5, false, quiet, "L")
	r.hairline()
	r.pdf.Line(x, y+height, x+tightWide, y+height)
}
