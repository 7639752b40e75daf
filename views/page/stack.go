package page

import (
	"math"
	"strconv"
)

// labelFrom is the share from which a piece of a bar is wide enough for its number.
const labelFrom = 7

// Piece is how many a piece of a stacked bar stands for, and how it is drawn.
type Piece struct {
	N       int
	Class   string // in the style sheet
	Pattern string // id of the pattern that lies over it, so that the bar can be read in black and white; "" = none
	On      bool   // its number is written in the colour for dark grounds
}

// Bit is a piece as SVG wants it.
type Bit struct {
	Class, Pattern, X, Width, Middle, Label string
	On                                      bool
}

// Stack draws pieces of a whole beside each other. The number on a piece is its share in whole per cent; a piece that is too
// narrow for it has none, so the figures must stand beside the bar too.
func Stack(whole int, pieces ...Piece) []Bit {
	var bits []Bit
	done := 0
	for _, p := range pieces {
		if p.N > 0 {
			b := Bit{Class: p.Class, Pattern: p.Pattern, On: p.On, X: percentWidth(done, whole), Width: percentWidth(p.N, whole),
				Middle: percentWidth(2*done+p.N, 2*whole)}
			if share := 100 * float64(p.N) / float64(max(whole, 1)); share >= labelFrom {
				b.Label = strconv.Itoa(int(math.Round(share)))
			}
			bits = append(bits, b)
		}
		done += p.N
	}
	return bits
}
