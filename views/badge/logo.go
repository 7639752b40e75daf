package badge

// pictures draws the hosts' pictures in a row over the whole width, each in an equal part of it and none larger than
// another's height: no host stands before another.
func (c *canvas) pictures(b composition, x, y float64) {
	if b.logosY == 0 {
		return
	}
	const gap = 3.0
	room := (b.width - 2*b.pad - gap*float64(len(c.logos)-1)) / float64(len(c.logos))
	for i, l := range c.logos {
		l.Within(c.pdf, x+b.pad+float64(i)*(room+gap), y+b.logosY, room, b.logos)
	}
}
