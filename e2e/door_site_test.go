package e2e

import (
	"context"
	"net"
	"os/exec"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/gofiber/fiber/v2"

	doors "samling/handlers/door"
	"samling/handlers/web"
	"samling/handlers/webtest"
	"samling/models/account"
	"samling/models/door"
	"samling/models/registration"
	"samling/models/store"
	"samling/views/mail"
)

// entrance is a site with a door, served on a real port, and a phone in front of it.
type entrance struct {
	*webtest.Site
	t     *testing.T
	url   string
	token string
	lose  atomic.Bool // the next answer to a redeem is lost after the server has done its work
	dead  atomic.Bool // every question of the app fails
	newer atomic.Bool // there is a newer app
}

func newEntrance(t *testing.T) *entrance {
	t.Helper()
	e := &entrance{t: t}
	e.Site = webtest.New(t, func(app *web.App, _ *mail.Composer) []web.Route {
		routes := []web.Route{{Method: fiber.MethodGet, Path: "/static/:version/*", Guard: web.Everyone, Handle: app.SendStatic}}
		for _, r := range doors.New(app).Routes() {
			r.Handle = e.badNetwork(r.Handle)
			routes = append(routes, r)
		}
		return routes
	})
	e.Write(func(tx *store.Tx) error {
		if err := door.OpenDoor(tx, e.Edition, "test"); err != nil { // the day is another one than today
			return err
		}
		user, err := account.ByLogin(tx.DB, "door@samling.example")
		if err != nil {
			return err
		}
		e.token, err = account.OpenSession(tx, user.ID)
		return err
	})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = e.Fiber.Listener(listener) }()
	go e.tick()
	t.Cleanup(func() { _ = e.Fiber.ShutdownWithTimeout(2 * time.Second) })
	e.url = "http://" + listener.Addr().String()
	return e
}

// tick lets the site's clock go, as the phones' clocks do.
func (e *entrance) tick() {
	const step = 50 * time.Millisecond
	for e.t.Context().Err() == nil {
		time.Sleep(step)
		e.Clock.Add(step)
	}
}

func (e *entrance) badNetwork(handle fiber.Handler) fiber.Handler {
	return func(c *fiber.Ctx) error {
		if e.dead.Load() && web.IsAPI(c) {
			return fiber.ErrServiceUnavailable
		}
		if e.newer.Load() && c.Path() == "/dorr/sw.js" {
			if err := handle(c); err != nil {
				return err
			}
			return c.SendString(strings.Replace(string(c.Response().Body()), `{"version":"`, `{"version":"new`, 1))
		}
		if err := handle(c); err != nil || !(c.Path() == "/api/v1/door/redeem" && e.lose.CompareAndSwap(true, false)) {
			return err
		}
		return fiber.ErrBadGateway
	}
}

// guest registers somebody and gives the code on the ticket.
func (e *entrance) guest(name, email string) (registration.Registration, string) {
	e.t.Helper()
	var r registration.Registration
	e.Write(func(tx *store.Tx) (err error) {
		r, err = registration.Add(tx, e.Edition, registration.Form{Name: name, Email: email, Organisation: "nacka-kommun", Lang: "sv",
			Wishes: []string{"ratt-kurva", "losam", "trefas"}}, registration.FromForm, registration.Self)
		return err
	})
	return r, "HTTPS://SAMLING.TEST/T/" + r.Ticket(e.Store.Keys())
}

func (e *entrance) number(query string, args ...any) (n int) {
	e.t.Helper()
	if err := e.Store.Read(context.Background()).Raw(query, args...).Scan(&n).Error; err != nil {
		e.t.Fatal(err)
	}
	return n
}

// phone starts Chromium as a phone whose camera shows a film ("" for a phone without a camera), logged in at the door.
func (e *entrance) phone(camera string, width, height int64) *phone {
	e.t.Helper()
	p := browse(e.t, camera, width, height)
	e.logIn(p)
	p.hold(width, height)
	p.open(e.url + "/dorr")
	return p
}

// hold makes the window a phone's.
func (p *phone) hold(width, height int64) {
	p.t.Helper()
	p.do(chromedp.EmulateViewport(width, height, chromedp.EmulateMobile, chromedp.EmulateTouch))
}

func (e *entrance) logIn(p *phone) {
	e.t.Helper()
	_, err := chromedp.Call(p.ctx, network.SetCookie, network.SetCookieParams{Name: e.App.SessionCookie(), Value: e.token, URL: e.url})
	if err != nil {
		e.t.Fatal(err)
	}
}

// logOut ends the session behind the phone's back.
func (e *entrance) logOut(p *phone) {
	e.t.Helper()
	if _, err := chromedp.Call(p.ctx, network.DeleteCookies, network.DeleteCookiesParams{Name: e.App.SessionCookie(), URL: e.url}); err != nil {
		e.t.Fatal(err)
	}
}

// paired starts Chromium as a phone that an organiser's picture turns into a door.
func (e *entrance) paired(name string, role door.Role, camera string) *phone {
	e.t.Helper()
	p := browse(e.t, camera, 390, 844)
	p.hold(390, 844)
	e.pair(p, door.DeviceForm{Name: name, Role: role})
	return p
}

// pairedOver is a phone on a network of its own.
func (e *entrance) pairedOver(w *wire, name string, role door.Role) *phone {
	e.t.Helper()
	p := browse(e.t, "", 390, 844)
	p.hold(390, 844)
	p.open(w.url + "/dorr/para#" + e.pairCode(door.DeviceForm{Name: name, Role: role}))
	p.ready()
	return p
}

// pair shows the code of a new device to a phone, and waits until the app works without a network.
func (e *entrance) pair(p *phone, form door.DeviceForm) {
	e.t.Helper()
	p.open(e.url + "/dorr/para#" + e.pairCode(form))
	p.ready()
}

// pairCode makes a device and gives the code that an organiser's picture would show.
func (e *entrance) pairCode(form door.DeviceForm) (code string) {
	e.t.Helper()
	form.Until = store.At(e.Clock.Now().Add(12 * time.Hour))
	e.Write(func(tx *store.Tx) (err error) {
		_, code, err = door.Make(tx, e.Edition, form, "test")
		return err
	})
	return code
}

// ready waits until the app has all that it needs when the contact is lost.
func (p *phone) ready() {
	p.t.Helper()
	p.reads("body", "Fungerar utan nät")
	p.await(`navigator.serviceWorker.controller ? 'ready' : ''`, "ready")
}

// chromium finds the browser that these tests drive.
func chromium(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Fatal("no Chromium found")
	return ""
}
