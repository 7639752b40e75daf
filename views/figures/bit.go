package figures

import (
	"fmt"
	"math"
	"strconv"
)

// Bit is one piece of a bar. Start and Width are parts of the whole drawing, 0–1.
type Bit struct {
	Class   string // names its colour: s1 … s5, kind-0 …
	Pattern string // lies over the colour, so that the bar can be read in black and white; "" = none
	Start   float64
	Width   float64
	Label   string // "" where the piece is too narrow for it; the figure stands beside the bar too
	Light   bool   // the label is written light on dark
}

// X is where the piece begins. Like Wide it is a length as SVG wants it: "12.50%".
func (b Bit) X() string { return part(b.Start) }

// Wide is the width.
func (b Bit) Wide() string { return part(b.Width) }

// Middle is where the label stands.
func (b Bit) Middle() string { return part(b.Start + b.Width/2) }

func part(x float64) string { return fmt.Sprintf("%.2f%%", 100*min(1, max(0, x))) }

// labelFrom is the part of the drawing from which a piece is wide enough for its number.
const labelFrom = 0.065

// steps are how the five steps of a scale are drawn. The two lowest are hatched, the fourth is dotted: each differs from the
// others without its colour.
var steps = [5]struct{ class, pattern string }{{"s1", "tatt"}, {"s2", "glest"}, {"s3", ""}, {"s4", "punkter"}, {"s5", ""}}

// spread is how the answers to a five-step question lie: the share (0–1) of each step that may be told, and of what is
// hidden among the three lower steps and the two upper ones.
type spread struct {
	steps     [5]float64
	low, high float64
}

// lowSteps are the steps that count as not agreeing; the others make the share of 4 and 5.
const lowSteps = 3

// reach is how far a bar goes to each side.
func (s spread) reach() (left, right float64) {
	return s.low + s.steps[0] + s.steps[1] + s.steps[2], s.steps[3] + s.steps[4] + s.high
}

// unseen is how answers are drawn whose steps may not be told apart.
var unseen = Bit{Class: "sx", Pattern: "streck"}

// diverging draws answers as a stacked bar to both sides of a line: 4 and 5 to the right of it, so that its length there is
// their share, and the others to the left. left and right are how far the drawing reaches to each side.
func diverging(s spread, left, right float64) []Bit {
	var bits []Bit
	at, _ := s.reach()
	at = left - at
	add := func(b Bit, share float64) {
		b.Start, b.Width = at/(left+right), share/(left+right)
		if b.Width >= labelFrom {
			b.Label = strconv.Itoa(int(math.Round(100 * share)))
		}
		if at += share; share > 0 {
			bits = append(bits, b)
		}
	}
	add(unseen, s.low)
	for i, share := range s.steps {
		add(Bit{Class: steps[i].class, Pattern: steps[i].pattern, Light: i == len(steps)-1}, share)
	}
	add(unseen, s.high)
	return bits
}

// stacked draws parts of a whole beside each other.
func stacked(all int, parts []Bit, sizes []int) []Bit {
	var bits []Bit
	at := 0
	for i, b := range parts {
		b.Start, b.Width = float64(at)/float64(max(all, 1)), float64(sizes[i])/float64(max(all, 1))
		if b.Width >= labelFrom {
			b.Label = strconv.Itoa(int(math.Round(100 * b.Width)))
		}
		at += sizes[i]
		if sizes[i] > 0 {
			bits = append(bits, b)
		}
	}
	return bits
}

// Unseen is how steps that may not be told apart are drawn, for a legend.
func Unseen() []Bit { b := unseen; b.Width = 1; return []Bit{b} }

// Step is how a step of a scale (from 0) is drawn: one piece over the whole drawing, for a legend.
func Step(i int) []Bit { return []Bit{{Class: steps[i].class, Pattern: steps[i].pattern, Width: 1}} }
