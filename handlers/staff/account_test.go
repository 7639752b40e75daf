package staff_test

import (
	"strings"
	"testing"
	"time"

	"samling/models/account"
)

const next = "sju gröna äpplen"

func TestChangePassword(t *testing.T) {
	s := site(t)
	here, there := cookie(t, s.As("").Post("/logga-in", right())), cookie(t, s.As("").Post("/logga-in", right()))
	a := with(s, here).Post("/konto", form("current_password", password, "new_password", next, "new_password_again", next))
	if a.Status != 303 || a.Header.Get("Location") != "/konto?bytt=1" {
		t.Fatalf("got %d %s", a.Status, a.Body)
	}
	fresh := cookie(t, a)
	if a := with(s, fresh).Get("/konto?bytt=1"); a.Status != 200 || !strings.Contains(a.Body, "Lösenordet är bytt") {
		t.Errorf("afterwards: %d %s", a.Status, a.Body)
	}
	if with(s, here).Get("/konto").Status != 303 || with(s, there).Get("/konto").Status != 303 {
		t.Error("older sessions still work")
	}
	if a := s.As("").Post("/logga-in", right()); a.Status != 422 {
		t.Errorf("the old password: %d", a.Status)
	}
	if a := s.As("").Post("/logga-in", form("login", login, "password", next)); a.Status != 303 {
		t.Errorf("the new password: %d", a.Status)
	}
	trail, err := account.Trail(s.Store.Read(t.Context()), "", 10)
	if err != nil || !strings.Contains(actions(trail), "password_changed") {
		t.Errorf("the trail is %s, %v", actions(trail), err)
	}
}

func actions(trail []account.Logged) string {
	var all []string
	for _, e := range trail {
		all = append(all, e.Action)
	}
	return strings.Join(all, " ")
}

func TestChangePasswordRefuses(t *testing.T) {
	s := site(t)
	session := cookie(t, s.As("").Post("/logga-in", right()))
	for name, c := range map[string]struct{ current, next, again, want string }{
		"nothing":            {"", "", "", "Skriv ditt nuvarande lösenord"},
		"a wrong old one":    {"fel lösenord", next, next, "Det nuvarande lösenordet stämmer inte"},
		"two different ones": {password, next, next + "x", "inte lika"},
		"a short one":        {password, "kort", "kort", "minst 10 tecken"},
		"a long one":         {password, strings.Repeat("åäö", 100), strings.Repeat("åäö", 100), "högst 200 tecken"},
		"a guessable one":    {password, login, login, "lätt att gissa"},
		"invalid UTF-8":      {password, "\xff" + next, "\xff" + next, "kom fram skadad"},
	} {
		t.Run(name, func(t *testing.T) {
			s.Clock.Add(time.Minute)
			a := with(s, session).Post("/konto", form("current_password", c.current, "new_password", c.next, "new_password_again", c.again))
			if a.Status != 422 || !strings.Contains(a.Body, c.want) {
				t.Errorf("got %d %s", a.Status, a.Body)
			}
			if c.next != "" && c.next != login && strings.Contains(a.Body, `value="`+c.next) {
				t.Error("the password came back")
			}
		})
	}
	if a := s.As("").Post("/logga-in", right()); a.Status != 303 {
		t.Errorf("the password was changed after all: %d", a.Status)
	}
}

func TestGuessingTheOldPasswordIsLimited(t *testing.T) {
	s := site(t)
	session := cookie(t, s.As("").Post("/logga-in", right()))
	for i := range 11 {
		a := with(s, session).Post("/konto", form("current_password", "fel lösenord", "new_password", next, "new_password_again", next))
		if want := map[bool]int{true: 429, false: 422}[i == 10]; a.Status != want {
			t.Errorf("try %d: %d", i+1, a.Status)
		}
	}
}

func TestAccountPage(t *testing.T) {
	s := site(t)
	if a := s.As("").Get("/konto"); a.Status != 303 {
		t.Errorf("a stranger got %d", a.Status)
	}
	if a := s.As("").Post("/konto", nil); a.Status != 401 {
		t.Errorf("a stranger's form got %d", a.Status)
	}
	for role, want := range map[string]string{"organiser": "Arrangör", "door": "Dörrpersonal", "host": "Värdorganisation", "nobody": "Du har ingen behörighet än"} {
		a := s.As(role).Get("/konto")
		if a.Status != 200 || !strings.Contains(a.Body, want) || a.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %d %s", role, a.Status, a.Body)
		}
	}
	english := s.As("door")
	english.Lang = "en"
	if a := english.Get("/konto"); !strings.Contains(a.Body, "Door staff") || strings.Contains(a.Body, "staff.") {
		t.Errorf("in English: %s", a.Body)
	}
}
