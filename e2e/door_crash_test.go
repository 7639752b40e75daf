package e2e

import (
	"net/url"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// TestDoorWhenTheServerDies kills the server between its yes and the answer, in the middle of a line of people: once for
// somebody whom the phone can judge by itself and once for somebody whom only the server can judge. Each is in once. The
// phone is made a door as an organiser does it, by the QR picture on the screen.
func TestDoorWhenTheServerDies(t *testing.T) {
	d := newDay(t)
	ticket := d.code("Åsa Öberg", "asa@nacka.example")
	d.code("Bo Ek", "bo@nacka.example")
	organiser := browse(t, "", 1280, 900)
	d.logIn(organiser, "organiser")
	organiser.open(d.url + "/arrangor/" + slug + "/dorrar")
	organiser.press(`form[action$="/dorrar/oppna"] button`)
	organiser.choose("#role", "desk")
	organiser.press(`form[action$="/dorrar"] button`)
	organiser.picture("pairing-code")

	w := newWire(t, d.url)
	p := browse(t, "", 390, 844)
	p.hold(390, 844)
	p.open(strings.Replace(organiser.readQR(".qr"), d.url, w.url, 1))
	p.ready()
	p.tap("#borja")
	killed := make(chan time.Time, 2)
	kill := func(string) { d.kill(); killed <- time.Now() }

	w.onceAt.Store(&kill)
	p.scan(ticket)
	p.shows("VÄLKOMMEN", "Åsa Öberg")
	t.Logf("the phone had judged %v after the server died", time.Since(<-killed).Round(time.Millisecond))
	p.reads("#natet", "Offline", "1 väntar")
	d.again()
	p.await("document.getElementById('natet').textContent", "Uppkopplad")

	p.tap("#sok")
	p.do(chromedp.SendKeys(chromedp.CSS("#q"), "bo ek\r"))
	p.see("#traffar li button")
	w.onceAt.Store(&kill)
	p.tap("#traffar li button")
	p.shows("Ingen kontakt")
	<-killed
	d.again()
	p.shows("VÄLKOMMEN", "Bo Ek")
	p.await("document.getElementById('natet').textContent", "Uppkopplad")

	status, body := d.get(d.client("organiser"), "/api/v1/door/status?edition="+slug)
	if status != 200 || !strings.Contains(body, `"counter":{"in":2,"expected":2}`) {
		t.Errorf("%d %s", status, body)
	}
	if _, body = d.get(d.client("organiser"), "/arrangor/"+slug+"/dorrar"); strings.Contains(body, "Åsa Öberg") {
		t.Error("the organiser hears of a conflict where there is none")
	}
}

// code registers somebody and gives what their QR picture says.
func (d *day) code(name, email string) string {
	d.t.Helper()
	status, _ := d.post(d.client(""), "/"+slug+"/anmalan", url.Values{"name": {name}, "email": {email}, "organisation": {"nacka-kommun"},
		"wish_1": {"ratt-kurva"}, "wish_2": {"trefas"}, "wish_3": {"losam"}})
	if status != 200 {
		d.t.Fatalf("%s: %d", name, status)
	}
	p := browse(d.t, "", 390, 844)
	p.open(d.link(d.office.wait(d.t, email, d.url+"/min/"), "/min/"))
	return p.readQR(".qr")
}

// readQR reads a QR picture on the page as a phone's camera would.
func (p *phone) readQR(css string) string {
	p.t.Helper()
	out, err := chromedp.Run(p.ctx, chromedp.Evaluate[string](`(async () => {
		const { openDecoder } = await import('/static/any/door/decoder.js')
		const svg = document.querySelector('svg`+css+`').cloneNode(true)
		svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
		const picture = Object.assign(new Image(), { src: URL.createObjectURL(new Blob([svg.outerHTML], { type: 'image/svg+xml' })) })
		await picture.decode()
		const canvas = Object.assign(document.createElement('canvas'), { width: 600, height: 600, videoWidth: 600 })
		canvas.videoHeight = 600
		const pen = canvas.getContext('2d')
		pen.fillStyle = '#fff'
		pen.fillRect(0, 0, 600, 600)
		pen.drawImage(picture, 50, 50, 500, 500)
		const decode = await openDecoder('/static/any/door/vendor/reader/index.js')
		return (await decode(canvas))[0] ?? ''
	})()`, chromedp.EvalAwaitPromise))
	if err != nil || out == "" {
		p.fatal("no QR code could be read: ", out, err)
	}
	return out
}

// kill ends the program as a power cut does.
func (s *server) kill() {
	_ = s.cmd.Process.Signal(syscall.SIGKILL)
	_ = s.cmd.Wait()
}

// again starts the killed program anew.
func (d *day) again() {
	d.t.Helper()
	d.server = start(d.t, strings.TrimPrefix(d.url, "http://"), "serve", "--config", d.config)
}
