package badge

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

func TestARollIsReadByOtherPrograms(t *testing.T) {
	r := Roll{Heading: "Avprickningslista", Lead: "Samverkansdag", Notes: []string{"Kryssa i rutan."}, Columns: [3]string{"Namn", "Organisation", "Referens"},
		Letters: true, Empty: "Referenskod", Blank: 10}
	for i := range 120 {
		r.Lines = append(r.Lines, [3]string{fmt.Sprintf("%c-namn nummer %d", 'A'+rune(i/6), i), "Nacka kommun", "ABC 123"})
	}
	r.Lines = append(r.Lines, [3]string{"Örjan " + strings.Repeat("Långtnamnsson-", 8), strings.Repeat("Stadsdelsförvaltningen ", 4), "ÖÖÖ 999"})
	var out bytes.Buffer
	if err := WriteRolls(&out, sheet(A4Ten), "Skriven 2027-03-01", r, Roll{Heading: "Sal B"}); err != nil {
		t.Fatal(err)
	}
	text := tool(t, "poppler-utils", "pdftotext", "-layout", saved(t, out.Bytes()), "-")
	for _, want := range []string{"Avprickningslista", "A-namn nummer 0", "T-namn nummer 119", "Örjan Långtnamnsson", "ABC 123", "Referenskod", "Skriven 2027-03-01", "Sal B"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
	if pages := strings.Count(text, "\f"); pages < 5 || pages > 8 {
		t.Errorf("%d pages", pages)
	}
	if err := WriteRolls(&bytes.Buffer{}, sheet(A4Ten), ""); err == nil {
		t.Error("no rolls made a document")
	}
}
