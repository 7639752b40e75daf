package badge

import "samling/views/pdf"

// ink is a colour, 0–255 each.
type ink struct{ r, g, b int }

func inkOf(c pdf.Ink) ink { return ink{c.R, c.G, c.B} }

var (
	black   = inkOf(pdf.Black)
	quiet   = inkOf(pdf.Quiet)
	white   = inkOf(pdf.White)
	saffron = inkOf(pdf.Saffron)
)

// headInk is the colour of the badge head for an event colour.
func headInk(event string) ink { return inkOf(pdf.Deep(event)) }
