package badge

// backs draws the back of a page: behind each badge the same person's programme. Only the name stands there again, so
// that a sheet that was turned the wrong way is noticed.
func (c *canvas) backs(page paper, list []Badge) {
	c.pdf.AddPage()
	for i, b := range list {
		x, y := page.place(page.mirrored(i))
		back := page.cell.composeBack(c.faces, b)
		c.header(back.design, x, y)
		for _, text := range back.texts {
			c.text(text, x, y)
		}
	}
}

// mostOnBack is how many lines of a day fit behind the smallest badge at a size that can be read at arm's length.
const mostOnBack = 12

// composeBack sets the person's day over the whole cell, as large as it fits.
func (d design) composeBack(f faces, b Badge) composition {
	c := composition{design: d}
	inner := d.width - 2*d.pad
	event := f.fit(b.Event, d.event, inner-d.head)
	c.add(event, d.pad, (d.head-event.height())/2, inner-d.head)
	name := d.organisation
	name.lines, name.before = 1, 0
	fields := []field{{b.FirstName + " " + b.Rest, name}}
	line := d.line
	line.size, line.before = line.size*1.35, line.size*point*0.35
	for _, text := range b.Day[:min(len(b.Day), mostOnBack)] {
		fields = append(fields, field{text, line})
	}
	top := d.head + d.pad*0.6
	c.move(f.shrink(fields, d.pad, inner, d.height-d.pad*0.7-top), top)
	return c
}
