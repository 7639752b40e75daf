package badge

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	_ "image/jpeg" // hosts send both
	"image/png"

	"codeberg.org/go-pdf/fpdf"
)

// logo is a host's picture, ready for the PDF.
type logo struct {
	name          string
	width, height float64 // in pixels: only their ratio matters
}

// register puts the hosts' pictures into the document once; every badge refers to them. Each is laid on white and
// written anew: the PDF library knows no 16-bit and no interlaced pictures, and a printer no transparency.
func (c *canvas) register(pictures [][]byte) error {
	for i, data := range pictures {
		picture, _, err := image.Decode(bytes.NewReader(data))
		if err != nil {
			return fmt.Errorf("picture %d of %d: %w", i+1, len(pictures), err)
		}
		flat := image.NewRGBA(image.Rect(0, 0, picture.Bounds().Dx(), picture.Bounds().Dy()))
		draw.Draw(flat, flat.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
		draw.Draw(flat, flat.Bounds(), picture, picture.Bounds().Min, draw.Over)
		var out bytes.Buffer
		if err := png.Encode(&out, flat); err != nil {
			return fmt.Errorf("picture %d of %d: %w", i+1, len(pictures), err)
		}
		l := logo{name: fmt.Sprintf("logo%d", i), width: float64(flat.Bounds().Dx()), height: float64(flat.Bounds().Dy())}
		c.pdf.RegisterImageOptionsReader(l.name, fpdf.ImageOptions{ImageType: "PNG"}, &out)
		c.logos = append(c.logos, l)
	}
	return c.pdf.Error()
}

// pictures draws the hosts' pictures in a row over the whole width, each in an equal part of it and none larger than
// another's height: no host stands before another.
func (c *canvas) pictures(b composition, x, y float64) {
	if b.logosY == 0 {
		return
	}
	const gap = 3.0
	room := (b.width - 2*b.pad - gap*float64(len(c.logos)-1)) / float64(len(c.logos))
	for i, l := range c.logos {
		width, height := b.logos*l.width/l.height, b.logos
		if width > room {
			width, height = room, room*l.height/l.width
		}
		left := x + b.pad + float64(i)*(room+gap)
		c.pdf.ImageOptions(l.name, left, y+b.logosY+(b.logos-height)/2, width, height, false, fpdf.ImageOptions{}, 0, "")
	}
}
