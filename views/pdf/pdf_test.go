package pdf

import "testing"

func loaded(t *testing.T) Faces {
	t.Helper()
	f, err := ParseFaces()
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestFontHasTheLettersOfOurNames(t *testing.T) {
	f := loaded(t)
	for _, r := range "ÅÄÖåäöéüçğışşłŁđĐễịỆộøÆðþŽčőţΠЯ·–’”…" {
		if !f.Regular.Has(r) || !f.Bold.Has(r) {
			t.Errorf("no %c", r)
		}
	}
	if _, err := parseFace([]byte("not a font")); err == nil {
		t.Error("a broken font was accepted")
	}
}

func TestMeasureAgreesWithThePDF(t *testing.T) {
	f, doc := loaded(t), Open(Paper{Width: A4Width, Height: A4Height})
	for style, face := range map[string]Face{"": f.Regular, "B": f.Bold} {
		doc.SetFont(Family, style, 17)
		for _, name := range []string{"Åsa Öberg", "Nguyễn Thị Mỹ Linh", "Władysław Szczepański-Ørsted", "Ünal Çağlar", "Παπαδόπουλος", "Анна", "Li–Ek"} {
			got, want := face.Width(name, 17), doc.GetStringWidth(name)
			if diff := got - want; diff > 0.1 || diff < -0.1 {
				t.Errorf("%q: %.3f mm, the PDF library says %.3f", name, got, want)
			}
		}
	}
}

func TestDeepColoursKeepTheirContrast(t *testing.T) {
	for _, color := range []string{"", "#ffffff", "#ffff00", "#000000", "#0c5763", "red", "#12345"} {
		for _, ink := range []Ink{Deep(color), Fill(color)} {
			if got := 1.05 / (ink.Luminance() + 0.05); got < 7 {
				t.Errorf("%q: white on it has %.1f:1", color, got)
			}
		}
	}
}

func TestANumberKeepsItsSign(t *testing.T) {
	for _, face := range []Face{loaded(t).Regular, loaded(t).Bold} {
		if got := face.Tidy("−0,4 ≥ 5 😀"); got != "–0,4 5" {
			t.Errorf("%q", got)
		}
	}
}
