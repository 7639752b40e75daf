package badge

import (
	"bytes"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const ticket = "HTTPS://SAMLING.EXAMPLE.SE/T/0123456789ABCDEFGHJKMNPQRS"

func TestMatrixIsASmallSquareCode(t *testing.T) {
	m, err := Matrix(ticket)
	if err != nil {
		t.Fatal(err)
	}
	// Version 3 (29 modules) holds 61 alphanumeric characters at level M but only 42 bytes: the size shows the mode.
	if len(m) != 29 || len(m[0]) != 29 {
		t.Errorf("got %d × %d modules, want 29 × 29", len(m), len(m[0]))
	}
	if !m[0][0] || m[7][7] {
		t.Error("no finder pattern in the corner: is there a border in the matrix?")
	}
}

func TestQRRefusesWhatItCannotHold(t *testing.T) {
	secret := strings.Repeat("HEMLIG", 2000)
	for _, content := range []string{"", secret} {
		_, err := NewQR(content)
		if err == nil {
			t.Errorf("%d bytes accepted", len(content))
		} else if strings.Contains(err.Error(), "HEMLIG") {
			t.Error("the error repeats the content")
		}
	}
}

func TestRectanglesCoverExactlyTheDarkModules(t *testing.T) {
	m, _ := Matrix(ticket)
	covered := make(map[[2]int]int)
	for _, r := range rectangles(m) {
		for y := r.y; y < r.y+r.h; y++ {
			for x := r.x; x < r.x+r.w; x++ {
				covered[[2]int{x, y}]++
			}
		}
	}
	for y, row := range m {
		for x, dark := range row {
			if n := covered[[2]int{x, y}]; (n == 1) != dark || n > 1 {
				t.Fatalf("module %d,%d dark=%v is covered %d times", x, y, dark, n)
			}
		}
	}
}

func TestSVGIsInlineSafeAndDecodes(t *testing.T) {
	q, _ := NewQR(ticket)
	svg := string(q.SVG(`Din "biljett" <b>`))
	for _, want := range []string{`class="qr"`, `viewBox="0 0 37 37"`, `role="img"`, `aria-label="Din &#34;biljett&#34; &lt;b&gt;"`} {
		if !strings.Contains(svg, want) {
			t.Errorf("no %s in %.200s", want, svg)
		}
	}
	if strings.Contains(svg, "style=") {
		t.Error("a style attribute breaks the content policy")
	}
}

func TestPNGDecodes(t *testing.T) {
	q, _ := NewQR(ticket)
	data, err := q.PNG(6)
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if got := img.Bounds().Dx(); got != 37*6 {
		t.Errorf("%d pixels wide, want %d", got, 37*6)
	}
	if len(data) > 2000 {
		t.Errorf("%d bytes is too much for a mail", len(data))
	}
	file := filepath.Join(t.TempDir(), "code.png")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	if got := decode(t, file); len(got) != 1 || got[0] != ticket {
		t.Errorf("decoded %q", got)
	}
}
