package e2e

import (
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"samling/models/registration"
	"samling/models/seminar"
	"samling/models/store"
)

// standing opens the door on a phone without a camera and starts it.
func standing(t *testing.T) (*entrance, *phone, registration.Registration, string) {
	t.Helper()
	e := newEntrance(t)
	r, code := e.guest("Åsa Öberg", "asa@nacka.example")
	p := e.phone("", 390, 844)
	p.tap("#borja")
	p.shows("Håll upp koden")
	return e, p, r, code
}

func TestDoorWithoutACamera(t *testing.T) {
	e, p, r, _ := standing(t)
	p.reads("#kameratext", "handskanner")
	p.picture("no-camera")
	p.write(r.Reference)
	p.shows("VÄLKOMMEN", "Åsa Öberg")
	time.Sleep(5500 * time.Millisecond)
	if left := p.text("body"); strings.Contains(left, "Öberg") || strings.Contains(left, "Nacka kommun") {
		t.Error("the name is still on the screen after five seconds")
	}
	p.shows("VÄLKOMMEN") // and the verdict too, with its undo
	p.tap("#angra")
	p.shows("Ångrad", "räknas inte som inne")
	p.picture("undone")
	if n := e.number("SELECT COUNT(*) FROM admissions"); n != 0 {
		t.Errorf("%d admissions after the undo", n)
	}
}

func TestDoorHasRoomForLongNames(t *testing.T) {
	e, p, _, _ := standing(t)
	r, _ := e.guest("Maximiliana Wolfeschlegelstein-Hausenbergerdorff", "max@nacka.example")
	e.Write(func(tx *store.Tx) error {
		if err := tx.Exec(`UPDATE registrations SET organisation_id = (SELECT id FROM organisations WHERE edition_id = ? AND
			name LIKE 'Enskede%') WHERE id = ?`, e.Edition.ID, r.ID).Error; err != nil {
			return err
		}
		if err := tx.Exec("UPDATE seminars SET title = 'Dela med dig och bli stark, igen och igen'").Error; err != nil {
			return err
		}
		_, err := seminar.Allocate(tx, e.Edition, []seminar.Attendee{{ID: r.ID}}, seminar.Terms{Seed: 1}, "test")
		return err
	})
	p.write(r.Reference)
	p.shows("VÄLKOMMEN", "Maximiliana", "stadsdelsförvaltning")
	p.fits(360, 640, "long-name")
	p.fits(740, 360, "long-name-side")
}

func TestDoorFindsByName(t *testing.T) {
	e, p, _, _ := standing(t)
	e.guest("Örjan Öberg", "orjan@nacka.example")
	waiting, _ := e.guest("Kerstin Oberg", "kerstin@nacka.example")
	e.Write(func(tx *store.Tx) error {
		return tx.Exec("UPDATE registrations SET status = 'waitlisted', waitlist_number = 4 WHERE id = ?", waiting.ID).Error
	})
	p.tap("#sok")
	p.do(chromedp.SendKeys(chromedp.CSS("#q"), "oberg\r"))
	p.see("#traffar li:nth-child(3)")
	p.picture("search")
	p.axe()
	p.tap("#traffar li:nth-child(3) button")
	p.shows("KONTROLLERA", "Kerstin Oberg", "nummer 4")
	p.picture("check")
	p.axe()
	if kept := p.say("document.getElementById('traffar').textContent + document.getElementById('q').value"); kept != "" {
		t.Errorf("the search is still there: %q", kept)
	}
}

func TestDoorTakesAHandScanner(t *testing.T) {
	_, p, _, code := standing(t)
	p.do(chromedp.Focus(chromedp.CSS("#pausa"))) // Enter at the burst's end must not press it
	p.scan(code)
	p.shows("VÄLKOMMEN", "Åsa Öberg")
	p.tap("#sok") // at the desk the cursor stands in the search
	p.do(chromedp.SendKeys(chromedp.CSS("#q"), code+"\r"))
	p.shows("REDAN INNE", "Åsa Öberg")
}

// The worst case of domain.md §5: the server has let somebody in, and its answer is lost.
func TestDoorWhenTheAnswerIsLost(t *testing.T) {
	e, p, r, _ := standing(t)
	e.lose.Store(true)
	p.write(r.Reference)
	p.shows("VÄLKOMMEN", "Åsa Öberg")
	if e.lose.Load() {
		t.Error("no answer was lost")
	}
	if n := e.number("SELECT COUNT(*) FROM scans"); n != 1 {
		t.Errorf("%d scans for one presentation", n)
	}
}

// A name that was picked from a search can be judged by the server only: it is asked until it answers.
func TestDoorWithoutContact(t *testing.T) {
	e, p, _, _ := standing(t)
	p.tap("#sok")
	p.do(chromedp.SendKeys(chromedp.CSS("#q"), "oberg\r"))
	p.see("#traffar li button")
	e.dead.Store(true)
	p.tap("#traffar li button")
	p.shows("Ingen kontakt", "Vänta med att släppa in")
	p.picture("no-contact")
	if face := p.say("document.getElementById('besked').dataset.verdict ?? 'none'"); face != "none" {
		t.Errorf("without an answer the phone shows the face %q", face)
	}
	e.dead.Store(false)
	p.shows("VÄLKOMMEN", "Åsa Öberg")
	p.await("document.getElementById('natet').textContent", "Uppkopplad")
	p.tap("#sok")
	p.do(chromedp.SendKeys(chromedp.CSS("#q"), "oberg\r"))
	p.see("#traffar li button")
	e.dead.Store(true)
	p.tap("#traffar li button")
	p.shows("Ingen kontakt")
	p.tap("#avbryt")
	p.shows("utan besked")
}
