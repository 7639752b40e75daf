package door_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"samling/models/account"
	"samling/models/registration"
	"samling/models/store"
)

func TestRedeemAnswers(t *testing.T) {
	s := newSite(t)
	amina, gone, waiting := s.guest(s.Edition, "Amina Lindqvist"), s.guest(s.Edition, "Bo Ek"), s.guest(s.Edition, "Kerstin Sjögren")
	s.Write(func(tx *store.Tx) error {
		if _, err := registration.Cancel(tx, gone.ID, registration.Self); err != nil {
			return err
		}
		return s.putInQueue(tx, waiting)
	})
	next := s.Import(time.Date(2028, 3, 2, 0, 0, 0, 0, time.UTC), "samverkansdag-2028", 4)
	later := s.guest(next, "Ulla Ström")

	ok := s.redeem(map[string]any{"code": "HTTP://SAMLING.TEST/T/" + s.code(amina), "edition": s.Edition.Slug})
	if ok.Status != "ok" || ok.Reason != "" || ok.Attendee.Name != "Amina Lindqvist" || ok.Attendee.Organisation != "Nacka kommun" ||
		ok.Counter.In != 1 || ok.Counter.Expected != 1 {
		t.Errorf("%+v", ok)
	}
	s.Clock.Add(time.Hour)
	for _, c := range []struct {
		name    string
		members map[string]any
		reason  string
		says    string
	}{
		{"again", map[string]any{"reference": strings.ToLower(amina.Reference)}, "already_redeemed", "Incheckad kl. 13.00 vid Dörr 1"},
		{"picked", map[string]any{"registration_id": amina.ID}, "already_redeemed", "13.00"},
		{"cancelled", map[string]any{"code": s.code(gone)}, "canceled", "avanmäld"},
		{"waitlist", map[string]any{"code": strings.ToLower(s.code(waiting))}, "waitlisted", "nummer 4"},
		{"another day", map[string]any{"code": s.code(later)}, "wrong_event", "2028-03-02"},
		{"no ticket", map[string]any{"code": "https://example.com/menu"}, "invalid", "Koden hör inte hit"},
		{"no reference", map[string]any{"reference": "AAAAAA"}, "invalid", "Koden hör inte hit"},
		{"nobody", map[string]any{"registration_id": "x"}, "invalid", "Koden hör inte hit"},
		{"a clock in 1970", map[string]any{"code": s.code(gone), "occurred_at": 0}, "canceled", ""},
		{"a clock in 2070", map[string]any{"code": s.code(gone), "occurred_at": "2070-01-01T00:00:00+01:00"}, "canceled", ""},
		{"no clock", map[string]any{"code": s.code(gone), "occurred_at": nil}, "canceled", ""},
		{"a member of the future", map[string]any{"code": s.code(gone), "battery": 12}, "canceled", ""},
	} {
		before := s.scans()
		got := s.redeem(c.members)
		if got.Status != "error" || got.Reason != c.reason || !strings.Contains(got.Message, c.says) {
			t.Errorf("%s: %+v", c.name, got)
		}
		if c.reason == "wrong_event" && (got.Attendee != nil || strings.Contains(got.Message, "Ulla")) {
			t.Errorf("%s names somebody: %+v", c.name, got)
		}
		if s.scans() != before+1 {
			t.Errorf("%s: not stored", c.name)
		}
	}
}

func TestRedeemThenUndo(t *testing.T) {
	s := newSite(t)
	r := s.guest(s.Edition, "Amina Lindqvist")
	body := `{"code":"` + s.code(r) + `","nonce":"the-one-nonce","occurred_at":"2027-02-01T12:00:00Z","door":"Dörr 1"}`
	first, second := s.As("door").JSON(redeemPath, body), s.As("door").JSON(redeemPath, body)
	if first.Body != second.Body || s.scans() != 1 {
		t.Errorf("the same nonce got\n%s\nand then\n%s", first.Body, second.Body)
	}
	for range 2 { // the answer to the first may have been lost
		undone := s.read(s.As("door").JSON("/api/v1/door/annul", `{"nonce":"the-one-nonce"}`))
		if undone.Status != "ok" || undone.Nonce != "the-one-nonce" || undone.Counter.In != 0 {
			t.Errorf("%+v", undone)
		}
	}
	if late := s.read(s.As("door").JSON(redeemPath, body)); !late.Annulled || late.Message == "" {
		t.Errorf("a late retry of what has been undone: %+v", late)
	}
	if again := s.redeem(map[string]any{"code": s.code(r)}); again.Status != "ok" {
		t.Errorf("%+v", again)
	}
	if none := s.read(s.As("door").JSON("/api/v1/door/annul", `{"nonce":"never-heard-of"}`)); none.Reason != "unknown_nonce" {
		t.Errorf("%+v", none)
	}
}

func TestSearchAnswers(t *testing.T) {
	s := newSite(t)
	s.guest(s.Edition, "Åsa Öberg")
	s.guest(s.Edition, "Örjan Öberg")
	got := s.As("door").JSON("/api/v1/door/search", `{"q":"oberg"}`)
	if got.Status != 200 || strings.Index(got.Body, "Åsa") > strings.Index(got.Body, "Örjan") || !strings.Contains(got.Body, "2 träffar") {
		t.Errorf("%d %s", got.Status, got.Body)
	}
	if strings.Contains(got.Body, "@") {
		t.Errorf("shows more than the door needs: %s", got.Body)
	}
	for body, want := range map[string]int{`{"q":"o"}`: 422, `{"q":7}`: 422, `{"q":"` + strings.Repeat("a", 3000) + `"}`: 422, `[]`: 400} {
		if a := s.As("door").JSON("/api/v1/door/search", body); a.Status != want {
			t.Errorf("%.40s: %d %s", body, a.Status, a.Body)
		}
	}
}

func TestMalformed(t *testing.T) {
	s := newSite(t)
	for _, c := range []struct {
		name, body string
		want       int
	}{
		{"nothing", ``, 400},
		{"no JSON", `code=1`, 400},
		{"a list", `[{"code":"x","nonce":"nonce-nonce"}]`, 400},
		{"null", `null`, 400},
		{"cut off", `{"code":"x","nonce":"nonce-nonce"`, 400},
		{"broken encoding", "{\"code\":\"\xff\",\"nonce\":\"nonce-nonce\"}", 400},
		{"code is a number", `{"code":7,"nonce":"nonce-nonce"}`, 422},
		{"nonce is a list", `{"code":"x","nonce":["nonce-nonce"]}`, 422},
		{"no nonce", `{"code":"x"}`, 422},
		{"hostile nonce", `{"code":"x","nonce":"<script>1</script>"}`, 422},
		{"no ticket", `{"nonce":"nonce-nonce"}`, 422},
		{"two tickets", `{"nonce":"nonce-nonce","code":"x","reference":"AAAAAA"}`, 422},
		{"no time", `{"nonce":"nonce-nonce","code":"x","occurred_at":"yesterday"}`, 422},
		{"time is an object", `{"nonce":"nonce-nonce","code":"x","occurred_at":{}}`, 422},
		{"time out of all bounds", `{"nonce":"nonce-nonce","code":"x","occurred_at":1e300}`, 422},
		{"long door", `{"nonce":"nonce-nonce","code":"x","door":"` + strings.Repeat("d", 41) + `"}`, 422},
		{"long code", `{"nonce":"nonce-nonce","code":"` + strings.Repeat("x", 3000) + `"}`, 422},
		{"10 kB code", `{"nonce":"nonce-nonce","code":"` + strings.Repeat("x", 10_000) + `"}`, 413},
		{"unknown edition", `{"nonce":"nonce-nonce","code":"x","edition":"nope"}`, 404},
	} {
		a := s.As("door").JSON(redeemPath, c.body)
		if a.Status != c.want || !strings.Contains(a.Body, `"message":"`) || strings.Contains(a.Body, "error.") ||
			!strings.HasPrefix(a.Header.Get("Content-Type"), "application/json") {
			t.Errorf("%s: want %d, got %d %s", c.name, c.want, a.Status, a.Body)
		}
	}
	if n := s.scans(); n != 0 {
		t.Errorf("%d scans stored", n)
	}
}

func TestWhoMay(t *testing.T) {
	s := newSite(t)
	next := s.Import(time.Date(2028, 3, 2, 0, 0, 0, 0, time.UTC), "samverkansdag-2028", 4)
	good := `{"nonce":"nonce-nonce","code":"x"}`
	for role, want := range map[string]int{"": 401, "nobody": 403, "host": 403, "door": 200, "organiser": 200} {
		if a := s.As(role).JSON(redeemPath, good); a.Status != want {
			t.Errorf("%q: want %d, got %d %s", role, want, a.Status, a.Body)
		}
	}
	// A door of one edition only cannot reach into another, whatever its message says.
	s.Write(func(tx *store.Tx) error {
		user, err := account.ByLogin(tx.DB, "nobody@samling.example")
		if err != nil {
			return err
		}
		return account.Grant(tx, user.ID, account.Door, next.ID)
	})
	for edition, want := range map[string]int{next.Slug: 200, s.Edition.Slug: 403, "": 200} {
		if a := s.As("nobody").JSON(redeemPath, `{"nonce":"other-nonce","code":"x","edition":"`+edition+`"}`); a.Status != want {
			t.Errorf("%q: want %d, got %d %s", edition, want, a.Status, a.Body)
		}
	}
	if a := s.As("nobody").Get("/api/v1/door/status"); !strings.Contains(a.Body, next.Slug) {
		t.Errorf("the nearest of one's own editions: %s", a.Body)
	}
	if a := s.As("nobody").Get("/dorr"); a.Status != http.StatusOK || strings.Contains(a.Body, s.Edition.Slug) {
		t.Errorf("the page offers a door that is not theirs: %d", a.Status)
	}
}
