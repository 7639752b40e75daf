package badge

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"iter"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// many makes n badges with references that tell them apart, one at a time.
func many(n int, each func(i int)) iter.Seq[Badge] {
	sample := people()
	return func(yield func(Badge) bool) {
		for i := range n {
			each(i)
			b := sample[i%len(sample)]
			b.Reference = fmt.Sprintf("N%05d", i)
			b.URL = address(b.Reference)
			if !yield(b) {
				return
			}
		}
	}
}

func TestManyBadgesAreOneDocument(t *testing.T) {
	const n = 2*chunk + 17
	pdf := printed(t, sheet(A4Ten), slices.Collect(many(n, func(int) {})))
	if info := tool(t, "poppler-utils", "pdfinfo", pdf); !strings.Contains(info, fmt.Sprintf("Pages:           %d\n", (n+9)/10)) ||
		!strings.Contains(info, "Namnskyltar – Samverkansdag 2027") {
		t.Error(info)
	}
	text := tool(t, "poppler-utils", "pdftotext", pdf, "-")
	for i := range n {
		if !strings.Contains(text, fmt.Sprintf("N%05d", i)) {
			t.Errorf("badge %d is missing", i)
		}
	}
	// On a page of ten the reader overlooks one code in some hundreds; that each can be read is shown badge by badge above.
	if got := decode(t, pictures(t, pdf)...); len(got) < n*98/100 {
		t.Errorf("%d codes of %d are read", len(got), n)
	}
}

func TestMemoryDoesNotGrowWithTheNumberOfBadges(t *testing.T) {
	const n = 5000
	var early, late uint64
	measure := func(i int) {
		if i%chunk != chunk-1 {
			return
		}
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		switch {
		case i < 4*chunk:
			early = max(early, m.HeapAlloc)
		default:
			late = max(late, m.HeapAlloc)
		}
	}
	if err := Write(io.Discard, sheet(A4Four), many(n, measure)); err != nil {
		t.Fatal(err)
	}
	if late > early+4<<20 {
		t.Errorf("%d badges: %.1f MB in use, %.1f MB after the first thousand", n, float64(late)/1e6, float64(early)/1e6)
	}
}

func TestBackLiesBehindItsBadge(t *testing.T) {
	s := sheet(A4Ten)
	s.Backs = true
	list := people()
	for i := range list {
		list[i].Day = []string{"08.30 Incheckning", fmt.Sprintf("13.00 Seminarium%d · Sal A", i), "15.30 Slut"}
	}
	pdf := printed(t, s, list)
	if info := tool(t, "poppler-utils", "pdfinfo", pdf); !strings.Contains(info, "Pages:           4\n") {
		t.Fatal(info)
	}
	fronts := words(t, tool(t, "poppler-utils", "pdftotext", "-bbox", "-f", "1", "-l", "1", pdf, "-"))
	backs := words(t, tool(t, "poppler-utils", "pdftotext", "-bbox", "-f", "2", "-l", "2", pdf, "-"))
	for i := range 10 {
		front, back := find(t, fronts, list[i].Reference), find(t, backs, fmt.Sprintf("Seminarium%d", i))
		// Turned on the long edge, what was left is right.
		if sameColumn := (front.XMin*point < 105) == (back.XMin*point < 105); sameColumn {
			t.Errorf("the day of badge %d is behind its neighbour", i)
		}
		if row := func(w word) int { return int((w.YMin*point - 11) / 55) }; row(front) != row(back) {
			t.Errorf("badge %d is in row %d, its back in row %d", i, row(front), row(back))
		}
	}
}

func find(t *testing.T, all []word, text string) word {
	t.Helper()
	i := slices.IndexFunc(all, func(w word) bool { return strings.TrimSpace(w.Text) == text })
	if i < 0 {
		t.Fatalf("%q is not on the page", text)
	}
	return all[i]
}

func TestLogosOfEveryKindStandOnTheBadge(t *testing.T) {
	s := sheet(Label)
	for _, picture := range []image.Image{image.NewNRGBA64(image.Rect(0, 0, 300, 100)), // 16 bits and transparent
		image.NewPaletted(image.Rect(0, 0, 50, 200), color.Palette{color.Black, color.White})} {
		var out bytes.Buffer
		if err := png.Encode(&out, picture); err != nil {
			t.Fatal(err)
		}
		s.Logos = append(s.Logos, out.Bytes())
	}
	pdf := printed(t, s, people()[:1])
	if list := tool(t, "poppler-utils", "pdfimages", "-list", pdf); strings.Count(list, "image") < 3 { // the heading says it once
		t.Errorf("the pictures are not in the document:\n%s", list)
	}
	if got := decode(t, pictures(t, pdf)...); len(got) != 1 {
		t.Errorf("%d codes are read beside the pictures", len(got))
	}
	s.Logos = append(s.Logos, []byte("no picture"))
	if err := Write(io.Discard, s, slices.Values(people())); err == nil {
		t.Error("something that is no picture is printed")
	}
}
