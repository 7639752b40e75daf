package badge

import (
	"bytes"
	"slices"
	"strings"
	"testing"
)

func loaded(t *testing.T) faces {
	t.Helper()
	f, err := parseFaces()
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestTidy(t *testing.T) {
	f := loaded(t).regular
	for in, want := range map[string]string{
		"A\u030Asa":            "Åsa", // composed
		" Anna \u00a0\n Lind ": "Anna Lind",
		"Lo\u200bvisa\u202e":   "Lovisa",
		"Kim \U0001F600":       "Kim",
		"\xffEva":              "Eva",
		"ﬁlip":                 "filip",
		"王 Li":                 "? Li",
		"a\x00b":               "ab",
	} {
		if got := f.tidy(in); got != want {
			t.Errorf("%q became %q, want %q", in, got, want)
		}
	}
}

// everything is a badge whose every field is as long as a form lets through.
func everything(text string) Badge {
	b := Badge{FirstName: text, Rest: text, Organisation: text, Unit: text, Event: text, Reference: text, URL: ticket}
	for range 9 {
		b.Lines = append(b.Lines, "13.00 "+text)
	}
	return b
}

func TestEverythingStaysInItsPlace(t *testing.T) {
	f := loaded(t)
	badges := people()
	for _, text := range []string{
		"", "A", strings.Repeat("W", 120), strings.Repeat("Wolfeschlegelstein-", 9), strings.Repeat("Öst ", 60), strings.Repeat("m", 10_000),
	} {
		badges = append(badges, everything(text))
	}
	for _, layout := range Layouts() {
		d := papers()[layout].cell
		for i, b := range badges {
			s := sheet(layout)
			if i >= len(people()) {
				s.Hosts = b.Event
			}
			checkPlaces(t, f, d.compose(f, s, b), i)
		}
	}
}

func checkPlaces(t *testing.T, f faces, c composition, badge int) {
	t.Helper()
	const hair = 0.01
	quiet := c.code * quietZone / 33
	for i, text := range c.texts {
		right := text.x
		for _, line := range text.lines {
			right = max(right, text.x+f.of(text.block).Width(line, text.size))
		}
		bottom := text.y + text.height()
		if text.x < c.pad-hair || right > c.width-c.pad+hair || text.y < -hair || bottom > c.height+hair {
			t.Errorf("badge %d, %.0f mm: %.30q at %.1f–%.1f × %.1f–%.1f leaves the badge", badge, c.width, text.lines, text.x, right, text.y, bottom)
		}
		if i > 0 && text.y < c.head {
			t.Errorf("badge %d: %.30q runs into the head", badge, text.lines)
		}
		if right > c.codeX-quiet+hair && bottom > c.codeY-quiet+hair && text.y < c.codeY+c.code {
			t.Errorf("badge %d: %.30q comes too near to the code", badge, text.lines)
		}
		for _, other := range c.texts[:i] {
			// A clock time and its line stand side by side at one height.
			if other.y < bottom-hair && text.y < other.y+other.height()-hair && other.x+other.width > text.x+hair && text.x+text.width > other.x+hair {
				t.Errorf("badge %d, %.0f mm: %.30q lies over %.30q", badge, c.width, text.lines, other.lines)
			}
		}
	}
}

func TestALongNameIsWholeAndReadable(t *testing.T) {
	f := loaded(t)
	const name = "Maximiliana Wolfeschlegelstein-Hausenbergerdorff"
	for _, layout := range Layouts() {
		d := papers()[layout].cell
		c := d.compose(f, sheet(layout), Badge{FirstName: name, Organisation: "Huddinge kommun", URL: ticket})
		for _, text := range c.texts {
			if !text.bold || text.lines[0][:4] != "Maxi" {
				continue
			}
			letters := strings.NewReplacer(" ", "", "-", "")
			if got := strings.Join(text.lines, ""); letters.Replace(got) != letters.Replace(name) {
				t.Errorf("%s: the name became %q", layout, text.lines)
			}
			if text.size < 12 {
				t.Errorf("%s: the name is only %.1f points", layout, text.size)
			}
		}
	}
}

func TestHostileTextIsJustText(t *testing.T) {
	b := everything(`) Tj ET (\ <script>` + "\x00\r\n{nb}")
	var out bytes.Buffer
	if err := Write(&out, sheet(A6), slices.Values([]Badge{b})); err != nil {
		t.Fatal(err)
	}
	text := tool(t, "poppler-utils", "pdftotext", printed(t, sheet(A6), []Badge{b}), "-")
	if !strings.Contains(text, `<script>`) {
		t.Errorf("the text is gone: %q", text)
	}
}
