package badge

import (
	"math"
	"strconv"
	"strings"
)

// ink is a colour, 0–255 each.
type ink struct{ r, g, b int }

// Colours of the visual language: black text, quiet text, and saffron, which means "you".
var (
	black   = ink{0x11, 0x11, 0x11}
	quiet   = ink{0x4c, 0x54, 0x56}
	white   = ink{0xff, 0xff, 0xff}
	saffron = ink{0xff, 0xc8, 0x45}
	petrol  = ink{0x0c, 0x57, 0x63}
	night   = ink{0x04, 0x09, 0x0c}
)

// headInk is the colour of the badge head for an event colour (#rrggbb, anything else means petrol): two thirds of it on
// near black, darkened until white text on it has the contrast 7:1 of WCAG 1.4.6.
func headInk(event string) ink {
	c := parseInk(event).mix(night, 0.34)
	for range 40 {
		if 1.05/(c.luminance()+0.05) >= 7 {
			break
		}
		c = c.mix(night, 0.1)
	}
	return c
}

func parseInk(hex string) ink {
	v, err := strconv.ParseUint(strings.TrimPrefix(hex, "#"), 16, 32)
	if err != nil || len(hex) != 7 || hex[0] != '#' {
		return petrol
	}
	return ink{int(v >> 16), int(v >> 8 & 0xff), int(v & 0xff)}
}

// mix gives c with the given part of other in it.
func (c ink) mix(other ink, part float64) ink {
	blend := func(a, b int) int { return int(math.Round(float64(a)*(1-part) + float64(b)*part)) }
	return ink{blend(c.r, other.r), blend(c.g, other.g), blend(c.b, other.b)}
}

// luminance is the relative luminance of WCAG 2.
func (c ink) luminance() float64 {
	linear := func(v int) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(c.r) + 0.7152*linear(c.g) + 0.0722*linear(c.b)
}
