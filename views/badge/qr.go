package badge

import (
	"bytes"
	"fmt"
	"html/template"
	"image"
	"image/color"
	"image/png"
	"strings"

	"github.com/skip2/go-qrcode"
)

// quietZone is the empty border a reader needs, in modules (ISO/IEC 18004 asks for four).
const quietZone = 4

// QR is a finished code, ready to be drawn in any form.
type QR struct {
	modules [][]bool
}

// NewQR encodes content at error level M (15 % of the code may be damaged). Contents in upper case alphanumerics, such as
// HTTPS://HOST/T/CODE, give the smallest codes. An empty or too long content is an error; the error does not repeat the
// content, which is a secret.
func NewQR(content string) (QR, error) {
	if content == "" {
		return QR{}, fmt.Errorf("qr code: no content")
	}
	code, err := qrcode.New(content, qrcode.Medium)
	if err != nil {
		return QR{}, fmt.Errorf("qr code of %d bytes: %w", len(content), err)
	}
	code.DisableBorder = true
	return QR{modules: code.Bitmap()}, nil
}

// Matrix gives the modules of the code of content, row by row, true for dark, without the quiet zone.
func Matrix(content string) ([][]bool, error) {
	code, err := NewQR(content)
	return code.modules, err
}

// Size is the number of modules along a side, without the quiet zone.
func (q QR) Size() int { return len(q.modules) }

// SVG gives the code as an inline picture of class "qr": one path on a white ground, so that it stays readable in dark
// mode, with its quiet zone inside the viewBox and no style attribute (a strict content policy forbids those). label is
// what a screen reader says.
func (q QR) SVG(label string) template.HTML {
	side := q.Size() + 2*quietZone
	var s strings.Builder
	fmt.Fprintf(&s, `<svg class="qr" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" aria-label="%s" shape-rendering="crispEdges">`,
		side, side, template.HTMLEscapeString(label))
	fmt.Fprintf(&s, `<path fill="#fff" d="M0 0h%dv%dh-%dz"/><path fill="#000" d="`, side, side, side)
	for _, r := range rectangles(q.modules) {
		fmt.Fprintf(&s, "M%d %dh%dv%dh-%dz", r.x+quietZone, r.y+quietZone, r.w, r.h, r.w)
	}
	s.WriteString(`"/></svg>`)
	return template.HTML(s.String()) //nolint:gosec // built from integers and an escaped label
}

// PNG gives the code as a two-colour picture with its quiet zone, scale pixels to a module (at least one).
func (q QR) PNG(scale int) ([]byte, error) {
	scale = max(scale, 1)
	side := (q.Size() + 2*quietZone) * scale
	img := image.NewPaletted(image.Rect(0, 0, side, side), color.Palette{color.White, color.Black})
	for y, row := range q.modules {
		for x, dark := range row {
			if dark {
				blacken(img, (x+quietZone)*scale, (y+quietZone)*scale, scale)
			}
		}
	}
	var out bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	if err := encoder.Encode(&out, img); err != nil {
		return nil, fmt.Errorf("qr code as png: %w", err)
	}
	return out.Bytes(), nil
}

func blacken(img *image.Paletted, x, y, side int) {
	for dy := range side {
		for dx := range side {
			img.SetColorIndex(x+dx, y+dy, 1)
		}
	}
}
