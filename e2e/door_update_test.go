package e2e

import (
	"strings"
	"testing"

	"samling/models/door"
)

// TestDoorTakesANewAppWhenNobodyWaits releases a newer app while a phone is at work: it goes on as it is until nobody is
// being served and nothing waits to be sent, and then it is the new one.
func TestDoorTakesANewAppWhenNobodyWaits(t *testing.T) {
	e := newEntrance(t)
	_, asa := e.guest("Åsa Öberg", "asa@nacka.example")
	p := e.paired("Dörr 1", door.Steward, "")
	p.tap("#borja")
	e.dead.Store(true)
	p.scan(asa)
	p.shows("VÄLKOMMEN", "Åsa Öberg")
	p.reads("#natet", "1 väntar")
	p.say("window.old = true; ''")
	e.newer.Store(true)
	p.say("navigator.serviceWorker.getRegistration('/dorr').then((one) => one.update().then(() => { window.waits = one })); ''")
	p.await("window.waits?.waiting?.state ?? ''", "installed")
	p.tap("#pausa, #angra") // the verdict has an undo; the scan is then sent with it
	p.tap("#pausa")
	p.see("#borja")
	if p.say("String(window.old)") != "true" {
		t.Fatal("the app was changed while a scan waited")
	}
	e.dead.Store(false)
	p.await("String(window.old)", "undefined")
	p.see("#borja")
	p.await("document.getElementById('natet').textContent", "Uppkopplad")
	p.say("caches.keys().then((names) => { window.names = names.join() }); ''")
	p.await("window.names ? 'there' : ''", "there")
	if names := p.say("window.names"); !strings.Contains(names, "samling-dorr-new") || strings.Count(names, "samling-dorr-") > 3 {
		t.Errorf("the old app is still there: %s", names) // beside the new one there are the decoder and the language
	}
	if n := e.number("SELECT COUNT(*) FROM scans WHERE annulled_at IS NOT NULL"); n != 1 {
		t.Errorf("%d scans arrived", n)
	}
}
