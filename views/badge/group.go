package badge

import (
	"regexp"
	"strings"
)

// field is a text and how it is to be set.
type field struct {
	text string
	block
}

// mostLines is how many lines of a person's day a badge shows; a day has fewer.
const mostLines = 6

func dayFields(lines []string, b block) []field {
	var found []field
	for _, line := range lines[:min(len(lines), mostLines)] {
		found = append(found, field{line, b})
	}
	return found
}

var clockTime = regexp.MustCompile(`^\d{1,2}[.:]\d{2}(?:[–-]\d{1,2}[.:]\d{2})? `)

// group is fields set together, one under the other.
type group struct {
	texts  []placed
	height float64
}

// set gives the fields their sizes at a scale, from y = 0 downwards.
func (f faces) set(fields []field, x, width, scale float64) group {
	var g group
	for _, one := range fields {
		b := one.scaled(scale)
		text := f.of(b).tidy(one.text)
		at := placed{x: x, width: width}
		clock := clockTime.FindString(text)
		if clock != "" {
			indent := max(f.bold.Width("00.00", b.size)+0.6*b.size*point, f.bold.Width(clock, b.size))
			at.x, at.width = x+indent, width-indent
			text = strings.TrimPrefix(text, clock)
		}
		if at.setting = f.of(b).fit(text, b, at.width); len(at.lines) == 0 {
			continue
		}
		at.y = g.height + before(g, b)
		g.height = at.y + at.setting.height()
		if clock != "" {
			g.texts = append(g.texts, at.clock(clock, x))
		}
		g.texts = append(g.texts, at)
	}
	return g
}

// clock is the time in front of a line of the day: bold, on the same baseline.
func (p placed) clock(text string, x float64) placed {
	p.bold, p.lines = true, []string{strings.TrimSpace(text)}
	p.x, p.width = x, p.x-x
	return p
}

// before is the space above a block: none for the first of a group.
func before(g group, b block) float64 {
	if g.height == 0 {
		return 0
	}
	return b.before
}

// shrink sets the fields at the largest scale at which they are no higher than room.
func (f faces) shrink(fields []field, x, width, room float64) group {
	for scale := 1.0; ; scale -= 0.05 {
		if g := f.set(fields, x, width, scale); g.height <= room || scale <= smallest {
			return g
		}
	}
}

func (c *composition) move(g group, down float64) {
	for _, text := range g.texts {
		text.y += down
		c.texts = append(c.texts, text)
	}
}

// centre sets the fields in the middle between two heights, a little above it, where the eye expects the middle.
func (c *composition) centre(f faces, fields []field, top, bottom float64) {
	g := f.shrink(fields, c.pad, c.width-2*c.pad, bottom-top)
	c.move(g, top+(bottom-top-g.height)*0.45)
}

// top sets the fields from a height downwards and gives where they end.
func (c *composition) top(f faces, fields []field, top, bottom float64) float64 {
	g := f.shrink(fields, c.pad, c.width-2*c.pad, bottom-top)
	c.move(g, top)
	return top + g.height
}

// stand sets the fields so that they end at the foot.
func (c *composition) stand(f faces, fields []field, top, foot, width float64) {
	g := f.shrink(fields, c.pad, width, foot-top)
	c.move(g, foot-g.height)
}

// column sets the upper fields from the top and the lower ones on the foot, both at one scale so that they do not meet.
func (c *composition) column(f faces, upper, lower []field, top, foot, width float64) {
	for scale := 1.0; ; scale -= 0.05 {
		up, low := f.set(upper, c.pad, width, scale), f.set(lower, c.pad, width, scale)
		if up.height+low.height+c.pad*0.3 <= foot-top || scale <= smallest {
			c.move(up, top)
			c.move(low, foot-low.height)
			return
		}
	}
}
