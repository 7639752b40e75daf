package door_test

import (
	"html"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// post sends one of the page's forms as a browser without script does.
func (s *site) post(path string, fields ...string) (int, string, string) {
	s.t.Helper()
	form := url.Values{"door": {"Dörr 2"}}
	for i := 0; i+1 < len(fields); i += 2 {
		form.Add(fields[i], fields[i+1])
	}
	a := s.As("door").Post("/dorr/"+s.Edition.Slug+path, form)
	return a.Status, a.Body, a.Header.Get("Refresh")
}

func TestWithoutScript(t *testing.T) {
	s := newSite(t)
	r := s.guest(s.Edition, "Åsa Öberg")
	page := s.As("door").Get("/dorr").Body
	nonce := regexp.MustCompile(`name="nonce" value="([^"]+)"`).FindStringSubmatch(page)
	if nonce == nil {
		t.Fatal("the form has no nonce")
	}
	status, body, refresh := s.post("", "reference", strings.ToLower(r.Reference), "nonce", nonce[1])
	if status != 200 || !strings.Contains(body, `data-verdict="ok"`) || !strings.Contains(body, "VÄLKOMMEN") || !strings.Contains(body, "Åsa Öberg") {
		t.Errorf("%d %s", status, body)
	}
	if !strings.HasPrefix(refresh, "5; url=/dorr/") || strings.Contains(refresh, "berg") {
		t.Errorf("the name goes away by %q", refresh)
	}
	back := s.As("door").Get(strings.TrimPrefix(refresh, "5; url=")).Body
	if !strings.Contains(back, "<option selected>Dörr 2") || !strings.Contains(back, `name="nonce" value="`+nonce[1]) || strings.Contains(back, "Öberg") {
		t.Error("the page it goes back to has lost the door or the undo, or still shows the name")
	}
	if next := regexp.MustCompile(`href="(/dorr/[^"]+)">Nästa`).FindStringSubmatch(body); next == nil ||
		!strings.Contains(s.As("door").Get(html.UnescapeString(next[1])).Body, "<option selected>Dörr 2") {
		t.Error("the next person comes to another door")
	}
	if _, body, _ = s.post("", "reference", r.Reference, "nonce", nonce[1]); !strings.Contains(body, `data-verdict="ok"`) {
		t.Error("sending the form twice is not the same as once")
	}
	if _, body, _ = s.post("", "reference", r.Reference, "nonce", "nonce-two"); !strings.Contains(body, `data-verdict="in"`) ||
		!strings.Contains(body, "vid Dörr 2") {
		t.Error(body)
	}
	if _, body, _ = s.post("", "reference", "HTTPS://SAMLING.TEST/T/"+s.code(r), "nonce", "nonce-three"); !strings.Contains(body, `data-verdict="in"`) {
		t.Error("a hand scanner types the whole address into the field")
	}
	if _, body, _ = s.post("", "reference", "<b>AAAA", "nonce", "nonce-four"); !strings.Contains(body, `data-verdict="no"`) {
		t.Error(body)
	}
	if status, body, _ = s.post("/angra", "nonce", nonce[1]); status != 200 || !strings.Contains(body, "Incheckningen är ångrad") {
		t.Errorf("%d %s", status, body)
	}
	if status, body, _ = s.post("/angra", "nonce", "nonce-two"); status != 200 || !strings.Contains(body, "ingen incheckning att ångra") {
		t.Errorf("%d %s", status, body)
	}
}

func TestSearchWithoutScript(t *testing.T) {
	s := newSite(t)
	r := s.guest(s.Edition, "Åsa Öberg")
	status, body, _ := s.post("/sok", "q", "oberg")
	if status != 200 || !strings.Contains(body, "Åsa Öberg") || !strings.Contains(body, "1 träff") || !strings.Contains(body, string(r.ID)) {
		t.Errorf("%d %s", status, body)
	}
	if _, body, _ = s.post("", "registration_id", string(r.ID), "nonce", "nonce-one"); !strings.Contains(body, `data-verdict="ok"`) {
		t.Error(body)
	}
	if _, body, _ = s.post("/sok", "q", "oberg"); !strings.Contains(body, "inne sedan") {
		t.Error(body)
	}
}

func TestBadForms(t *testing.T) {
	s := newSite(t)
	for _, c := range []struct {
		name, path string
		fields     []string
		says       string
	}{
		{"empty", "", []string{"nonce", "nonce-one"}, "Skriv referenskoden"},
		{"no nonce", "", []string{"reference", "AAAAAA"}, "engångsnummer"},
		{"10 kB", "", []string{"reference", strings.Repeat("å", 5000), "nonce", "nonce-one"}, "för lång"},
		{"twice", "", []string{"reference", "A", "reference", "B", "nonce", "nonce-one"}, "två gånger"},
		{"broken encoding", "", []string{"reference", "\xff", "nonce", "nonce-one"}, "skadad"},
		{"short search", "/sok", []string{"q", "o"}, "minst två bokstäver"},
		{"long search", "/sok", []string{"q", strings.Repeat("å", 5000)}, "för lång"},
	} {
		status, body, _ := s.post(c.path, c.fields...)
		if status != 422 || !strings.Contains(body, c.says) || !strings.Contains(body, "<title>Fel:") {
			t.Errorf("%s: %d", c.name, status)
		}
	}
	if n := s.scans(); n != 0 {
		t.Errorf("%d scans stored", n)
	}
}

func TestEveryTextOfTheScriptExists(t *testing.T) {
	s := newSite(t)
	for _, lang := range []string{"sv", "en"} {
		client := s.As("door")
		client.Lang = lang
		body := client.Get("/dorr/" + s.Edition.Slug).Body
		if missing := regexp.MustCompile(`(door|error)\.[a-z_]+`).FindString(body); missing != "" &&
			missing != "door.css" && missing != "door.js" {
			t.Errorf("%s: %s", lang, missing)
		}
		for _, part := range []string{`id="skript"`, `"checking":`, `type="module"`, "css/door.css"} {
			if !strings.Contains(body, part) {
				t.Errorf("%s: no %s", lang, part)
			}
		}
		if strings.Contains(body, "style=") || strings.Contains(body, "onclick") {
			t.Errorf("%s: inline style or script", lang)
		}
	}
}
