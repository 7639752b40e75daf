package e2e

import (
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestSeatsInSeminars walks how people take and swap seats where who comes first gets them: one chooses when signing up, with
// the keyboard alone, another waits for the same room, is offered the seat by mail when the first moves on, and takes it. Every
// page on the way is held against axe, in light and dark, narrow and wide.
func TestSeatsInSeminars(t *testing.T) {
	d := newDay(t, "choose: ranked", "choose: first_come", "room: Sal B, seats: 55", "room: Sal B, seats: 1")
	p := browse(t, "", 390, 900)
	p.open(d.url + "/" + slug + "/anmalan")
	p.inspect("pick")
	p.fill("#name", "Maja Ek")
	p.fill("#email", "maja.ek@salem.example")
	p.choose("#organisation", "salems-kommun")
	p.say(`document.querySelector('input[name=pass_1]:checked').focus(); ''`)
	p.key(kb.ArrowUp) // from "later" to the seminar above it
	if got := p.say(`document.querySelector('input[name=pass_1]:checked').value`); got != "trefas" {
		t.Fatalf("the arrow keys chose %q", got)
	}
	p.press(`form[action$="/anmalan"] button.big`)
	p.reads("main", "Trefas", "Sal B", "Du har inte valt seminarium än")
	p.inspect("own-with-seats")

	_, body := d.post(d.client(""), "/"+slug+"/anmalan", url.Values{"name": {"Åsa Öberg"}, "email": {"asa@salem.example"},
		"organisation": {"salems-kommun"}, "pass_1": {"losam"}})
	if !strings.Contains(body, "Din plats är klar") {
		t.Fatalf("%.2000s", body)
	}
	asa := d.link(d.office.wait(t, "asa@salem.example", d.url+"/min/"), "/min/")
	p.open(asa + "/pass/1")
	p.inspect("slot")
	p.press(`form[action$="/ko"] button`)
	p.reads("main", "Du står som nummer 1 på väntelistan till Trefas")
	p.inspect("in-line")

	maja := d.link(d.office.wait(t, "maja.ek@salem.example", d.url+"/min/"), "/min/")
	p.open(maja + "/pass/1")
	p.say(`document.querySelector('input[name=seminarium]:checked').focus(); ''`)
	p.key(kb.ArrowUp)
	p.key(kb.Enter)
	p.reads("main", "Din plats på seminariet är sparad", "Dela med dig och bli stark")
	p.inspect("swapped")

	d.office.wait(t, "asa@salem.example", "Svara på erbjudandet")
	p.open(asa)
	p.reads("main", "Det finns en plats för dig på Trefas", "Tar du den lämnar du LOSAM")
	p.inspect("offered-seat")
	p.press(`form[action$="/pass/1/ja"] button`)
	p.reads("main", "Din plats på seminariet är sparad", "Trefas, Sal B", "Tillbaka till LOSAM, Sal C")
}

// TestRankingByKeyboard: three wishes are ranked with tab, arrows and space, and saved.
func TestRankingByKeyboard(t *testing.T) {
	d := newDay(t)
	p := browse(t, "", 390, 900)
	p.open(d.url + "/" + slug + "/anmalan")
	p.fill("#name", "Maja Ek")
	p.fill("#email", "maja.ek@salem.example")
	p.choose("#organisation", "salems-kommun")
	p.reads("#seminarier", "Vi försöker ge dig något av dina första val. Vi blandar också organisationer.")
	p.say(`document.querySelector('#title').focus(); ''`)
	for _, keys := range [][]string{{kb.Tab, " "}, {kb.Tab, kb.ArrowDown}, {kb.Tab, kb.ArrowDown, kb.ArrowDown}} {
		for _, key := range keys {
			p.key(key)
		}
	}
	ranked := p.say(`[1, 2, 3].map((n) => document.querySelector('input[name=wish_' + n + ']:checked')?.value).join(' ')`)
	if words := strings.Fields(ranked); len(words) != 3 || words[0] == words[1] || words[1] == words[2] || words[0] == words[2] {
		t.Fatalf("ranked by keyboard: %q", ranked)
	}
	if p.say(`getComputedStyle(document.activeElement.closest('.dot')).outlineStyle`) == "none" {
		t.Error("one does not see where one is")
	}
	p.press(`form[action$="/anmalan"] button.big`)
	p.reads("h1", "Din plats är klar")
}

// key presses a key as a keyboard does.
func (p *phone) key(key string) { p.t.Helper(); p.do(chromedp.KeyEvent(key)) }
