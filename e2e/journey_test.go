package e2e

import (
	"bytes"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// TestTheWholeDay walks the main job in a real Chromium against the real program and a real SMTP server: register →
// mail → ticket → the organiser places people and prints the badge → the door scans the code from that PDF's picture
// → evaluation → the host downloads the XLSX, and the numbers are those that were answered. Every page on the way is
// held against axe, in light and dark, at 390 and 1280 pixels.
func TestTheWholeDay(t *testing.T) {
	d := newDay(t)
	const email = "asa.oberg@nacka.example"
	asa := browse(t, "", 390, 844)

	asa.open(d.url + "/")
	asa.inspect("start")
	asa.open(d.url + "/" + slug)
	asa.inspect("event")
	asa.press(`a[href="/` + slug + `/anmalan"]`)
	asa.inspect("register")
	asa.press(`main form button[type="submit"], main form button:not([type])`)
	asa.reads("h1", "Anmäl")
	if title := asa.say("document.title"); !strings.HasPrefix(title, "Fel:") {
		t.Errorf("an empty form gives the title %q", title)
	}
	asa.inspect("register-errors")
	d.register(asa, "Åsa Öberg", email)
	asa.inspect("confirmed")
	if path := asa.say("location.pathname"); !strings.HasPrefix(path, "/min/") {
		t.Fatalf("after registering: %s", path)
	}

	mail := d.office.wait(t, email, d.url+"/min/")
	ticket := d.reference(mail)
	asa.open(d.link(mail, "/min/"))
	asa.reads("main", "Rätt kurva")
	asa.inspect("own")

	colleagues := d.others(11)
	organiser := browse(t, "", 1280, 900)
	d.organise(organiser)
	badge := d.badge(ticket)
	d.enter(t, photograph(t, badge), "Åsa Öberg")
	d.enterByReference(colleagues)

	d.evaluate(organiser)
	d.answer(asa, d.link(d.office.wait(t, email, d.url+"/svara/"), "/svara/"))
	for i, c := range colleagues {
		d.answerQuietly(d.link(d.office.wait(t, c.email, d.url+"/svara/"), "/svara/"), []string{"4", "5"}[i%2])
	}
	organiser.open(d.url + "/arrangor/" + slug + "/utvardering")
	organiser.say("document.querySelector('main details')?.setAttribute('open', ''); ''")
	organiser.press(`form[action$="/utvardering/stang"] button`)
	organiser.inspect("evaluation")
	d.results(t)
	if n := d.office.count(email); n != 3 {
		t.Errorf("Åsa got %d mails, wanted confirmation, placement and ballot", n)
	}
	if strings.Contains(d.said.String(), email) || strings.Contains(d.said.String(), "Öberg") {
		t.Error("the log holds a person's name or address")
	}
}

// register fills the form in as somebody would.
func (d *day) register(p *phone, name, email string) {
	p.t.Helper()
	p.open(d.url + "/" + slug + "/anmalan")
	p.fill("#name", name)
	p.fill("#email", email)
	p.choose("#organisation", "nacka-kommun")
	for wish, seminar := range []string{"ratt-kurva", "losam", "trefas"} {
		p.choose(fmt.Sprintf(`[name="wish_%d"][value="%s"]`, wish+1, seminar), seminar)
	}
	p.press(`main form button[type="submit"], main form button:not([type])`)
}

type colleague struct{ name, email, reference string }

// others register as programs do.
func (d *day) others(n int) (all []colleague) {
	d.t.Helper()
	for i := range n {
		c := colleague{name: fmt.Sprintf("Kollega Nummer %d", i), email: fmt.Sprintf("kollega.%d@botkyrka.example", i)}
		status, body := d.post(d.client(""), "/"+slug+"/anmalan", url.Values{"name": {c.name}, "email": {c.email},
			"organisation": {"botkyrka-kommun"}, "wish_1": {"ratt-kurva"}, "wish_2": {"trefas"}, "wish_3": {"losam"}})
		if status != 200 {
			d.t.Fatalf("register %s: %d %.500s", c.name, status, body)
		}
		c.reference = d.reference(d.office.wait(d.t, c.email, d.url+"/min/"))
		all = append(all, c)
	}
	return all
}

// organise looks at the organiser's pages, places everybody and tells them.
func (d *day) organise(p *phone) {
	p.t.Helper()
	p.open(d.url + "/logga-in")
	p.inspect("login")
	d.logIn(p, "organiser")
	for _, page := range []string{"", "/" + slug, "/" + slug + "/deltagare", "/" + slug + "/deltagare/ny", "/" + slug + "/vardar",
		"/" + slug + "/program", "/" + slug + "/uppgifter", "/" + slug + "/namnskyltar", "/" + slug + "/mejl", "/mejl", "/" + slug + "/utvardering"} {
		p.open(d.url + "/arrangor" + page)
		p.inspect("organiser" + strings.ReplaceAll(page, "/", "-"))
	}
	p.open(d.url + "/arrangor/" + slug + "/fordelning")
	p.inspect("allocation-before")
	p.press(`form[action$="/fordelning"] button`)
	p.settle()
	p.press(`a[href$="/publicera"]`)
	p.press(`form[action$="/publicera"] button`)
	p.settle()
	d.office.wait(p.t, "asa.oberg@nacka.example", "Sal ")
}

// badge prints one person's badge.
func (d *day) badge(reference string) string {
	d.t.Helper()
	status, pdf := d.get(d.client("organiser"), "/arrangor/"+slug+"/namnskyltar.pdf?layout=a6&referenser="+url.QueryEscape(strings.ReplaceAll(reference, " ", "")))
	if status != 200 || !strings.HasPrefix(pdf, "%PDF") {
		d.t.Fatalf("badge: %d %.200s", status, pdf)
	}
	return pdf
}

// enter holds a badge up to a phone at the door.
func (d *day) enter(t *testing.T, camera, name string) {
	t.Helper()
	d.post(d.client("organiser"), "/arrangor/"+slug+"/dorrar/oppna", url.Values{}) // the day is weeks away
	door := browse(t, camera, 390, 844)
	d.logIn(door, "door")
	door.open(d.url + "/dorr/" + slug)
	door.rules("door")
	door.tap("#borja")
	door.shows("VÄLKOMMEN", name, "Nacka kommun", "Sal")
	door.rules("door-ok")
	door.picture("door-ok")
}

// enterByReference lets people in by their reference codes, as the help desk's program does; a code shown twice is in
// already the second time.
func (d *day) enterByReference(people []colleague) {
	d.t.Helper()
	c := d.client("door")
	for i, person := range people {
		for _, want := range []string{`"status":"ok"`, `"reason":"already_redeemed"`} {
			body := fmt.Sprintf(`{"reference":%q,"nonce":"journey-%d-%d","occurred_at":%q,"door":"Dörr 2","edition":%q}`,
				person.reference, i, len(want), time.Now().UTC().Format(time.RFC3339), slug)
			answer, err := c.Post(d.url+"/api/v1/door/redeem", "application/json", strings.NewReader(body))
			status, text := d.read(answer, err)
			if status != 200 || !strings.Contains(strings.ReplaceAll(text, " ", ""), want) {
				d.t.Fatalf("redeem %s: %d %s, wanted %s", person.name, status, text, want)
			}
		}
	}
}

func (d *day) evaluate(organiser *phone) {
	organiser.t.Helper()
	organiser.open(d.url + "/arrangor/" + slug + "/utvardering")
	organiser.press(`form[action$="/utvardering"] button`)
}

// answer fills the evaluation in on a phone: the best there is everywhere, and a sentence.
func (d *day) answer(p *phone, ballot string) {
	p.t.Helper()
	p.open(ballot)
	p.inspect("survey")
	p.say(`(() => { const seen = new Set(); for (const e of [...document.querySelectorAll('main input[type=radio]')].reverse()) {
		if (seen.has(e.name) || e.value === 'none') continue; seen.add(e.name); e.click() } return '' })()`)
	p.fill(`[name="Q11"]`, "Att träffa alla. =1+1")
	p.press(`main form button[type="submit"]`)
	p.inspect("survey-thanks")
	p.open(ballot)
	p.reads("main", "en gång")
	p.inspect("survey-spent")
}

var inputForm = regexp.MustCompile(`name="((?:Q|S)[0-9]+(?:_[a-z0-9-]+)?)" value="([0-9]+)"`)

// answerQuietly posts the same step for every question that has it, and else the last one.
func (d *day) answerQuietly(ballot, step string) {
	d.t.Helper()
	path := strings.TrimPrefix(ballot, d.url)
	c := d.client("")
	_, page := d.get(c, path)
	form := url.Values{}
	for _, found := range inputForm.FindAllStringSubmatch(page, -1) {
		if form.Get(found[1]) != step {
			form.Set(found[1], found[2])
		}
	}
	if status, body := d.post(c, path, form); status != 200 || !strings.Contains(body, "Tack") {
		d.t.Fatalf("answer: %d %.500s", status, body)
	}
	if status, _ := d.post(c, path, form); status != 410 {
		d.t.Errorf("a ballot used twice: %d", status)
	}
}

// results reads what the host gets: seven answered, one with 5 and six with 4.
func (d *day) results(t *testing.T) {
	t.Helper()
	host := browse(t, "", 1280, 900)
	d.logIn(host, "host")
	host.inspect("host")
	host.open(d.url + "/vard/" + slug)
	host.inspect("results")
	status, raw := d.get(d.client("host"), "/vard/"+slug+"/resultat.xlsx")
	if status != 200 {
		t.Fatalf("resultat.xlsx: %d", status)
	}
	book, err := excelize.OpenReader(bytes.NewReader([]byte(raw)))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = book.Close() }()
	counts := map[string]string{}
	for _, sheet := range book.GetSheetList() {
		rows, err := book.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		collect(counts, rows)
	}
	if counts["Q1/5"] != "6" || counts["Q1/4"] != "6" || counts["Q1/3"] != "<5" { // Åsa gave a 5
		t.Errorf("Q1 in the XLSX: %v", counts)
	}
	status, csv := d.get(d.client("host"), "/vard/"+slug+"/resultat.csv")
	if status != 200 || !strings.HasPrefix(csv, "\ufeff") || !strings.Contains(csv, ";n;") {
		t.Errorf("resultat.csv: %d %.300q", status, csv)
	}
	if strings.Contains(csv, "\n=") || strings.Contains(csv, ";=") {
		t.Error("a formula in the CSV")
	}
}

// collect finds the counts of question Q1 in a sheet by its headings.
func collect(counts map[string]string, rows [][]string) {
	code, value, n := -1, -1, -1
	for _, row := range rows {
		for i, cell := range row {
			switch strings.ToLower(cell) {
			case "fråga":
				code = i
			case "värde":
				value = i
			case "n":
				n = i
			}
		}
		if code >= 0 && value >= 0 && n >= 0 && len(row) > max(code, value, n) && row[code] == "Q1" {
			counts["Q1/"+row[value]] = row[n]
		}
	}
}
