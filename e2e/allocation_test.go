package e2e

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"
)

// TestOrganiserAllocates walks the organiser's way through the allocation in a real browser against the real program, its
// jobs and a mail server: demand → a person placed by hand, first in a way that cannot be → a run → its result → another
// with more weight on the mix → both beside each other → published → undone. Every page is held against axe, in light and
// dark, narrow and wide. The rooms are so small that not everybody gets what they wish for.
func TestOrganiserAllocates(t *testing.T) {
	d := newDay(t, "seats: 60", "seats: 3", "seats: 55", "seats: 3", "seats: 50", "seats: 4", "seats: 45", "seats: 4")
	d.crowd()
	p := browse(t, "", 1280, 900)
	d.logIn(p, "organiser")
	room := d.url + "/arrangor/" + slug + "/fordelning"
	for _, page := range []string{"", "/for-hand", "/korningar", "/vad-om"} {
		p.open(room + page)
		p.inspect("allocation" + strings.ReplaceAll(page, "/", "-") + "-before")
	}
	d.placeByHand(p, room)
	first := d.runAllocation(p, room)
	p.inspect("allocation-draft")
	p.open(first + "/personer")
	p.inspect("allocation-people")
	p.press(`form[action$="/fast"] button`)
	p.reads("main", "Personen är fäst")

	p.open(room)
	p.inspect("allocation-after-one")
	p.say("document.querySelector('#mix').value = '5'; ''")
	second := d.runAllocation(p, room)
	p.open(room + "/korningar")
	p.inspect("allocation-runs")
	p.press(`form[action$="/jamfor"] button`)
	p.inspect("allocation-compare")

	p.open(second)
	p.press(`a[href$="/publicera"]`)
	p.inspect("allocation-publish")
	p.press(`form[action$="/publicera"] button`)
	p.settle()
	p.reads("main", "Publicerad")
	d.office.wait(t, "person1@nacka.example", "Sal ")
	p.press(`a[href$="/angra"]`)
	p.inspect("allocation-undo")
	p.press(`form[action$="/angra"] button`)
	p.reads("main", "Publiceringen är ångrad")
	p.inspect("allocation-undone")
}

// crowd registers twelve people of two kinds of organisation who mostly want the same.
func (d *day) crowd() {
	d.t.Helper()
	wishes := [][]string{{"ratt-kurva", "trefas", "losam"}, {"ratt-kurva", "losam", "trefas"}, {"trefas", "ratt-kurva", "losam"}}
	n := 0
	for _, organisation := range []string{"nacka-kommun", "botkyrka-kommun", "lokalpolisomrade-nacka"} {
		for range 4 {
			w := wishes[n%len(wishes)]
			n++
			status, body := d.post(d.client(""), "/"+slug+"/anmalan", url.Values{"name": {fmt.Sprintf("Person Nummer%d", n)},
				"email": {fmt.Sprintf("person%d@nacka.example", n)}, "organisation": {organisation}, "wish_1": {w[0]}, "wish_2": {w[1]}, "wish_3": {w[2]}})
			if status != 200 {
				d.t.Fatalf("register %d of %s: %d %.800s", n, organisation, status, body)
			}
		}
	}
}

// placeByHand finds a person, puts them into the same seminar twice, reads why that cannot be, and mends it.
func (d *day) placeByHand(p *phone, room string) {
	p.t.Helper()
	p.open(room + "/for-hand")
	p.fill("#sok", "nummer3")
	p.press(`form[role="search"] button`)
	p.inspect("allocation-found")
	p.press(`main a[href*="/for-hand/"]`)
	p.inspect("allocation-person")
	pick := func(slot, room string) {
		p.say("(() => { const s = document.querySelector('#pass_" + slot + "'); s.value = [...s.options].find((o) => o.text.endsWith('" + room + "'))?.value ?? ''; return '' })()")
	}
	pick("1", "Sal A")
	pick("2", "Sal A")
	p.press(`main form button`)
	p.reads("main", "två gånger")
	p.inspect("allocation-clash")
	pick("2", "Sal B")
	p.press(`main form button`)
	p.reads("main", "2 saker är bestämda för hand")
	p.inspect("allocation-by-hand")
}

// runAllocation asks for a run, waits for it as a person does, and gives the address of its page.
func (d *day) runAllocation(p *phone, room string) string {
	p.t.Helper()
	if p.say("location.href") != room {
		p.open(room)
	}
	p.press(`form[action$="/fordelning"] button`)
	p.settle()
	p.reads("main", "Förslag, inte skickat")
	return p.say("location.href")
}

// settle waits while a page about work under way comes again by itself.
func (p *phone) settle() {
	p.t.Helper()
	for range 400 {
		if p.say("document.readyState === 'complete' && !document.querySelector('main progress') ? 'done' : ''") == "done" {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	p.fatal("the work does not end")
}
