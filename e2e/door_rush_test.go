package e2e

import (
	"encoding/json"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"samling/models/door"
	"samling/models/registration"
	"samling/models/store"
)

// TestDoorRush lets 300 people come to three doors while the network comes and goes at each, answers are lost and
// requests vanish: everybody is let in, and every scan is there exactly once.
func TestDoorRush(t *testing.T) {
	const guests, doors, twice = 300, 3, 10 // so many of each door's guests hold their code up twice
	e := newEntrance(t)
	codes := e.crowd(guests)
	var all sync.WaitGroup
	stop := make(chan struct{})
	phones := make([]*phone, doors)
	results := make([][]scanned, doors)
	var wires [doors]*wire
	for n := range doors {
		wires[n] = newWire(t, e.url)
		phones[n] = e.pairedOver(wires[n], fmt.Sprintf("Dörr %d", n+1), door.Steward)
		phones[n].tap("#borja")
		phones[n].shows("Håll upp koden")
	}
	began := time.Now()
	var flapping sync.WaitGroup
	for n := range doors {
		flapping.Go(func() { wires[n].flap(t, uint64(n), stop) })
		all.Go(func() {
			mine := codes[n*guests/doors : (n+1)*guests/doors]
			results[n] = phones[n].scanAll(append(mine[:len(mine):len(mine)], mine[:twice]...))
		})
	}
	all.Wait()
	t.Logf("%d scans at %d doors in %v", guests+doors*twice, doors, time.Since(began).Round(time.Millisecond))
	close(stop)
	flapping.Wait()
	for n, p := range phones {
		p.await("document.getElementById('natet').textContent", "Uppkopplad")
		for i, got := range results[n] {
			want := "ok"
			if i >= guests/doors {
				want = "in"
			}
			if got.Face != want {
				t.Errorf("door %d, scan %d: %+v, wanted %s", n+1, i, got, want)
			}
		}
	}
	for what, want := range map[string]int{
		"SELECT COUNT(*) FROM admissions":                              guests,
		"SELECT COUNT(*) FROM scans":                                   guests + doors*twice,
		"SELECT COUNT(DISTINCT nonce) FROM scans":                      guests + doors*twice,
		"SELECT COUNT(*) FROM scans WHERE status = 'ok' OR let_in = 1": guests,
		"SELECT COUNT(*) FROM scans WHERE reason = 'unreadable'":       0,
		"SELECT COUNT(DISTINCT door) FROM admissions":                  doors,
	} {
		if n := e.number(what); n != want {
			t.Errorf("%s: %d, wanted %d", what, n, want)
		}
	}
	if offline := e.number("SELECT COUNT(*) FROM scans WHERE let_in = 1"); offline == 0 {
		t.Error("no door was ever without contact")
	} else {
		t.Logf("%d of %d were let in without contact", offline, guests)
	}
	if found := e.conflicts(); len(found) != 0 {
		t.Errorf("%+v", found)
	}
}

// crowd registers many people and gives their codes.
func (e *entrance) crowd(n int) []string {
	e.t.Helper()
	codes := make([]string, n)
	e.Write(func(tx *store.Tx) error {
		if err := tx.Exec("UPDATE edition_seats SET capacity = 10000").Error; err != nil {
			return err
		}
		for i := range codes {
			r, err := registration.Add(tx, e.Edition, registration.Form{Name: fmt.Sprintf("Gäst Nummer%d", i), Organisation: "nacka-kommun",
				Email: fmt.Sprintf("gast%d@nacka.example", i), Lang: "sv", Wishes: []string{"ratt-kurva", "losam", "trefas"}}, registration.FromForm, registration.Self)
			if err != nil {
				return err
			}
			codes[i] = r.Ticket(tx.Keys)
		}
		return nil
	})
	return codes
}

// scanned is what a phone showed for a code, and how long it took.
type scanned struct {
	Face string
	Took float64
}

// scanAll holds one code after the other up to the phone, each when the verdict on the one before is there.
func (p *phone) scanAll(codes []string) []scanned {
	p.t.Helper()
	raw, err := json.Marshal(codes)
	if err != nil {
		p.t.Error(err)
		return nil
	}
	out, err := chromedp.Run(p.ctx, chromedp.Evaluate[[]scanned](`(async () => {
		const box = document.getElementById('besked'), out = []
		for (const code of `+string(raw)+`) {
			delete box.dataset.verdict
			const began = performance.now()
			for (const key of [...code, 'Enter']) document.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
			while (!box.dataset.verdict && performance.now() - began < 20000) await new Promise((done) => { setTimeout(done, 5) })
			out.push({ face: box.dataset.verdict ?? 'none', took: performance.now() - began })
			await new Promise((done) => { setTimeout(done, 30) })
		}
		return out
	})()`, chromedp.EvalAwaitPromise))
	if err != nil {
		p.t.Error(err)
	}
	return out
}
