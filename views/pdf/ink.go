package pdf

import (
	"math"
	"strconv"
	"strings"
)

// Ink is a colour, 0–255 each.
type Ink struct{ R, G, B int }

// Colours of the visual language: black text, quiet text, and saffron, which means "you".
var (
	Black   = Ink{0x11, 0x11, 0x11}
	Quiet   = Ink{0x4c, 0x54, 0x56}
	White   = Ink{0xff, 0xff, 0xff}
	Saffron = Ink{0xff, 0xc8, 0x45}
	petrol  = Ink{0x0c, 0x57, 0x63}
	night   = Ink{0x04, 0x09, 0x0c}
)

// Deep is the colour of large surfaces for an event colour (#rrggbb, anything else means petrol): two thirds of it on near
// black, darkened until white text on it has the contrast 7:1 of WCAG 1.4.6.
func Deep(event string) Ink { return legible(parseInk(event).Mix(night, 0.34)) }

// Fill is the colour of bars for an event colour: the colour itself, darkened as far as white text on it needs.
func Fill(event string) Ink { return legible(parseInk(event)) }

func legible(c Ink) Ink {
	for range 40 {
		if 1.05/(c.Luminance()+0.05) >= 7 {
			break
		}
		c = c.Mix(night, 0.1)
	}
	return c
}

func parseInk(hex string) Ink {
	v, err := strconv.ParseUint(strings.TrimPrefix(hex, "#"), 16, 32)
	if err != nil || len(hex) != 7 || hex[0] != '#' {
		return petrol
	}
	return Ink{int(v >> 16), int(v >> 8 & 0xff), int(v & 0xff)}
}

// Mix gives c with the given part of other in it.
func (c Ink) Mix(other Ink, part float64) Ink {
	blend := func(a, b int) int { return int(math.Round(float64(a)*(1-part) + float64(b)*part)) }
	return Ink{blend(c.R, other.R), blend(c.G, other.G), blend(c.B, other.B)}
}

// Luminance is the relative luminance of WCAG 2.
func (c Ink) Luminance() float64 {
	linear := func(v int) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}
