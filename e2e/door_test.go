package e2e

import (
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"samling/models/seminar"
	"samling/models/store"
)

func TestDoorScansWithTheCamera(t *testing.T) {
	e := newEntrance(t)
	r, code := e.guest("Åsa Öberg", "asa@nacka.example")
	e.Write(func(tx *store.Tx) error {
		_, err := seminar.Allocate(tx, e.Edition, []store.ID{r.ID}, 1, "test")
		return err
	})
	p := e.phone(film(t, code, "https://example.com/menu"), 390, 844)
	p.picture("start")
	p.axe()
	p.tap("#borja")
	p.shows("VÄLKOMMEN", "Åsa Öberg", "Nacka kommun", "13.00", "14.20", "Sal A")
	p.fits(390, 844, "ok")
	p.fits(844, 390, "ok-side")
	p.axe()
	p.shows("OKÄND KOD")
	p.fits(390, 844, "no")
	p.shows("REDAN INNE", "vid Dörr 1") // the film has begun again
	p.picture("in")
	if n := e.number("SELECT COUNT(*) FROM scans"); n < 3 || n > 5 {
		t.Errorf("%d scans of two codes held up in turn: each counts once while it is in sight", n)
	}
	if n := e.number("SELECT COUNT(*) FROM admissions"); n != 1 {
		t.Errorf("%d admissions", n)
	}
	if n := e.number("SELECT COUNT(*) FROM scans WHERE occurred_at = received_at"); n != 0 {
		t.Error("the phone did not tell when it happened")
	}
}

// fits demands that everything of a verdict, and its buttons, stand on the screen without scrolling.
func (p *phone) fits(width, height int64, name string) {
	p.t.Helper()
	p.do(chromedp.EmulateViewport(width, height, chromedp.EmulateMobile, chromedp.EmulateTouch))
	time.Sleep(200 * time.Millisecond)
	p.picture(name)
	out := p.say(`[...document.querySelectorAll('#besked :is(p, li, button), .over *')].filter((one) => {
		const box = one.getBoundingClientRect()
		return one.checkVisibility() && box.width > 0 && (box.bottom > innerHeight + 1 || box.right > innerWidth + 1 || box.top < 0 || box.left < 0)
	}).map((one) => one.textContent.trim()).join(', ')`)
	if out != "" {
		p.t.Errorf("%s: outside of the screen of %d × %d: %s", name, width, height, out)
	}
	small := p.say(`[...document.querySelectorAll('button, a.btn, input:not([type=hidden]), select')].filter((one) => {
		const box = one.getBoundingClientRect()
		return one.checkVisibility() && box.width > 0 && (box.height < 56 || box.width < 56)
	}).map((one) => one.id || one.textContent.trim()).join(', ')`)
	if small != "" {
		p.t.Errorf("%s: smaller than 56 px: %s", name, small)
	}
}
