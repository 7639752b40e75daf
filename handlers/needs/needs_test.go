package needs_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"samling/handlers/needs"
	"samling/handlers/organiser"
	"samling/handlers/web"
	"samling/handlers/webtest"
	"samling/models/account"
	"samling/models/registration"
	"samling/models/store"
	"samling/views/mail"
)

// room is a site with three people who need something: one ordinary, one by another name, one protected.
func room(t *testing.T) *webtest.Site {
	t.Helper()
	site := webtest.New(t, func(app *web.App, m *mail.Composer) []web.Route {
		return append(needs.New(app).Routes(), organiser.New(app, m).Routes()...)
	})
	add := func(f registration.Form, source registration.Source) {
		f.Organisation = "nacka-kommun"
		site.Write(func(tx *store.Tx) error {
			_, err := registration.Add(tx, site.Edition, f, source, "test")
			return err
		})
	}
	add(registration.Form{Name: "Östen Al", Email: "o@nacka.example", Needs: []string{"vegansk", "vegetarisk", "glutenfri", "horslinga"}}, registration.FromForm)
	add(registration.Form{Name: "Riktigt Namn", DisplayName: "Kim", Email: "k@nacka.example", Needs: []string{"vegetarisk"}, NeedsText: "bara <b>kallt</b>"}, registration.FromForm)
	add(registration.Form{Name: "Påhittad Person", Needs: []string{"vegetarisk", "horslinga"}}, registration.FromAlias)
	add(registration.Form{Name: "Utan Behov", Email: "u@nacka.example"}, registration.FromForm)
	return site
}

func expect(t *testing.T, what string, answer webtest.Answer, status int, words ...string) {
	t.Helper()
	if answer.Status != status {
		t.Errorf("%s: %d, want %d", what, answer.Status, status)
	}
	for _, word := range words {
		if no, hidden := strings.CutPrefix(word, "!"); hidden && strings.Contains(answer.Body, no) || !hidden && !strings.Contains(answer.Body, word) {
			t.Errorf("%s: %q\n%s", what, word, answer.Body)
		}
	}
}

func actions(t *testing.T, site *webtest.Site) map[string]account.Logged {
	t.Helper()
	trail, err := account.Trail(site.Store.Read(t.Context()), site.Edition.ID, 100)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]account.Logged{}
	for _, l := range trail {
		seen[l.Action] = l
	}
	return seen
}

func TestOnlyTheRoleReadsWhoNeedsWhat(t *testing.T) {
	site := room(t)
	at := "/behov/" + site.Edition.Slug
	for _, path := range []string{"/behov", at, at + "/koket", at + "/koket.pdf"} {
		for role, want := range map[string]int{"": 303, "nobody": 403, "organiser": 403, "door": 403, "host": 403, "needs": 200} {
			if got := site.As(role).Get(path); got.Status != want {
				t.Errorf("%s as %q: %d, want %d", path, role, got.Status, want)
			}
		}
	}
	page := site.As("needs").Get(at)
	expect(t, "list", page, 200, "Östen Al", "Kim", "Nacka kommun", "Veganskt", "bara &lt;b&gt;kallt", "Visas bara med referens",
		"Behoven raderas torsdag 11 mars 2027", "!Riktigt", "!Påhittad", "!Utan Behov")
	if seen := actions(t, site)["needs_seen"]; seen.Detail != "rows=3" || seen.Subject != "" {
		t.Errorf("the log has %+v", seen)
	}
	expect(t, "editions", site.As("needs").Get("/behov"), 200, at)
}

func TestARoleForOneEditionOpensNoOther(t *testing.T) {
	site := room(t)
	other := site.Import(time.Date(2028, 3, 2, 0, 0, 0, 0, time.UTC), "samverkansdag-2028", 4)
	site.Write(func(tx *store.Tx) error {
		user, err := account.ByLogin(tx.DB, "needs@samling.example")
		if err != nil {
			return err
		}
		if err := account.Revoke(tx, user.ID, account.Needs, ""); err != nil {
			return err
		}
		return account.Grant(tx, user.ID, account.Needs, other.ID)
	})
	expect(t, "its own", site.As("needs").Get("/behov/samverkansdag-2028"), 200, "Ingen har angett några behov")
	expect(t, "another", site.As("needs").Get("/behov/"+site.Edition.Slug), 403, "!Östen")
	expect(t, "editions", site.As("needs").Get("/behov"), 200, "samverkansdag-2028", "!samverkansdag-2027")
}

func TestTheKitchenGetsNumbersOnly(t *testing.T) {
	site := room(t)
	for role, path := range map[string]string{"needs": "/behov/", "organiser": "/arrangor/"} {
		page := site.As(role).Get(path + site.Edition.Slug + "/koket")
		expect(t, role, page, 200, `Vegetariskt</th><td class="n">2<`, `Veganskt, glutenfritt</th><td class="n">1<`, `Utan särskilda behov</th><td class="n">1<`,
			"<dd>4</dd>", "1 person har skrivit något eget", "!kallt", "!Hörslinga", "!Östen", "!Kim")
		pdf := site.As(role).Get(path + site.Edition.Slug + "/koket.pdf")
		if pdf.Status != 200 || pdf.Header.Get("Content-Type") != "application/pdf" {
			t.Fatalf("%d %v", pdf.Status, pdf.Header)
		}
		text := printed(t, pdf.Body)
		for _, want := range []string{"Mat till köket", "Vegetariskt", "Veganskt, glutenfritt", "2", "4 mars 2027"} {
			if !strings.Contains(text, want) {
				t.Errorf("%q is not in\n%s", want, text)
			}
		}
		for _, never := range []string{"kallt", "Östen", "Kim", "Nacka kommun"} {
			if strings.Contains(text, never) {
				t.Errorf("the kitchen's paper has %q", never)
			}
		}
	}
	seen := actions(t, site)
	if seen["kitchen_seen"].Detail != "plates=3" || seen["kitchen_printed"].Detail != "plates=3" {
		t.Errorf("%+v", seen)
	}
}

func TestWhatIsErasedIsSaidToBe(t *testing.T) {
	site := room(t)
	at := site.Edition.EndsAt.Add(registration.NeedsKeptFor + time.Hour)
	site.Clock.Set(at)
	site.Write(func(tx *store.Tx) error { _, err := registration.DisposeNeeds(tx); return err })
	site.Write(func(tx *store.Tx) error {
		meals, err := registration.CountMeals(tx.DB, site.Edition.ID)
		if err != nil || len(meals.Plates) != 1 || meals.Plates[0].Count != 4 || meals.Own != 0 {
			t.Errorf("%+v, %v", meals, err)
		}
		return nil
	})
}

func printed(t *testing.T, pdf string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "x.pdf")
	if err := os.WriteFile(file, []byte(pdf), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("pdftotext", "-layout", file, "-").Output()
	if err != nil {
		t.Fatalf("pdftotext (poppler-utils) is needed: %v", err)
	}
	return string(out)
}
