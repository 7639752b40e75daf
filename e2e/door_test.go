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
		_, err := seminar.Allocate(tx, e.Edition, []seminar.Attendee{{ID: r.ID}}, seminar.Terms{Seed: 1}, "test")
		return err
	})
	p := e.phone(film(t, code, "https://example.com/menu"), 390, 844)
	p.picture("start")
	p.axe()
	began := time.Now()
	p.tap("#borja")
	p.shows("VÄLKOMMEN", "Åsa Öberg", "Nacka kommun", "13.00", "14.20", "Sal A")
	t.Logf("from the tap on the start button to the first verdict, the camera's start included: %v", time.Since(began).Round(time.Millisecond))
	p.fits(390, 844, "ok")
	p.fits(844, 390, "ok-side")
	p.axe()
	p.shows("OKÄND KOD")
	p.fits(390, 844, "no")
	p.shows("REDAN INNE", "vid Dörr 1") // the film has begun again
	p.picture("in")
	p.decodes()
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

// decodes tells how long the reading of a frame takes, with whatever this browser reads codes with.
func (p *phone) decodes() {
	p.t.Helper()
	out, err := chromedp.Run(p.ctx, chromedp.Evaluate[string](`(async () => {
		const { openDecoder, hasOwnDecoder } = await import('/static/any/door/decoder.js')
		const decode = await openDecoder(JSON.parse(document.getElementById('skript').textContent).decoder)
		const took = []
		for (let n = 0; n < 30; n++) {
			const began = performance.now()
			await decode(document.getElementById('bild'))
			took.push(performance.now() - began)
			await new Promise((done) => { setTimeout(done, 20) })
		}
		took.sort((a, b) => a - b)
		return (await hasOwnDecoder() ? "the browser's own" : 'the bundled') + ' decoder: median ' + took[15].toFixed(1) + ' ms a frame, worst ' + took[29].toFixed(1)
	})()`, chromedp.EvalAwaitPromise))
	if err != nil {
		p.fatal(err)
	}
	p.t.Log(out)
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
