package handlers_test

import (
	"flag"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"samling/handlers"
	"samling/handlers/web"
	"samling/handlers/webtest"
	"samling/models/account"
	"samling/models/store"
	"samling/views/mail"
)

var update = flag.Bool("update", false, "write the golden files anew")

func rooms(app *web.App, m *mail.Composer) []web.Route {
	return handlers.Routes(app, handlers.Parts{Passwords: account.NewPasswords(), Composer: m})
}

// TestRouteTable keeps the whole site on one page, to be read when it changes.
func TestRouteTable(t *testing.T) {
	site := webtest.New(t, rooms)
	var b strings.Builder
	for _, r := range rooms(site.App, nil) {
		fmt.Fprintf(&b, "%-5s %-48s %s\n", r.Method, r.Path, r.Guard)
	}
	path := filepath.Join("testdata", "routes.txt")
	if *update {
		if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil || string(want) != b.String() {
		t.Errorf("the routes differ from %s (run with -update and read the difference):\n%s", path, b.String())
	}
}

// address fills a route's places with values of the right form.
func address(path string, site *webtest.Site) string {
	id := string(store.NewID())
	for place, value := range map[string]string{":edition": site.Edition.Slug, ":seminar": "ratt-kurva", ":id": id, ":host": id,
		":item": id, ":session": id, ":secret": strings.Repeat("A", 26), ":code": strings.Repeat("B", 26), ":ballot": strings.Repeat("C", 26),
		":lang": "en", ":slot": "1", ":version": "x", ":role": "arrangor", "*": "css/app.css"} {
		path = strings.ReplaceAll(path, place, value)
	}
	return path
}

// TestEveryRouteAsEveryRole asks each line of the table as each role: who lacks the role is turned away, who has it
// is let in, and nobody meets an internal error.
func TestEveryRouteAsEveryRole(t *testing.T) {
	site := webtest.New(t, rooms)
	may := map[web.Guard][]string{
		web.Everyone: {"", "nobody", "organiser", "door", "host", "needs"}, web.Staff: {"nobody", "organiser", "door", "host", "needs"},
		web.Organiser: {"organiser"}, web.DoorStaff: {"organiser", "door"}, web.HostStaff: {"host"}, web.NeedsStaff: {"needs"},
		web.DoorDesk: {"organiser", "door"}, web.DoorRoom: {"organiser", "door"},
	}
	for _, r := range rooms(site.App, nil) {
		path := address(r.Path, site)
		if strings.Contains(path, ":") {
			t.Errorf("%s: give the test a value for its places", r.Path)
		}
		if path == "/logga-ut" {
			continue // it would end the sessions that the other lines need
		}
		for _, role := range []string{"", "nobody", "organiser", "door", "host", "needs"} {
			answer := site.As(role).Do(r.Method, path, "application/x-www-form-urlencoded", "")
			refused := answer.Status == 401 || answer.Status == 403 ||
				answer.Status == 303 && strings.HasPrefix(answer.Header.Get("Location"), "/logga-in?")
			if allowed := slices.Contains(may[r.Guard], role); allowed == refused {
				t.Errorf("%s %s as %q: %d %s, guard %s", r.Method, path, role, answer.Status, answer.Header.Get("Location"), r.Guard)
			}
			if answer.Status >= 500 {
				t.Errorf("%s %s as %q: %d\n%s", r.Method, path, role, answer.Status, site.Log)
			}
		}
	}
}

// TestEveryFormSurvivesBadInput sends each form what no browser would. The answer is a page with a status that says
// so, and never an internal error or a stack.
func TestEveryFormSurvivesBadInput(t *testing.T) {
	site := webtest.New(t, rooms)
	long := strings.Repeat("å", 5000)
	bodies := []struct{ kind, body string }{
		{"application/x-www-form-urlencoded", ""},
		{"application/x-www-form-urlencoded", "name=" + url.QueryEscape(long) + "&title=" + url.QueryEscape(long) + "&email=" + long},
		{"application/x-www-form-urlencoded", "name=%ff%fe&email=%00&organisation=%c3%28&title=%ff&text=%ff&login=%ff"},
		{"application/x-www-form-urlencoded", "name=a&name=b&email=a&email=b&version=1&version=2"},
		{"application/x-www-form-urlencoded", "name=" + url.QueryEscape(`<script>alert(1)</script>"'=cmd|' /C calc'!A0`) + "&version=99999999999999999999&seats=-1"},
		{"application/x-www-form-urlencoded", "%%%=&&&=;;%zz"},
		{"multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\na\r\n--x--\r\n"},
		{"multipart/form-data", "no boundary"},
		{"application/json", "{"},
		{"application/json", strings.Repeat("[", 100_000)},
		{"text/plain", "\xff\xfe\x00"},
		{"", long},
	}
	for _, r := range rooms(site.App, nil) {
		if r.Method != "POST" || r.Path == "/logga-ut" || r.Path == "/logga-in" {
			continue
		}
		role := map[web.Guard]string{web.Organiser: "organiser", web.DoorStaff: "door", web.DoorDesk: "door", web.DoorRoom: "door", web.HostStaff: "host", web.Staff: "host"}[r.Guard]
		for i, b := range bodies {
			answer := site.As(role).Do(r.Method, address(r.Path, site), b.kind, b.body)
			if answer.Status >= 500 || strings.Contains(answer.Body, "goroutine ") || strings.Contains(answer.Body, "<script>alert") {
				t.Errorf("%s with body %d: %d %.300s", r.Path, i, answer.Status, answer.Body)
			}
		}
	}
	if strings.Contains(site.Log.String(), "panic") {
		t.Error(site.Log.String())
	}
}

// TestDemoStaysInTheDemo: outside it nobody becomes staff with one click, and no page has the bar.
func TestDemoStaysInTheDemo(t *testing.T) {
	site := webtest.New(t, rooms)
	for _, role := range []string{"arrangor", "dorr", "vard"} {
		if answer := site.As("").Post("/demo/logga-in/"+role, nil); answer.Status != 404 || answer.Header.Get("Set-Cookie") != "" {
			t.Errorf("%s: %d %s", role, answer.Status, answer.Header.Get("Set-Cookie"))
		}
	}
	if body := site.As("").Get("/" + site.Edition.Slug).Body; strings.Contains(body, "demo/logga-in") || strings.Contains(body, "påhittade") {
		t.Error("the bar of the demonstration is on a real page")
	}
}

// TestEveryViewIsShown: a view that no handler names is dead.
func TestEveryViewIsShown(t *testing.T) {
	site := webtest.New(t, rooms)
	var source strings.Builder
	err := filepath.WalkDir(".", func(path string, d os.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go") {
			raw, err := os.ReadFile(path)
			source.Write(raw)
			return err
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, view := range site.App.Pages.Views() {
		if !strings.Contains(source.String(), `"`+view+`"`) {
			t.Errorf("no handler shows the view %s", view)
		}
	}
}
