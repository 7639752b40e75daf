package staff_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"samling/handlers/staff"
	"samling/handlers/web"
	"samling/handlers/webtest"
	"samling/models/account"
	"samling/models/store"
	"samling/views/mail"
)

const (
	login    = "anna@samling.example"
	password = "fem blå cyklar "
)

// site is the staff room with a user who has a password, and the start pages that log-in leads to.
func site(t *testing.T) *webtest.Site {
	t.Helper()
	s := webtest.New(t, rooms)
	addUser(t, s, login, account.Organiser)
	return s
}

func rooms(app *web.App, _ *mail.Composer) []web.Route {
	here := func(c *fiber.Ctx) error { return c.SendString("here is " + c.Path()) }
	return append(staff.New(app, account.NewPasswords()).Routes(),
		web.Route{Method: fiber.MethodGet, Path: "/arrangor", Guard: web.Organiser, Handle: here},
		web.Route{Method: fiber.MethodGet, Path: "/dorr", Guard: web.DoorStaff, Handle: here})
}

func addUser(t *testing.T, s *webtest.Site, login string, roles ...account.RoleName) {
	t.Helper()
	hash, err := account.NewPasswords().Hash(t.Context(), login, password)
	if err != nil {
		t.Fatal(err)
	}
	s.Write(func(tx *store.Tx) error {
		u, err := account.Add(tx, login, "Anna Åberg", hash)
		if err != nil {
			return err
		}
		for _, role := range roles {
			if err := account.Grant(tx, u.ID, role, ""); err != nil {
				return err
			}
		}
		return nil
	})
}

func form(pairs ...string) url.Values {
	v := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		v.Add(pairs[i], pairs[i+1])
	}
	return v
}

func right() url.Values { return form("login", login, "password", password) }

// cookie is the session that an answer gave, as a browser would send it back.
func cookie(t *testing.T, a webtest.Answer) *http.Cookie {
	t.Helper()
	for _, c := range (&http.Response{Header: a.Header}).Cookies() {
		if c.Name == "session" {
			return c
		}
	}
	t.Fatalf("%d without a session: %v", a.Status, a.Header)
	return nil
}

// with is a browser that has a session.
func with(s *webtest.Site, session *http.Cookie) *webtest.Client {
	c := s.As("")
	c.Header["Cookie"] = session.Name + "=" + session.Value
	return c
}

func TestLogIn(t *testing.T) {
	s := site(t)
	if a := s.As("").Get("/arrangor?sida=2"); a.Status != 303 || a.Header.Get("Location") != "/logga-in?till=%2Farrangor%3Fsida%3D2" {
		t.Fatalf("a stranger got %d, %q", a.Status, a.Header.Get("Location"))
	}
	a := s.As("").Get("/logga-in?till=%2Farrangor%3Fsida%3D2")
	if a.Status != 200 || !strings.Contains(a.Body, `name="till" value="/arrangor?sida=2"`) {
		t.Fatalf("the form: %d %s", a.Status, a.Body)
	}
	a = s.As("").Post("/logga-in", form("login", " ANNA@samling.example ", "password", password, "till", "/arrangor?sida=2"))
	if a.Status != 303 || a.Header.Get("Location") != "/arrangor?sida=2" {
		t.Fatalf("got %d, %q", a.Status, a.Header.Get("Location"))
	}
	session := cookie(t, a)
	if !session.HttpOnly || session.SameSite != http.SameSiteLaxMode || session.Path != "/" {
		t.Errorf("the cookie is %v", session)
	}
	if a := with(s, session).Get("/arrangor"); a.Status != 200 {
		t.Errorf("with the session: %d", a.Status)
	}
	if a := with(s, session).Get("/logga-in"); a.Status != 303 || a.Header.Get("Location") != "/arrangor" {
		t.Errorf("logged in already: %d, %q", a.Status, a.Header.Get("Location"))
	}
}

// A session from before the log-in, which somebody may have planted, is worth nothing afterwards.
func TestLogInRotatesTheSession(t *testing.T) {
	s := site(t)
	first := cookie(t, s.As("").Post("/logga-in", right()))
	second := cookie(t, with(s, first).Post("/logga-in", right()))
	if second.Value == first.Value {
		t.Error("the session is the same")
	}
	if a := with(s, first).Get("/arrangor"); a.Status != 303 {
		t.Errorf("the old session still works: %d", a.Status)
	}
	planted := &http.Cookie{Name: "session", Value: "PLANTED"}
	if got := cookie(t, with(s, planted).Post("/logga-in", right())); got.Value == planted.Value {
		t.Error("a planted session became a real one")
	}
}

func TestLogOut(t *testing.T) {
	s := site(t)
	session := cookie(t, s.As("").Post("/logga-in", right()))
	a := with(s, session).Post("/logga-ut", nil)
	if a.Status != 303 || a.Header.Get("Location") != "/" || cookie(t, a).Value != "" {
		t.Errorf("got %d, %v", a.Status, a.Header)
	}
	if a := with(s, session).Get("/arrangor"); a.Status != 303 {
		t.Errorf("the session still works: %d", a.Status)
	}
	if a := s.As("").Post("/logga-ut", nil); a.Status != 303 {
		t.Errorf("without a session: %d", a.Status)
	}
}

func TestStartPage(t *testing.T) {
	s := site(t)
	for want, roles := range map[string][]account.RoleName{
		"/arrangor": {account.Host, account.Organiser}, "/dorr": {account.Door}, "/vard": {account.Host}, "/konto": {},
	} {
		login := strings.Trim(want, "/") + "@x.se"
		addUser(t, s, login, roles...)
		a := s.As("").Post("/logga-in", form("login", login, "password", password))
		if a.Header.Get("Location") != want {
			t.Errorf("%v leads to %q, want %s", roles, a.Header.Get("Location"), want)
		}
	}
}

func TestLogInLeadsNowhereElse(t *testing.T) {
	s := site(t)
	for _, to := range []string{"https://evil.example", "//evil.example", `/\evil.example`, "javascript:alert(1)", "evil", "/\t/evil.example", "/a\r\nX: y"} {
		a := s.As("").Post("/logga-in", form("login", login, "password", password, "till", to))
		if got := a.Header.Get("Location"); a.Status == 303 && got != "/arrangor" {
			t.Errorf("%q leads to %q", to, got)
		}
		if a := s.As("").Get("/logga-in?till=" + url.QueryEscape(to)); strings.Contains(a.Body, `name="till"`) {
			t.Errorf("%q was taken into the form", to)
		}
	}
}

func TestSessionOfAnIdleBrowserEnds(t *testing.T) {
	s := site(t)
	session := cookie(t, s.As("").Post("/logga-in", right()))
	for range 3 { // in use, so it lives on
		s.Clock.Add(account.SessionIdle - time.Minute)
		if a := with(s, session).Get("/arrangor"); a.Status != 200 {
			t.Fatalf("a session in use ended: %d", a.Status)
		}
	}
	s.Clock.Add(account.SessionIdle)
	if a := with(s, session).Get("/arrangor"); a.Status != 303 {
		t.Errorf("an idle session lives on: %d", a.Status)
	}
}
