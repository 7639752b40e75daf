package e2e

import (
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestARoomMovesAndALeaderReads walks what happens in the rooms in a real browser, with the jobs and a mail server: two people have
// seats, the organiser moves the room after a look at who is concerned and swaps it with another, everybody is mailed; a
// leader gets a link, one who comes asks, the leader reads; heads are counted; the sign in the hall turns by itself. Every page
// is held against axe, in light and dark, narrow and wide.
func TestARoomMovesAndALeaderReads(t *testing.T) {
	d := newDay(t, "choose: ranked", "choose: first_come")
	maja := d.placed("Maja Ek", "maja.ek@salem.example")
	d.placed("Nils Å. Öberg-Långtnamn", "nils@salem.example")
	p := browse(t, "", 1280, 900)
	d.logIn(p, "organiser")
	rooms := d.url + "/arrangor/" + slug + "/salar"
	p.open(rooms)
	p.inspect("rooms")
	p.reads("main", "2 placerade", "Salems kommun")
	d.moveRoom(p)
	d.office.wait(t, "maja.ek@salem.example", "är nu i Stora aulan (tidigare Sal B)")
	d.office.wait(t, "nils@salem.example", "är nu i Stora aulan (tidigare Sal B)")

	p.open(rooms + "/ledare")
	p.inspect("leaders-none")
	p.choose("#seminar", p.say(`[...document.querySelectorAll('#seminar option')].find((o) => o.text === 'Trefas').value`))
	p.fill("#name", "Lena Leder")
	p.fill("#email", "lena@seminarier.example")
	p.press(`form[action$="/salar/ledare"] button`)
	p.reads("main", "länken är på väg")
	p.inspect("leaders")
	link := d.link(d.office.wait(t, "lena@seminarier.example", d.url+"/seminarieledare/"), "/seminarieledare/")

	p.open(maja)
	p.press(`a[href$="/fraga"]`)
	p.inspect("question")
	p.fill("#fraga", "Hur gör man i en liten kommun?")
	p.press(`form[action$="/fraga"] button`)
	p.reads("main", "Frågan är skickad", "Ta tillbaka frågan")
	p.inspect("question-sent")
	p.open(link)
	p.reads("main", "2 personer kommer", "Stora aulan", "Hur gör man i en liten kommun?", "Utan namn")
	if strings.Contains(p.say("document.querySelector('main').innerText"), "Maja") {
		t.Error("the leader sees a name")
	}
	p.inspect("leader")

	p.open(d.url + "/dorr/" + slug + "/salar")
	p.inspect("count")
	p.open(rooms)
	p.tap(`.rooms-list details summary`)
	p.fill(`.rooms-list details[open] [name="antal"]`, "17")
	p.press(`.rooms-list details[open] button`)
	p.reads("main", "17 räknade")
	d.sign(p)
}

// placed signs somebody up who takes a seat in Trefas, and gives the address of their page.
func (d *day) placed(name, email string) string {
	d.t.Helper()
	status, body := d.post(d.client(""), "/"+slug+"/anmalan", url.Values{"name": {name}, "email": {email}, "organisation": {"salems-kommun"}, "pass_1": {"trefas"}})
	if status != 200 {
		d.t.Fatalf("%s: %d %.1500s", name, status, body)
	}
	return d.link(d.office.wait(d.t, email, d.url+"/min/"), "/min/")
}

// moveRoom gives the first room of Trefas another name and too few seats, reads what that would do, and then takes enough.
func (d *day) moveRoom(p *phone) {
	p.t.Helper()
	p.say(`location.href = [...document.querySelectorAll('.rooms-list > li')].find((l) => l.innerText.includes('Trefas')).querySelector('a.btn').href; ''`)
	p.reads("main", "Nu i Sal B")
	p.inspect("room-change")
	p.retype("#sal", "Skrubben")
	p.retype("#platser", "1")
	p.press(`main form[method="get"] button`)
	p.reads("main", "1 person får inte plats", "Byt sal med", "Spara, flytta ingen än")
	p.inspect("room-too-small")
	p.retype("#sal", "Stora aulan")
	p.retype("#platser", "200")
	p.press(`main form[method="get"] button`)
	p.reads("main", "2 personer går till en annan sal")
	p.inspect("room-preview")
	p.press(`main form[method="post"] button`)
	p.reads("main", "Ändringen är sparad")
	p.inspect("room-changed")
}

// retype writes over what a field holds.
func (p *phone) retype(css, text string) {
	p.t.Helper()
	p.do(chromedp.SetValue(chromedp.CSS(css), text))
}

// sign looks at the screen in the hall, and that it turns without loading the page.
func (d *day) sign(p *phone) {
	p.t.Helper()
	p.open(d.url + "/" + slug + "/salar")
	p.reads("main", "Stora aulan", "Trefas", "Platser kvar")
	p.inspect("sign")
	p.open(d.url + "/" + slug + "/salar")
	p.say(`document.body.dataset.mark = 'kept'; document.querySelector('main').innerHTML = 'old'; dispatchEvent(new Event('online')); ''`)
	p.reads("main", "Trefas")
	if got := p.say(`document.body.dataset.mark`); got != "kept" {
		p.t.Errorf("the sign did not turn in place: %q", got)
	}
}
