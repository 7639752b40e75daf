package e2e

import (
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"samling/models/door"
	"samling/models/seminar"
	"samling/models/store"
)

// TestDoorHelpDesk walks a help desk through what it is there for: a case from a steward's phone, somebody on the
// waitlist, a substitute, a walk-in, and a search when the network is gone.
func TestDoorHelpDesk(t *testing.T) {
	e := newEntrance(t)
	waiting, code := e.guest("Kerstin Sjögren", "kerstin@nacka.example")
	e.guest("Maximiliana Wolfeschlegelstein-Hausenbergerdorff", "max@nacka.example")
	bo, _ := e.guest("Bo Ek", "bo@nacka.example")
	e.Write(func(tx *store.Tx) error {
		for _, statement := range []string{
			"UPDATE edition_seats SET taken = taken - 1, pool_taken = pool_taken - (SELECT charge = 'pool' FROM registrations WHERE id = ?1) WHERE ?1 <> ''",
			"UPDATE organisation_seats SET taken = taken - 1 WHERE organisation_id = (SELECT organisation_id FROM registrations WHERE id = ?1 AND charge = 'quota')",
			"UPDATE registrations SET status = 'waitlisted', charge = '', waitlist_number = 4 WHERE id = ?1",
		} {
			if err := tx.Exec(strings.ReplaceAll(statement, "?1", quote(string(waiting.ID)))).Error; err != nil {
				return err
			}
		}
		return nil
	})
	steward, desk := e.paired("Dörr 1", door.Steward, ""), e.paired("Hjälpdisk", door.Desk, "")
	steward.tap("#borja")
	steward.scan(code)
	steward.shows("KONTROLLERA", "Kerstin Sjögren", "Till hjälpdisken")
	steward.fits(390, 844, "to-the-desk")
	steward.tap("#till-disken")
	steward.shows("Ärende 1")

	desk.tap("#borja")
	desk.reads("#natet", "Uppkopplad")
	desk.tap("#sok")
	desk.await("document.getElementById('arenden-antal').textContent", "1")
	desk.tap("#till-arenden")
	desk.see("#arenden button")
	desk.picture("cases")
	desk.axe()
	desk.tap("#arenden button")
	desk.reads("[data-panel=person]", "Kerstin Sjögren", "väntelistan")
	desk.picture("person")
	desk.axe()
	desk.await("String(document.getElementById('person-skylt').checkVisibility())", "false") // no seat, no badge
	desk.tap("#person-plats")
	desk.shows("VÄLKOMMEN", "Kerstin Sjögren")
	steward.scan(code)
	steward.shows("REDAN INNE", "Hjälpdisk")

	desk.tap("#sok")
	desk.do(chromedp.SendKeys(chromedp.CSS("#q"), "bo ek\r"))
	desk.see("#traffar [data-more]")
	desk.fits(390, 844, "hits")
	desk.tap("#traffar [data-more]")
	desk.reads("[data-panel=person]", "Bo Ek", "Ersättare")
	desk.see("#person-skylt")
	desk.do(chromedp.SendKeys(chromedp.CSS("#ersattare-namn"), code+"\r")) // a hand scanner: nobody is called that
	desk.shows("REDAN INNE", "Kerstin Sjögren")
	desk.tap("#sok")
	desk.do(chromedp.SendKeys(chromedp.CSS("#q"), "bo ek\r"))
	desk.see("#traffar [data-more]")
	desk.tap("#traffar [data-more]")
	desk.reads("[data-panel=person]", "Bo Ek", "Ersättare")
	desk.do(chromedp.SendKeys(chromedp.CSS("#ersattare-namn"), "Nora Ny"))
	desk.fits(390, 844, "substitute")
	desk.tap("#ersattare button")
	desk.shows("VÄLKOMMEN", "Nora Ny")
	if n := e.number("SELECT COUNT(*) FROM registrations WHERE name = 'Nora Ny'"); n != 1 {
		t.Errorf("%d substitutes", n)
	}
	if n := e.number("SELECT COUNT(*) FROM admissions WHERE registration_id = ?", bo.ID); n > 1 {
		t.Error("two on one seat")
	}
	desk.walkIn()
	if n := e.number("SELECT COUNT(*) FROM door_cases WHERE outcome = 'helped'"); n != 1 {
		t.Error("the case is not over")
	}

	desk.cut(true)
	desk.reads("#natet", "Offline")
	desk.tap("#sok")
	desk.do(chromedp.SendKeys(chromedp.CSS("#q"), "wolf\r"))
	desk.reads("#traffar", "Maximiliana")
	desk.reads("#funna", "listan i telefonen")
	desk.fits(360, 640, "offline-hits")
	desk.tap("#traffar button")
	desk.shows("VÄLKOMMEN", "Maximiliana")
	desk.reads("#natet", "1 väntar")
	desk.cut(false)
	desk.await("document.getElementById('natet').textContent", "Uppkopplad")
	if n := e.number("SELECT COUNT(*) FROM admissions"); n != 4 {
		t.Errorf("%d admissions", n)
	}
	if found := e.conflicts(); len(found) != 0 {
		t.Errorf("%+v", found)
	}
}

// walkIn registers somebody who just came, after a mistake that is told at its field.
func (p *phone) walkIn() {
	p.t.Helper()
	began := time.Now()
	p.tap("#sok")
	p.tap("#till-oanmald")
	p.reads("#oanmald-platser", "platser kvar")
	p.picture("walk-in")
	p.axe()
	p.do(chromedp.SendKeys(chromedp.CSS("#oanmald-namn"), "Ulla Ström"))
	p.tap("#oanmald button")
	p.await("document.querySelector('#oanmald [aria-invalid]')?.id ?? ''", "oanmald-organisation")
	p.picture("walk-in-mistake")
	p.choose("#oanmald-organisation", "haninge-kommun")
	p.tap("#oanmald button")
	p.shows("VÄLKOMMEN", "Ulla Ström", "Haninge")
	p.picture("walk-in-done")
	p.t.Logf("a walk-in with a mistake in it took %v", time.Since(began).Round(time.Millisecond))
}

// TestDoorOfARoom stands at a session's door: right room, another room, no seat, and a count by hand.
func TestDoorOfARoom(t *testing.T) {
	e := newEntrance(t)
	placed, here := e.guest("Åsa Öberg", "asa@nacka.example")
	_, none := e.guest("Bo Ek", "bo@nacka.example")
	var session, slot string
	e.Write(func(tx *store.Tx) error {
		if _, err := seminar.Allocate(tx, e.Edition, []seminar.Attendee{{ID: placed.ID}}, seminar.Terms{Seed: 1}, "test"); err != nil {
			return err
		}
		return tx.Raw("SELECT session_id, slot FROM placements WHERE person_id = ? ORDER BY slot LIMIT 1", placed.ID).Row().Scan(&session, &slot)
	})
	var other string
	if err := e.Store.Read(t.Context()).Raw("SELECT id FROM seminar_sessions WHERE edition_id = ? AND slot = ? AND id <> ? LIMIT 1",
		e.Edition.ID, slot, session).Scan(&other).Error; err != nil {
		t.Fatal(err)
	}
	right, wrong := browse(t, "", 390, 844), browse(t, "", 390, 844)
	for p, of := range map[*phone]string{right: session, wrong: other} {
		p.hold(390, 844)
		e.pair(p, door.DeviceForm{Name: "Sal " + of[:3], Role: door.InRoom, SessionID: store.ID(of)})
		p.tap("#borja")
	}
	right.scan(here)
	right.shows("VÄLKOMMEN", "Åsa Öberg")
	right.scan(here)
	right.shows("REDAN INNE")
	wrong.scan(here)
	wrong.shows("KONTROLLERA", "Åsa Öberg", "Ge plats här")
	wrong.fits(390, 844, "wrong-room")
	right.cut(true)
	right.scan(none)
	right.shows("KONTROLLERA", "Har ingen plats")
	right.cut(false)
	right.tap("#skriv")
	right.reads("#rum-lage", "1 av 1 har kommit")
	right.do(chromedp.SendKeys(chromedp.CSS("#antal"), "många"))
	right.tap("#rakna button")
	right.await("document.getElementById('rum-fel').textContent ? 'said' : ''", "said")
	right.do(chromedp.SetValue(chromedp.CSS("#antal"), "17"))
	right.tap("#rakna button")
	right.reads("#rum-lage", "Räknat för hand: 17")
	right.picture("room")
	right.axe()
	if n := e.number("SELECT COUNT(*) FROM session_admissions"); n != 1 {
		t.Errorf("%d in the room", n)
	}
}
