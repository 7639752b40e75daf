package e2e

import (
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// Without its script the door is a form, and the browser itself takes the name off the screen after five seconds.
func TestDoorWithoutItsScript(t *testing.T) {
	e := newEntrance(t)
	r, _ := e.guest("Åsa Öberg", "asa@nacka.example")
	p := e.phone("", 390, 844)
	if _, err := chromedp.Call(p.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		t.Fatal(err)
	}
	p.do(chromedp.Navigate(e.url + "/dorr/" + e.Edition.Slug))
	p.picture("plain")
	p.do(chromedp.SendKeys(chromedp.CSS("#reference"), r.Reference+"\r"), chromedp.WaitVisible(chromedp.CSS(".verdict.plain")))
	p.picture("plain-ok")
	p.do(chromedp.WaitNotPresent(chromedp.CSS(".verdict.plain")), chromedp.WaitVisible(chromedp.CSS("#fot button")))
	p.picture("plain-after")
	p.do(chromedp.Click(chromedp.CSS("#fot form[action*=angra] button")), chromedp.WaitVisible(chromedp.CSS(".notice")))
	if n := e.number("SELECT COUNT(*) FROM admissions"); n != 0 {
		t.Errorf("%d admissions after the undo", n)
	}
}
