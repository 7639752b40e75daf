package staff_test

import (
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"samling/handlers/webtest"
	"samling/models/account"
	"samling/models/store"
)

// Nothing in the answer tells whether the login exists.
func TestUnknownLoginAndWrongPasswordLookTheSame(t *testing.T) {
	s := site(t)
	addUser(t, s, "gone@samling.example", account.Door)
	s.Write(func(tx *store.Tx) error {
		u, err := account.ByLogin(tx.DB, "gone@samling.example")
		if err != nil {
			return err
		}
		return account.Disable(tx, u.ID)
	})
	var first string
	for _, who := range []string{login, "nobody@samling.example", "gone@samling.example"} {
		a := s.As("").Post("/logga-in", form("login", who, "password", "fel lösenord"))
		if a.Status != 422 || a.Header.Get("Set-Cookie") != "" || !strings.Contains(a.Body, "E-postadressen eller lösenordet stämmer inte") {
			t.Fatalf("%s: %d %s", who, a.Status, a.Body)
		}
		if !strings.Contains(a.Body, `value="`+who+`"`) || strings.Contains(a.Body, "fel lösenord") {
			t.Errorf("%s: the login must be kept and the password must not", who)
		}
		page := strings.ReplaceAll(a.Body, who, "WHO")
		if first == "" {
			first = page
		}
		if page != first {
			t.Errorf("%s gets another page", who)
		}
	}
}

func TestLogInRefusesBadInput(t *testing.T) {
	s := site(t)
	long := strings.Repeat("a", 10_000)
	for name, c := range map[string]struct {
		form url.Values
		want string
	}{
		"nothing":             {form(), "Det finns 2 fel i formuläret"},
		"no password":         {form("login", login), "Skriv ditt lösenord"},
		"no login":            {form("password", password), "Skriv din e-postadress"},
		"a login of spaces":   {form("login", "  ", "password", password), "Skriv din e-postadress"},
		"a login of 10 kB":    {form("login", long, "password", password), "stämmer inte"},
		"a password of 10 kB": {form("login", login, "password", long), "stämmer inte"},
		"the login twice":     {form("login", login, "login", "b@x.se", "password", password), "två gånger"},
		"the password twice":  {form("login", login, "password", password, "password", "x"), "två gånger"},
		"invalid UTF-8":       {form("login", "\xff\xfe", "password", password), "kom fram skadad"},
		"NUL":                 {form("login", login+"\x00", "password", password), "tecken som inte går att visa"},
		"hostile HTML":        {form("login", `"><script>alert(1)</script>`, "password", password), "stämmer inte"},
		"unknown keys":        {form("user", login, "pass", password), "Det finns 2 fel i formuläret"},
	} {
		t.Run(name, func(t *testing.T) {
			s.Clock.Add(time.Hour) // no limit on guessing in the way
			a := s.As("").Post("/logga-in", c.form)
			if a.Status != 422 || !strings.Contains(a.Body, c.want) || strings.Contains(a.Body, "<script>alert") {
				t.Errorf("got %d %s", a.Status, a.Body)
			}
			if !strings.Contains(a.Body, "<title>Fel: Logga in") || strings.Contains(a.Body, strings.TrimSpace(password)) {
				t.Error("the title does not say that something is wrong, or the password came back")
			}
		})
	}
	if a := s.As("").JSON("/logga-in", `{"login":"`+login+`"}`); a.Status != 422 {
		t.Errorf("JSON got %d", a.Status)
	}
}

func TestGuessingIsLimited(t *testing.T) {
	s := behindProxy(t)
	wrong := form("login", login, "password", "fel lösenord")
	for i := range 5 {
		if a := from(s, "192.0.2.1").Post("/logga-in", wrong); a.Status != 422 {
			t.Fatalf("try %d: %d", i+1, a.Status)
		}
	}
	a := from(s, "192.0.2.1").Post("/logga-in", right())
	if a.Status != 429 || a.Header.Get("Retry-After") == "" || !strings.Contains(a.Body, "för många försök") ||
		!strings.Contains(a.Body, `value="`+login+`"`) {
		t.Errorf("the sixth, right try: %d %s", a.Status, a.Body)
	}
	if a := from(s, "192.0.2.2").Post("/logga-in", right()); a.Status != 303 {
		t.Errorf("the owner at another address was locked out: %d", a.Status)
	}
	if a := from(s, "192.0.2.1").Post("/logga-in", form("login", "b@x.se", "password", "x")); a.Status != 422 {
		t.Errorf("a colleague at the same address was locked out: %d", a.Status)
	}
	s.Clock.Add(time.Minute)
	if a := from(s, "192.0.2.1").Post("/logga-in", right()); a.Status != 303 {
		t.Errorf("after a minute: %d", a.Status)
	}
}

// Waiting out the short limit again and again meets the long one.
func TestGuessingForLongIsLimited(t *testing.T) {
	s := behindProxy(t)
	refused := 0
	for i := range 40 {
		if a := from(s, "192.0.2.1").Post("/logga-in", form("login", login, "password", "x")); a.Status == 429 {
			refused++
		}
		if i%4 == 3 {
			s.Clock.Add(time.Minute)
		}
	}
	if refused != 10 {
		t.Errorf("%d of 40 tries in ten minutes were refused", refused)
	}
}

func TestGuessingManyLoginsIsLimited(t *testing.T) {
	s := behindProxy(t)
	guess := func(i int, address string) int {
		return from(s, address).Post("/logga-in", form("login", "u"+strconv.Itoa(i)+"@x.se", "password", "x")).Status
	}
	limits := func(key string, n int) {
		s.Write(func(tx *store.Tx) error {
			for range n {
				if err := account.Throttle(tx, key, n, 15*time.Minute); err != nil {
					return err
				}
			}
			return nil
		})
	}
	limits("login|address|192.0.2.1", 99)
	if first, second := guess(1, "192.0.2.1"), guess(2, "192.0.2.1"); first != 422 || second != 429 {
		t.Errorf("the 100th and the 101st got %d and %d", first, second)
	}
	limits("login|address|2001:db8:1:2::/64", 100)
	if got := guess(3, "2001:db8:1:2:aaaa::7"); got != 429 {
		t.Errorf("a new address of the same subscriber got %d", got)
	}
	if got := guess(4, "2001:db8:1:3::1"); got != 422 {
		t.Errorf("another subscriber got %d", got)
	}
}

// Who gets in at last did not guess; but whoever has an account of their own must not wipe the count of the others
// they guess at.
func TestLoggingInForgivesTheLoginAndNotTheAddress(t *testing.T) {
	s := behindProxy(t)
	for range 4 {
		from(s, "192.0.2.1").Post("/logga-in", form("login", login, "password", "x"))
	}
	for i := range 3 {
		if a := from(s, "192.0.2.1").Post("/logga-in", right()); a.Status != 303 {
			t.Fatalf("log-in %d after 4 wrong tries: %d", i+1, a.Status)
		}
	}
	counted := 0
	for ; counted < 100; counted++ {
		err := s.Store.Write(t.Context(), func(tx *store.Tx) error {
			return account.Throttle(tx, "login|address|192.0.2.1", 100, 15*time.Minute)
		})
		if err != nil {
			break
		}
	}
	if counted != 93 {
		t.Errorf("the address has %d of 100 tries left after 7", counted)
	}
}

func TestForgedAddressIsNotBelieved(t *testing.T) {
	s := site(t) // without a trusted proxy
	for i := range 6 {
		c := from(s, "192.0.2."+strconv.Itoa(i+1))
		c.Header["X-Forwarded-For"] = "198.51.100." + strconv.Itoa(i+1)
		want := 422
		if i == 5 {
			want = 429
		}
		if a := c.Post("/logga-in", form("login", login, "password", "x")); a.Status != want {
			t.Errorf("try %d: %d", i+1, a.Status)
		}
	}
}

func TestNothingPersonalIsLogged(t *testing.T) {
	s := site(t)
	s.As("").Post("/logga-in", form("login", login, "password", "fel lösenord"))
	s.As("").Post("/logga-in", right())
	for _, personal := range []string{login, "Anna", "fel lösenord", "cyklar"} {
		if strings.Contains(s.Log.String(), personal) {
			t.Errorf("%q stands in the log:\n%s", personal, s.Log)
		}
	}
	if !strings.Contains(s.Log.String(), "log-in refused") {
		t.Error("a refused log-in is not logged")
	}
	trail, err := account.Trail(s.Store.Read(t.Context()), "", 10)
	if err != nil || len(trail) != 1 || trail[0].Action != "login" {
		t.Errorf("the trail is %+v, %v", trail, err)
	}
}

// behindProxy is the site with the test's own address as its proxy.
func behindProxy(t *testing.T) *webtest.Site {
	s := site(t)
	s.App.Site.TrustedProxies = []string{"0.0.0.0"}
	s.Fiber = s.App.NewServer()
	s.App.Mount(s.Fiber, rooms(s.App, nil))
	return s
}

func from(s *webtest.Site, address string) *webtest.Client {
	c := s.As("")
	c.Header["X-Real-Ip"] = address
	return c
}
