package pdf

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

// Picture is a host's picture, ready to be drawn.
type Picture struct {
	Name          string
	Width, Height float64 // in pixels: only their ratio matters
}

// Pictures puts hosts' pictures into a document once; every page may refer to them. Each is laid on white and written anew:
// the PDF library knows no 16-bit and no interlaced pictures, and a printer no transparency.
func Pictures(doc *fpdf.Fpdf, pictures [][]byte) ([]Picture, error) {
	var out []Picture
	for i, data := range pictures {
		picture, _, err := image.Decode(bytes.NewReader(data))
		if err != nil {
			return nil, fmt.Errorf("picture %d of %d: %w", i+1, len(pictures), err)
		}
		flat := image.NewRGBA(image.Rect(0, 0, picture.Bounds().Dx(), picture.Bounds().Dy()))
		draw.Draw(flat, flat.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
		draw.Draw(flat, flat.Bounds(), picture, picture.Bounds().Min, draw.Over)
		var raw bytes.Buffer
		if err := png.Encode(&raw, flat); err != nil {
			return nil, fmt.Errorf("picture %d of %d: %w", i+1, len(pictures), err)
		}
		p := Picture{Name: fmt.Sprintf("logo%d", i), Width: float64(flat.Bounds().Dx()), Height: float64(flat.Bounds().Dy())}
		doc.RegisterImageOptionsReader(p.Name, fpdf.ImageOptions{ImageType: "PNG"}, &raw)
		out = append(out, p)
	}
	return out, doc.Error()
}

// Within draws a picture as large as it fits into a box, at its left edge and in the middle of its height.
func (p Picture) Within(doc *fpdf.Fpdf, x, y, width, height float64) {
	w, h := height*p.Width/p.Height, height
	if w > width {
		w, h = width, width*p.Height/p.Width
	}
	doc.ImageOptions(p.Name, x, y+(height-h)/2, w, h, false, fpdf.ImageOptions{}, 0, "")
}
