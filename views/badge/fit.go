package badge

// block is how one field is set: as large as size, down to floor, in at most the given number of lines.
type block struct {
	bold        bool
	size, floor float64 // points
	squeeze     float64 // how small it may become, in sizes, before two lines are better than one
	lines       int
	leading     float64 // line distance in sizes
	before      float64 // space above, millimetres
	ink         ink
}

// scaled is the same block in a smaller edition, for a badge with much to say.
func (b block) scaled(by float64) block {
	b.size, b.floor, b.before = b.size*by, b.floor*by, b.before*by
	return b
}

// setting is a text that has been given its size and its lines.
type setting struct {
	block
	lines []string
}

// height in millimetres, without the space above.
func (s setting) height() float64 {
	return float64(len(s.lines)) * s.size * s.leading * point
}

// undivided is how small a text may become, in sizes, before dividing its words is better.
const undivided = 0.5

// fit chooses the largest setting of text in width: on one line if that costs little, else in several lines at word
// boundaries, else with words divided. Only a text that is too long for all of that at the floor loses its end; the
// field limits of the registration keep every real name from it. An empty text gives no lines.
func (f face) fit(text string, b block, width float64) setting {
	s := setting{block: b}
	if text == "" {
		return s
	}
	if full := f.Width(text, b.size); full*b.squeeze <= width {
		s.size, s.lines = min(b.size, b.size*width/full*0.999), []string{text}
		return s
	}
	if size, lines, ok := f.largest(text, b, max(b.floor, b.size*undivided), width, false); ok {
		s.size, s.lines = size, lines
		return s
	}
	if size, lines, ok := f.largest(text, b, b.floor, width, true); ok {
		s.size, s.lines = size, lines
		return s
	}
	s.size, s.lines = b.floor, f.cut(text, b, width)
	return s
}

// largest looks for the largest size, down to floor, at which text wraps into the lines that b allows.
func (f face) largest(text string, b block, floor, width float64, divide bool) (size float64, lines []string, ok bool) {
	step := b.size / 40
	for size = b.size; size >= floor; size -= step {
		if lines, ok = f.Wrap(text, size, width, divide); ok && len(lines) <= b.lines {
			return size, lines, true
		}
	}
	return 0, nil, false
}

// cut sets text at the floor and shortens the last line that there is room for.
func (f face) cut(text string, b block, width float64) []string {
	lines, ok := f.Wrap(text, b.floor, width, true)
	if !ok {
		return []string{f.Shorten(text, b.floor, width)}
	}
	if len(lines) > b.lines {
		last := lines[b.lines-1]
		lines = append(lines[:b.lines-1], f.Shorten(last, b.floor, width))
	}
	return lines
}
