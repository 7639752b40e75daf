package e2e

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// phone is a browser at the door.
type phone struct {
	t   *testing.T
	ctx context.Context
}

func (p *phone) do(steps ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	if err := chromedp.Do(p.ctx, steps...); err != nil {
		p.fatal(err)
	}
}

func (p *phone) fatal(what ...any) {
	p.t.Helper()
	p.picture("failed")
	p.t.Fatal(what...)
}

// tap presses an element as a finger would.
func (p *phone) tap(css string) { p.t.Helper(); p.do(chromedp.Click(chromedp.CSS(css))) }

// see waits until an element can be seen.
func (p *phone) see(css string) { p.t.Helper(); p.do(chromedp.WaitVisible(chromedp.CSS(css))) }

// say asks the page something in JavaScript. A page that goes on to another meanwhile is asked again there.
func (p *phone) say(expression string) string {
	p.t.Helper()
	for tries := 0; ; tries++ {
		out, err := chromedp.Run(p.ctx, chromedp.Evaluate[string](expression))
		if err == nil {
			return out
		}
		if tries == 20 || !movedOn(err) {
			p.fatal(err)
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// movedOn says whether a question was lost because the page went on to another.
func movedOn(err error) bool {
	for _, words := range []string{"Inspected target navigated", "Execution context was destroyed", "Cannot find context", "Cannot find default execution context"} {
		if strings.Contains(err.Error(), words) {
			return true
		}
	}
	return false
}

// text is what can be read in an element.
func (p *phone) text(css string) string {
	p.t.Helper()
	return p.say("document.querySelector(" + quote(css) + ")?.innerText ?? ''")
}

func quote(s string) string { return "'" + strings.ReplaceAll(s, "'", "\\'") + "'" }

// reads waits until all of some words stand in an element.
func (p *phone) reads(css string, words ...string) {
	p.t.Helper()
	got := ""
	for range 300 {
		if got = p.text(css); containsAll(got, words) {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	p.fatal("wanted ", words, ", the phone shows ", got)
}

func containsAll(text string, parts []string) bool {
	for _, part := range parts {
		if !strings.Contains(text, part) {
			return false
		}
	}
	return true
}

// await waits until the page gives an answer.
func (p *phone) await(expression, want string) {
	p.t.Helper()
	got := ""
	for range 300 {
		if got = p.say(expression); got == want {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	p.fatal("wanted ", want, ", the page says ", got)
}

// shows waits for a verdict's word and whatever else should stand there.
func (p *phone) shows(words ...string) { p.t.Helper(); p.reads("#besked", words...) }

// write enters a code by hand.
func (p *phone) write(code string) {
	p.t.Helper()
	p.tap("#sok")
	p.do(chromedp.SendKeys(chromedp.CSS("#reference"), code+"\r"))
}

// scan reads a code as a hand scanner does: the page gets the keys as fast as the scanner types them; a driver of
// browsers is slower than one.
func (p *phone) scan(code string) {
	p.t.Helper()
	p.say("for (const key of [..." + quote(code) + ", 'Enter']) document.activeElement.dispatchEvent(" +
		"new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })); ''")
}

// cut takes the network from the browser, or gives it back.
func (p *phone) cut(off bool) {
	p.t.Helper()
	_, err := chromedp.Call(p.ctx, network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{
		EmulateOfflineServiceWorker: &off,
		MatchedNetworkConditions:    []*network.Conditions{{Offline: off, DownloadThroughput: -1, UploadThroughput: -1}}})
	if err == nil {
		_, err = chromedp.Call(p.ctx, network.OverrideNetworkState, network.OverrideNetworkStateParams{Offline: off,
			DownloadThroughput: -1, UploadThroughput: -1})
	}
	if err != nil {
		p.fatal(err)
	}
}

// picture keeps what the phone shows, for people who want to look, in the folder that SAMLING_PICTURES names.
func (p *phone) picture(name string) {
	folder := os.Getenv("SAMLING_PICTURES")
	if folder == "" {
		return
	}
	png, err := chromedp.Run(p.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		p.t.Log(err)
		return
	}
	if err := os.WriteFile(filepath.Join(folder, name+".png"), png, 0o600); err != nil {
		p.t.Error(err)
	}
}

// axe runs the accessibility rules of axe-core on the page as it stands. Without Node its script is not there.
func (p *phone) axe() {
	p.t.Helper()
	script, err := os.ReadFile("../node_modules/axe-core/axe.min.js")
	if err != nil {
		report := p.t.Log
		if os.Getenv("REQUIRE_BROWSER") != "" {
			report = p.t.Error
		}
		report("axe-core is not installed (npm ci), so accessibility was not tested")
		return
	}
	p.say(string(script) + "; ''")
	found, err := chromedp.Run(p.ctx, chromedp.Evaluate[string](`axe.run().then((result) => result.violations.map((v) =>
		v.id + ': ' + v.nodes.map((node) => node.html).join(' | ')).join('\n'))`, chromedp.EvalAwaitPromise))
	if err != nil {
		p.fatal(err)
	}
	if found != "" {
		p.t.Error("axe: " + found)
	}
}
