package pdf

import (
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
)

// The fonts are cut to Latin, Greek and Cyrillic; see font/README.md.
var (
	//go:embed font/NotoSans-Regular.ttf
	regularTTF []byte
	//go:embed font/NotoSans-Bold.ttf
	boldTTF []byte
)

// Point is the millimetres in a typographic point.
const Point = 25.4 / 72

// Face knows which characters a font has and how wide they are. The PDF library measures too, but cannot say whether a
// character exists, and draws an empty box for one that does not.
type Face struct {
	advance map[rune]float64 // in em
}

var errFont = errors.New("not a usable TrueType font")

// parseFace reads the tables that text setting needs (OpenType specification: head, hhea, hmtx, cmap format 4).
func parseFace(ttf []byte) (f Face, err error) {
	defer func() { // a short table is the only way to fail below
		if recover() != nil {
			err = errFont
		}
	}()
	tables := map[string][]byte{}
	for i := range int(binary.BigEndian.Uint16(ttf[4:])) {
		entry := ttf[12+16*i:]
		start, size := binary.BigEndian.Uint32(entry[8:]), binary.BigEndian.Uint32(entry[12:])
		tables[string(entry[:4])] = ttf[start : start+size]
	}
	em := float64(binary.BigEndian.Uint16(tables["head"][18:]))
	measured := int(binary.BigEndian.Uint16(tables["hhea"][34:]))
	f.advance = map[rune]float64{}
	glyphs, err := characterMap(tables["cmap"])
	for r, glyph := range glyphs {
		width := binary.BigEndian.Uint16(tables["hmtx"][4*min(glyph, measured-1):])
		f.advance[r] = float64(width) / em
	}
	return f, err
}

// characterMap finds the table of the basic plane and gives the glyph of each character.
func characterMap(cmap []byte) (map[rune]int, error) {
	u16 := func(b []byte, at int) int { return int(binary.BigEndian.Uint16(b[at:])) }
	for i := range u16(cmap, 2) {
		table := cmap[binary.BigEndian.Uint32(cmap[4+8*i+4:]):]
		if u16(table, 0) != 4 {
			continue
		}
		glyphs, segments := map[rune]int{}, u16(table, 6)/2
		for s := range segments {
			last, first := u16(table, 14+2*s), u16(table, 16+2*segments+2*s)
			delta, offsetAt := u16(table, 16+4*segments+2*s), 16+6*segments+2*s
			offset := u16(table, offsetAt)
			for c := first; c <= last && c != 0xFFFF; c++ {
				glyph := c
				if offset != 0 {
					glyph = u16(table, offsetAt+offset+2*(c-first))
				}
				if glyph = (glyph + delta) & 0xFFFF; glyph != 0 {
					glyphs[rune(c)] = glyph
				}
			}
		}
		return glyphs, nil
	}
	return nil, fmt.Errorf("%w: no character map of format 4", errFont)
}

// Has tells whether the font can show r.
func (f Face) Has(r rune) bool {
	_, ok := f.advance[r]
	return ok
}

// Width is how wide text is at the given size in points, in millimetres.
func (f Face) Width(text string, size float64) float64 {
	var em float64
	for _, r := range text {
		em += f.advance[r]
	}
	return em * size * Point
}

// Faces are the two weights of the one typeface.
type Faces struct{ Regular, Bold Face }

// ParseFaces reads both weights.
func ParseFaces() (Faces, error) {
	regular, err := parseFace(regularTTF)
	if err != nil {
		return Faces{}, err
	}
	bold, err := parseFace(boldTTF)
	return Faces{regular, bold}, err
}

// Of gives a weight.
func (f Faces) Of(bold bool) Face {
	if bold {
		return f.Bold
	}
	return f.Regular
}
