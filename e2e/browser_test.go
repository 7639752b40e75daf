package e2e

import (
	"context"
	"os"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// browse starts a Chromium of its own, as a visitor whose language is Swedish. camera is a film for its camera, or "".
func browse(t *testing.T, camera string, width, height int64) *phone {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(chromium(t)), chromedp.NoSandbox,
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("lang", "sv"))
	if camera != "" {
		options = append(options, chromedp.Flag("use-fake-device-for-media-stream", true),
			chromedp.Flag("use-fake-ui-for-media-stream", true), chromedp.Flag("use-file-for-fake-video-capture", camera))
	}
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(allocator)
	t.Cleanup(cancel)
	p := &phone{t: t, ctx: ctx}
	p.do() // starts the browser; it would die with the deadline of its first run
	ctx, cancel = context.WithTimeout(ctx, 4*time.Minute)
	t.Cleanup(cancel)
	p.ctx = ctx
	_, err := chromedp.Call(ctx, network.SetExtraHTTPHeaders, network.SetExtraHTTPHeadersParams{
		Headers: network.Headers{"Accept-Language": "sv"}})
	if err != nil {
		t.Fatal(err)
	}
	_, err = chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{ // a page that glides slips away from the finger
		Features: []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}}})
	if err != nil {
		t.Fatal(err)
	}
	p.do(chromedp.EmulateViewport(width, height))
	return p
}

// open goes to an address.
func (p *phone) open(url string) { p.t.Helper(); p.do(chromedp.Navigate(url)) }

// fill writes into a field.
func (p *phone) fill(css, text string) {
	p.t.Helper()
	p.do(chromedp.SendKeys(chromedp.CSS(css), text))
}

// choose ticks a radio button or box, or chooses in a list, as the page's own script would see it.
func (p *phone) choose(css, value string) {
	p.t.Helper()
	if p.say("(() => { const e = document.querySelector("+quote(css)+"); if (!e) return 'no'; if (e.tagName === 'SELECT') e.value = "+
		quote(value)+"; else e.click(); return 'yes' })()") != "yes" {
		p.fatal("nothing to choose at ", css)
	}
}

// press taps something that leads to another page, and waits for that page.
func (p *phone) press(css string) {
	p.t.Helper()
	p.say("window.here = true; ''")
	p.tap(css)
	for range 400 {
		if p.say("window.here === undefined && document.readyState === 'complete' ? 'new' : ''") == "new" {
			return
		}
		time.Sleep(25 * time.Millisecond)
	}
	p.fatal("nothing happened after ", css)
}

// inspect holds a page against the accessibility rules in light and in dark, narrow and wide, and against sideways
// scrolling.
func (p *phone) inspect(name string) {
	p.t.Helper()
	for _, look := range []struct {
		scheme string
		width  int64
	}{{"light", 390}, {"dark", 390}, {"light", 1280}, {"dark", 1280}} {
		_, err := chromedp.Call(p.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: look.scheme},
				{Name: "prefers-reduced-motion", Value: "reduce"}}}) // else a button is measured while its colour still fades
		if err != nil {
			p.fatal(err)
		}
		p.do(chromedp.EmulateViewport(look.width, 900))
		p.rules(name + " " + look.scheme)
		if p.say("document.documentElement.scrollWidth > innerWidth + 1 ? 'wide' : ''") == "wide" {
			p.t.Errorf("%s scrolls sideways at %d pixels", name, look.width)
		}
	}
	p.picture(name)
}

// rules runs axe-core and reports what it finds.
func (p *phone) rules(name string) {
	p.t.Helper()
	script, err := os.ReadFile("../node_modules/axe-core/axe.min.js")
	switch {
	case err != nil && os.Getenv("REQUIRE_BROWSER") != "":
		p.t.Fatal("axe-core is missing: npm ci installs it")
	case err != nil:
		p.t.Log("axe-core is missing (npm ci installs it), so accessibility was not tested")
		return
	}
	p.say("if (!window.axe) { " + string(script) + " } ''")
	found, err := chromedp.Run(p.ctx, chromedp.Evaluate[string](`axe.run({resultTypes: ['violations']}).then((result) => result.violations.map((v) =>
		v.id + ': ' + v.nodes.slice(0, 4).map((node) => node.html.slice(0, 200) + ' ' + (node.any[0]?.message ?? '')).join(' | ')).join('\n'))`, chromedp.EvalAwaitPromise))
	if err != nil {
		p.fatal(err)
	}
	if found != "" {
		p.t.Errorf("%s: axe: %s", name, found)
	}
}
