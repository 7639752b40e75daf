// Package webtest lets a test ask the real site, on a real database with the real event in it, as any role.
package webtest

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"samling/demo"
	"samling/handlers/web"
	"samling/models/account"
	"samling/models/door"
	"samling/models/event"
	"samling/models/store"
	"samling/models/store/storetest"
	"samling/models/survey"
	"samling/static"
	"samling/views/mail"
	"samling/views/page"
	"samling/views/text"
)

// BaseURL is the address that the test site believes to have.
const BaseURL = "http://samling.test"

// Rooms gives the routes under test.
type Rooms func(app *web.App, composer *mail.Composer) []web.Route

// Site is a running site without a network.
type Site struct {
	t       testing.TB
	App     *web.App
	Store   *store.Store
	Clock   *storetest.Clock
	Edition event.Edition // the cooperation day of Thursday 4 March 2027, open for registration at storetest.Noon
	Fiber   *fiber.App
	Log     *strings.Builder // everything the site logged
	tokens  map[string]string
}

// New makes a site with the given rooms. Its users are "organiser", "door", "host" and "needs", each with that role for every
// edition, and "nobody" with none.
func New(t testing.TB, rooms Rooms) *Site {
	t.Helper()
	s, clock := storetest.New(t)
	site := &Site{t: t, Store: s, Clock: clock, Log: &strings.Builder{}, tokens: map[string]string{}}
	site.fill()
	site.App = site.app(false)
	composer, err := mail.NewComposer(s, site.App.Texts, BaseURL, false)
	site.must(err)
	site.Fiber = site.App.NewServer()
	site.App.Mount(site.Fiber, rooms(site.App, composer))
	site.Fiber.Use(func(*fiber.Ctx) error { return fiber.ErrNotFound })
	return site
}

func (s *Site) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// embedded is what every site shows alike: it is read and compressed once for all tests of a package.
type embedded struct {
	texts *text.Catalogue
	files static.Files
	pages *page.Engine
}

var loaded = sync.OnceValues(func() (e embedded, err error) {
	if e.texts, err = text.Load(); err != nil {
		return e, err
	}
	if e.files, err = static.Load(); err != nil {
		return e, err
	}
	e.pages, err = page.NewEngine(e.files.Address)
	return e, err
})

// app builds what handlers are made of.
func (s *Site) app(demonstration bool) *web.App {
	parts, err := loaded()
	s.must(err)
	log := slog.New(slog.NewTextHandler(s.Log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	return &web.App{Store: s.Store, Texts: parts.texts, Pages: parts.pages, Static: parts.files, Log: log, Cache: web.NewCache(s.Store),
		Site: web.Site{BaseURL: BaseURL, Demo: demonstration}}
}

// fill imports the event with its questions and makes the users.
func (s *Site) fill() {
	s.Edition = s.Import(time.Date(2027, 3, 4, 0, 0, 0, 0, time.UTC), "samverkansdag-2027", 3)
	for _, name := range []string{"organiser", "door", "host", "needs", "nobody"} {
		s.Write(func(tx *store.Tx) error {
			user, err := account.Add(tx, name+"@samling.example", name, "no password opens this")
			if err != nil {
				return err
			}
			if name != "nobody" {
				if err := account.Grant(tx, user.ID, account.RoleName(name), ""); err != nil {
					return err
				}
			}
			s.tokens[name], err = account.OpenSession(tx, user.ID)
			return err
		})
	}
}

// Import puts another edition of the cooperation day into the database.
func (s *Site) Import(day time.Time, slug string, number int) event.Edition {
	s.t.Helper()
	file, err := event.ReadFile(demo.EventFile())
	s.must(err)
	file.Move(day, slug, number)
	questions, err := survey.ParseQuestionnaire(text.StandardQuestionnaire())
	s.must(err)
	var e event.Edition
	s.Write(func(tx *store.Tx) error {
		if e, err = event.Import(tx, file); err != nil {
			return err
		}
		if err = door.OpenDoor(tx, e, "webtest"); err != nil { // the day is months away
			return err
		}
		if e, err = event.ByID(tx.DB, e.ID); err != nil {
			return err
		}
		return survey.SetQuestions(tx, e.ID, questions)
	})
	return e
}

// Write changes the database or fails the test.
func (s *Site) Write(run func(tx *store.Tx) error) {
	s.t.Helper()
	s.must(s.Store.Write(context.Background(), run))
}

// Client asks as one person.
type Client struct {
	site   *Site
	token  string
	Lang   string // "sv" unless changed
	Header map[string]string
}

// As gives a client that is logged in as a role's user; "" is a visitor.
func (s *Site) As(role string) *Client {
	return &Client{site: s, token: s.tokens[role], Lang: "sv", Header: map[string]string{}}
}

// Answer is what came back.
type Answer struct {
	Status int
	Body   string
	Header http.Header
}

// Get asks for a page.
func (c *Client) Get(path string) Answer { return c.Do(http.MethodGet, path, "", "") }

// Post sends a form.
func (c *Client) Post(path string, form url.Values) Answer {
	return c.Do(http.MethodPost, path, "application/x-www-form-urlencoded", form.Encode())
}

// JSON sends a JSON body.
func (c *Client) JSON(path, body string) Answer {
	return c.Do(http.MethodPost, path, "application/json", body)
}

// Do sends any request.
func (c *Client) Do(method, path, contentType, body string) Answer {
	c.site.t.Helper()
	r, err := http.NewRequest(method, BaseURL+path, strings.NewReader(body))
	c.site.must(err)
	if contentType != "" {
		r.Header.Set("Content-Type", contentType)
	}
	r.Header.Set("Accept-Language", c.Lang)
	for k, v := range c.Header {
		r.Header.Set(k, v)
	}
	if c.token != "" {
		r.AddCookie(&http.Cookie{Name: c.site.App.SessionCookie(), Value: c.token})
	}
	answer, err := c.site.Fiber.Test(r, 20_000)
	c.site.must(err)
	defer func() { _ = answer.Body.Close() }()
	raw, err := io.ReadAll(answer.Body)
	c.site.must(err)
	return Answer{answer.StatusCode, string(raw), answer.Header}
}
