package badge

import "samling/views/pdf"

// faces are the two weights of the one typeface.
type faces struct{ regular, bold face }

func parseFaces() (faces, error) {
	both, err := pdf.ParseFaces()
	return faces{face{both.Regular}, face{both.Bold}}, err
}

func (f faces) of(b block) face {
	if b.bold {
		return f.bold
	}
	return f.regular
}

// fit tidies text and sets it.
func (f faces) fit(text string, b block, width float64) setting {
	return f.of(b).fit(f.of(b).tidy(text), b, width)
}

// placed is a setting with its place in the cell: left edge and top, millimetres.
type placed struct {
	setting
	x, y, width float64
}

// composition is a badge ready to be drawn: texts, and where the code stands.
type composition struct {
	design
	texts        []placed
	codeX, codeY float64
	logosY       float64 // 0: no row of pictures
}

// smallest is how far a group of fields may shrink together. At this scale the most that a design can hold, every field
// in its greatest number of lines, has room; a test demands it.
const smallest = 0.4

// compose decides size and place of everything on a badge, so that nothing leaves the cell or touches the code.
func (d design) compose(f faces, sheet Sheet, b Badge) composition {
	c := composition{design: d}
	inner := d.width - 2*d.pad
	event := f.fit(b.Event, d.event, inner-d.head)
	c.add(event, d.pad, (d.head-event.height())/2, inner-d.head)

	names := []field{{b.FirstName, d.first}, {b.Rest, d.rest}, {b.Organisation, d.organisation}, {b.Unit, d.unit}}
	day, hosts := dayFields(b.Lines, d.line), field{sheet.Hosts, d.hosts}
	beside := inner - d.code - d.quiet()*1.4
	foot := c.pictures(sheet, d.height-d.pad*0.7)
	if d.above == len(names) { // room enough for the hosts in full width
		foot = c.foot(f, hosts, foot)
		c.placeCode(f, b.Reference, foot)
		c.centre(f, names, d.head+d.quiet(), c.codeY-d.quiet())
		c.stand(f, day, c.codeY, foot, beside)
		return c
	}
	c.placeCode(f, b.Reference, foot)
	below := c.top(f, names[:d.above], d.head+d.pad*0.3, c.codeY-d.quiet()) + d.pad*0.14
	c.column(f, names[d.above:], append(day, hosts), below, foot, beside)
	return c
}

// pictures keeps room for the hosts' pictures at the foot and gives what is left above them.
func (c *composition) pictures(sheet Sheet, foot float64) float64 {
	if len(sheet.Logos) == 0 {
		return foot
	}
	c.logosY = foot - c.logos
	return c.logosY - c.pad*0.3
}

// quiet is the space kept free around the code: at least the four modules that readers ask for, of the 33 that the side
// of a ticket's code has at most.
func (d design) quiet() float64 { return d.code / 8 }

// foot sets the hosts at the very foot and gives what is left above them.
func (c *composition) foot(f faces, hosts field, foot float64) float64 {
	s := f.fit(hosts.text, hosts.block, c.width-2*c.pad)
	if len(s.lines) == 0 {
		return foot
	}
	c.add(s, c.pad, foot-s.height(), c.width-2*c.pad)
	return foot - s.height() - c.pad*0.3
}

// placeCode puts the code in the right corner above foot, with the reference centred under it.
func (c *composition) placeCode(f faces, reference string, foot float64) {
	c.codeX, c.codeY = c.width-c.pad-c.code, foot-c.code
	s := f.fit(reference, c.reference, c.code)
	if len(s.lines) == 0 {
		return
	}
	// The line box is higher than its capitals, so a little less than the quiet zone keeps it free.
	c.codeY -= s.height() + c.quiet()*0.75
	shift := (c.code - f.of(c.reference).Width(s.lines[0], s.size)) / 2
	c.add(s, c.codeX+shift, foot-s.height(), c.code-shift)
}

func (c *composition) add(s setting, x, y, width float64) {
	if len(s.lines) > 0 {
		c.texts = append(c.texts, placed{setting: s, x: x, y: y, width: width})
	}
}
