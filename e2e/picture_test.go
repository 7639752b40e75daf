package e2e

import (
	"bufio"
	"fmt"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// photograph turns a page of a PDF into a picture, and the picture into a film for a camera that is held so close to
// the code, low on the right, that it fills the view.
func photograph(t *testing.T, pdf string) string {
	t.Helper()
	dir := t.TempDir()
	path := filepath.Join(dir, "badge.pdf")
	write(t, path, pdf)
	if out, err := exec.Command("pdftoppm", "-r", "150", "-f", "1", "-l", "1", "-png", path, filepath.Join(dir, "badge")).CombinedOutput(); err != nil {
		t.Fatalf("pdftoppm (poppler-utils): %v\n%s", err, out)
	}
	pages, err := filepath.Glob(filepath.Join(dir, "badge*.png"))
	if err != nil || len(pages) == 0 {
		t.Fatal("no page was drawn")
	}
	file, err := os.Open(pages[0])
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	page, err := png.Decode(file)
	if err != nil {
		t.Fatal(err)
	}
	return filmOf(t, page)
}

// filmOf shows the lower right part of a picture for as long as anybody looks.
func filmOf(t *testing.T, page image.Image) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "badge.y4m")
	out, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w := bufio.NewWriter(out)
	fmt.Fprintf(w, "YUV4MPEG2 W%d H%d F%d:1 Ip A1:1 C420jpeg\n", filmWidth, filmHeight, filmRate)
	frame := corner(page)
	for range 4 * filmRate {
		_, _ = w.Write(frame)
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func corner(page image.Image) []byte {
	const pixels = filmWidth * filmHeight
	head := []byte("FRAME\n")
	raw := make([]byte, len(head)+pixels+pixels/2)
	copy(raw, head)
	for i := len(head) + pixels; i < len(raw); i++ {
		raw[i] = 128
	}
	b := page.Bounds()
	side := b.Dx() * 55 / 100 // the view is this wide
	top := b.Dy() * 58 / 100
	for y := range filmHeight {
		for x := range filmWidth {
			px := b.Max.X - side + x*side/filmWidth
			py := top + y*side/filmWidth
			r, g, bl, _ := page.At(px, py).RGBA()
			raw[len(head)+y*filmWidth+x] = byte((299*r + 587*g + 114*bl) / 1000 >> 8)
		}
	}
	return raw
}
