package organiser_test

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/url"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"samling/handlers/webtest"
	"samling/models/bulk"
	"samling/models/registration"
	"samling/models/store"
)

// send uploads a file as a browser does.
func send(t *testing.T, c *webtest.Client, name string, data []byte) webtest.Answer {
	t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	part, err := w.CreateFormFile("file", name)
	if err != nil {
		t.Fatal(err)
	}
	_, _ = part.Write(data)
	_ = w.Close()
	return c.Do("POST", root+"/deltagare/importera", w.FormDataContentType(), body.String())
}

func mapped(fields ...string) url.Values {
	v := url.Values{}
	for i, f := range fields {
		v.Set(fmt.Sprint("kolumn_", i), f)
	}
	return v
}

const guests = "Namn;E-post;Organisation;Telefon;Född\r\n" +
	"Åsa Öberg;asa@nacka.example;Nacka kommun;070 174 06 21;1987-03-04\r\n" +
	"Bo Ek;BO@nacka.example;nacka;;\r\n" +
	"Bo igen;bo@NACKA.example;Nacka kommun;;\r\n" +
	"Ingen Adress;;Nacka kommun;;\r\n" +
	"Fel Adress;fel@;Nacka kommun;;\r\n" +
	"Okänd;okand@x.example;Månens kommun;;\r\n" +
	"=cmd|' /C calc'!A0;formel@;Nacka kommun;;\r\n"

func TestImportIsPreviewedAndDoneOnce(t *testing.T) {
	s := newSite(t)
	openSeats(t, s)
	c := s.As("organiser")
	want(t, "form", c.Get(root+"/deltagare/importera"), 200, "multipart/form-data")
	a := send(t, c, "gäster.csv", []byte(guests))
	want(t, "upload", a, 303)
	page := a.Header.Get("Location")
	want(t, "columns", c.Get(page), 200, "Åsa Öberg", `<option value="email" selected>`, `<option value="name" selected>`, "Född")
	want(t, "no mail column", c.Post(page+"/kolumner", mapped("name", "", "organisation", "", "")), 422, "vilken kolumn som är e-post")
	want(t, "twice", c.Post(page+"/kolumner", mapped("name", "email", "email", "", "")), 422, "samma sak")
	want(t, "made up", c.Post(page+"/kolumner", mapped("name", "email", "needs", "", "")), 422)
	want(t, "no organisation", c.Post(page+"/kolumner", mapped("name", "email", "", "", "")), 422, "vilken kolumn som är organisation")
	want(t, "begin too soon", c.Post(page, nil), 422)
	want(t, "choose", c.Post(page+"/kolumner", mapped("name", "email", "organisation", "phone", "")), 303)
	preview := c.Get(page)
	want(t, "preview", preview, 200, "2 av 7 rader kan läggas till", "4 rader har fel", "1 rad har samma adress", "Fel Adress", "Månens kommun", "Lägg till 2 deltagare")
	want(t, "good ones", c.Get(page+"?visa=good"), 200, "Åsa Öberg", "Bo Ek")
	errors := c.Get(page + "/fel.csv")
	want(t, "report", errors, 200, "Namn;E-post;Organisation;Telefon;Född;Rad;Fel", "'=cmd|", "Månens kommun")
	if n := strings.Count(errors.Body, "\r\n"); n != 5 {
		t.Errorf("%d lines: %q", n, errors.Body)
	}
	counts := func() map[registration.Status]int {
		n, err := registration.Counts(s.Store.Read(t.Context()), s.Edition.ID)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	if counts()[registration.Confirmed] != 0 {
		t.Fatal("the preview added somebody")
	}
	want(t, "begin", c.Post(page, nil), 303)
	want(t, "done", c.Get(page), 200, "2 personer har fått plats", "1 är redan anmäld", "4 rader hade fel", "Rad 5:")
	want(t, "begin twice", c.Post(page, nil), 409)
	want(t, "the listed", c.Get(root+"/deltagare?sok=asa"), 200, "Åsa Öberg", "Nacka kommun")
	want(t, "report after", c.Get(page+"/fel.csv"), 200, "Månens kommun")
	var left int
	s.Store.Read(t.Context()).Raw("SELECT COUNT(*) FROM imports WHERE data LIKE '%Öberg%'").Scan(&left)
	if left != 0 {
		t.Error("the file is still kept after the import")
	}

	// The same file again adds nobody.
	a = send(t, c, "igen.csv", []byte(guests))
	page = a.Header.Get("Location")
	c.Post(page+"/kolumner", mapped("name", "email", "organisation", "phone", ""))
	want(t, "again", c.Get(page), 200, "0 av 7 rader", "2 är redan anmälda")
	c.Post(page, nil)
	if n := counts(); n[registration.Confirmed] != 2 {
		t.Errorf("%v", n)
	}
	if strings.Contains(fmt.Sprint(s.Log), "berg") {
		t.Error("a name is in the log")
	}
}

func TestImportReadsExcel(t *testing.T) {
	s := newSite(t)
	openSeats(t, s)
	book := excelize.NewFile()
	for i, row := range [][]any{{"Förnamn", "Efternamn", "Mejladress", "Mobil"}, {"Åsa", "Öberg", "Åsa Öberg <asa@nacka.example>", 701740621}, {"Bo", "Ek", "bo@nacka.example", "2027-03-04"}} {
		if err := book.SetSheetRow("Sheet1", fmt.Sprint("A", i+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	var data bytes.Buffer
	if err := book.Write(&data); err != nil {
		t.Fatal(err)
	}
	c := s.As("organiser")
	page := send(t, c, "lista.xlsx", data.Bytes()).Header.Get("Location")
	want(t, "columns", c.Get(page), 200, `<option value="first_name" selected>`, `<option value="last_name" selected>`, "701740621")
	v := mapped("first_name", "last_name", "email", "phone")
	v.Set("organisation", "huddinge-kommun")
	want(t, "choose", c.Post(page+"/kolumner", v), 303)
	want(t, "begin", c.Post(page, nil), 303)
	want(t, "done", c.Get(page), 200, "2 personer har fått plats")
	want(t, "in the list", c.Get(root+"/deltagare?sok=asa@nacka"), 200, "Åsa Öberg", "Huddinge kommun")
}

func TestHostileFilesAreToldAtTheField(t *testing.T) {
	s := newSite(t)
	c := s.As("organiser")
	for name, data := range map[string][]byte{
		"tom.csv":    nil,
		"bild.csv":   []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"),
		"gammal.xls": []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"),
		"halv.xlsx":  []byte("PK\x03\x04"),
		"rubrik.csv": []byte("Namn;E-post\r\n"),
	} {
		want(t, name, send(t, c, name, data), 422, `id="file-fel"`, "<title>Fel:")
	}
	want(t, "no file", c.Post(root+"/deltagare/importera", nil), 422, `id="file-fel"`)
	want(t, "too large", send(t, c, "stor.csv", bytes.Repeat([]byte("a;b\n"), 240_000)), 422)
	names := "Namn;E-post\r\n<script>alert(1)</script>;x@x.example\r\n\u202eevil;y@x.example\r\n" + strings.Repeat("Å", 3000) + ";z@x.example\r\n"
	page := send(t, c, "<b>.csv", []byte(names)).Header.Get("Location")
	v := mapped("name", "email")
	v.Set("organisation", "nacka-kommun")
	want(t, "choose", c.Post(page+"/kolumner", v), 303)
	lacks(t, "preview", c.Get(page+"?visa=good"), "<script>alert", "<b>.csv")
	want(t, "preview", c.Get(page+"?visa=bad"), 200, "2 rader har fel")
	want(t, "other edition", c.Get("/arrangor/nej/deltagare/importera/"+page[strings.LastIndex(page, "/")+1:]), 404)
	want(t, "throw away", c.Post(page+"/slang", nil), 303)
	want(t, "gone", c.Get(page), 404)
}

// A pasted list of 2 000 lines is imported bit by bit, goes on after a restart, and adds nobody twice.
func TestLongImportGoesOn(t *testing.T) {
	s := newSite(t)
	openSeats(t, s)
	var file strings.Builder
	file.WriteString("Namn,E-post,Organisation\n")
	for i := range 2000 {
		fmt.Fprintf(&file, "Person %d,p%d@nacka.example,Nacka kommun\n", i, i%1500)
	}
	c := s.As("organiser")
	page := send(t, c, "lång.csv", []byte(file.String())).Header.Get("Location")
	want(t, "choose", c.Post(page+"/kolumner", mapped("name", "email", "organisation")), 303)
	want(t, "preview", c.Get(page), 200, "1500 av 2")
	id := store.ID(page[strings.LastIndex(page, "/")+1:])
	i, err := bulk.ImportByID(s.Store.Read(t.Context()), s.Edition.ID, id)
	if err != nil {
		t.Fatal(err)
	}
	s.Write(func(tx *store.Tx) error { return bulk.BeginImport(tx, i) })
	if i, err = bulk.RunImport(t.Context(), s.Store, i, 1); err != nil || i.AtLine == 0 || i.State != "running" { // a nanosecond: one step
		t.Fatalf("%s at %d, %v", i.State, i.AtLine, err)
	}
	going := c.Get(page)
	want(t, "going", going, 200, "rader är klara")
	if going.Header.Get("Refresh") == "" {
		t.Error("the page does not look again")
	}
	if err := bulk.Tend(t.Context(), s.Store); err != nil {
		t.Fatal(err)
	}
	want(t, "done", c.Get(page), 200, "1500 personer har fått plats", "500 är redan anmälda")
	counts, _ := registration.Counts(s.Store.Read(t.Context()), s.Edition.ID)
	if counts[registration.Confirmed] != 1500 {
		t.Errorf("%v", counts)
	}
}
