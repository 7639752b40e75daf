package e2e

import (
	"testing"

	"github.com/chromedp/chromedp"

	"samling/models/door"
)

// TestDoorKeepsALongList puts a list of 50 000 on a phone, changes some of it, and finds somebody in it after a restart.
func TestDoorKeepsALongList(t *testing.T) {
	e := newEntrance(t)
	p := e.paired("Dörr 1", door.Steward, "")
	out, err := chromedp.Run(p.ctx, chromedp.Evaluate[string](`(async () => {
		const from = (name) => import('/static/any/door/' + name)
		const [{ Roster }, { IndexedShelf }, { fromCode, toBase64 }] = await Promise.all(['roster.js', 'shelf.js', 'seal.js'].map(from))
		const d = toBase64(crypto.getRandomValues(new Uint8Array(284)))
		const index = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, '0')).join('')
		const records = Array.from({ length: 50000 }, () => ({ k: index(), d }))
		const code = '0123456789ABCDEFGHJKMNPQRS', mine = await fromCode(code, 'a-day')
		const shelf = new IndexedShelf('long-list'), roster = new Roster(shelf), took = {}
		const time = async (name, work) => { const began = performance.now(); const out = await work(); took[name] = Math.round(performance.now() - began); return out }
		await time('keep', () => roster.apply('a-day', { epoch: 'e', version: 1, full: true, records }, 1))
		const changes = [...records.slice(0, 300).map((one) => ({ ...one, in: '2027-03-04T07:42:00Z' })), { k: mine.index, d }]
		await time('change', () => roster.apply('a-day', { epoch: 'e', version: 2, full: false, records: changes, removed: [records[400].k] }, 2))
		const next = new Roster(shelf)
		await time('start', () => next.load())
		const came = await time('find', () => next.came(records[7].k)), gone = await next.came(records[500].k)
		const found = await next.find(code, 'a-day').then(() => 'opened', () => 'sealed')
		return came && !gone && found === 'sealed' && next.since('a-day') === 'e.2' ? JSON.stringify(took) : 'wrong'
	})()`, chromedp.EvalAwaitPromise))
	if err != nil || out == "wrong" {
		t.Fatal(out, err)
	}
	t.Logf("50 000 people, milliseconds to: %s", out)
}
