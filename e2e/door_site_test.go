package e2e

import (
	"context"
	"net"
	"os/exec"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/gofiber/fiber/v2"

	"samling/handlers/door"
	"samling/handlers/web"
	"samling/handlers/webtest"
	"samling/models/account"
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
	dead  atomic.Bool // every request fails
}

func newEntrance(t *testing.T) *entrance {
	t.Helper()
	e := &entrance{t: t}
	e.Site = webtest.New(t, func(app *web.App, _ *mail.Composer) []web.Route {
		routes := []web.Route{{Method: fiber.MethodGet, Path: "/static/:version/*", Guard: web.Everyone, Handle: app.SendStatic}}
		for _, r := range door.New(app).Routes() {
			r.Handle = e.badNetwork(r.Handle)
			routes = append(routes, r)
		}
		return routes
	})
	e.Write(func(tx *store.Tx) error {
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
	t.Cleanup(func() { _ = e.Fiber.ShutdownWithTimeout(2 * time.Second) })
	e.url = "http://" + listener.Addr().String()
	return e
}

func (e *entrance) badNetwork(handle fiber.Handler) fiber.Handler {
	return func(c *fiber.Ctx) error {
		if e.dead.Load() {
			return fiber.ErrServiceUnavailable
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
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(chromium(e.t)), chromedp.NoSandbox,
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("lang", "sv"))
	if camera != "" {
		options = append(options, chromedp.Flag("use-fake-device-for-media-stream", true),
			chromedp.Flag("use-fake-ui-for-media-stream", true), chromedp.Flag("use-file-for-fake-video-capture", camera))
	}
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	e.t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(allocator)
	e.t.Cleanup(cancel)
	p := &phone{t: e.t, ctx: ctx}
	p.do() // starts the browser; it would die with the deadline of its first run
	ctx, cancel = context.WithTimeout(ctx, 60*time.Second)
	e.t.Cleanup(cancel)
	p.ctx = ctx
	e.logIn(p)
	p.do(chromedp.EmulateViewport(width, height, chromedp.EmulateMobile, chromedp.EmulateTouch), chromedp.Navigate(e.url+"/dorr"))
	return p
}

func (e *entrance) logIn(p *phone) {
	e.t.Helper()
	_, err := chromedp.Call(p.ctx, network.SetCookie, network.SetCookieParams{Name: e.App.SessionCookie(), Value: e.token, URL: e.url})
	if err == nil {
		_, err = chromedp.Call(p.ctx, network.SetExtraHTTPHeaders, network.SetExtraHTTPHeadersParams{
			Headers: network.Headers{"Accept-Language": "sv"}})
	}
	if err != nil {
		e.t.Fatal(err)
	}
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
