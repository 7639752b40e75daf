package e2e

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"samling/views/badge"
)

const (
	filmWidth, filmHeight = 480, 360
	filmRate              = 5 // pictures a second
)

// film writes a Y4M file for Chromium's fake camera: each text is held up as a QR code for two seconds, and then
// the picture is empty for one and a half. The camera shows it over and over.
func film(t *testing.T, texts ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "camera.y4m")
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	out := bufio.NewWriter(file)
	fmt.Fprintf(out, "YUV4MPEG2 W%d H%d F%d:1 Ip A1:1 C420jpeg\n", filmWidth, filmHeight, filmRate)
	empty := frame(nil)
	for _, text := range texts {
		modules, err := badge.Matrix(text)
		if err != nil {
			t.Fatal(err)
		}
		held := frame(modules)
		for range 2 * filmRate {
			_, _ = out.Write(held)
		}
		for range 3 * filmRate / 2 {
			_, _ = out.Write(empty)
		}
	}
	if err := out.Flush(); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// frame draws a code in the middle of a grey picture: a plane of brightness, and two of colour that say "none".
func frame(modules [][]bool) []byte {
	const pixels = filmWidth * filmHeight
	head := []byte("FRAME\n")
	raw := make([]byte, len(head)+pixels+pixels/2)
	copy(raw, head)
	light := raw[len(head) : len(head)+pixels]
	for i := range light {
		light[i] = 150
	}
	for i := len(head) + pixels; i < len(raw); i++ {
		raw[i] = 128
	}
	const scale, quiet = 7, 4
	side := (len(modules) + 2*quiet) * scale
	left, top := (filmWidth-side)/2, (filmHeight-side)/2
	for y := 0; y < side && modules != nil; y++ {
		for x := range side {
			row, column := y/scale-quiet, x/scale-quiet
			dark := row >= 0 && row < len(modules) && column >= 0 && column < len(modules) && modules[row][column]
			light[(top+y)*filmWidth+left+x] = map[bool]byte{true: 20, false: 235}[dark]
		}
	}
	return raw
}
