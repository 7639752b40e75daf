//go:build office

package host_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"samling/models/store"
)

// hostile texts are what a spreadsheet might take for something else, or stumble over.
var hostile = [...]string{`=HYPERLINK("http://x.example";"klicka")`, "@SUM(A1:A9)", "-1+1", "Åsa, Öberg & \"Ängla\"; slut",
	"שלום \u202eevil\u202c مرحبا", "🙂 tack_x0041_", strings.Repeat("lång text ", 150)}

// TestOfficeOpensTheFiles lets LibreOffice open what hosts download, without anybody to press a button: every sheet is
// there, numbers are numbers, å is å, and nothing that was typed has become a formula.
func TestOfficeOpensTheFiles(t *testing.T) {
	s := newSite(t)
	sem := seminars(t, s, s.Edition)
	answered(t, s, s.Edition, 40, []store.ID{sem[0].ID}, func(k int) map[string]string {
		set := forty(k)
		set["Q11"] = hostile[k%len(hostile)]
		return set
	})
	dir := t.TempDir()
	save := func(name string) string {
		got := s.As("host").Get("/vard/samverkansdag-2026/" + name)
		if got.Status != 200 {
			t.Fatalf("%s: %d", name, got.Status)
		}
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(got.Body), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	out := office(t, dir, save("resultat.xlsx"), "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false,false,false,-1")
	for sheet, wants := range map[string][]string{
		"Sammanfattning": {"Svarade;40;"},
		"Frågor":         {"Q1;1;Hur nöjd är du med dagen som helhet?;skala;35;5;85.7;5"},
		"Fördelningar":   {"dagen;;egen länk;Q1;Hur nöjd är du med dagen som helhet?;5;Mycket nöjd;20;57.1"},
		"Seminarier":     {"Rätt kurva;40;S1;"},
		"Fritext":        {`=HYPERLINK(""http://x.example""`, "@SUM(A1:A9)", "-1+1", "Åsa, Öberg", "🙂", "שלום"},
		"Om filen":       {"Utvärderingen har stängt."},
	} {
		raw, err := os.ReadFile(filepath.Join(out, "resultat-"+sheet+".csv"))
		if err != nil {
			t.Error(err)
			continue
		}
		for _, want := range wants {
			if !strings.Contains(string(raw), want) {
				t.Errorf("%s lacks %q:\n%.1500s", sheet, want, raw)
			}
		}
	}
	for _, name := range []string{"resultat.csv", "deltagande.csv", "fragor.csv"} {
		path := save(name)
		before, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		out := office(t, dir, path, "csv:Text - txt - csv (StarCalc):59,34,76", "--infilter=CSV:59,34,76,1,,1053")
		after, err := os.ReadFile(filepath.Join(out, name))
		if err != nil || strings.Count(string(after), "\n") != strings.Count(string(before), "\n") || !strings.ContainsAny(string(after), "åä") {
			t.Errorf("%s came back as %.300q %v", name, after, err)
		}
	}
	if pdf := office(t, dir, filepath.Join(dir, "resultat.xlsx"), "pdf"); !strings.HasPrefix(first(t, filepath.Join(pdf, "resultat.pdf")), "%PDF") {
		t.Error("the workbook cannot be printed")
	}
}

// office converts a file with a LibreOffice of its own, and gives where it put the result.
func office(t *testing.T, dir, path, to string, more ...string) string {
	t.Helper()
	out := filepath.Join(dir, strconv.Itoa(len(to)+len(path)))
	args := append([]string{"-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--headless"}, more...)
	raw, err := exec.Command("soffice", append(args, "--convert-to", to, "--outdir", out, path)...).CombinedOutput()
	if err != nil || strings.Contains(string(raw), "Error") {
		t.Fatalf("soffice (apt-get install libreoffice-calc-nogui): %v\n%s", err, raw)
	}
	return out
}

func first(t *testing.T, path string) string {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw[:min(len(raw), 8)])
}
