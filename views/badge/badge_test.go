package badge

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
)

func TestEveryPrintedCodeIsReadByAnotherDecoder(t *testing.T) {
	for _, layout := range Layouts() {
		t.Run(string(layout), func(t *testing.T) {
			var want []string
			for _, b := range people() {
				want = append(want, b.URL)
			}
			got := decode(t, pictures(t, printed(t, sheet(layout), people()))...)
			slices.Sort(got)
			slices.Sort(want)
			if !slices.Equal(got, want) {
				t.Errorf("decoded %d codes of %d:\n%q", len(got), len(want), got)
			}
		})
	}
}

func TestPrintedTextIsText(t *testing.T) {
	for _, layout := range Layouts() {
		text := tool(t, "poppler-utils", "pdftotext", printed(t, sheet(layout), people()), "-")
		// A divided word is one word: what is compared is the letters alone.
		letters := strings.NewReplacer(" ", "", "\n", "", "\f", "", "-", "")
		text = letters.Replace(text)
		for _, b := range people() {
			for _, want := range append([]string{b.FirstName, b.Rest, b.Organisation, b.Unit, b.Reference}, b.Lines[0][6:]) {
				if !strings.Contains(text, letters.Replace(want)) {
					t.Errorf("%s: %q is not on the badges", layout, want)
				}
			}
		}
	}
}

// word is a word with its box in points, as pdftotext -bbox tells it.
type word struct {
	XMin float64 `xml:"xMin,attr"`
	XMax float64 `xml:"xMax,attr"`
	YMin float64 `xml:"yMin,attr"`
	YMax float64 `xml:"yMax,attr"`
	Text string  `xml:",chardata"`
}

func TestNoWordLeavesItsBadge(t *testing.T) {
	for _, layout := range Layouts() {
		page := papers()[layout]
		pdf := printed(t, sheet(layout), people())
		for _, w := range words(t, tool(t, "poppler-utils", "pdftotext", "-bbox", pdf, "-")) {
			cellX := int((w.XMin*point - page.left) / page.cell.width)
			x0 := page.left + float64(cellX)*page.cell.width
			if w.XMin*point < x0+page.cell.pad-0.5 || w.XMax*point > x0+page.cell.width-page.cell.pad+0.5 {
				t.Errorf("%s: %q stands at %.1f–%.1f mm in a cell %.1f–%.1f", layout, w.Text, w.XMin*point, w.XMax*point, x0, x0+page.cell.width)
			}
		}
	}
}

func words(t *testing.T, boxes string) []word {
	t.Helper()
	var found []word
	d := xml.NewDecoder(strings.NewReader(boxes))
	d.Strict, d.Entity = false, xml.HTMLEntity
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if start, ok := token.(xml.StartElement); ok && start.Name.Local == "word" {
			var w word
			if err := d.DecodeElement(&w, &start); err != nil {
				t.Fatal(err)
			}
			found = append(found, w)
		}
	}
	if len(found) < 100 {
		t.Fatalf("only %d words found", len(found))
	}
	return found
}

func TestSameInputSameBytes(t *testing.T) {
	var first, second bytes.Buffer
	if err := errors.Join(Write(&first, sheet(A4Ten), slices.Values(people())), Write(&second, sheet(A4Ten), slices.Values(people()))); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("two prints of the same badges differ")
	}
	if n := bytes.Count(first.Bytes(), []byte("D:20270304120000")); n != 2 {
		t.Errorf("the given date stands %d times in the document, want twice: created and changed", n)
	}
}

func TestNothingToPrintIsSaidPlainly(t *testing.T) {
	if err := Write(io.Discard, sheet(A4Ten), slices.Values[[]Badge](nil)); !errors.Is(err, ErrEmpty) {
		t.Errorf("no badges: %v", err)
	}
	if err := Write(io.Discard, sheet("a3"), slices.Values(people())); !errors.Is(err, ErrLayout) {
		t.Errorf("unknown layout: %v", err)
	}
	broken := people()
	broken[3].URL = ""
	var out bytes.Buffer
	err := Write(&out, sheet(A4Ten), slices.Values(broken))
	if err == nil || strings.Contains(err.Error(), "Daniel") || !strings.Contains(err.Error(), "badge 4:") {
		t.Errorf("badge without a code: %v", err)
	}
	if out.Len() != 0 {
		t.Error("half a document was written")
	}
}

func TestPagesFollowFromTheLayout(t *testing.T) {
	for layout, want := range map[Layout]string{A4Ten: "Pages:           2", A4Four: "Pages:           3", A6: "Pages:           12", Card: "Pages:           12", Label: "Pages:           12"} {
		info := tool(t, "poppler-utils", "pdfinfo", printed(t, sheet(layout), people()))
		if !strings.Contains(info, want) || !strings.Contains(info, "Namnskyltar – Samverkansdag 2027") {
			t.Errorf("%s: want %s and the title in\n%s", layout, want, info)
		}
		if !layout.Valid() || layout.PerPage() == 0 {
			t.Errorf("%s is not valid", layout)
		}
	}
}

func Benchmark1000Badges(b *testing.B) {
	var list []Badge
	for len(list) < 1000 {
		list = append(list, people()...)
	}
	list = list[:1000]
	b.ReportAllocs()
	for b.Loop() {
		var size counter
		if err := Write(&size, sheet(A4Ten), slices.Values(list)); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(size), "bytes")
	}
}

type counter int

func (c *counter) Write(p []byte) (int, error) { *c += counter(len(p)); return len(p), nil }
