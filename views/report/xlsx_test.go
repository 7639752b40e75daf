package report

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
)

// workbook writes one sheet of rows and opens it again.
func workbook(t testing.TB, rows ...[]any) (*excelize.File, []byte) {
	t.Helper()
	var out bytes.Buffer
	x := NewXLSX(&out)
	err := x.Describe(Properties{Title: "Resultat – Samverkansdag", Creator: "Samling", Created: time.Date(2027, 3, 4, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	s, err := x.Sheet("Dagen", Column{"Fråga", 40}, Column{"Antal", 0}, Column{"Medel", 12}, Column{"Andel", 0})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		if err := s.Row(row...); err != nil {
			t.Fatal(err)
		}
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(out.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f, out.Bytes()
}

func TestXLSXKeepsNumbersAsNumbers(t *testing.T) {
	f, _ := workbook(t, []any{"Hur nöjd är du?", Int(142), Number{4.257, 2}, Percent{0.625, 1}}, []any{nil, -3, nil, Percent{1, 0}})
	for _, c := range []struct{ at, raw, shown string }{
		{"A1", "Fråga", "Fråga"}, {"B2", "142", "142"}, {"C2", "4.257", "4.26"}, {"D2", "0.625", ""}, {"A3", "", ""}, {"B3", "-3", "-3"}, {"D3", "1", ""},
	} {
		raw, _ := f.GetCellValue("Dagen", c.at, excelize.Options{RawCellValue: true})
		shown, _ := f.GetCellValue("Dagen", c.at)
		if raw != c.raw || c.shown != "" && shown != c.shown {
			t.Errorf("%s is %q, shown as %q; want %q, %q", c.at, raw, shown, c.raw, c.shown)
		}
	}
	// The library's own display of a space before % differs from Excel's, so the format itself is what is checked.
	for at, want := range map[string]string{"D2": `0.0\ %`, "D3": `0\ %`, "C2": "0.00"} {
		id, _ := f.GetCellStyle("Dagen", at)
		style, err := f.GetStyle(id)
		if err != nil || style.CustomNumFmt == nil && style.NumFmt != 2 || style.CustomNumFmt != nil && *style.CustomNumFmt != want {
			t.Errorf("%s has the wrong number format, want %s: %+v %v", at, want, style, err)
		}
	}
	if kind, _ := f.GetCellType("Dagen", "C2"); kind != excelize.CellTypeUnset && kind != excelize.CellTypeNumber {
		t.Errorf("C2 is of type %v", kind)
	}
}

func TestXLSXLook(t *testing.T) {
	f, _ := workbook(t, []any{"Fritext"})
	head, _ := f.GetCellStyle("Dagen", "A1")
	if style, err := f.GetStyle(head); err != nil || style.Font == nil || !style.Font.Bold {
		t.Errorf("the heading is not bold: %v", err)
	}
	body, _ := f.GetCellStyle("Dagen", "A2")
	if style, err := f.GetStyle(body); err != nil || style.Alignment == nil || !style.Alignment.WrapText {
		t.Errorf("text does not wrap: %v", err)
	}
	if panes, err := f.GetPanes("Dagen"); err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("the heading is not frozen: %+v %v", panes, err)
	}
	if width, _ := f.GetColWidth("Dagen", "A"); width < 39 {
		t.Errorf("column A is %.0f wide", width)
	}
	if p, err := f.GetDocProps(); err != nil || p.Title != "Resultat – Samverkansdag" || p.Created != "2027-03-04T00:00:00Z" {
		t.Errorf("properties %+v %v", p, err)
	}
}

func TestXLSXFormulasAreText(t *testing.T) {
	var rows [][]any
	for _, attack := range attacks() {
		rows = append(rows, []any{attack})
	}
	f, data := workbook(t, rows...)
	for i, attack := range attacks() {
		at, _ := excelize.CoordinatesToCellName(1, i+2)
		kind, _ := f.GetCellType("Dagen", at)
		if kind != excelize.CellTypeInlineString && kind != excelize.CellTypeSharedString {
			t.Errorf("%q is of type %v", attack, kind)
		}
		if formula, _ := f.GetCellFormula("Dagen", at); formula != "" {
			t.Errorf("%q is a formula", attack)
		}
		if got, _ := f.GetCellValue("Dagen", at); got != clean(attack) {
			t.Errorf("%q reads %q", attack, got)
		}
	}
	for name, content := range parts(t, data) {
		if strings.Contains(content, "<f>") || strings.Contains(content, "<f ") {
			t.Errorf("%s has a formula element", name)
		}
	}
}

// parts unpacks a workbook; every part must be well-formed, or Excel offers to repair the file.
func parts(t testing.TB, data []byte) map[string]string {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	for _, file := range archive.File {
		r, err := file.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		found[file.Name] = string(content)
		for d := xml.NewDecoder(bytes.NewReader(content)); ; {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", file.Name, err)
			}
		}
	}
	if found["xl/workbook.xml"] == "" {
		t.Fatalf("no workbook in %v", found)
	}
	return found
}

func TestXLSXCutsWhatACellCannotHold(t *testing.T) {
	for _, long := range []string{strings.Repeat("å", 40000), strings.Repeat("😀", 20000), strings.Repeat("a", longestCell), strings.Repeat("<", 40000)} {
		f, _ := workbook(t, []any{long})
		got, _ := f.GetCellValue("Dagen", "A2")
		units := len(utf16.Encode([]rune(got)))
		whole := len(utf16.Encode([]rune(long))) <= longestCell
		if units > longestCell || units < longestCell-1 || whole != (got == long) || strings.ContainsRune(got, '\uFFFD') || !whole && !strings.HasSuffix(got, "…") {
			t.Errorf("%.8s… has %d units and ends in %q", long, units, got[len(got)-8:])
		}
	}
}

func TestXLSXSheetNames(t *testing.T) {
	var out bytes.Buffer
	x := NewXLSX(&out)
	names := []string{"Rätt kurva", "rätt KURVA", "", "'", "a[b]:c*d?e/f\\g", "History", strings.Repeat("Lång ", 20), strings.Repeat("Lång ", 20), "'citat'", strings.Repeat("😀", 20), "\x00\n"}
	for _, name := range names {
		s, err := x.Sheet(name, Column{Heading: "x"})
		if err != nil {
			t.Fatalf("%q: %v", name, err)
		}
		if err := s.Row(name); err != nil {
			t.Fatal(err)
		}
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"Rätt kurva", "rätt KURVA (2)", "1", "1 (2)", "a b c d e f g", "History (2)", "Lång Lång Lång Lång Lång Lång …", "Lång Lång Lång Lång Lång L… (2)", "citat", "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀…", "1 (3)"}
	for i, got := range f.GetSheetList() {
		if got != want[i] {
			t.Errorf("%q became %q, want %q", names[i], got, want[i])
		}
	}
}

func TestXLSXErrorsStay(t *testing.T) {
	var out bytes.Buffer
	x := NewXLSX(&out)
	s, _ := x.Sheet("A", Column{Heading: "x"})
	if s.Row(time.Now()) == nil || s.Row("x") == nil || x.Close() == nil || out.Len() != 0 {
		t.Error("a wrong cell was written")
	}
	x = NewXLSX(failing{})
	if _, err := x.Sheet("A"); err != nil {
		t.Fatal(err)
	}
	if x.Close() == nil {
		t.Error("a full disk went unnoticed")
	}
	if err := NewXLSX(&out).Close(); err != nil {
		t.Errorf("an empty workbook: %v", err)
	}
}

// FuzzXLSX: whatever is typed comes back as the same text, in a file whose every part is well-formed.
func FuzzXLSX(f *testing.F) {
	for _, attack := range attacks() {
		f.Add(attack)
	}
	f.Add("_x000D_ _x005F_ &amp; <b>]]>\u00a0\n")
	f.Add("_x0000_x0000_x0000_")
	f.Fuzz(func(t *testing.T, typed string) {
		book, data := workbook(t, []any{typed, Int(7)})
		parts(t, data)
		if got, _ := book.GetCellValue("Dagen", "A2"); strings.ReplaceAll(got, "\u2060", "") != strings.ReplaceAll(cut(clean(typed)), "\u2060", "") {
			t.Fatalf("%q reads %q", typed, got)
		}
		if got, _ := book.GetCellValue("Dagen", "B2"); got != "7" {
			t.Fatalf("the number reads %q", got)
		}
	})
}
