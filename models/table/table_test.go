package table_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"samling/models/table"
)

func utf16Bytes(s string, order binary.ByteOrder, mark bool) []byte {
	if mark {
		s = "\ufeff" + s
	}
	var out []byte
	for _, unit := range utf16.Encode([]rune(s)) {
		out = append(out, 0, 0)
		order.PutUint16(out[len(out)-2:], unit)
	}
	return out
}

func latin(s string) []byte {
	out := []byte{}
	for _, r := range s {
		switch r {
		case '–':
			out = append(out, 0x96)
		case '€':
			out = append(out, 0x80)
		default:
			out = append(out, byte(r))
		}
	}
	return out
}

func TestCSVInEveryEncodingAndShape(t *testing.T) {
	const text = "Namn;E-post;Enhet\r\nÅsa Öberg;asa@x.example;Göteborg–Väst\r\n;;\r\nBo Ek;bo@x.example\r\n"
	for name, data := range map[string][]byte{
		"utf-8":          []byte(text),
		"utf-8 mark":     []byte("\ufeff" + text),
		"utf-16 le":      utf16Bytes(text, binary.LittleEndian, true),
		"utf-16 be":      utf16Bytes(text, binary.BigEndian, true),
		"utf-16 no mark": utf16Bytes(text, binary.LittleEndian, false),
		"windows-1252":   latin(text),
		"comma":          []byte(strings.ReplaceAll(text, ";", ",")),
		"tab":            []byte(strings.ReplaceAll(text, ";", "\t")),
		"sep line":       []byte("sep=;\r\n" + text),
		"lf only":        []byte(strings.ReplaceAll(text, "\r\n", "\n")),
		"no last line":   []byte(strings.TrimSuffix(text, "\r\n")),
	} {
		got, err := table.Read(data)
		if err != nil || !slices.Equal(got.Head, []string{"Namn", "E-post", "Enhet"}) || len(got.Rows) != 2 {
			t.Errorf("%s: %+v, %v", name, got, err)
			continue
		}
		if !slices.Equal(got.Rows[0].Cells, []string{"Åsa Öberg", "asa@x.example", "Göteborg–Väst"}) {
			t.Errorf("%s: %q", name, got.Rows[0].Cells)
		}
		if want := 4; got.Rows[1].Line != want && name != "sep line" || len(got.Rows[1].Cells) != 3 {
			t.Errorf("%s: line %d, %q", name, got.Rows[1].Line, got.Rows[1].Cells)
		}
	}
}

func TestSeparatorIsGuessedPastQuotes(t *testing.T) {
	got, err := table.Read([]byte("Namn,E-post\n\"Ek; Bo; Stig\",bo@x.example\n\"O\"\"Neill\",o@x.example\nfel\"citat,c@x.example\n"))
	if err != nil || len(got.Rows) != 3 || got.Rows[0].Cells[0] != "Ek; Bo; Stig" || got.Rows[2].Cells[0] != `fel"citat` {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestWhatIsNoTableIsRefused(t *testing.T) {
	for name, c := range map[string]struct {
		data []byte
		want error
	}{
		"nothing":      {nil, table.ErrEmpty},
		"spaces":       {[]byte(" \r\n\t"), table.ErrEmpty},
		"heading only": {[]byte("Namn;E-post\n"), table.ErrEmpty},
		"large":        {bytes.Repeat([]byte("a"), table.MaxBytes+1), table.ErrTooLarge},
		"rows":         {bytes.Repeat([]byte("a;b\n"), table.MaxRows+5), table.ErrManyRows},
		"pdf":          {[]byte("%PDF-1.7\n..."), table.ErrFormat},
		"program":      {[]byte("\x7fELF\x02\x01\x01\x00\x00\x00"), table.ErrFormat},
		"png":          {[]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), table.ErrFormat},
		"old excel":    {[]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), table.ErrOldExcel},
		"half a zip":   {[]byte("PK\x03\x04 and then nothing"), table.ErrBroken},
		"other zip":    {zipped(t, map[string]string{"word/document.xml": "<x/>"}), table.ErrFormat},
		"broken xml":   {book(t, "<worksheet><sheetData><row><c><v>1</v></row>"), table.ErrBroken},
	} {
		if _, err := table.Read(c.data); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

func zipped(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for name, content := range parts {
		f, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const (
	workbookXML = `<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>
		<sheet name="Deltagare" sheetId="7" r:id="rId3"/><sheet name="Annat" sheetId="1" r:id="rId1"/></sheets></workbook>`
	relsXML = `<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/>
		<Relationship Id="rId3" Target="/xl/worksheets/blad.xml"/></Relationships>`
)

func book(t testing.TB, sheet string, shared ...string) []byte {
	t.Helper()
	texts := "<sst>"
	for _, s := range shared {
		texts += "<si>" + s + "</si>"
	}
	return zipped(t, map[string]string{"xl/workbook.xml": workbookXML, "xl/_rels/workbook.xml.rels": relsXML,
		"xl/worksheets/blad.xml": sheet, "xl/sharedStrings.xml": texts + "</sst>"})
}

func TestXLSXWithEveryKindOfCell(t *testing.T) {
	data := book(t, `<worksheet><sheetData>
		<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row>
		<row r="4"><c r="A4" t="inlineStr"><is><r><t>Åsa </t></r><r><t>Öberg</t></r></is></c><c r="C4"><v>7.0123456E8</v></c></row>
		<row r="5"><c r="A5" t="str"><f>A1&amp;"x"</f><v>Bo</v></c><c r="B5" t="e"><v>#N/A</v></c><c r="C5" t="s"><v>99</v></c></row>
		<row r="6"><c r="ZZZ6"><v>1</v></c></row>
	</sheetData></worksheet>`, "<t>Namn</t>", "<r><t>E-</t></r><r><t>post</t></r><rPh><t>nej</t></rPh>")
	got, err := table.Read(data)
	if err != nil || !slices.Equal(got.Head, []string{"Namn", "", "E-post"}) || len(got.Rows) != 2 {
		t.Fatalf("%+v, %v", got, err)
	}
	if !slices.Equal(got.Rows[0].Cells, []string{"Åsa Öberg", "", "701234560"}) || got.Rows[0].Line != 4 {
		t.Errorf("%+v", got.Rows[0])
	}
	if !slices.Equal(got.Rows[1].Cells, []string{"Bo", "", ""}) {
		t.Errorf("%+v", got.Rows[1])
	}
}

// Small files that unfold into gigabytes, each in another place.
func TestBombsAreRefusedWithoutUnfolding(t *testing.T) {
	many := map[string]string{"xl/workbook.xml": workbookXML}
	for i := range 400 {
		many[fmt.Sprintf("xl/media/%d", i)] = "x"
	}
	row := "<row><c t=\"inlineStr\"><is><t>Namn</t></is></c></row>"
	for name, data := range map[string][]byte{
		"spaces in the sheet": book(t, "<worksheet>"+strings.Repeat(" ", 200<<20)),
		"texts":               book(t, "<worksheet/>", strings.Repeat("<t/></si><si>", 2_000_000)),
		"deep":                book(t, strings.Repeat("<a>", 300_000)),
		"workbook":            zipped(t, map[string]string{"xl/workbook.xml": "<workbook>" + strings.Repeat("<sheet/>", 8_000_000)}),
		"entries":             zipped(t, many),
		"rows":                book(t, "<worksheet>"+strings.Repeat(row, 100_000)),
	} {
		runtime.GC()
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := table.Read(data)
		runtime.ReadMemStats(&after)
		if !errors.Is(err, table.ErrBomb) && !errors.Is(err, table.ErrManyRows) {
			t.Errorf("%s (%d kB): %v", name, len(data)>>10, err)
		}
		if grown := int64(after.HeapSys) - int64(before.HeapSys); grown > 96<<20 {
			t.Errorf("%s: the heap grew by %d MB", name, grown>>20)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("Namn;E-post\nBo;bo@x.example\n"))
	f.Add(book(f, "<worksheet><row><c r=\"A1\"><v>1</v></c></row></worksheet>", "<t>x</t>"))
	f.Add([]byte{0xff, 0xfe, 'a', 0, 10, 0, 'b'})
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := table.Read(data)
		if err != nil {
			return
		}
		for _, row := range got.Rows {
			if len(row.Cells) != len(got.Head) {
				t.Fatalf("%d cells under %d headings", len(row.Cells), len(got.Head))
			}
		}
	})
}
