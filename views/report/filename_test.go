package report

import (
	"mime"
	"strings"
	"testing"
	"time"
)

func TestFileName(t *testing.T) {
	day := time.Date(2027, 3, 4, 23, 30, 0, 0, time.FixedZone("CET", 3600))
	long := strings.Repeat("mycket-lang-", 40)
	for _, c := range []struct {
		date                   time.Time
		event, what, ext, want string
	}{
		{day, "samverkansdag-2027", "deltagare", "csv", "2027-03-04_samverkansdag-2027_deltagare.csv"},
		{day, "Öst & Väst – Åre!", "Närvaro", ".XLSX", "2027-03-04_ost-vast-are_narvaro.xlsx"},
		{day, "../../etc/passwd", "a\r\nb\"c", "csv", "2027-03-04_etc-passwd_a-b-c.csv"},
		{day, "Łódź Straße Ærø Đỗ", "", "pdf", "2027-03-04_lodz-strasse-aero-do.pdf"},
		{time.Time{}, "", "", "csv", "samling.csv"},
		{time.Time{}, "王", "\xff", "", "samling"},
		{day, long, "x", "csv", "2027-03-04_" + long[:59] + "_x.csv"},
	} {
		if got := FileName(c.date, c.event, c.what, c.ext); got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
}

func TestContentDispositionIsOneHeader(t *testing.T) {
	for name, want := range map[string]string{
		"2027-03-04_dag_namn.csv": "2027-03-04_dag_namn.csv",
		"a\"b\r\nX: 1/..\\å.csv":  "abX: 1...csv",
	} {
		kind, values, err := mime.ParseMediaType(ContentDisposition(name))
		if err != nil || kind != "attachment" || values["filename"] != want {
			t.Errorf("%q: %s %q %v", name, kind, values, err)
		}
	}
}
