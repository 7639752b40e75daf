package e2e

import (
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestAgenciesFillTheirSeats walks what an agency does with its seats, in a real browser against the real program and a
// real mail server: a coordinator gets a link, pastes a messy list, mends a line and registers four colleagues on the
// four seats; another takes the one seat of the pool and the next one waits; somebody passes the seat on and the old
// link is dead; somebody else cancels, and the freed seat is offered and taken. Every page on the way is held against
// axe, in light and dark, narrow and wide.
func TestAgenciesFillTheirSeats(t *testing.T) {
	d := newDay(t)
	p := browse(t, "", 1280, 900)
	d.logIn(p, "organiser")
	for _, page := range []string{"/platser", "/inbjudningar", "/samordnare", "/organisationer", "/material", "/nasta-ar", "/koket",
		"/deltagare/kolumner", "/deltagare/importera", "/deltagare/per-organisation"} {
		p.open(d.url + "/arrangor/" + slug + page)
		p.inspect("agencies" + strings.ReplaceAll(page, "/", "-"))
	}
	d.coordinate(p)
	d.registerList(p)
	d.signUp("Petra Pool", "petra@salem.example", "Din plats är klar")
	d.signUp("Omar Lind", "omar@salem.example", "väntelistan")
	d.passOn(p, "maja.ek@salem.example")
	d.offer(p, "asa@salem.example", "omar@salem.example")
	p.open(d.url + "/hitta")
	p.inspect("lost-link")
}

// coordinate makes a coordinator of the four seats of Salem and opens the link from the mail.
func (d *day) coordinate(p *phone) {
	p.t.Helper()
	p.open(d.url + "/arrangor/" + slug + "/samordnare")
	p.choose("#organisation", "salems-kommun")
	p.fill("#name", "Sara Samordnare")
	p.fill("#email", "sara@salem.example")
	p.press(`form[action$="/samordnare"] button`)
	p.open(d.link(d.office.wait(p.t, "sara@salem.example", d.url+"/grupp/"), "/grupp/"))
	p.inspect("group")
}

// registerList pastes what people paste: a heading, a name turned round, an address in brackets, a tab, and a mistake.
func (d *day) registerList(p *phone) {
	p.t.Helper()
	p.press(`a[href$="/anmal"]`)
	p.inspect("group-paste")
	p.do(chromedp.SetValue(chromedp.CSS("#lista"), "Namn;E-post\nEk, Maja;maja.ek@salem.example\n"+
		"\"Åsa Öberg\" <asa@salem.example>\nZé;ze@salem\nIda Berg\tida@salem.example\nIda Berg\tIDA@salem.example"))
	p.press(`button[value="granska"]`)
	p.inspect("group-preview")
	p.do(chromedp.SetValue(chromedp.CSS(`[aria-invalid="true"]`), "ze@salem.example"))
	p.press(`button[value="granska"]`)
	p.press(`button[value="anmal"]`)
	p.reads("main", "Maja Ek", "Åsa Öberg", "Zé", "Ida Berg")
	p.inspect("group-registered")
	d.office.wait(p.t, "ze@salem.example", d.url+"/min/")
}

// signUp registers somebody of Salem by the form and reads what they are told.
func (d *day) signUp(name, email, told string) {
	d.t.Helper()
	status, body := d.post(d.client(""), "/"+slug+"/anmalan", url.Values{"name": {name}, "email": {email}, "organisation": {"salems-kommun"},
		"wish_1": {"ratt-kurva"}, "wish_2": {"trefas"}, "wish_3": {"losam"}})
	if status != 200 || !strings.Contains(body, told) {
		d.t.Fatalf("%s: %d, wanted %q in %.2000s", name, status, told, body)
	}
}

// passOn gives a seat to a colleague. The old link says that it is dead; the new person has one.
func (d *day) passOn(p *phone, from string) {
	p.t.Helper()
	old := d.link(d.office.wait(p.t, from, d.url+"/min/"), "/min/")
	p.open(old + "/byt")
	p.inspect("substitute")
	p.fill("#name", "Nora Ny")
	p.fill("#email", "nora@salem.example")
	p.press(`form[action$="/byt"] button`)
	p.inspect("substituted")
	if status, _ := d.get(d.client(""), strings.TrimPrefix(old, d.url)); status != 410 {
		p.t.Errorf("the old link answers %d", status)
	}
	p.open(d.link(d.office.wait(p.t, "nora@salem.example", d.url+"/min/"), "/min/"))
	p.reads("main", "Nora")
}

// offer lets one cancel and the one who waits take the seat.
func (d *day) offer(p *phone, leaves, waits string) {
	p.t.Helper()
	waiting := d.link(d.office.wait(p.t, waits, d.url+"/min/"), "/min/")
	p.open(waiting)
	p.inspect("waiting")
	p.open(d.link(d.office.wait(p.t, leaves, d.url+"/min/"), "/min/") + "/avanmal")
	p.inspect("cancel")
	p.press(`form[action$="/avanmal"] button`)
	p.inspect("cancelled")
	p.open(waiting)
	p.inspect("offered")
	p.press(`form[action$="/ja"] button`)
	p.reads("h1", "Din plats är klar")
}
