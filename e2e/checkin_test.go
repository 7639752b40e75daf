package e2e

import (
	"net/url"
	"strings"
	"testing"
)

// TestTheOrganiserFollowsTheCheckIn: in a real browser the figures change without the page being loaded again, a phone's
// code is shown, and what paper and the help desk need is there. Every page is held against axe.
func TestTheOrganiserFollowsTheCheckIn(t *testing.T) {
	d := newDay(t)
	p := browse(t, "", 1280, 900)
	d.logIn(p, "organiser")
	root := d.url + "/arrangor/" + slug
	p.open(root + "/dorrar")
	p.press(`form[action$="/dorrar/oppna"] button`)
	p.retype("#name", "Dörr 1, huvudentrén")
	p.press(`form[action$="/dorrar"] p button`)
	p.reads("main", "Dörr 1, huvudentrén", "Koden gäller till")
	p.inspect("checkin-code")
	d.signUp("Petra Pool", "petra@salem.example", "Din plats är klar")

	p.open(root + "/incheckning")
	p.reads("main", "0 av 1 är inne", "Petra Pool", "Sidan uppdateras av sig själv")
	p.say("window.here = true; ''")
	staff := d.client("organiser")
	if status, body := d.post(staff, "/dorr/"+slug+"/disk/drop-in", url.Values{"nonce": {"nonce-drop-in"}, "name": {"Dan Drop-in"},
		"organisation": {"salems-kommun"}}); status != 200 || !strings.Contains(body, "VÄLKOMMEN") {
		t.Fatalf("%d %.2000s", status, body)
	}
	p.await(`document.querySelector('h1').textContent + (window.here ? '' : ', loaded again')`, "1 av 2 är inne")
	p.inspect("checkin-live")
	p.open(root + "/incheckning/skarm")
	p.inspect("checkin-screen")

	p.open(root + "/incheckning/papper")
	p.inspect("checkin-paper")
	p.choose(`input[name="person"]`, "")
	p.press(`form[action*="/papper"] button:not(.quiet)`)
	p.reads("main", "1 person är incheckad", "Ingen på listan saknas")
	p.press(`form[action$="/angra"] button`)
	p.reads("main", "1 person saknas")
	p.open(root + "/dorrar")
	p.inspect("checkin-phones")
	p.open(d.url + "/dorr/" + slug + "/disk")
	p.inspect("checkin-desk")
}
