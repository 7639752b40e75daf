package badge

import (
	"bytes"
	"strings"
	"testing"
)

func TestADocumentIsReadByOtherPrograms(t *testing.T) {
	const url = "HTTPS://SAMLING.EXAMPLE.SE/T/ABCDEFGHJKMNPQRSTVWXYZ0123"
	var out bytes.Buffer
	err := WriteDocument(&out, sheet(A4Ten), Document{Heading: "Din plats på Samverkansdag", Lead: "Visa koden i dörren.",
		Facts: [][2]string{{"När", "torsdag 4 mars 2027"}}, Code: url, Reference: "R4K 7TN",
		Groups: []Group{{Heading: "Mat", Rows: []Row{{"Vegetariskt", "12"}, {"Övrigt ☃ Ω", "1"}}}}, Notes: []string{"Förvara papperet."}})
	if err != nil {
		t.Fatal(err)
	}
	pdf := saved(t, out.Bytes())
	if got := decode(t, pictures(t, pdf)...); len(got) != 1 || got[0] != url {
		t.Errorf("decoded %q", got)
	}
	text := tool(t, "poppler-utils", "pdftotext", "-layout", pdf, "-")
	for _, want := range []string{"Din plats på Samverkansdag", "torsdag 4 mars 2027", "R4K 7TN", "Vegetariskt", "12", "Förvara papperet.", "Botkyrka"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
	if err := WriteDocument(&bytes.Buffer{}, sheet(A4Ten), Document{Heading: "Utan kod"}); err != nil {
		t.Error(err)
	}
}
