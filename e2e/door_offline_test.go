package e2e

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"samling/models/door"
	"samling/models/registration"
	"samling/models/store"
)

// TestDoorWithoutANetwork walks a steward's phone through a morning without wifi: it is paired, loses the network, is
// closed and opened again, lets in, refuses and undoes, and tells it all when the network is back.
func TestDoorWithoutANetwork(t *testing.T) {
	e := newEntrance(t)
	_, asa := e.guest("Åsa Öberg", "asa@nacka.example")
	_, bo := e.guest("Bo Ek", "bo@nacka.example")
	undone, ulla := e.guest("Ulla Ström", "ulla@nacka.example")
	gone, late := e.guest("Kerstin Sjögren", "kerstin@nacka.example")
	e.Write(func(tx *store.Tx) error { _, err := registration.Cancel(tx, gone.ID, registration.Self); return err })
	p := e.paired("Dörr 2", door.Steward, "")
	p.reads("#start", "Dörr 2", e.Edition.Title)
	p.picture("paired")
	p.axe()
	p.keepsDecoder()
	p.cut(true)
	began := time.Now()
	p.open(e.url + "/dorr")
	p.see("#borja")
	p.await("document.getElementById('stalle').textContent", "Dörr 2")
	if took := time.Since(began); took > time.Second {
		t.Errorf("the app took %v to start without a network", took)
	} else {
		t.Logf("started without a network in %v", took.Round(time.Millisecond))
	}
	p.tap("#borja")
	p.shows("Håll upp koden")
	for _, one := range []struct {
		code  string
		words []string
	}{
		{asa, []string{"VÄLKOMMEN", "Åsa Öberg", "Nacka kommun"}},
		{asa, []string{"REDAN INNE", "vid Dörr 2"}},
		{late, []string{"KONTROLLERA", "avanmäld", "Släpp in ändå"}},
		{"HTTPS://SAMLING.TEST/T/0123456789ABCDEFGHJKMNPQRS", []string{"OKÄND KOD", "finns inte i listan"}},
		{"ACD34F", []string{"KONTROLLERA", "kan inte kontrolleras utan nät"}},
		{bo, []string{"VÄLKOMMEN", "Bo Ek"}},
		{ulla, []string{"VÄLKOMMEN", "Ulla Ström"}},
	} {
		p.scan(one.code)
		p.shows(one.words...)
	}
	p.fits(390, 844, "offline")
	p.axe()
	p.tap("#angra")
	p.shows("Ångrad", "när nätet är tillbaka")
	p.reads("#natet", "Offline", "7 väntar")

	p.open("about:blank") // the page is killed
	p.open(e.url + "/dorr")
	p.await("document.getElementById('natet').textContent", "Offline · 7 väntar")
	p.tap("#borja")
	p.scan(asa)
	p.shows("REDAN INNE")
	p.scan(late)
	p.shows("KONTROLLERA")
	p.tap("#slapp")
	p.shows("VÄLKOMMEN", "utan kontroll")
	p.picture("let-in-anyway")
	p.cut(false)
	p.await("document.getElementById('natet').textContent", "Uppkopplad")
	for what, want := range map[string]int{
		"SELECT COUNT(*) FROM scans":                                                          9,
		"SELECT COUNT(DISTINCT nonce) FROM scans":                                             9,
		"SELECT COUNT(*) FROM scans WHERE seq IS NULL OR device_id IS NULL":                   0,
		"SELECT COUNT(*) FROM scans WHERE let_in = 1":                                         4,
		"SELECT COUNT(*) FROM scans WHERE annulled_at IS NOT NULL":                            1,
		"SELECT COUNT(*) FROM scans WHERE reason = 'unreadable'":                              0,
		"SELECT COUNT(*) FROM admissions":                                                     3,
		"SELECT COUNT(*) FROM admissions WHERE registration_id = '" + string(undone.ID) + "'": 0,
	} {
		if n := e.number(what); n != want {
			t.Errorf("%s: %d, wanted %d", what, n, want)
		}
	}
	if all := e.conflicts(); len(all) != 1 || all[0].Kind != door.LetIn || all[0].RegistrationID != gone.ID {
		t.Errorf("%+v", all)
	}
}

// keepsDecoder waits until a phone without a decoder of its own has put ours away: the first start is often the only one
// with a network.
func (p *phone) keepsDecoder() {
	p.t.Helper()
	missing, err := chromedp.Run(p.ctx, chromedp.Evaluate[int](`(async () => {
		const { hasOwnDecoder } = await import('/static/any/door/decoder.js')
		const wanted = await hasOwnDecoder() ? 0 : JSON.parse(document.getElementById('skript').textContent).decoder_files.length
		for (let tries = 0; tries < 200; tries++) {
			const name = (await caches.keys()).find((one) => one.startsWith('samling-dorr-avkodare-'))
			if ((name ? (await (await caches.open(name)).keys()).length : 0) >= wanted) return 0
			await new Promise((done) => { setTimeout(done, 50) })
		}
		return wanted
	})()`, chromedp.EvalAwaitPromise))
	if err != nil {
		p.fatal(err)
	}
	if missing != 0 {
		p.t.Errorf("the phone has not put the %d files of the decoder away at its first start", missing)
	}
}

// A code that is none, or that another phone has used, says so and makes no door.
func TestDoorPairingCodes(t *testing.T) {
	e := newEntrance(t)
	code := e.pairCode(door.DeviceForm{Name: "Dörr 1", Role: door.Steward})
	first, second := browse(t, "", 390, 844), browse(t, "", 390, 844)
	first.open(e.url + "/dorr/para#" + code)
	first.ready()
	second.hold(390, 844)
	second.open(e.url + "/dorr/para")
	second.reads("#besked", "Här saknas en kod")
	second.axe()
	second.open(e.url + "/dorr/para#0123456789ABCDEFGHJKMNPQRS")
	second.reads("#besked", "Koden finns inte")
	second.open(e.url + "/dorr/para#" + code)
	second.reads("#besked", "redan använd")
	if here := second.say("location.href"); strings.Contains(here, code) {
		t.Error("the code stands in the address")
	}
	second.open(e.url + "/dorr")
	second.await("location.pathname", "/logga-in")
}

// Two phones without a network let the same ticket in: neither can know, both are right, and the organiser hears of it.
func TestDoorTwoPhonesWithoutANetwork(t *testing.T) {
	e := newEntrance(t)
	_, asa := e.guest("Åsa Öberg", "asa@nacka.example")
	phones := []*phone{e.paired("Dörr 1", door.Steward, ""), e.paired("Dörr 2", door.Steward, "")}
	for _, p := range phones {
		p.cut(true)
		p.tap("#borja")
		p.scan(asa)
		p.shows("VÄLKOMMEN", "Åsa Öberg")
	}
	for _, p := range phones {
		p.cut(false)
		p.await("document.getElementById('natet').textContent", "Uppkopplad")
	}
	if n := e.number("SELECT COUNT(*) FROM admissions"); n != 1 {
		t.Errorf("%d admissions", n)
	}
	if all := e.conflicts(); len(all) != 1 || all[0].Kind != door.TwoDoors || len(all[0].Scans) != 2 {
		t.Errorf("%+v", all)
	}
}

// conflicts is what the organiser hears of, but for the phones' clocks: the site's stands in 2027.
func (e *entrance) conflicts() []door.Conflict {
	e.t.Helper()
	all, err := door.Conflicts(e.Store.Read(e.t.Context()), e.Edition)
	if err != nil {
		e.t.Fatal(err)
	}
	return slices.DeleteFunc(all, func(c door.Conflict) bool { return c.Kind == door.WrongClock })
}

// A phone that is shut out forgets the list and keeps what waits; whoever logs in on it sends that.
func TestDoorThatIsShutOut(t *testing.T) {
	e := newEntrance(t)
	_, asa := e.guest("Åsa Öberg", "asa@nacka.example")
	p := e.paired("Dörr 1", door.Steward, "")
	p.tap("#borja")
	p.cut(true)
	p.scan(asa)
	p.shows("VÄLKOMMEN")
	e.Write(func(tx *store.Tx) error {
		all, err := door.Devices(tx.DB, e.Edition.ID)
		if err != nil {
			return err
		}
		return door.Revoke(tx, e.Edition, all[0].ID, "test")
	})
	p.cut(false)
	p.reads("#start", "inte längre en dörr")
	p.picture("shut-out")
	p.axe()
	p.reads("#natet", "Avstängd", "1 väntar")
	if kept := p.dump(); strings.Contains(kept, `"roster"`) && strings.Contains(kept, `"d":`) {
		t.Error("the list is still there")
	}
	e.logIn(p)
	p.open(e.url + "/dorr")
	p.await("document.getElementById('natet').textContent", "Uppkopplad")
	if n := e.number("SELECT COUNT(*) FROM admissions"); n != 1 {
		t.Errorf("%d admissions", n)
	}
	if n := e.number("SELECT COUNT(*) FROM scans WHERE device_id IS NOT NULL AND door = 'Dörr 1'"); n != 1 {
		t.Error("the scan has forgotten where it happened")
	}
}

// Somebody is logged out in the middle of it: scanning goes on, and what waits is sent after the next log-in.
func TestDoorLoggedOutWithAQueue(t *testing.T) {
	e := newEntrance(t)
	_, asa := e.guest("Åsa Öberg", "asa@nacka.example")
	p := e.phone("", 390, 844)
	p.ready()
	p.tap("#borja")
	e.logOut(p)
	p.reads("#natet", "Utloggad")
	p.scan(asa)
	p.shows("VÄLKOMMEN", "Åsa Öberg")
	p.reads("#natet", "Utloggad", "1 väntar")
	e.logIn(p)
	p.open(e.url + "/dorr")
	p.await("document.getElementById('natet').textContent", "Uppkopplad")
	if n := e.number("SELECT COUNT(*) FROM admissions"); n != 1 {
		t.Errorf("%d admissions", n)
	}
}

// A phone that has no room left goes on scanning, and says that its page must stay open.
func TestDoorOnAFullPhone(t *testing.T) {
	e := newEntrance(t)
	_, asa := e.guest("Åsa Öberg", "asa@nacka.example")
	p := e.paired("Dörr 1", door.Steward, "")
	p.tap("#borja")
	p.cut(true)
	p.say(`IDBObjectStore.prototype.put = function () { throw new DOMException('full', 'QuotaExceededError') }; ''`)
	p.scan(asa)
	p.shows("VÄLKOMMEN", "Åsa Öberg")
	p.reads(".over", "stäng inte sidan", "1 väntar")
	p.fits(390, 844, "full")
	p.cut(false)
	p.await("document.getElementById('natet').textContent", "Uppkopplad")
	if n := e.number("SELECT COUNT(*) FROM admissions"); n != 1 {
		t.Errorf("%d admissions", n)
	}
}

// dump is everything that the page has stored on the phone, as text.
func (p *phone) dump() string {
	p.t.Helper()
	out, err := chromedp.Run(p.ctx, chromedp.Evaluate[string](dumpScript, chromedp.EvalAwaitPromise))
	if err != nil {
		p.fatal(err)
	}
	return out
}

const dumpScript = `(async () => {
	const out = [JSON.stringify({...localStorage}), JSON.stringify({...sessionStorage}), document.cookie]
	for (const { name } of await indexedDB.databases()) {
		const db = await new Promise((done) => { const r = indexedDB.open(name); r.onsuccess = () => done(r.result) })
		for (const store of db.objectStoreNames) {
			const read = (how) => new Promise((done) => { const r = db.transaction(store).objectStore(store)[how](); r.onsuccess = () => done(r.result) })
			out.push(JSON.stringify({ [store]: [await read('getAllKeys'), await read('getAll')] }))
		}
		db.close()
	}
	for (const name of await caches.keys()) {
		const cache = await caches.open(name)
		for (const request of await cache.keys()) {
			const response = await cache.match(request)
			out.push(request.url, /text|json/.test(response.headers.get('Content-Type') ?? '') ? await response.text() : '')
		}
	}
	return out.join('\n')
})()`
